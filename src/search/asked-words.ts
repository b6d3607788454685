import { type Alternative, SHORT_QUERY, type Term, type WordQuery } from "../engine/word-query.ts";
import type { Mode } from "./rank.ts";

/** How many of the best by words, and of the nearest by meaning, are ranked: 100 or 300 of each order no better. */
export const POOL = 70;

/**
 * What is asked of the engine by words, in a mode.
 *
 * By meaning alone, words only bar: what is excluded, and what lacks that which fields and operators ask for; others are
 * read, for what is embedded of them, and nothing more. What is asked for by words alone has no meaning to fall back on,
 * and is relaxed further, a sentence for many more.
 */
export function wordsFor(words: WordQuery, mode: Mode): WordQuery {
  const [only, ...others] = words.terms;
  // BRCA2 is near to BRCA1, and another thing: a symbol alone is asked for as it is.
  if (mode === "hybrid" && only && others.length === 0 && isSymbol(only))
    return { ...words, terms: [{ ...only, required: true }] };
  if (mode === "semantic") return { ...words, terms: words.terms.flatMap(onlyRead), barsOnly: true };
  const telling = words.terms.filter((term) => term.telling && !term.required).length;
  if (mode === "hybrid") return words;
  return telling > SHORT_QUERY ? { ...words, few: POOL, relaxTo: "one" } : { ...words, relaxTo: "half" };
}

/** A word of letters and digits: BRCA1, p53, IL-6. */
function isSymbol({ text, prefix }: Term): boolean {
  return prefix !== "always" && /\p{L}/u.test(text) && /\p{N}/u.test(text);
}

/** What bars as it is; another word, if it may be misspelt, as it is embedded: with its other name, where no record has it. */
function onlyRead(term: Term): Term[] {
  if (term.strict) return [term];
  if (term.anyOf || !term.typos || term.prefix === "always") return [];
  const { bound: _, abbreviations: __, ...word } = term;
  return [{ ...word, alternatives: term.alternatives.filter(isEmbedded), required: false }];
}

/** A query's words, and instead of some of them what the engine read them as. */
export function asRead(terms: readonly Term[], read: readonly Term[]): Term[] {
  const others = new Map(read.map((term) => [term.text, term]));
  return terms.map((term) => others.get(term.text) ?? term);
}

function isEmbedded({ via, of }: Alternative): boolean {
  return via === "exact" || (via === "synonym" && of === undefined);
}
