import type { Term } from "../engine/word-query.ts";
import { withNeighbours } from "./neighbouring.ts";
import type { ParsedQuery } from "./query.ts";
import { isOfValues } from "./query-terms.ts";

/** Reads the words of a row, each in its place. */
type ReadRow = (row: readonly Term[]) => readonly Term[];

/** Reads a query's words as they stand, but for letters and numbers, which stand with their neighbours. */
export function neighboured(query: ParsedQuery): ParsedQuery {
  return withRows(query, withNeighbours, withNeighbours);
}

/**
 * A query's words with what their rows are read as. That is given to each word by itself, so it holds where words of a row
 * are spread over several ORs, too.
 *
 * @param read what is asked for anywhere
 * @param readRespelt what stands in an exclusion or a field
 */
export function withRows(query: ParsedQuery, read: ReadRow, readRespelt: ReadRow): ParsedQuery {
  if (!query.words) return query;
  const { terms, excluded } = query.words;
  const readings = new Map([...readingsOf(query.rows, read), ...readingsOf(query.respeltRows, readRespelt)]);
  return { ...query, words: { ...query.words, terms: terms.map(reread), excluded: excluded.map(reread) } };

  function reread(term: Term): Term {
    if (term.anyOf) return withEach(term, reread);
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

/** What each word is read as, by its place. */
function readingsOf(rows: readonly (readonly Term[])[], read: ReadRow): [at: number, reading: Term][] {
  return rows.flatMap((row) => read(row).map((term, i): [number, Term] => [row[i]!.place!.at, term]));
}

/** A term of several with each of them changed, also those that it takes away. */
export function withEach(term: Term, change: (one: Term) => Term): Term {
  const anyOf = term.anyOf!.map(change);
  const alternatives = anyOf.flatMap((one) => one.alternatives);
  const telling = anyOf.every((one) => one.telling || isOfValues(one));
  return { ...term, anyOf, alternatives, telling, ...(term.against ? { against: term.against.map(change) } : {}) };
}
