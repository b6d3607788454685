import type { SourceRecord } from "../indexes/record.ts";

/** Words of no language, of which no two are the same. */
const word = (i: number): string =>
  ["Ba", "Ke", "Li", "Mo", "Nu", "Pra", "Ske"][i % 7]! +
  ["lan", "rok", "szeg", "tin", "ver", "wuz"][i % 6]! +
  ["da", "fe", "gi", "ho", "ju"][i % 5]!;
const CONSORTIUM = Array.from({ length: 16 }, (_, i) =>
  Array.from({ length: 18 }, (_, j) => word(i * 31 + j * 7))
    .join(" ")
    .concat("."),
);

/**
 * Made-up records that fill every part of a page, for tests only. Their identifiers belong to nobody: Crossref's prefix
 * for examples, numbers that PubMed has not reached, ORCID's own fictitious person.
 */
export const SITE_RECORDS: readonly SourceRecord[] = [
  {
    key: "whole",
    title: "Made up: a pocket ultrasound for the heart in general practice, and every part that a record may have",
    sections: [
      { label: "Background", text: "General practitioners listen to the heart (GP). They rarely see it." },
      { label: "Methods", text: "In an imagined trial, every other practice was given a pocket ultrasound." },
      { label: "Conclusions", text: "Nothing follows from this, for nobody has done it." },
    ],
    authors: [
      { name: "Carberry, J", orcid: "0000-0002-1825-0097", affiliation: "Department of Nothing, Example Hospital" },
      ...Array.from({ length: 24 }, (_, i) => ({ name: `Nobody, ${String.fromCharCode(65 + i)}` })),
    ],
    journal: "Illustrations of Cardiology",
    date: "2023-04-05",
    doi: "10.5555/lectern.whole",
    pmid: "999999901",
    pmcid: "PMC999999901",
    url: "https://journal.example/whole",
    openAccessUrl: "https://repository.example/whole.pdf",
    language: "en",
    types: ["Journal Article", "Randomized Controlled Trial"],
    mesh: ["Heart Failure", "Ultrasonography", "General Practice", "Cardiology, Interventional"],
    keywords: ["pocket ultrasound", "primary care"],
    status: ["corrected"],
    related: [{ relation: "corrected-by", ref: "doi:10.5555/lectern.correction" }],
  },
  {
    key: "consortium",
    title: "Imagined: Sjögren’s disease in Łódź, Kőszeg and elsewhere, told by two hundred authors",
    sections: ["BACKGROUND AND AIMS", "METHODS", "RESULTS", "CONCLUSIONS"].map((label, i) => ({
      label,
      text: `${CONSORTIUM.slice(i * 4, i * 4 + 4).join(" ")} Nobody of Łódź or Kőszeg has done this, with β-blockers or without.`,
    })),
    authors: Array.from({ length: 200 }, (_, i) => ({
      name: `${word(i)}, ${String.fromCharCode(65 + (i % 26))}`,
      affiliation: `Department of ${word(i % 90)}, University Hospital of ${word((i % 90) * 3 + 1)}, ${word((i % 90) * 5 + 2)}, Nowhere`,
    })),
    journal: "Illustrations of Rheumatology",
    date: "2019-05-06",
    pmid: "999999902",
    url: "https://pubmed.ncbi.nlm.nih.gov/999999902",
    language: "en",
    types: ["Journal Article"],
    mesh: ["Sjogren's Syndrome"],
  },
  {
    key: "gone",
    title: "Made up: a pocket ultrasound that hears the heart by itself",
    abstract: "This imagined paper was taken back, since its figures were of another heart.",
    authors: ["Nobody, A", "Nobody, B"],
    journal: "Illustrations of Cardiology",
    date: "2022-02",
    doi: "10.5555/lectern.gone",
    language: "en",
    mesh: ["Heart Failure", "Ultrasonography"],
    status: ["retracted"],
  },
  {
    key: "doubted",
    title: "Made up: an expression of concern about a pocket ultrasound",
    abstract: "An imagined paper that its imagined editors have doubts about.",
    authors: ["The Imagined Group"],
    year: 2021,
    doi: "10.5555/lectern.doubted",
    language: "en",
    mesh: ["Ultrasonography"],
    status: ["expression-of-concern"],
  },
  {
    key: "told",
    kind: "news",
    title: "Verzonnen: huisartsen zien het hart met een echo op zakformaat",
    abstract: "Een verzonnen nieuwsbericht over een verzonnen onderzoek.",
    date: "2023-04-06",
    url: "https://hospital.example/news/told",
    language: "nl",
    related: [{ relation: "news-about", ref: "doi:10.5555/lectern.whole" }],
  },
];
