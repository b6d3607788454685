/** Normalised discounted cumulative gain of the first `depth`, linear gain (Järvelin and Kekäläinen 2002): 0 to 1. */
export function ndcg(found: readonly string[], relevant: ReadonlyMap<string, number>, depth = 10): number {
  const gain = (scores: number[]): number => scores.reduce((sum, score, i) => sum + score / Math.log2(i + 2), 0);
  const ideal = gain([...relevant.values()].sort((a, b) => b - a).slice(0, depth));
  return ideal === 0 ? 0 : gain(found.slice(0, depth).map((id) => relevant.get(id) ?? 0)) / ideal;
}

/** Share of the relevant documents among the first `depth`: 0 to 1. */
export function recall(found: readonly string[], relevant: ReadonlyMap<string, number>, depth = 100): number {
  const hits = found.slice(0, depth).filter((id) => relevant.has(id)).length;
  return relevant.size === 0 ? 0 : hits / relevant.size;
}

/** One divided by the place of the first relevant document; 0 where none was found. Its mean over queries is MRR. */
export function reciprocalRank(found: readonly string[], relevant: ReadonlyMap<string, number>): number {
  const at = found.findIndex((id) => relevant.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}
