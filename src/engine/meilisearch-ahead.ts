import { setTimeout } from "node:timers/promises";
import type { Candidates } from "./meilisearch-candidates.ts";
import type { MultiSearch, Store } from "./meilisearch-store.ts";

/** Of a larger index, what searches ask for is kept as they ask for it. */
const MOST = 200_000;
/** Documents that are read at a time. */
const BATCH = 50;
/** So many times what reading took is waited for after it: the server's cores are for the searches. */
const PATIENCE = 4;

/**
 * Reads what the file of documents lacks, little by little, so that the first searches for something find it there, and
 * takes out of it what the index no longer has.
 *
 * @param signal ends it
 */
export async function readAhead(
  { store, search, candidates }: { store: Store; search: MultiSearch; candidates: Candidates },
  signal: AbortSignal,
): Promise<void> {
  const named = await store.documents(null, ["id", "version"], MOST);
  // Other processes remove records, too.
  if (named.length < MOST && !signal.aborted) candidates.keepOnly(named);
  for (let at = 0; at < named.length && !signal.aborted; at += BATCH) {
    const began = performance.now();
    const asked = await candidates.keep(search, named.slice(at, at + BATCH));
    if (asked) await setTimeout(PATIENCE * (performance.now() - began), undefined, { signal, ref: false });
  }
}
