/** A word of a text that others stand right beside, or one joined of them. */
export interface Part {
  /** Folded. */
  word: string;
  /** UTF-16 offsets in the text, `end` exclusive. */
  start: number;
  end: number;
}

/** What stands between a word and the one before it: a hyphen, or a parenthesis that a letter or a number is set in ('FEV(1)', '25(OH)D'). */
export type Bond = "hyphen" | "parenthesis";

/** The longest joined word, in characters. */
const LONGEST = 24;

/** Greek letters, as names have them spelt out. */
export const GREEK_NAMES = "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|omega|sigma|tau";
const GREEK = new RegExp(`^(?:${GREEK_NAMES})$`);

/** What stands before names and is no part of them: 'post-COVID-19'. */
const BEFORE = new Set("non pre post peri intra inter high low early late".split(" "));

/**
 * The compounds of words that hyphens or parentheses bind: those with a number, a single or a Greek letter, or a code of
 * letters and digits in them (IL-6, T-cell, TNF-alpha, HLA-B27, FEV(1)). Words that are joined to a name by the way
 * ('IL-6-dependent', 'post-COVID-19', 'p53-positive') are no part of it. What stands against a thing (anti-PD-1, anti-TNF) is
 * one compound, and the thing another.
 *
 * @param bonds before each of the parts
 */
export function compoundsOf(parts: readonly Part[], bonds: readonly (Bond | null)[], text: string): Part[] {
  const written = (part: Part): string => text.slice(part.start, part.end);
  let from = 0;
  let to = parts.length;
  const rest = (start: number, end: number): boolean => {
    const left = parts.slice(start, end);
    return left.length > 1 ? left.some(isTelling) : isCode(left[0]!);
  };
  while (to - from > 1 && BEFORE.has(parts[from]!.word) && rest(from + 1, to)) from++;
  while (to - from > 1 && bonds[to - 1] === "hyphen" && isPlain(written(parts[to - 1]!)) && rest(from, to - 1)) to--;
  const against = parts[from]!.word === "anti" && /\p{Lu}{2}|\d/u.test(written(parts[from + 1] ?? parts[from]!));
  const stretches = [parts.slice(from, to), ...(against ? [parts.slice(from + 1, to)] : [])];
  return stretches.flatMap((stretch) => {
    const word = stretch.map((part) => part.word).join("");
    const joins = stretch.length > 1 && (stretch.some(isTelling) || (stretch[0]!.word === "anti" && against));
    if (!joins || word.length > LONGEST || /^\d+$/.test(word)) return [];
    return [{ word, start: stretch[0]!.start, end: stretch.at(-1)!.end }];
  });
}

/** What says something beside its neighbour only, or is a code. */
function isTelling(part: Part): boolean {
  return part.end - part.start === 1 || /\d/.test(part.word) || GREEK.test(part.word);
}

function isCode({ word }: Part): boolean {
  return /\d/.test(word) && /\D/.test(word);
}

/** A word of a language. */
function isPlain(written: string): boolean {
  return /^\p{Ll}{3,}$/u.test(written) && !GREEK.test(written);
}
