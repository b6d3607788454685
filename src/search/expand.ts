import { notationsAt } from "../../indexes/notations.ts";
import { american, spellingVariants, umlautVariants } from "../../indexes/spelling-variants.ts";
import { ENGLISH_BOOK, type Phrasebook } from "../../indexes/synonyms.ts";
import type { Alternative, Term, WordQuery } from "../engine/word-query.ts";
import { withNeighbours } from "./neighbouring.ts";
import type { ParsedQuery } from "./query.ts";
import { withAnyOf, withRows } from "./rows.ts";
import { hitsAmong, inEnglish, languageOf } from "./translate.ts";

/** A term has at most so many alternatives beside its own. */
const MOST = 12;

/**
 * A query with what its words may stand as, beside as they are typed: in other spellings, other names, in English.
 *
 * Words side by side that have another name get it, each of them, as an alternative: 'heart attack' asks for (heart OR
 * "myocardial infarction") AND (attack OR "myocardial infarction"), which is what has both words or the other name, also
 * where they are a side of an operator. What is quoted stays as it is; of what is excluded, or asked for in a field, only the spelling varies.
 */
export function expand(query: ParsedQuery): ParsedQuery {
  if (!query.words) return query;
  const book = languageOf(query.rows.flat().map(wordOf));
  const terms = withRows(query.words.terms, query.rows, (row) => ofRow(row, book));
  const words: WordQuery = {
    ...query.words,
    terms: terms.map(speltInField),
    excluded: query.words.excluded.map(speltInField),
  };
  return { ...query, words, meaning: book ? inEnglish(query.meaning, book) : query.meaning };
}

function ofRow(run: readonly Term[], book: Phrasebook | null): Term[] {
  const words = run.map(wordOf);
  const more: Alternative[][] = run.map(() => []);
  const give = (at: readonly number[], rows: readonly (readonly string[])[], via: Alternative["via"]): void => {
    const [first, last] = [run[at[0]!]!, run[at.at(-1)!]!];
    const of =
      at.length > 1
        ? {
            of: run
              .slice(at[0]!, at.at(-1)! + 1)
              .map(({ text }) => text)
              .join(" "),
          }
        : {};
    for (const place of at)
      for (const row of rows) more[place]!.push({ words: row, via, documents: null, ...(first === last ? {} : of) });
  };
  for (const [i, word] of words.entries()) {
    give(
      [i],
      [...spellingVariants(word), ...umlautVariants(run[i]!.text)].map((variant) => [variant]),
      "variant",
    );
    for (const { length, rows, via = "notation" } of notationsAt(words, i))
      give(
        Array.from({ length }, (_, n) => i + n),
        rows,
        via,
      );
  }
  /** What is told by its capitals: nothing else that records define by these letters is meant. */
  const certain = new Set<number>();
  for (const language of book ? [book, ENGLISH_BOOK] : [ENGLISH_BOOK])
    for (const { at, entry } of hitsAmong(words, language)) {
      for (const { words, via, written } of entry.meanings) {
        if (written !== null && run[at[0]!]!.text !== written) continue;
        if (written !== null) certain.add(at[0]!);
        give(at, bothSpellings(words), via);
      }
    }
  const all = run.map((term, i) => {
    const telling = term.telling && !book?.functionWords.has(words[i]!);
    return { ...added(term, more[i]!), telling, abbreviations: !certain.has(i) };
  });
  return withNeighbours(all, words);
}

function speltInField(term: Term): Term {
  if (!term.anyOf) return term.place ? term : spelt(term);
  const against = term.against && { against: term.against.map(speltInField) };
  return { ...withAnyOf(term, term.anyOf.map(speltInField)), ...against };
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

function wordOf({ alternatives }: Term): string {
  return alternatives[0]!.words.join("");
}
