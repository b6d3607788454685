import { readFile, rename, writeFile } from "node:fs/promises";
import { LecternError, messageOf } from "../errors.ts";
import { type Measures, meansOf, type QueryMeasures, type Run } from "./measure.ts";

/** The file of the runs, beside the judgements. */
export const RUNS_FILE = "relevance-runs.json";

/** The last run that was taken as good is what others are compared with; the latest is kept to be shown. */
export interface Runs {
  accepted: Run | null;
  latest: Run | null;
  /** How the latest compares with the one that was accepted before it. */
  comparison: Comparison | null;
}

/** @throws `storage-failed` where the file is there and is no list of runs */
export async function readRuns(path: string): Promise<Runs> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Runs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { accepted: null, latest: null, comparison: null };
    throw new LecternError(
      "storage-failed",
      `The runs ${path} cannot be read (${messageOf(error)}): delete the file to begin anew`,
      { cause: error },
    );
  }
}

/** Whole or not at all. @throws `storage-failed` */
export async function writeRuns(path: string, runs: Runs): Promise<void> {
  try {
    await writeFile(`${path}.new`, `${JSON.stringify(runs)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw new LecternError("storage-failed", `The runs ${path} cannot be kept: ${messageOf(error)}`, { cause: error });
  }
}

/** One query in both runs, by nDCG@10. */
export interface Change {
  query: string;
  before: number;
  after: number;
}

export interface Comparison {
  /** Means over the queries that both runs have, judged the same. */
  before: Measures;
  after: Measures;
  queries: number;
  /** Those whose nDCG@10 moved, the furthest first. */
  better: Change[];
  worse: Change[];
  /** Queries that are new, or were judged anew since: they do not compare. */
  others: string[];
  /** What else than the ranking is different, and may be the reason. */
  differs: ("index" | "model" | "reranker" | "version" | "ranking")[];
}

/** A difference of nDCG@10 below this is one of rounding. */
const SAME = 1e-9;

export function compare(before: Run, after: Run): Comparison {
  const earlier = new Map(before.queries.map((one) => [one.query, one]));
  const pairs: [QueryMeasures, QueryMeasures][] = [];
  const others: string[] = [];
  for (const one of after.queries) {
    const old = earlier.get(one.query);
    if (old?.judged === one.judged) pairs.push([old, one]);
    else others.push(one.query);
  }
  const changes = pairs.map(([a, b]): Change => ({ query: b.query, before: a.ndcg10, after: b.ndcg10 }));
  const by = (sign: 1 | -1): Change[] =>
    changes
      .filter(({ before, after }) => sign * (after - before) > SAME)
      .sort((a, b) => sign * (b.after - b.before - (a.after - a.before)));
  return {
    before: meansOf(pairs.map(([a]) => a)),
    after: meansOf(pairs.map(([, b]) => b)),
    queries: pairs.length,
    better: by(1),
    worse: by(-1),
    others,
    differs: [
      ...(before.index.version === after.index.version ? [] : (["index"] as const)),
      ...(before.model?.revision === after.model?.revision ? [] : (["model"] as const)),
      ...(sameReranker(before, after) ? [] : (["reranker"] as const)),
      ...(before.lectern.version === after.lectern.version ? [] : (["version"] as const)),
      ...(before.lectern.ranking === after.lectern.ranking ? [] : (["ranking"] as const)),
    ],
  };
}

function sameReranker({ reranker: a }: Run, { reranker: b }: Run): boolean {
  return a?.revision === b?.revision && a?.hits === b?.hits;
}
