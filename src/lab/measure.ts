import { createHash } from "node:crypto";
import type { IndexState } from "../engine/engine.ts";
import { MODES, type Mode } from "../search/rank.ts";
import { type Reproduction, reproducibleSearch } from "../search/report.ts";
import type { Searching } from "../search/search.ts";
import type { Judged } from "./judgements.ts";
import { ndcg, recall, reciprocalRank } from "./measures.ts";

/** Recall is measured at this depth, so this many hits are asked for. */
const DEPTH = 100;

/** nDCG@10, recall@100 and the reciprocal rank of the first relevant hit, each 0 to 1; for several queries their means. */
export interface Measures {
  ndcg10: number;
  recall100: number;
  mrr: number;
}

/** What one query reached. */
export interface QueryMeasures extends Measures {
  query: string;
  /** Names the judgements that it was measured by: with others, measures do not compare. */
  judged: string;
}

/** All own judgements, measured once. */
export interface Run {
  /** ISO 8601, UTC. */
  at: string;
  lectern: Reproduction["lectern"];
  model: Reproduction["model"];
  reranker?: NonNullable<Reproduction["reranker"]>;
  index: IndexState;
  /** Means over all queries, by mode. */
  means: Readonly<Record<Mode, Measures>>;
  /** By words and meaning, as a search is by default. */
  queries: readonly QueryMeasures[];
}

export interface Measured {
  run: Run;
  /** Judged records that the index has no more: they are left out of all measures. */
  gone: { query: string; record: string }[];
  /** Queries none of whose records is relevant, or there: nothing to be measured by. */
  unusable: string[];
}

/**
 * Measures all judged queries through the code of `/v1/search`.
 *
 * @param version Lectern's
 * @param onProgress told how many queries are done
 */
export async function measure(
  searching: Searching,
  judged: Judged,
  version: string,
  onProgress: (done: number) => void = () => {},
): Promise<Measured> {
  const gone: Measured["gone"] = [];
  const unusable: string[] = [];
  const sums = new Map<Mode, QueryMeasures[]>(MODES.map((mode) => [mode, []]));
  let last: Reproduction | null = null;
  let done = 0;
  for (const [query, grades] of judged) {
    const there = await searching.engine.get([...grades.keys()]);
    const relevant = new Map<string, number>();
    for (const [record, grade] of grades) {
      if (!there.has(record)) gone.push({ query, record });
      else if (grade > 0) relevant.set(record, grade);
    }
    if (relevant.size === 0) unusable.push(query);
    else
      for (const mode of MODES) {
        const request = {
          q: query,
          mode,
          filters: [],
          sort: "relevance",
          page: 1,
          perPage: DEPTH,
          facets: [],
        } as const;
        const { answer, reproduction } = await reproducibleSearch(searching, request, version);
        const found = answer.hits.map(({ record }) => record.id);
        sums.get(mode)!.push({
          query,
          judged: nameOf(relevant),
          ndcg10: ndcg(found, relevant),
          recall100: recall(found, relevant, DEPTH),
          mrr: reciprocalRank(found, relevant),
        });
        if (mode === "hybrid") last = reproduction;
      }
    onProgress(++done);
  }
  const state = last ?? (await reproducibleSearch(searching, NOTHING, version)).reproduction;
  const { at, lectern, model, index, reranker } = state;
  const means = Object.fromEntries(MODES.map((mode) => [mode, meansOf(sums.get(mode)!)])) as Run["means"];
  return {
    run: { at, lectern, model, ...(reranker ? { reranker } : {}), index, means, queries: sums.get("hybrid")! },
    gone,
    unusable,
  };
}

const NOTHING = { q: "", mode: "hybrid", filters: [], sort: null, page: 1, perPage: 0, facets: [] } as const;

export function meansOf(each: readonly Measures[]): Measures {
  const mean = (what: keyof Measures): number =>
    each.reduce((sum, one) => sum + one[what], 0) / Math.max(1, each.length);
  return { ndcg10: mean("ndcg10"), recall100: mean("recall100"), mrr: mean("mrr") };
}

function nameOf(relevant: ReadonlyMap<string, number>): string {
  const text = JSON.stringify([...relevant].sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
