import { basename, join } from "node:path";
import type { Config } from "./config.ts";
import { CachingEmbedder } from "./embed/cache.ts";
import { CrossEncoder } from "./embed/cross-encoder.ts";
import type { Embedder } from "./embed/embedder.ts";
import { TransformersEmbedder } from "./embed/transformers.ts";
import { LecternError, messageOf } from "./errors.ts";
import type { Reranking } from "./search/rerank.ts";

/** @param lenient gives a model that cannot be loaded as none, with the reason */
export async function openModel(
  config: Config,
  lenient: boolean,
): Promise<{ embedder: Embedder | null; unloaded: LecternError | null }> {
  try {
    return { embedder: await openEmbedder(config), unloaded: null };
  } catch (error) {
    if (!lenient || !isOfModel(error)) throw error;
    return { embedder: null, unloaded: error };
  }
}

function isOfModel(error: unknown): error is LecternError {
  return error instanceof LecternError && /^(invalid-model|embedder-unavailable)$/.test(error.code);
}

/** @param lenient gives a model that cannot be loaded as one that reranks nothing, and says why */
export async function openReranking(
  { reranking, embedding, dataDir }: Config,
  lenient: boolean,
  warn: (message: string) => void,
): Promise<Reranking | null> {
  if (!reranking) return null;
  const { hits, limit, ...model } = reranking;
  try {
    const reranker = await CrossEncoder.open({ ...model, cacheDir: join(dataDir, "models") }, embedding.threads);
    return { reranker, hits, limit, warn };
  } catch (error) {
    if (!lenient || !isOfModel(error)) throw error;
    warn(`Nothing is reranked until the server is started again with a whole model: ${messageOf(error)}`);
    const score = () => Promise.reject(error);
    const named = { name: basename(model.model), revision: "not loaded" };
    return { reranker: { model: named, score, close: async () => {} }, hits, limit, warn };
  }
}

async function openEmbedder(config: Config): Promise<Embedder> {
  const { threads, ...model } = config.embedding;
  const inner = await TransformersEmbedder.open({ ...model, cacheDir: join(config.dataDir, "models") }, threads);
  return new CachingEmbedder(inner, join(config.dataDir, "embeddings.sqlite"));
}
