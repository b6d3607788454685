import type { LecternRecord } from "../../indexes/record.ts";
import type { Reranker } from "../embed/reranker.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError, messageOf } from "../errors.ts";
import { type Said, said } from "./notices.ts";
import type { Ranked } from "./rank.ts";

export interface Reranking {
  reranker: Reranker;
  /** So many of the first results are reordered. */
  hits: number;
  /** Milliseconds after which a search goes on without. */
  limit: number;
  /** Told why a search was not reranked. */
  warn: (message: string) => void;
}

/**
 * An optional step after `rank`: the first results in the order of a cross-encoder, which reads the query and each text
 * together. Where that fails or takes too long, all stays as it was, and the notices say so. All pages of a search have the
 * same order, for the same first results are reordered for each. Equal scores keep the order that they had.
 *
 * @param text what the query says in words that are embedded; empty for none, and then nothing is reordered
 */
export async function rerank(
  { reranker, hits, limit, warn }: Reranking,
  engine: Pick<Engine, "get">,
  text: string,
  ranked: readonly Ranked[],
  notices: Said[],
): Promise<Ranked[]> {
  const first = ranked.slice(0, hits);
  if (text === "" || first.length < 2) return [...ranked];
  const records = await engine.get(first.map(({ candidate }) => candidate.id));
  const late = AbortSignal.timeout(limit);
  try {
    const texts = first.map(({ candidate }) => textOf(records.get(candidate.id)?.record));
    const scores = await inTime(reranker.score(text, texts, { signal: late }), late);
    const scored = first.map((one, i) => ({ ...one, reranked: { score: scores[i]!, from: i + 1 } }));
    const again = scored.sort((a, b) => b.reranked.score - a.reranked.score);
    return [...again, ...ranked.slice(hits)];
  } catch (error) {
    if (!(error instanceof LecternError)) throw error;
    warn(`A search was not reranked: ${late.aborted ? `it took more than ${limit} ms` : messageOf(error)}`);
    notices.push(said("not-reranked"));
    return [...ranked];
  }
}

/** Nothing of a record that has gone since it was recalled. */
function textOf(record: LecternRecord | undefined): string {
  return record ? `${record.title}\n${record.abstract}` : "";
}

/** A text that a thread is at goes on to its end; the search does not wait for it. */
async function inTime<T>(work: Promise<T>, late: AbortSignal): Promise<T> {
  const over = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () => reject(new LecternError("cancelled", "Reranking took too long")), {
      once: true,
    });
  });
  return Promise.race([work, over]);
}
