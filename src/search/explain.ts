import type { FirstRecall } from "../engine/engine.ts";
import { bm25ByTerm } from "./bm25.ts";
import { RANKING, type Ranked } from "./rank.ts";
import type { Nearby } from "./reasons.ts";

/** How a score came about: the shares of its parts add up to it. */
export interface Explanation {
  /** BM25 of the query's words, which those of the terms add up to. */
  words: Part & { terms: { text: string; value: number }[] };
  /** Cosine of title and abstract to the query, as the first results refine it. */
  whole: Part;
  /** Cosine of the best sentence. */
  sentence: Part;
  /** BM25 of the first results' words. */
  related: Part;
  /** What the scores of its nearest neighbours add. */
  neighbours: { share: number };
  /** Cosines of title and abstract to the query as it was asked, and as the first results refine it. */
  cosines: Nearby;
  /** What put the hit in its place where a cross-encoder has: its score, which is no part of the other, and the place before. */
  reranked?: NonNullable<Ranked["reranked"]>;
  /** What put it first where it is asked for by its title: the place that it had by its score. */
  titled?: NonNullable<Ranked["titled"]>;
}

interface Part {
  /** Before it is spread over 0..1 over all that were ranked. */
  value: number;
  /** What it adds to the score. */
  share: number;
}

export function explain(ranked: Ranked, { terms, collection }: FirstRecall, cosines: Nearby): Explanation {
  const { candidate, parts, shares } = ranked;
  const part = (name: keyof typeof parts): Part => ({ value: parts[name], share: shares[name] });
  return {
    words: { ...part("words"), terms: bm25ByTerm(candidate, terms, collection, RANKING.bm25) },
    whole: part("whole"),
    sentence: part("sentence"),
    related: part("related"),
    neighbours: { share: shares.neighbours },
    cosines,
    ...(ranked.titled ? { titled: ranked.titled } : {}),
    ...(ranked.reranked ? { reranked: ranked.reranked } : {}),
  };
}
