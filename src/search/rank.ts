import type { Sentence } from "../../indexes/vectors.ts";
import type { Candidate, RecallAnswer } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";
import { type Bm25Parameters, bm25 } from "./bm25.ts";

/** How the parts of a score weigh; each part runs from 0 to 1 over the pool. */
export interface Weights {
  words: number;
  whole: number;
  sentence: number;
}

export interface RankParameters {
  bm25: Bm25Parameters;
  weights: Readonly<Record<Mode, Weights>>;
  /** The mean of the first `records` results' vectors is added `weight` times to the query's, and all is ranked again. */
  feedback: { records: number; weight: number };
}

export const MODES = ["hybrid", "keyword", "semantic"] as const;
export type Mode = (typeof MODES)[number];

/** Tuned on NFCorpus `train` (bench/README.md tells what else was tried). */
export const RANKING: RankParameters = {
  bm25: { k1: 1.2, b: 0.75, fields: { title: 2, abstract: 1, topics: 1, names: 1 } },
  weights: {
    hybrid: { words: 0.4, whole: 0.3, sentence: 0.3 },
    keyword: { words: 1, whole: 0, sentence: 0 },
    semantic: { words: 0, whole: 0.5, sentence: 0.5 },
  },
  feedback: { records: 3, weight: 0.5 },
};

export interface RankQuery {
  mode: Mode;
  terms: readonly Term[];
  /** Unit length; null where nothing is looked for by meaning. */
  vector: Float32Array | null;
  collection: RecallAnswer["collection"];
}

export interface Ranked {
  candidate: Candidate;
  /** 0 to 1, comparable within one answer only. */
  score: number;
  /** Each part before scaling: BM25, cosine of the whole, cosine of the best sentence. */
  parts: Weights;
  /** The sentence nearest to the query, with its cosine. */
  nearest: { sentence: Sentence; cosine: number } | null;
}

/**
 * Orders a pool of candidates, the same way over any engine: BM25, the cosine of the whole and that of the best
 * sentence, each scaled to 0..1 over the pool, then a weighted sum. With a vector and words, a first order's best
 * results refine the query's vector (Rocchio's feedback) for the second. Equal scores are ordered by id.
 */
export function rank(
  candidates: readonly Candidate[],
  query: RankQuery,
  parameters: RankParameters = RANKING,
): Ranked[] {
  const words = bm25(candidates, query.terms, query.collection, parameters.bm25);
  const near = candidates.map((candidate) => similarity(candidate, query.vector));
  const weights = parameters.weights[query.mode];
  let whole = near.map(({ whole }) => whole);
  let sentence = near.map(({ sentence }) => sentence);
  let scores = combine(weights, words, whole, sentence);
  const { records, weight } = parameters.feedback;
  if (query.mode === "hybrid" && query.vector && weight > 0) {
    const refined = refine(query.vector, best(candidates, scores, records), weight);
    const again = candidates.map((candidate) => similarity(candidate, refined));
    whole = again.map(({ whole }) => whole);
    sentence = again.map(({ sentence }) => sentence);
    scores = combine(weights, words, whole, sentence);
  }
  const ranked = candidates.map((candidate, i): Ranked => {
    const { at } = near[i]!;
    const spans = candidate.vectors?.sentences;
    return {
      candidate,
      score: scores[i]!,
      parts: { words: words[i]!, whole: whole[i]!, sentence: sentence[i]! },
      nearest: at >= 0 && spans ? { sentence: spans[at]!, cosine: near[i]!.sentence } : null,
    };
  });
  return ranked.sort((a, b) => b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1));
}

function combine(weights: Weights, words: ArrayLike<number>, whole: number[], sentence: number[]): number[] {
  const parts = [
    { weight: weights.words, values: scaled(words) },
    { weight: weights.whole, values: scaled(whole) },
    { weight: weights.sentence, values: scaled(sentence) },
  ];
  return whole.map((_, i) => parts.reduce((sum, { weight, values }) => sum + weight * values[i]!, 0));
}

/** Values spread over 0..1, lowest to highest; all 0 where they are equal. */
export function scaled(values: ArrayLike<number>): number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return Array.from(values, (value) => (high > low ? (value - low) / (high - low) : 0));
}

/** Cosines of a candidate's whole and best sentence to the query; a candidate without vectors is as far as can be. */
function similarity(
  { vectors }: Candidate,
  query: Float32Array | null,
): { whole: number; sentence: number; at: number } {
  if (!query || !vectors) return { whole: 0, sentence: 0, at: -1 };
  const d = query.length;
  let whole = 0;
  for (let i = 0; i < d; i++) whole += query[i]! * vectors.whole[i]!;
  let sentence = -1;
  let at = -1;
  const rows = vectors.sentenceVectors;
  for (let row = 0; row * d < rows.length; row++) {
    let dot = 0;
    let square = 0;
    for (let i = 0, k = row * d; i < d; i++, k++) {
      const component = rows[k]!;
      dot += query[i]! * component;
      square += component * component;
    }
    const cosine = square > 0 ? dot / Math.sqrt(square) : 0;
    if (cosine > sentence) {
      sentence = cosine;
      at = row;
    }
  }
  return { whole, sentence: at < 0 ? whole : sentence, at };
}

function best(candidates: readonly Candidate[], scores: readonly number[], records: number): Float32Array[] {
  return candidates
    .map(({ vectors, id }, i) => ({ id, vector: vectors?.whole, score: scores[i]! }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, records)
    .flatMap(({ vector }) => vector ?? []);
}

/** The query's vector moved towards the mean of `found` (Rocchio 1971), of unit length. */
function refine(query: Float32Array, found: readonly Float32Array[], weight: number): Float32Array {
  const mean = new Float32Array(query.length);
  for (const vector of found) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]!;
  const length = Math.hypot(...mean) || 1;
  const moved = query.map((component, i) => component + (weight * mean[i]!) / length);
  const norm = Math.hypot(...moved) || 1;
  return moved.map((component) => component / norm);
}
