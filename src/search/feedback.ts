import type { TextWords } from "../../indexes/text-words.ts";
import type { Candidate } from "../engine/engine.ts";
import type { Bm25Parameters } from "./bm25.ts";

/** How the first results refine a query (pseudo-relevance feedback). */
export interface FeedbackParameters {
  /** So many of the first results, each weighing e^((its score - the best) / temperature). */
  records: number;
  temperature: number;
  /** Their mean vector is added to the query's this many times, both of unit length. 0: no feedback at all. */
  weight: number;
  /** How many of their words count. */
  words: number;
}

export interface FirstResults {
  /** Places among the candidates, the best first. */
  at: number[];
  weights: number[];
}

/** @param order places of the candidates, the best first */
export function firstResults(
  order: readonly number[],
  scores: ArrayLike<number>,
  { records, temperature }: FeedbackParameters,
): FirstResults {
  const at = order.slice(0, records);
  const best = scores[at[0]!]!;
  return { at, weights: at.map((i) => Math.exp((scores[i]! - best) / temperature)) };
}

/** The query's vector moved towards the mean of the first results' (Rocchio 1971), of unit length. */
export function towards(
  query: Float32Array,
  candidates: readonly Candidate[],
  { at, weights }: FirstResults,
  weight: number,
): Float32Array {
  const sum = new Float32Array(query.length);
  at.forEach((i, n) => {
    const whole = candidates[i]!.vectors?.whole;
    if (whole) for (let k = 0; k < sum.length; k++) sum[k]! += weights[n]! * whole[k]!;
  });
  const mean = unit(sum);
  return unit(query.map((component, k) => component + weight * mean[k]!));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((component) => component / length);
}

/** A word of the first results. */
interface Word {
  /** Share of the first results' words, weighed as they are. */
  share: number;
  /** How many of them have it. */
  of: number;
  /** How many candidates have it. */
  documents: number;
}

/**
 * How much of what the first results write of, beyond the query's own words, each candidate writes of: BM25 over the
 * words that two of them have, the most telling ones (relevance models, Lavrenko and Croft 2001), rare ones by the pool.
 *
 * @param own hashes of the query's stems
 * @param most how many words count
 * @returns 0 or more for each candidate
 */
export function relatedWords(
  candidates: readonly Candidate[],
  { at, weights }: FirstResults,
  own: ReadonlySet<number>,
  most: number,
  { k1, b }: Pick<Bm25Parameters, "k1" | "b">,
): Float64Array {
  const texts = candidates.map(({ words }) => words);
  const words = wordsOf(texts, at, weights, own);
  const telling = [...words].map(([stem, { share, documents }]) => {
    const idf = Math.log(1 + (texts.length - documents + 0.5) / (documents + 0.5));
    return { stem, idf, weight: share * idf };
  });
  telling.sort((x, y) => y.weight - x.weight || x.stem - y.stem);
  const chosen = telling.slice(0, most);
  const largest = chosen[0]?.weight || 1;
  const worth = new Map(chosen.map(({ stem, idf, weight }) => [stem, (weight / largest) * idf * (k1 + 1)]));
  const average = texts.reduce((sum, { length }) => sum + length, 0) / (texts.length || 1) || 1;
  return Float64Array.from(texts, ({ length, topical }) => {
    const norm = k1 * (1 - b + (b * length) / average);
    let score = 0;
    for (let i = 0; i < topical.stems.length; i++) {
      const value = worth.get(topical.stems[i]!);
      if (value !== undefined) score += (value * topical.counts[i]!) / (topical.counts[i]! + norm);
    }
    return score;
  });
}

function wordsOf(
  texts: readonly TextWords[],
  at: readonly number[],
  weights: readonly number[],
  own: ReadonlySet<number>,
): Map<number, Word> {
  const words = new Map<number, Word>();
  at.forEach((place, n) => {
    const { topical, length } = texts[place]!;
    topical.stems.forEach((stem, i) => {
      if (own.has(stem)) return;
      const word = words.get(stem) ?? { share: 0, of: 0, documents: 0 };
      word.share += (weights[n]! * topical.counts[i]!) / length;
      word.of++;
      words.set(stem, word);
    });
  });
  // A word of one record alone is as likely its own matter as the query's.
  if (at.length > 1) for (const [stem, { of }] of words) if (of < 2) words.delete(stem);
  for (const { topical } of texts)
    for (let i = 0; i < topical.stems.length; i++) {
      const word = words.get(topical.stems[i]!);
      if (word) word.documents++;
    }
  return words;
}
