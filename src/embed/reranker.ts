/** Which model reorders, as a search report names it. */
export interface RerankerModel {
  name: string;
  /** Identifies weights and settings. */
  revision: string;
}

/** The port of reranking: a model that reads a query and a text together, and says how well the one answers the other. */
export interface Reranker {
  readonly model: RerankerModel;
  /**
   * One score for each text, in their order; higher is better, and only those of one query compare.
   *
   * @throws `embedder-unavailable`, `cancelled`
   */
  score(query: string, texts: readonly string[], options?: { signal?: AbortSignal }): Promise<number[]>;
  close(): Promise<void>;
}
