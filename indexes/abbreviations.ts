import { stem, tokenise } from "./analysis.ts";

/** A short form that a text defines. */
export interface Abbreviation {
  /** Folded, as one word: 'uti', 'il6'. */
  short: string;
  /** Folded words of the long form. */
  long: readonly string[];
}

const LONGEST_SHORT = 10;
const LONGEST_LONG = 10;
/** In characters, all words together. */
const LONGEST_TEXT = 120;

const PARENTHESES = /\(([^()]{2,120})\)/g;

/**
 * The short forms that texts define in parentheses, 'urinary tract infection (UTI)' or 'UTI (urinary tract infection)',
 * each pair once, by the algorithm of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions in
 * biomedical text, Pacific Symposium on Biocomputing 2003): from the right, each letter of the short form is looked for in
 * the words before it, the first one at the beginning of a word. Beyond the paper, a short form has a capital letter.
 */
export function abbreviationsOf(...texts: readonly string[]): Abbreviation[] {
  const found = new Map<string, Abbreviation>();
  for (const text of texts)
    for (const match of text.matchAll(PARENTHESES)) {
      const before = text.slice(Math.max(0, match.index - 300), match.index).trimEnd();
      const inside = match[1]!.split(/[;,]|\s[=:]/)[0]!.trim();
      const sentence = before.split(/[.;:()]\s/).at(-1)!;
      const pair = pairOf(sentence, inside);
      if (pair) found.set(`${pair.short} ${pair.long.join(" ")}`, pair);
    }
  return [...found.values()];
}

/** The key under which a long form is looked up: its stems. */
export function longKey(words: readonly string[]): string {
  return words.map(stem).join(" ");
}

/** The key of a short form as it is written: without the s of a plural ('UTIs'). Null for what can be none. */
export function shortKey(written: string): string | null {
  const short = written.replace(/(?<=[A-Z0-9])s$/, "");
  const key = wordsOf(short).join("");
  return key.length >= 2 && key.length <= LONGEST_SHORT + 4 ? key : null;
}

function pairOf(before: string, inside: string): Abbreviation | null {
  const words = inside.split(/\s+/);
  if (words.length <= 2 && isShort(inside)) return made(inside, longFormFor(inside, before));
  const short = before.split(/\s+/).at(-1)!;
  return isShort(short) ? made(short, longFormFor(short, inside)) : null;
}

function isShort(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= LONGEST_SHORT &&
    /^[\p{L}\p{N}][\p{L}\p{N}\s./+-]*$/u.test(text) &&
    /\p{Lu}/u.test(text)
  );
}

function made(written: string, long: string | null): Abbreviation | null {
  const short = shortKey(written);
  const words = long === null ? [] : wordsOf(long);
  const text = words.join(" ");
  const telling = words.length > 0 && words.length <= LONGEST_LONG && text.length <= LONGEST_TEXT;
  // A long form that has the short one in it defines nothing.
  if (!telling || short === null || text.replaceAll(" ", "").length <= short.length || words.includes(short))
    return null;
  return { short, long: words };
}

/** The words of a form, in a row: of a compound its parts. */
export function wordsOf(text: string): string[] {
  return tokenise(text).flatMap(({ word, joined }) => (joined ? [] : word));
}

/** The end of the text before a short form that its letters stand in, from the beginning of a word; null where it has none. */
function longFormFor(short: string, text: string): string | null {
  const letters = [...short].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length;
  const most = Math.min(letters + 5, letters * 2);
  const near = text.trimEnd().split(/\s+/).slice(-most).join(" ");
  let at = near.length;
  for (let i = short.length - 1; i >= 0; i--) {
    const letter = short[i]!.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(letter)) continue;
    const starts = (place: number): boolean => place === 0 || !/[\p{L}\p{N}]/u.test(near[place - 1]!);
    do at--;
    while (at >= 0 && (near[at]!.toLowerCase() !== letter || (i === 0 && !starts(at))));
    if (at < 0) return null;
  }
  const from = near.slice(0, at).search(/\S+$/);
  return near.slice(from < 0 ? at : from);
}
