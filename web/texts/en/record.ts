import type { LecternRecord } from "../../../indexes/record.ts";
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
  links: "Read it",
  details: "Details",
  type: "Type",
  language: "Language",
  mesh: "MeSH headings",
  keywords: "Keywords",
  confidence: (share: number): string => `confidence ${Math.round(share * 100)}%`,
  related: "Related records",
  similar: "Similar records",
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
  } satisfies Record<LecternRecord["related"][number]["relation"], string>,
  provenance: "Where this record comes from",
  from: (source: string, key: string, date: string): string => `${source}, as ${key}, on ${date}`,
  json: "This record as JSON",
};
