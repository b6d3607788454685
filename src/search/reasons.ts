import { inRow, stem, type Token, tokenise } from "../../indexes/analysis.ts";
import { SEARCH_FIELDS, type SearchField, searchText } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Candidate } from "../engine/engine.ts";
import type { Alternative, Term } from "../engine/word-query.ts";
import { fieldsWith } from "./bm25.ts";
import { byFirstStem, matches } from "./evidence.ts";
import { isOfValues, toldAs } from "./query-terms.ts";

/** Why a record was found. */
export type Reason =
  | {
      by: "words";
      /** The word or phrase of the query, and what of it stands in which fields of the record. */
      text: string;
      /** "form": the record has another form of it only ('hearts' for 'heart', 'organic' for 'organ'), which is `as`. */
      via: Alternative["via"] | "form";
      as: string;
      fields: SearchField[];
    }
  /** Near to the query, or to what the first results make of it; the cosine, -1 to 1. */
  | { by: "meaning" | "first-results"; cosine: number }
  | { by: "identifier" };

/** How near a record is to what was asked for, each as a cosine; null where it was not looked for so. */
export interface Nearby {
  query: number | null;
  firstResults: number | null;
}

/**
 * Why a candidate was found: each word of the query that it has, as the word itself before any other; that it is near to
 * the query; and where that does not tell why, that it is near to the first results.
 *
 * @param similarity from which cosine on a record is near to the query
 */
export function reasonsOf(candidate: Candidate, terms: readonly Term[], nearby: Nearby, similarity: number): Reason[] {
  const reasons: Reason[] = byWords(candidate, terms);
  const { query, firstResults } = nearby;
  if (query !== null && query >= similarity) reasons.push({ by: "meaning", cosine: rounded(query) });
  if (reasons.length === 0 && firstResults !== null)
    reasons.push({ by: "first-results", cosine: rounded(firstResults) });
  return reasons;
}

function byWords(candidate: Candidate, terms: readonly Term[]): Reason[] {
  const single = terms.flatMap((term) => term.anyOf ?? term);
  const telling = single.filter((term) => term.telling || term.required || isOfValues(term));
  const found = new Map<string, Extract<Reason, { by: "words" }>>();
  for (const term of telling.length > 0 ? telling : single)
    for (const alternative of term.alternatives) {
      const text = alternative.of ?? term.text;
      // The word itself comes first among its alternatives.
      if (found.get(text)?.via === "exact") continue;
      const fields = fieldsWith(candidate, alternative).map((field) => SEARCH_FIELDS[field]!);
      if (fields.length === 0 || (found.has(text) && alternative.via !== "exact")) continue;
      found.set(text, { by: "words", text, via: alternative.via, as: toldAs(alternative, text), fields });
    }
  return [...found.values()];
}

/** Reasons, once the record itself is at hand: a word that stands there in other forms only is told as the first of these. */
export function asWritten(reasons: readonly Reason[], record: LecternRecord): Reason[] {
  const rows = new Map<SearchField, Token[]>();
  const row = (field: SearchField): Token[] => {
    const tokens = rows.get(field) ?? inRow(tokenise(textOf(record, field)));
    rows.set(field, tokens);
    return tokens;
  };
  return reasons.map((reason) => {
    if (reason.by !== "words" || reason.via !== "exact") return reason;
    let other: string | null = null;
    const wanted = byFirstStem([{ term: 0, stems: reason.as.split(" ").map(stem) }]);
    for (const field of reason.fields) {
      const tokens = row(field);
      for (const { from, to } of matches(tokens, wanted)) {
        const form = tokens.slice(from, to).map(({ word }) => word);
        if (form.join(" ") === reason.as) return reason;
        other ??= form.join(" ");
      }
    }
    return other === null ? reason : { ...reason, via: "form", as: other };
  });
}

/** A field's searched text, made only where it is not there as it is. */
function textOf(record: LecternRecord, field: SearchField): string {
  return field === "title" || field === "abstract" ? record[field] : searchText(record)[field];
}

function rounded(cosine: number): number {
  return Math.round(cosine * 1000) / 1000;
}
