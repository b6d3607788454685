import { stemHash } from "../../indexes/text-words.ts";
import { dot, type Sentence } from "../../indexes/vectors.ts";
import type { Candidate, FirstRecall } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";
import { type Bm25Parameters, bm25 } from "./bm25.ts";
import { type FeedbackParameters, type FirstResults, firstResults, relatedWords, towards } from "./feedback.ts";
import { type NeighbourParameters, neighbourScores } from "./neighbours.ts";
import { drawTogether, keepBehind, type Parts, type Shares, sumOf, weighed } from "./shares.ts";
import { type Similarity, similarity } from "./similarity.ts";

export interface RankParameters {
  bm25: Bm25Parameters;
  /** How the parts weigh, each spread over 0..1 over the pool. Without feedback the last one is not in it. */
  weights: Readonly<Record<Mode, Parts>>;
  feedback: FeedbackParameters;
  neighbours: NeighbourParameters;
}

export const MODES = ["hybrid", "keyword", "semantic"] as const;
export type Mode = (typeof MODES)[number];

/** Tuned on NFCorpus `train` (bench/README.md tells what else was tried). */
export const RANKING: RankParameters = {
  bm25: { k1: 1.2, b: 0.75, fields: { title: 2, abstract: 1, topics: 1, names: 1 }, otherForm: 0.5 },
  weights: {
    hybrid: { words: 0.4, whole: 0.3, sentence: 0.3, related: 0.1 },
    keyword: { words: 1, whole: 0, sentence: 0, related: 0 },
    semantic: { words: 0, whole: 0.5, sentence: 0.5, related: 0.1 },
  },
  feedback: { records: 10, temperature: 0.1, weight: 1, words: 25 },
  neighbours: { first: 30, among: 60, neighbours: 10, power: 4, weight: 0.2 },
};

/** For a whole text, which says what it is about: nothing is guessed. */
export const AS_ASKED: RankParameters = { ...RANKING, feedback: { ...RANKING.feedback, weight: 0 } };

export interface RankQuery {
  mode: Mode;
  /** Unit length; null where nothing is looked for by meaning. */
  vector: Float32Array | null;
}

export interface Ranked {
  candidate: Candidate;
  /** 0 to 1, comparable within one answer only. */
  score: number;
  /** Each part before it is spread over 0..1. */
  parts: Parts;
  /** What each part adds: their sum is the score. */
  shares: Shares;
  /** The sentence nearest to the query, with its cosine. */
  nearest: { sentence: Sentence; cosine: number } | null;
  /** Where the query is its title, or how that begins: its place before, from 1. */
  titled?: { from: number };
  /** Where a cross-encoder has reordered the first results: its score, and the place before, from 1. */
  reranked?: { score: number; from: number };
}

/** A candidate beside the query as it was asked. */
interface AsAsked {
  words: number;
  near: Similarity;
}

/**
 * Orders what was recalled for one query, the same way over any engine: BM25, the cosine of the whole and that of the
 * best sentence, each spread over 0..1 over the pool, then a weighted sum. With a vector, the first results of
 * that order refine the query's vector and lend their words to it for a second one, in which the scores of near
 * neighbours draw together. Equal scores are ordered by id.
 */
export class Ranker {
  readonly #query: RankQuery;
  readonly #parameters: RankParameters;
  /** Of the candidates seen so far: a second recall brings most of the first one's again. */
  readonly #seen = new Map<Candidate, AsAsked>();
  /** How near the query are those that were looked at before all were there. */
  readonly #early = new Map<Candidate, Similarity>();
  /** The query's vector as the first results refined it the last time. */
  #refined: Float32Array | null = null;

  constructor(query: RankQuery, parameters: RankParameters = RANKING) {
    this.#query = query;
    this.#parameters = parameters;
  }

