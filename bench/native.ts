import { Meilisearch } from "meilisearch";
import type { Embedder } from "../src/embed/embedder.ts";
import { type Collection, ndcg, recall } from "./beir.ts";

/** What the server's own hybrid search is tried with; the best of all is told. */
const RATIOS = [0.1, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9];
const STRATEGIES = ["last", "frequency"] as const;
const BATCH = 500;

export interface NativeHybrid {
  ndcg10: number;
  recall100: number;
  semanticRatio: number;
  matchingStrategy: (typeof STRATEGIES)[number];
}

/**
 * Meilisearch's own hybrid search over the same texts and vectors, with its own settings and ranking: what Lectern's
 * ranking is compared with. The ratio is chosen on the very queries that it is reported for, in its favour.
 *
 * @param index name of an index of its own, removed afterwards
 */
export async function nativeHybrid(
  { url, masterKey, index }: { url: string; masterKey: string | null; index: string },
  { documents, queries }: Collection,
  embedder: Embedder,
  depth: number,
): Promise<NativeHybrid> {
  const client = new Meilisearch({ host: url, ...(masterKey ? { apiKey: masterKey } : {}) });
  const own = client.index(index);
  const wait = { timeout: 600_000 };
  const done = async (task: { waitTask(options: typeof wait): Promise<{ status: string; error?: unknown }> }) => {
    const { status, error } = await task.waitTask(wait);
    if (status !== "succeeded") throw new Error(`Meilisearch: ${JSON.stringify(error)}`);
  };
  await done(client.createIndex(index, { primaryKey: "at" }));
  try {
    const { dimensions } = embedder.space;
    await done(
      own.updateSettings({
        searchableAttributes: ["title", "text"],
        embedders: { passages: { source: "userProvided", dimensions } },
      }),
    );
    for (let at = 0; at < documents.length; at += BATCH) {
      const some = documents.slice(at, at + BATCH);
      const vectors = await embedder.embedPassages(some.map(({ title, text }) => ({ title, abstract: text })));
      const sent = some.map(({ title, text }, i) => ({
        at: at + i,
        title,
        text,
        _vectors: { passages: { embeddings: [[...vectors[i]!.whole]], regenerate: false } },
      }));
      await done(own.addDocuments(sent));
    }
    const vectors: number[][] = [];
    for (const { text } of queries) vectors.push([...(await embedder.embedQuery(text))]);
    const tried: NativeHybrid[] = [];
    for (const matchingStrategy of STRATEGIES)
      for (const semanticRatio of RATIOS) {
        const sum = { ndcg10: 0, recall100: 0 };
        for (const [i, { text, relevant }] of queries.entries()) {
          const { hits } = await own.search<{ at: number }>(text, {
            vector: vectors[i]!,
            hybrid: { embedder: "passages", semanticRatio },
            matchingStrategy,
            limit: depth,
            attributesToRetrieve: ["at"],
          });
          const found = hits.map((hit) => documents[hit.at]!.id);
          sum.ndcg10 += ndcg(found, relevant) / queries.length;
          sum.recall100 += recall(found, relevant, depth) / queries.length;
        }
        process.stderr.write(
          `\rthe server's own hybrid, ${matchingStrategy} ${semanticRatio}: ${sum.ndcg10.toFixed(4)}   `,
        );
        tried.push({ ...sum, semanticRatio, matchingStrategy });
      }
    process.stderr.write("\n");
    return tried.reduce((best, one) => (one.ndcg10 > best.ndcg10 ? one : best));
  } finally {
    await done(client.deleteIndex(index));
  }
}
