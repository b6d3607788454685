import { notationsAt } from "../../indexes/notations.ts";
import { american, spellingVariants, umlautVariants } from "../../indexes/spelling-variants.ts";
import { ENGLISH_BOOK, type Phrasebook } from "../../indexes/synonyms.ts";
import type { Alternative, Term } from "../engine/word-query.ts";
import { withNeighbours } from "./neighbouring.ts";
import type { ParsedQuery } from "./query.ts";
import { wordOf } from "./query-terms.ts";
import { withEach, withRows } from "./rows.ts";
import { hitsAmong, inEnglish, languageOf } from "./translate.ts";

/** A term has at most so many alternatives beside its own. */
const MOST = 12;

/**
 * A query with what its words may stand as, beside as they are typed: in other spellings, other names, in English.
 *
 * Words side by side that have another name get it, each of them, as an alternative: 'heart attack' asks for (heart OR
 * "myocardial infarction") AND (attack OR "myocardial infarction"), which is what has both words or the other name, also
 * where they are a side of an operator. What is quoted stays as it is; of what is excluded, or asked for in a field, only
 * the spelling varies: by its other names more would be excluded than was written.
 */
export function expand(query: ParsedQuery): ParsedQuery {
  const book = languageOf(query.rows.flat().map(wordOf));
  const read = withRows(query, (row) => named(row, book), respelt);
  if (!read.words) return query;
  const { terms, excluded } = read.words;
  const words = { ...read.words, terms: terms.map(speltAlone), excluded: excluded.map(speltAlone) };
  return { ...read, words, meaning: book ? inEnglish(query.meaning, book) : query.meaning };
}

/** What words of a row, by their places in it, may stand as together. */
interface Other {
  at: readonly number[];
  rows: readonly (readonly string[])[];
  via: Alternative["via"];
}

/** The words of a row with their other spellings and names. */
function named(run: readonly Term[], book: Phrasebook | null): Term[] {
  const words = run.map(wordOf);
  const others = writtenElse(run);
  /** What is told by its capitals: nothing else that records define by these letters is meant. */
  const certain = new Set<number>();
  for (const language of book ? [book, ENGLISH_BOOK] : [ENGLISH_BOOK])
    for (const { at, entry } of hitsAmong(words, language)) {
      for (const { words, via, written } of entry.meanings) {
        if (written !== null && run[at[0]!]!.text !== written) continue;
        if (written !== null) certain.add(at[0]!);
        others.push({ at, rows: bothSpellings(words), via });
      }
    }
  const all = withOthers(run, others).map((term, i) => {
    const telling = term.telling && (term.prefix === "always" || !book?.functionWords.has(words[i]!));
    return { ...term, telling, abbreviations: !certain.has(i) };
  });
  return withNeighbours(all);
}

/** The words of a row in their other spellings, but for those that signs join, which are one term. */
function respelt(run: readonly Term[]): Term[] {
  const same = writtenElse(run).filter(({ at, via }) => via !== "synonym" && at.every((place) => isWord(run[place]!)));
  return withNeighbours(withOthers(run, same));
}

/** Other spellings and notations. */
function writtenElse(run: readonly Term[]): Other[] {
  const words = run.map(wordOf);
  return words.flatMap((word, i): Other[] => {
    const spellings = [...spellingVariants(word), ...umlautVariants(typed(run[i]!))].map((variant) => [variant]);
    const notations = notationsAt(words, i).map(({ length, rows, via }): Other => {
      return { at: Array.from({ length }, (_, n) => i + n), rows, via: via ?? "notation" };
    });
    return [{ at: [i], rows: spellings, via: "variant" }, ...notations];
  });
}

/** Each word with what it may stand as by itself or with others, which then says what it stands for. */
function withOthers(run: readonly Term[], others: readonly Other[]): Term[] {
  const more: Alternative[][] = run.map(() => []);
  for (const { at, rows, via } of others) {
    const stretch = run.slice(at[0]!, at.at(-1)! + 1).map(typed);
    const of = stretch.length > 1 ? { of: stretch.join(" ") } : {};
    const alternatives = rows.map((words): Alternative => ({ words, via, documents: null, ...of }));
    for (const place of at) more[place]!.push(...alternatives);
  }
  return run.map((term, i) => added(term, more[i]!));
}

/** A word as it was typed, without its field. */
function typed({ text, field }: Term): string {
  return field ? text.slice(field.length + 1) : text;
}

/** What is in no row in its other spellings. */
function speltAlone(term: Term): Term {
  if (term.anyOf) return withEach(term, speltAlone);
  return term.place ? term : spelt(term);
}

/** A word in its other spellings; anything else as it is. */
function spelt(term: Term): Term {
  if (!isWord(term)) return term;
  const word = wordOf(term);
  const names = notationsAt([word], 0).flatMap(({ rows, via }) => (via ? [] : rows));
  const spellings = spellingVariants(word).map((variant) => [variant]);
  return added(term, [
    ...spellings.map((words): Alternative => ({ words, via: "variant", documents: null })),
    ...names.map((words): Alternative => ({ words, via: "notation", documents: null })),
  ]);
}

function bothSpellings(words: readonly string[]): (readonly string[])[] {
  const british = words.map((word) => spellingVariants(word).find((variant) => american(variant) === word) ?? word);
  return british.some((word, i) => word !== words[i]) ? [words, british] : [words];
}

/** The term with further alternatives, in the fields that it has. */
function added(term: Term, more: readonly Alternative[]): Term {
  const fields = [...new Set(term.alternatives.map(({ field }) => field))];
  const known = new Map(term.alternatives.map((one) => [one.words.join(" "), one]));
  const different = new Map(
    more.filter(({ words }) => !known.has(words.join(" "))).map((one) => [one.words.join(" "), one]),
  );
  const all = [...different.values()].slice(0, MOST);
  const placed = all.flatMap((one) => fields.map((field) => (field ? { ...one, field } : one)));
  return placed.length > 0 ? { ...term, alternatives: [...term.alternatives, ...placed] } : term;
}

/** A word that is not quoted, in no field or in one of the text. */
function isWord({ anyOf, typos, alternatives }: Term): boolean {
  return (
    !anyOf &&
    typos &&
    alternatives.every(({ field }) => field === undefined || field === "title" || field === "abstract")
  );
}
