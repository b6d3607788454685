import { fold, isStopWord, tokenise } from "./analysis.ts";
import { notationsAt } from "./notations.ts";
import { spellingVariants } from "./spelling-variants.ts";

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

/** What is typed is read in so many ways at most. */
const READINGS = 6;

/**
 * The ways to read a text that is being typed, the first as it is: its words in British and in American spelling; then with
 * a name in other notations (IL-6 as interleukin 6). None where nothing is to be looked for.
 */
export function typedReadings(text: string): Reading[] {
  const words = typedWords(text);
  const others = words.flatMap((_, at) =>
    notationsAt(words, at).flatMap(({ length, rows }) =>
      rows.map((row) => [...words.slice(0, at), ...row, ...words.slice(at + length)]),
    ),
  );
  const rows = words.length === 0 ? [] : [words, ...others].slice(0, READINGS);
  return rows.map((row) => row.map((word) => [word, ...spellingVariants(word)]));
}

/** The words that a title or name is found by, folded; O'Brien and D'Hondt also as obrien, dhondt. */
export function suggestedWords(text: string): string[] {
  const closed = (text.match(APOSTROPHED) ?? []).map((name) => fold(name.replace(/[^\p{L}]/gu, "")));
  return [...new Set([...tokenise(text).map(({ word }) => word), ...closed])];
}

const APOSTROPHED = /(?<!\p{L})\p{L}{1,2}['\u2019\u02bc]\p{L}{2,}/gu;

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

/** The likeliest, each once: what begins as was typed, in any reading, then what most records have, by text and id. */
export function likeliest(found: Iterable<Suggestible>, readings: readonly Reading[], limit: number): Suggestion[] {
  const beginnings = readings.flatMap(([first = []]) => first.map((beginning) => ` ${beginning}`));
  const best: Found[] = [];
  const seen = new Set<string>();
  for (const one of found) {
    const key = one.id ?? one.text;
    if (seen.has(key)) continue;
    seen.add(key);
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
