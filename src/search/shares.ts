/** The parts of a score. */
export interface Parts {
  /** BM25 of the query's words. */
  words: number;
  /** Cosine of the record's title and abstract to the query, refined by feedback where there is any. */
  whole: number;
  /** Cosine of the best sentence. */
  sentence: number;
  /** BM25 of the first results' words. */
  related: number;
}

/** What each part adds to a score, and the share that the scores of its neighbours have in it. */
export type Shares = Parts & { neighbours: number };

/** What each part adds to a score from 0 to 1. */
export function weighed(parts: Readonly<Record<keyof Parts, ArrayLike<number>>>, weights: Parts): Shares[] {
  const sum = weights.words + weights.whole + weights.sentence + weights.related || 1;
  const [words, whole, sentence, related] = (["words", "whole", "sentence", "related"] as const).map((part) =>
    scaled(parts[part]).map((value) => (weights[part] / sum) * value),
  ) as [number[], number[], number[], number[]];
  return words.map((_, i) => ({
    words: words[i]!,
    whole: whole[i]!,
    sentence: sentence[i]!,
    related: related[i]!,
    neighbours: 0,
  }));
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

/** Puts the neighbours' mean in the place of a share of each score that has one. */
export function drawTogether(shares: readonly Shares[], means: readonly (number | null)[], weight: number): void {
  shares.forEach((share, i) => {
    const mean = means[i];
    if (mean === null || mean === undefined) return;
    multiply(share, 1 - weight);
    share.neighbours = weight * mean;
  });
}

/** Those behind the first, whose neighbours were not looked at, stay behind them, in their order. */
export function keepBehind(shares: readonly Shares[], order: readonly number[], first: number): void {
  const lowest = Math.min(...order.slice(0, first).map((i) => sumOf(shares[i]!)));
  const next = order[first];
  if (next === undefined) return;
  const highest = sumOf(shares[next]!);
  if (highest > lowest) for (const i of order.slice(first)) multiply(shares[i]!, lowest / highest);
}

function multiply(share: Shares, factor: number): void {
  for (const part of ["words", "whole", "sentence", "related", "neighbours"] as const) share[part] *= factor;
}

export function sumOf({ words, whole, sentence, related, neighbours }: Shares): number {
  return words + whole + sentence + related + neighbours;
}
