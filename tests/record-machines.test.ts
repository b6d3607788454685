import { describe, expect, test } from "vitest";
import type { LecternRecord } from "../indexes/record.ts";
import { signposts } from "../src/http/record-page.ts";
import { type RecordView, recordPage } from "../web/record-page.ts";
import { english } from "../web/texts.ts";
import { makeRecord } from "./records.ts";
import { assets, brand } from "./site.ts";

const site = {
  texts: english,
  assets,
  brand,
  here: { base: "https://research.example", path: "/" },
  domains: new Map(),
  meaningOff: null,
  longestQuery: 100,
};
const ADDRESS = "https://research.example/records/r1";

const record = makeRecord({
  id: "r1",
  illustration: false,
  title: "Ends a script: </script><b> & more",
  abstract: "An abstract.",
  authors: [
    { name: "Janssens, M", orcid: "0000-0002-1825-0097", affiliation: "Example Hospital" },
    { name: "A Group" },
  ],
  journal: "Tests of Pages",
  journalAbbreviation: "Tests Pages",
  volume: "12",
  issue: "3",
  pages: "S865-S876",
  issn: "2049-3630",
  date: "2021-04-05",
  year: 2021,
  doi: "10.1000/a<b",
  pmid: "7",
  mesh: ["Fever"],
  language: "en",
  openAccessUrl: "https://repository.example/a.pdf",
});

function page(of: LecternRecord, more: Partial<RecordView> = {}): string {
  return recordPage(site, { record: of, related: [], similar: [], news: [], citations: [], address: ADDRESS, ...more });
}

const tagsOf = (html: string) =>
  [...html.matchAll(/<meta name="(citation_[a-z_]+)" content="([^"]*)"/g)].map(([, name, value]) => [name, value]);

describe("what machines read in a record's page", () => {
  test("are the tags that reference managers look for", () => {
    expect(tagsOf(page(record))).toEqual([
      ["citation_title", "Ends a script: &lt;/script>&lt;b> &amp; more"],
      ["citation_author", "Janssens, M"],
      ["citation_author_institution", "Example Hospital"],
      ["citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"],
      ["citation_author", "A Group,"],
      ["citation_publication_date", "2021/04/05"],
      ["citation_journal_title", "Tests of Pages"],
      ["citation_journal_abbrev", "Tests Pages"],
      ["citation_volume", "12"],
      ["citation_issue", "3"],
      ["citation_firstpage", "S865"],
      ["citation_lastpage", "S876"],
      ["citation_issn", "2049-3630"],
      ["citation_doi", "10.1000/a&lt;b"],
      ["citation_pmid", "7"],
      ["citation_language", "en"],
      ["citation_keywords", "Fever"],
      ["citation_abstract_html_url", ADDRESS],
      ["citation_public_url", "https://doi.org/10.1000/a%3Cb"],
      ["citation_pdf_url", "https://repository.example/a.pdf"],
      ["citation_abstract", "An abstract."],
    ]);
  });

  test("say of a retracted paper that it is, wherever it is imported", () => {
    expect(tagsOf(page({ ...record, title: "Cured", status: ["retracted"] }))[0]).toEqual([
      "citation_title",
      "RETRACTED: Cured",
    ]);
  });

  test("names every author of a consortium in the tags, and in the rest of it what fits a slow line", () => {
    const authors = Array.from({ length: 60 }, (_, i) => ({ name: `Author${i}, A`, affiliation: `Hospital ${i}` }));
    const html = page({ ...record, authors });
    const tags = tagsOf(html).map(([name]) => name);
    expect(tags.filter((name) => name === "citation_author")).toHaveLength(60);
    expect(tags).not.toContain("citation_author_institution");
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)!;
    expect(JSON.parse(json!).author).toHaveLength(50);
  });

  test("is schema.org's description, from which no text breaks out, and the page's one address", () => {
    const html = page(record);
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)!;
    expect(JSON.parse(json!)).toMatchObject({
      "@type": "ScholarlyArticle",
      "@id": ADDRESS,
      headline: record.title,
      author: [{ name: "Janssens, M", "@id": "https://orcid.org/0000-0002-1825-0097" }, { name: "A Group" }],
      datePublished: "2021-04-05",
      pagination: "S865-S876",
      isPartOf: {
        "@type": "PublicationIssue",
        issueNumber: "3",
        isPartOf: {
          "@type": "PublicationVolume",
          volumeNumber: "12",
          isPartOf: { "@type": "Periodical", name: "Tests of Pages", issn: "2049-3630" },
        },
      },
      sameAs: ["https://doi.org/10.1000/a%3Cb", "https://pubmed.ncbi.nlm.nih.gov/7/"],
    });
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).toContain(`<link rel="canonical" href="${ADDRESS}"`);
    expect(page({ ...record, kind: "news" })).toContain('"@type":"NewsArticle"');
  });

  test("are the signposts in the answer's head", () => {
    const links = signposts(record)!;
    expect(links).toContain('<https://doi.org/10.1000/a%3Cb>; rel="cite-as"');
    expect(links).toContain(
      '</v1/records/r1/export?format=ris>; rel="describedby"; type="application/x-research-info-systems"',
    );
    expect(links).toContain('<https://schema.org/ScholarlyArticle>; rel="type"');
  });

  test("is nothing of a made-up record, which nobody shall cite", () => {
    const made = { ...record, illustration: true };
    const html = page(made, { citations: [{ style: "apa", text: "Janssens M. Made up." }] });
    expect(tagsOf(html)).toEqual([]);
    expect(html).not.toContain("ld+json");
    expect(html).not.toContain("Made up.");
    expect(signposts(made)).toBeNull();
  });
});

