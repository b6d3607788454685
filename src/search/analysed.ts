import { LRUCache } from "lru-cache";
import { inRow, isStopWord, stem, tokenise } from "../../indexes/analysis.ts";
import { SEARCH_FIELDS, type SearchText } from "../../indexes/fields.ts";
import type { Candidate } from "../engine/engine.ts";

/** A candidate's words, ready for ranking. Stems are 32-bit hashes. */
export interface Analysed {
  /** Stems of each field, in order. */
  fields: readonly Int32Array[];
  /** In words, all fields together. */
  length: number;
  /** Stems that may tell what the text is about, each once, and how often each stands there; in the title it counts twice. */
  topical: { stems: Int32Array; counts: Uint8Array };
}

/** Candidates whose words are kept ready between searches, in bytes: some 10,000 at 6 kB each, with their text. */
const KEPT = 60_000_000;
const kept = new LRUCache<string, { text: SearchText; analysed: Analysed }>({
  maxSize: KEPT,
  sizeCalculation: ({ text, analysed }) =>
    SEARCH_FIELDS.reduce((sum, field) => sum + text[field].length, 0) +
    4 * analysed.length +
    8 * analysed.topical.stems.length +
    1_000,
});

/** Authors tell nothing of the matter. */
const TOPICAL = { title: 2, abstract: 1, topics: 1, names: 0 } as const;
const SHORTEST_TOPICAL = 3;
const MOST_COUNTED = 255;

export function analyse(candidate: Candidate): Analysed {
  const key = `${candidate.id}@${candidate.version}`;
  const found = kept.get(key);
  // Another index of this process may have the same id and version with another text.
  if (found && SEARCH_FIELDS.every((field) => found.text[field] === candidate[field])) return found.analysed;
  const { title, abstract, topics, names } = candidate;
  const analysed = analyseText(candidate);
  kept.set(key, { text: { title, abstract, topics, names }, analysed });
  return analysed;
}

function analyseText(text: SearchText): Analysed {
  const topical = new Map<number, number>();
  let length = 0;
  const fields = SEARCH_FIELDS.map((field) => {
    const tokens = tokenise(text[field]);
    length += tokens.length;
    const row = inRow(tokens);
    const stems = new Int32Array(row.length);
    for (let i = 0; i < row.length; i++) {
      const { word, joined } = row[i]!;
      const { hashed, telling } = wordOf(word);
      stems[i] = hashed;
      if (TOPICAL[field] > 0 && !joined && telling)
        topical.set(hashed, Math.min(MOST_COUNTED, (topical.get(hashed) ?? 0) + TOPICAL[field]));
    }
    return stems;
  });
  const counts = Uint8Array.from(topical.values());
  return { fields, length, topical: { stems: Int32Array.from(topical.keys()), counts } };
}

interface Word {
  /** Its stem's. */
  hashed: number;
  /** Whether it may tell what a text is about. */
  telling: boolean;
}

/** Words seen lately, some 100 bytes each. */
const words = new Map<string, Word>();
const WORDS_KEPT = 100_000;

function wordOf(word: string): Word {
  const known = words.get(word);
  if (known) return known;
  const stemmed = stem(word);
  const telling = stemmed.length >= SHORTEST_TOPICAL && !isStopWord(word) && !/^\d+$/.test(word);
  const read = { hashed: hash(stemmed), telling };
  if (words.size >= WORDS_KEPT) words.clear();
  words.set(word, read);
  return read;
}

/** FNV-1a over UTF-16 units, 32 bits: two different words of one text meet with a chance of some one in 10 million. */
export function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193);
  return value | 0;
}