  /** Looks at candidates before all of them are there: what that takes is then not waited for. */
  look(candidates: readonly Candidate[]): void {
    const { vector } = this.#query;
    // What has the words is often near, too, and comes twice.
    for (const candidate of candidates)
      if (!this.#early.has(candidate)) this.#early.set(candidate, similarity(candidate, vector));
  }

  /** The query's vector refined by the first results of a pool, to recall by again; null without feedback. */
  refined(recalled: FirstRecall): Float32Array | null {
    const { candidates } = recalled;
    return candidates.length > 0 ? (this.#feedback(candidates, this.#asAsked(recalled))?.vector ?? null) : null;
  }

  rank(recalled: FirstRecall): Ranked[] {
    const { candidates } = recalled;
    if (candidates.length === 0) return [];
    const { weights, neighbours, feedback, bm25: saturation } = this.#parameters;
    const weighing = weights[this.#query.mode];
    const asked = this.#asAsked(recalled);
    const more = this.#feedback(candidates, asked);
    const near = more
      ? candidates.map((candidate) => similarity(candidate, more.vector))
      : asked.map(({ near }) => near);
    const parts = {
      words: asked.map(({ words }) => words),
      whole: near.map(({ whole }) => whole),
      sentence: near.map(({ sentence }) => sentence),
      related: more
        ? relatedWords(candidates, more.first, stemsOf(recalled.terms), feedback.words, saturation)
        : candidates.map(() => 0),
    };
    const shares = weighed(parts, more ? weighing : { ...weighing, related: 0 });
    const scores = candidates.map((_, i) => sumOf(shares[i]!));
    const order = ordered(candidates, scores);
    if (more && neighbours.weight > 0) {
      drawTogether(shares, neighbourScores(candidates, scores, order, neighbours), neighbours.weight);
      keepBehind(shares, order, neighbours.first);
      shares.forEach((share, i) => {
        scores[i] = sumOf(share);
      });
    }
    return ordered(candidates, scores, order).map((i): Ranked => {
      const candidate = candidates[i]!;
      return {
        candidate,
        score: scores[i]!,
        parts: {
          words: parts.words[i]!,
          whole: parts.whole[i]!,
          sentence: parts.sentence[i]!,
          related: parts.related[i]!,
        },
        shares: shares[i]!,
        nearest: nearestOf(candidate, asked[i]!.near),
      };
    });
  }

  get byMeaning(): boolean {
    return this.#query.vector !== null;
  }

  /** How near a candidate is to the query, and to what the first results made of it. */
  near(candidate: Candidate): { query: Similarity; refined: number | null } {
    const query = this.#seen.get(candidate)?.near ?? similarity(candidate, this.#query.vector);
    const refined = this.#refined && candidate.vectors ? dot(this.#refined, candidate.vectors.whole) : null;
    return { query, refined };
  }

  #asAsked({ candidates, terms, collection }: FirstRecall): AsAsked[] {
    const unseen = candidates.filter((candidate) => !this.#seen.has(candidate));
    const words = bm25(unseen, terms, collection, this.#parameters.bm25);
    unseen.forEach((candidate, i) => {
      const near = this.#early.get(candidate) ?? similarity(candidate, this.#query.vector);
      this.#seen.set(candidate, { words: words[i]!, near });
    });
    return candidates.map((candidate) => this.#seen.get(candidate)!);
  }

  #feedback(
    candidates: readonly Candidate[],
    asked: readonly AsAsked[],
  ): { first: FirstResults; vector: Float32Array } | null {
    const { mode, vector } = this.#query;
    const { feedback, weights } = this.#parameters;
    if (mode === "keyword" || !vector || feedback.weight === 0) return null;
    const parts = {
      words: asked.map(({ words }) => words),
      whole: asked.map(({ near }) => near.whole),
      sentence: asked.map(({ near }) => near.sentence),
      related: asked.map(() => 0),
    };
    const scores = weighed(parts, { ...weights[mode], related: 0 }).map(sumOf);
    const first = firstResults(ordered(candidates, scores), scores, feedback);
    this.#refined = towards(vector, candidates, first, feedback.weight);
    return { first, vector: this.#refined };
  }
}

/** The sentence that is nearest. */
export function nearestOf({ vectors }: Candidate, { at, sentence: cosine }: Similarity): Ranked["nearest"] {
  const sentence = vectors?.sentences[at];
  return sentence ? { sentence, cosine } : null;
}

/** Places of the candidates, the best first. */
function ordered(candidates: readonly Candidate[], scores: readonly number[], equal?: readonly number[]): number[] {
  const places = equal ? [...equal] : candidates.map((_, i) => i);
  // A sort keeps the order of what is equal: behind the first it is that before neighbours were looked at.
  return places.sort((a, b) => scores[b]! - scores[a]! || (equal ? 0 : candidates[a]!.id < candidates[b]!.id ? -1 : 1));
}

function stemsOf(terms: readonly Term[]): Set<number> {
  return new Set(terms.flatMap(({ alternatives }) => alternatives.flatMap(({ words }) => words.map(stemHash))));
}