test("news are told reference managers as news, with where they appeared", () => {
  const html = page({ ...record, kind: "news" });
  expect(tagsOf(html).some(([name]) => name === "citation_journal_title")).toBe(false);
  expect(html).toContain('<meta name="DC.type" content="NewsItem"/>');
  expect(html).toContain('<meta property="og:site_name" content="Tests of Pages"/>');
  expect(page(record)).not.toContain("NewsItem");
});

test("a preprint is told as one, with who has it", () => {
  const html = page({ ...record, types: ["Preprint"], journal: "An Archive" });
  expect(html).toContain('<meta name="DC.type" content="preprint"/>');
  expect(tagsOf(html)).toContainEqual(["citation_publisher", "An Archive"]);
  expect(tagsOf(html).some(([name]) => name === "citation_journal_title")).toBe(false);
});

test("a single author with a name of many words is one author, and a group's name is not taken apart", () => {
  const authors = (...names: string[]) =>
    tagsOf(page({ ...record, authors: names.map((name) => ({ name })) })).flatMap(([name, value]) =>
      name === "citation_author" ? value : [],
    );
  expect(authors("van den Berg, Jan Willem")).toEqual(["van den Berg, Jan\u00a0Willem"]);
  expect(authors("van den Berg, Jan Willem", "A Group")).toEqual(["van den Berg, Jan Willem", "A Group,"]);
});

test("pages are told from the first sign between them on, and whole", () => {
  const of = (pages: string) =>
    tagsOf(page({ ...record, pages })).flatMap(([name, value]) => (/page$/.test(name!) ? value : []));
  expect(of("101-3; discussion 104")).toEqual(["101", "3; discussion 104"]);
  expect(of("11-19, 25-30")).toEqual(["11", "19, 25\u201130"]);
  expect(of("e0123")).toEqual(["e0123"]);
});

test("the number in PubMed Central, the parts of an abstract and a file that is made when it is asked for are told", () => {
  const sections = [{ label: "Aim", start: 0, end: 12 }];
  const openAccessUrl = "https://repository.example/a?pdf=render";
  const html = page({ ...record, pmcid: "PMC9", sections, openAccessUrl });
  expect(html).toContain('<meta name="z:extra" content="PMCID: PMC9"/>');
  expect(tagsOf(html)).toContainEqual(["citation_abstract", "Aim: An abstract."]);
  expect(tagsOf(html)).toContainEqual(["citation_pdf_url", openAccessUrl]);
});

test("a record's page says where it was printed", () => {
  expect(page(record)).toContain("<span>12(3): S865\u2013S876</span>");
  expect(page({ ...record, issue: undefined, pages: "e0123-4" } as LecternRecord)).toContain(
    "<span>12: e0123\u20134</span>",
  );
  expect(
    page({ ...record, volume: undefined, issue: undefined, pages: undefined } as unknown as LecternRecord),
  ).not.toContain("<span>12");
});

test("a record's page tells how to cite it, and has files of it", () => {
  const html = page(record, { citations: [{ style: "vancouver", text: "Janssens M, A Group. A title. 2021." }] });
  expect(html).toContain("Janssens M, A Group. A title. 2021.");
  for (const format of ["ris", "bibtex", "csl"])
    expect(html).toContain(`href="/v1/records/r1/export?format=${format}"`);
});
