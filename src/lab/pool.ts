import { createHash } from "node:crypto";
import type { LecternRecord } from "../../indexes/record.ts";
import { MODES } from "../search/rank.ts";
import { type Searching, search } from "../search/search.ts";

/** So many of the best of each mode are judged. */
const BEST = 10;

/**
 * The best records of all modes together, each once, in an order that tells nothing of their rank: it would sway who
 * judges. The order is the same every time, so that judging can be gone on with.
 */
export async function poolOf(searching: Searching, query: string): Promise<LecternRecord[]> {
  const records = new Map<string, LecternRecord>();
  for (const mode of MODES) {
    const request = { q: query, mode, filters: [], sort: "relevance", page: 1, perPage: BEST, facets: [] } as const;
    for (const { record } of (await search(searching, request)).hits) records.set(record.id, record);
  }
  const place = (id: string): string => createHash("sha256").update(`${query}\n${id}`).digest("hex");
  return [...records.values()]
    .map((record) => ({ record, at: place(record.id) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ record }) => record);
}
