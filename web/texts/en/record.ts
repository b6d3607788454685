import type { LecternRecord } from "../../../indexes/record.ts";
import type { Relation } from "../../../src/search/related.ts";
import { count } from "./speech.ts";

/** What a record's page says. */
export const recordTexts = {
  retracted: "This publication was retracted. Do not rely on its findings.",
  concern: "The editors have published an expression of concern about this publication.",
  corrected: "A correction of this publication has been published.",
  illustration: "This is an illustration, made up to show how Lectern works. No such study exists; do not cite it.",
  authors: "Authors",
  moreAuthors: (n: number): string => `${count(n, "more author", "more authors")}`,
  affiliations: "Affiliations",
  noAbstract: "There is no abstract in the index.",
  abstract: { publication: "Abstract", news: "Summary" } satisfies Record<LecternRecord["kind"], string>,
  cite: "Cite it",
  copy: "Copy",
  copied: "Copied",
  links: "Read it",
  details: "Details",
  type: "Type",
  language: "Language",
  mesh: "MeSH headings",
  keywords: "Keywords",
  confidence: (share: number): string => `confidence ${Math.round(share * 100)}%`,
  given: "Given by the source",
  topics: "Nearest topics:",
  related: "Related records",
  similar: "Similar records",
  news: "In the news",
  nearNews: "News near this subject",
  nearNewsWhy: "Of the same domains, and like it in what it says. It does not name this publication.",
  relations: {
    "news-about": "News about",
    "covered-by": "In the news",
    "preprint-of": "Preprint of",
    "published-as": "Published as",
    corrects: "Corrects",
    "corrected-by": "Corrected by",
    retracts: "Retracts",
    "retracted-by": "Retracted by",
    "comment-on": "Comment on",
    "commented-on-by": "Commented on in",
  } satisfies Record<Relation, string>,
  provenance: "Where this record comes from",
  from: (source: string, key: string, date: string): string => `${source}, as ${key}, on ${date}`,
  json: "This record as JSON",
};

/** What results say that can be chosen. */
export const selectionTexts = {
  label: "Chosen results",
  pick: (title: string): string => `Choose: ${title}`,
  all: "Choose all",
  with: "With the chosen results:",
  none: "No result is chosen",
  one: "1 chosen",
  some: "# chosen",
  cite: "Cite",
  references: "References",
  style: "Style",
  nothing: "No result was chosen: go back, and tick the boxes beside the results.",
  madeUp: "Not cited: made up, no real study",
};
