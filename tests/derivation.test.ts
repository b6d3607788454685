import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { abbreviationsOf } from "../indexes/abbreviations.ts";
import { ANALYSIS, stem, tokenise } from "../indexes/analysis.ts";
import { DERIVATION, outdatedNotice, outdatedParts } from "../indexes/derivation.ts";
import type { Domain } from "../indexes/domains.ts";
import { FACETS, facetValues, identifiersOf, SEARCH_FIELDS, searchText } from "../indexes/fields.ts";
import type { LecternRecord } from "../indexes/record.ts";
import { packWords, textWords } from "../indexes/text-words.ts";
import { toDocument } from "../src/engine/meilisearch-documents.ts";
import { indexedText } from "../src/engine/sqlite-text.ts";
import { openClassifier } from "../src/ingest/classify.ts";
import { ILLUSTRATIONS } from "./illustrations.ts";
import { from, makeRecord } from "./records.ts";

const ODD = makeRecord({
  id: "odd",
  title: "Ménière's disease, TNF-α and IL-6: ⑴ œdème after COVID-19",
  abstract:
    "T-cell counts; tumour necrosis factor (TNF); p-53, straße, ﬁbrosis, 10.5 mg, naïve, protein–protein, the patients' own words; HLA-B27, FEV(1), IL-6-dependent, anti-PD-1.",
  authors: [{ name: "Łukasz, Ø" }, { name: "O'Hara, M" }],
  journal: "Ann. Intern. Med.",
  journalAbbreviation: "Ann Intern Med",
  date: "2020-05",
  year: 2020,
  types: ["Review", "Review"],
  mesh: ["Glaucoma", "Heart Failure"],
  keywords: ["eye drops"],
  doi: "10.1000/x(1)",
  pmid: "123",
  pmcid: "PMC9",
  provenance: [from("pubmed", "123"), from("a:b%", "row 1")],
  related: [
    { relation: "comment-on", ref: "doi:10.1000/y" },
    { relation: "covered-by", ref: "key:n1" },
  ],
});

const domain = (id: string, mesh: string[], topics: string[]) =>
  ({ id, mesh, meshBranches: [], topics }) as unknown as Domain;
const DOMAINS = [
  domain("eye", ["Glaucoma"], ["open-angle glaucoma and eye drops", "retinal photographs in diabetes"]),
  domain("heart", ["Heart Failure"], ["hospital stays for heart failure", "second myocardial infarction"]),
];

async function derived(records: readonly LecternRecord[]): Promise<string> {
  const classifier = await openClassifier(DOMAINS, null);
  const parts = records.map((record) => {
    const text = searchText(record);
    const words = SEARCH_FIELDS.map((field) => tokenise(text[field]).map(({ word }) => word));
    return [
      words.map((row) => row.map((word) => [word, stem(word)])),
      SEARCH_FIELDS.map((field) => indexedText(tokenise(text[field]))),
      // The record itself is no derivation.
      { ...toDocument({ record, vectors: null }, 1, ""), json: "" },
      Buffer.from(packWords(textWords(text))).toString("hex"),
      FACETS.map((facet) => facetValues(record, facet)),
      identifiersOf(record),
      abbreviationsOf(record.title, record.abstract),
      classifier.scores(record, null).map(({ id, share }) => [id, share.toFixed(6)]),
    ];
  });
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

test("who changes what is derived from a record's text changes the number of the analysis, too", async () => {
  expect({ analysis: ANALYSIS, derived: await derived([ODD, ...ILLUSTRATIONS]) }).toEqual({
    analysis: 8,
    // Of another ANALYSIS this is another hash: put both here together.
    derived: "0a016d922d6a9f5c",
  });
});

test("an index is out of date in what any of its records was derived with, and the notice says what to run", () => {
  const other = { ...DERIVATION, domains: "others" };
  expect(outdatedParts([])).toEqual([]);
  expect(outdatedParts([DERIVATION])).toEqual([]);
  expect(outdatedParts([DERIVATION, other])).toEqual(["domains"]);
  expect(outdatedParts([other, { ...DERIVATION, analysis: ANALYSIS + 1 }])).toEqual(["analysis", "domains"]);
  expect(outdatedNotice([])).toBeNull();
  expect(outdatedNotice(["analysis", "domains"])).toMatch(/other text analysis and domains .*npx lectern reindex/);
});
