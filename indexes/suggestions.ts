import { isStopWord, tokenise } from "./analysis.ts";

/** The facets whose values are suggested while somebody types. */
export const SUGGESTED = ["mesh", "author", "journal"] as const;
/** What is suggested; past queries only where the operator wants that. */
export const SUGGESTION_KINDS = ["query", ...SUGGESTED, "title"] as const;
/** The facets with more values than an answer may have: they are looked up by their words. */
export const NAMED = [...SUGGESTED, "department"] as const;

export interface Suggestion {
  kind: (typeof SUGGESTION_KINDS)[number];
  text: string;
  /** How many records have it; of a title 1, of a query those that it found. */
  records: number;
  /** A title's record. */
  id?: string;
  /** Only of a title whose record was retracted. */
  retracted?: true;
  /** Only of the title of a made-up record. */
  illustration?: true;
}

/** More words than these are not looked at. */
const TYPED_WORDS = 8;

/** Ways to read each word that was typed: the beginnings of words that a suggestion must have one of. */
export type Reading = readonly (readonly string[])[];

/** The words of a text that is being typed, folded; the last may be unfinished. None of a single letter: that is no hint. */
export function typedWords(text: string): string[] {
  const words = [...new Set(tokenise(text).flatMap(({ word, joined }) => (joined ? [] : [word])))].slice(
    0,
    TYPED_WORDS,
  );
  if (words.join("").length < 2) return [];
  const telling = words.filter((word, i) => i === words.length - 1 || !isStopWord(word));
  return telling.join("").length < 2 ? words : telling;
}

/** The words that a title or name is found by, folded. */
export function suggestedWords(text: string): string[] {
  return [...new Set(tokenise(text).map(({ word }) => word))];
}

/** Words as one text, in which ` begin` stands where one of them begins so. */
export function spaced(words: readonly string[]): string {
  return ` ${words.join(" ")}`;
}

/** A test of whether a text, as `spaced` makes it, has a word for each that was typed. */
export function fitting(reading: Reading): (text: string) => boolean {
  const wanted = reading.map((beginnings) => beginnings.map((beginning) => ` ${beginning}`));
  return (text) => wanted.every((beginnings) => beginnings.some((beginning) => text.includes(beginning)));
}

export interface Suggestible extends Suggestion {
  /** As `spaced` makes it. */
  words: string;
}

/** The likeliest: what begins as was typed, then what most records have, then by text and id. */
export function likeliest(found: Iterable<Suggestible>, [first = []]: Reading, limit: number): Suggestion[] {
  const beginnings = first.map((beginning) => ` ${beginning}`);
  const best: Found[] = [];
  for (const one of found) {
    const begins = Number(beginnings.some((beginning) => one.words.startsWith(beginning)));
    const place = best.findLastIndex((other) => likelier(other, { one, begins })) + 1;
    if (place >= limit) continue;
    best.splice(place, 0, { one, begins });
    if (best.length > limit) best.pop();
  }
  return best.map(({ one: { words: _, ...suggestion } }) => suggestion);
}

interface Found {
  one: Suggestible;
  begins: number;
}

/** Whether `a` comes before `b`. */
function likelier(a: Found, b: Found): boolean {
  const order = b.begins - a.begins || b.one.records - a.one.records;
  if (order !== 0) return order < 0;
  if (a.one.text !== b.one.text) return a.one.text < b.one.text;
  return (a.one.id ?? "") < (b.one.id ?? "");
}
