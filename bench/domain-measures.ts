/** One labelled abstract, and what became of it. */
export interface Judged {
  label: string;
  /** Whether its line has an odd number, counted from 0. */
  odd: boolean;
  /** Id of the domain that holds the label's branch. */
  expected: string;
  /** That, and those that hold a part of the branch. */
  accepted: string[];
  /** Ids of all domains, best first. */
  ranked: string[];
  /** Of the first domain assigned; null where none was. */
  confidence: number | null;
}

/** Fractions, 0 to 1. */
export interface Scores {
  n: number;
  top1: number;
  top3: number;
  /** Mean over the expected domains of the harmonic mean of precision and recall of the first domain. */
  macroF1: number;
  unassigned: number;
  /** What stood first most often in place of the right domain, with how often; empty where none did. */
  confusion: string;
}

/** @param lenient counts every accepted domain as right, not just the expected one */
export function measure(results: readonly Judged[], lenient = false): Scores {
  const n = results.length;
  const right = (result: Judged, id: string | undefined): boolean =>
    id !== undefined && (lenient ? result.accepted.includes(id) : result.expected === id);
  const share = (test: (result: Judged) => boolean): number => (n === 0 ? 0 : results.filter(test).length / n);

  const wrong = new Map<string, number>();
  for (const result of results) {
    const first = result.ranked[0];
    if (first !== undefined && !right(result, first)) wrong.set(first, (wrong.get(first) ?? 0) + 1);
  }
  const worst = [...wrong].sort((a, b) => b[1] - a[1])[0];

  return {
    n,
    top1: share((result) => right(result, result.ranked[0])),
    top3: share((result) => result.ranked.slice(0, 3).some((id) => right(result, id))),
    macroF1: macroF1(results, right),
    unassigned: share(({ confidence }) => confidence === null),
    confusion: worst ? `${worst[0]} ${worst[1]}` : "",
  };
}

function macroF1(results: readonly Judged[], right: (result: Judged, id: string | undefined) => boolean): number {
  const classes = [...new Set(results.map(({ expected }) => expected))];
  let sum = 0;
  for (const id of classes) {
    let found = 0;
    let missed = 0;
    let false_ = 0;
    for (const result of results) {
      const hit = right(result, result.ranked[0]);
      if (result.expected === id) hit ? found++ : missed++;
      else if (result.ranked[0] === id && !hit) false_++;
    }
    sum += (2 * found) / (2 * found + missed + false_ || 1);
  }
  return classes.length === 0 ? 0 : sum / classes.length;
}
