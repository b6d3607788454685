import type { EmbeddingSpace, PassageVectors } from "../../indexes/vectors.ts";

/** The text that a record is embedded by. */
export interface Passage {
  title: string;
  abstract: string;
}

export interface EmbedOptions {
  signal?: AbortSignal;
  /** Somebody waits for it: it overtakes passages that are not urgent, as a query does. Default false. */
  urgent?: boolean;
  /** False: nothing of it may be remembered, on disk or in memory. Default true. */
  keep?: boolean;
}

/**
 * The port of embedding. Not in it: batching (each text is embedded alone, so that its vector does not depend on its
 * neighbours), caching (`cache.ts` wraps any embedder), and choosing the model.
 */
export interface Embedder {
  readonly space: EmbeddingSpace;
  /** How many passages are worth having in flight at once. */
  readonly threads: number;
  /** Whether it is known to embed nothing at the moment, though it did. Default false. */
  readonly failing?: boolean;
  /** @returns unit length, `space.dimensions` floats. Throws `embedder-unavailable`. */
  embedQuery(text: string): Promise<Float32Array>;
  /** Several passages, in the order given. Throws `embedder-unavailable`, `cancelled`. */
  embedPassages(passages: readonly Passage[], options?: EmbedOptions): Promise<PassageVectors[]>;
  close(): Promise<void>;
}
