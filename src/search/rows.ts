import type { Term } from "../engine/word-query.ts";
import { withNeighbours } from "./neighbouring.ts";
import type { ParsedQuery } from "./query.ts";
import { isOfValues } from "./query-terms.ts";

/** Reads a query's words as they stand, but for letters and numbers, which stand with their neighbours. */
export function neighboured(query: ParsedQuery): ParsedQuery {
  if (!query.words) return query;
  const read = (row: readonly Term[]): Term[] =>
    withNeighbours(
      row,
      row.map(({ alternatives }) => alternatives[0]!.words.join("")),
    );
  return { ...query, words: { ...query.words, terms: withRows(query.words.terms, query.rows, read) } };
}

/**
 * Terms with what their rows are read as. That is given to each word by itself, so it holds where words of a row are
 * spread over several ORs, too.
 *
 * @param read a row's terms, each in its place
 */
export function withRows(
  terms: readonly Term[],
  rows: readonly (readonly Term[])[],
  read: (row: readonly Term[]) => readonly Term[],
): Term[] {
  const readings = new Map(rows.flatMap((row) => read(row).map((term, i) => [row[i]!.place!.at, term])));
  return terms.map(reread);

  function reread(term: Term): Term {
    if (term.anyOf) return withAnyOf(term, term.anyOf.map(reread));
    const reading = term.place && readings.get(term.place.at);
    if (!reading) return term;
    const { alternatives, telling, bound, abbreviations } = reading;
    // On the side of an operator 'A' is no word that is asked for, 'vitamin A' is.
    const required = term.required || (bound === true && isRequired(term));
    const more = { ...(bound ? { bound } : {}), ...(abbreviations ? { abbreviations } : {}) };
    return { ...term, alternatives, telling, ...more, ...(required ? { required, strict: true } : {}) };
  }

  /** Whether other words of its row are. */
  function isRequired({ place }: Term): boolean {
    return terms.some((other) => other.place?.row === place!.row && other.required);
  }
}

/** A term for several of which one is enough, with others in their place. */
export function withAnyOf(term: Term, anyOf: readonly Term[]): Term {
  const alternatives = anyOf.flatMap((one) => one.alternatives);
  return { ...term, anyOf, alternatives, telling: anyOf.every((one) => one.telling || isOfValues(one)) };
}
