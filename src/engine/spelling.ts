import { stem } from "../../indexes/analysis.ts";
import { editDistance } from "../../indexes/edit-distance.ts";
import { type Alternative, BEGUN, type Term, type WordQuery } from "./word-query.ts";

/** How many edits a word may be off: none up to 4 letters or with a digit in it (BRCA1 is not BRCA2), 1 up to 8, else 2. */
export function allowedEdits(word: string): number {
  if (word.length < 5 || /\d/.test(word)) return 0;
  return word.length < 9 ? 1 : 2;
}

/** Letters that a word must have to be taken for another: while it is typed, and once another follows it. */
const TYPED = 5;
const FINISHED = 4;

/**
 * Whether a word begins as somebody types it, but for one edit (insert, delete, replace, swap of neighbours) after the
 * first letter: 'glauk' for glaucoma. Never where fewer than 5 letters are typed, or a digit.
 */
export function beginsNearly(word: string, typed: string): boolean {
  if (typed.length < TYPED || /\d/.test(typed)) return false;
  let at = 0;
  while (at < typed.length && word[at] === typed[at]) at++;
  if (at === 0) return false;
  const goesOn = (from: number, of: number): boolean => word.startsWith(typed.slice(from), of);
  const swapped = typed[at] === word[at + 1] && typed[at + 1] === word[at] && goesOn(at + 2, at + 2);
  return at === typed.length || swapped || goesOn(at + 1, at + 1) || goesOn(at, at + 1) || goesOn(at + 1, at);
}

export interface Spelling {
  word: string;
  documents: number;
  /** Its {@link lettersIn}, where they are known. */
  letters?: number;
}

/** What a word may stand for; `cut` as `Term` has it. */
export interface Guessed {
  alternatives: Alternative[];
  cut?: boolean;
}

/** The likeliest corrections take at most so many spellings. */
const CORRECTIONS = 3;

/** Which letters a word has: a bit for each, which those that are far apart in the alphabet may share. */
export function lettersIn(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

/** Whether so many edits may bring one's letters to those of the other: each takes one away at most, and brings one. */
function isInReach(one: number, other: number, edits: number): boolean {
  let [gone, come] = [one & ~other, other & ~one];
  for (let i = 0; i < edits; i++) {
    gone &= gone - 1;
    come &= come - 1;
  }
  return gone === 0 && come === 0;
}

/**
 * The spellings that a misspelt word most likely stands for: those at the least distance, without the ones that are
 * much rarer than the most frequent of them.
 *
 * @param known spellings of the index with the same first letter and about the same length
 */
export function corrections(word: string, known: Iterable<Spelling>): Spelling[] {
  let least = allowedEdits(word);
  let best: Spelling[] = [];
  const own = lettersIn(word);
  for (const spelling of known) {
    // Told at a glance of most words.
    if (!isInReach(own, spelling.letters ?? lettersIn(spelling.word), least)) continue;
    const distance = editDistance(word, spelling.word, least);
    if (distance === 0 || distance > least) continue;
    if (distance < least) best = [];
    least = distance;
    best.push(spelling);
  }
  best.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
  return best.filter(({ documents }) => documents * 5 >= best[0]!.documents).slice(0, CORRECTIONS);
}

/** A word that is being typed is read as at most so many others. */
const MEANT = 5;

/**
 * Whether a word may be what somebody typed before another word, but for one edit: as {@link beginsNearly}, or, of four
 * letters, as it is ('hart' for heart).
 */
export function finishedNearly(word: string, typed: string): boolean {
  if (typed.length !== FINISHED) return beginsNearly(word, typed);
  return !/\d/.test(typed) && word[0] === typed[0] && editDistance(typed, word, 1) <= 1;
}

/** A word that is typed, and the most frequent of the others that it may stand for. */
export function alsoMeant(typed: string, near: readonly Spelling[]): string[] {
  const others = near.filter(({ word }) => !word.startsWith(typed));
  const sorted = others.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
  return [typed, ...sorted.slice(0, MEANT).map(({ word }) => word)];
}

/**
 * The words that a beginning stands for, one of each stem, the most frequent ones.
 *
 * @param longer words that begin so, the most frequent first
 * @param most so many at most
 * @param literal every word, for they are looked for as they are written
 * @returns `more`: whether there are others
 */
export function begun(
  longer: readonly Spelling[],
  most: number,
  literal = false,
): { words: Spelling[]; more: boolean } {
  const byStem = new Map<string, Spelling>();
  for (const spelling of longer) {
    const key = literal ? spelling.word : stem(spelling.word);
    if (!byStem.has(key)) byStem.set(key, spelling);
  }
  const words = [...byStem.values()].slice(0, most);
  return { words, more: words.length < byStem.size };
}

/** How many words a star of a query stands for at most: of one with many different stars fewer. */
export function mostBegun({ terms, excluded }: WordQuery): number {
  const stars = new Set<string>();
  const count = (all: readonly Term[]): void => {
    for (const { prefix, alternatives, anyOf, against = [] } of all) {
      if (anyOf) count([...anyOf, ...against]);
      else if (prefix === "always")
        stars.add(alternatives.map(({ words, field }) => `${field ?? ""}:${words.join(" ")}`).join("|"));
    }
  };
  count([...terms, ...excluded]);
  return Math.max(1, Math.min(BEGUN.star, Math.floor(BEGUN.together / Math.max(1, stars.size))));
}
