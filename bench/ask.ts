import type { SearchAnswer } from "../src/search/search.ts";

/** Asks a running Lectern, over one kept connection. */
export async function ask(address: string, parameters: Record<string, string>): Promise<SearchAnswer> {
  const response = await fetch(`${address}/v1/search?${new URLSearchParams(parameters)}`);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as SearchAnswer;
}

/** The value below which the share `p` (0 to 1) of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

/** Milliseconds of each call, after some that are not counted. */
export async function time(calls: readonly (() => unknown)[], warmup: number): Promise<number[]> {
  const times: number[] = [];
  for (const [i, call] of calls.entries()) {
    const from = performance.now();
    await call();
    if (i >= warmup) times.push(performance.now() - from);
  }
  return times;
}
