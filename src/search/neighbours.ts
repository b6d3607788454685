import { dot } from "../../indexes/vectors.ts";
import type { Candidate } from "../engine/engine.ts";

/** How the scores of records that are near each other draw together. */
export interface NeighbourParameters {
  /** For the first so many, of which each looks at its nearest `neighbours` among the first `among`. */
  first: number;
  among: number;
  neighbours: number;
  /** A neighbour's score counts as much as its cosine to the power of this. */
  power: number;
  /** The share of the neighbours' mean in the score, 0 to 1. 0: each stands for itself. */
  weight: number;
}

/**
 * The mean score of each candidate's nearest neighbours (score regularisation after Diaz 2007: records that are near in
 * meaning answer the same questions); null for one that has none, and behind the first.
 *
 * @param order places of the candidates, the best first
 */
export function neighbourScores(
  candidates: readonly Candidate[],
  scores: ArrayLike<number>,
  order: readonly number[],
  { first, among, neighbours, power }: NeighbourParameters,
): (number | null)[] {
  const near = order.slice(0, among);
  const cosines = cosinesAmong(
    near.map((place) => candidates[place]!),
    first,
  );
  const means: (number | null)[] = candidates.map(() => null);
  near.slice(0, first).forEach((place, i) => {
    const row = cosines[i]!;
    const best = near.map((_, j) => j).filter((j) => j !== i && row[j]! > 0);
    best.sort((a, b) => row[b]! - row[a]! || a - b);
    let sum = 0;
    let of = 0;
    for (const j of best.slice(0, neighbours)) {
      const weight = row[j]! ** power;
      sum += weight * scores[near[j]!]!;
      of += weight;
    }
    if (of > 0) means[place] = sum / of;
  });
  return means;
}

/** The cosines of the first `rows` candidates to all; 0 where one has no vector. */
function cosinesAmong(candidates: readonly Candidate[], rows: number): Float64Array[] {
  const cosines = candidates.slice(0, rows).map(() => new Float64Array(candidates.length));
  for (let i = 0; i < cosines.length; i++) {
    const a = candidates[i]!.vectors?.whole;
    if (!a) continue;
    for (let j = i + 1; j < candidates.length; j++) {
      const b = candidates[j]!.vectors?.whole;
      if (!b) continue;
      const cosine = dot(a, b);
      cosines[i]![j] = cosine;
      if (j < cosines.length) cosines[j]![i] = cosine;
    }
  }
  return cosines;
}
