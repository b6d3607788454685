import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { locateModel, type ModelSettings, type ModelSource } from "./model.ts";
import type { Reranker, RerankerModel } from "./reranker.ts";
import { ModelThreads } from "./threads.ts";

/** Scores kept in memory, so that the next page of a search is ordered as the first was, and at once. */
const KEPT = 20_000;

/** A cross-encoder of transformers.js (any model for sequence classification) in worker threads. */
export class CrossEncoder implements Reranker {
  readonly model: RerankerModel;
  readonly #pool: ModelThreads;
  readonly #scores = new LRUCache<string, number>({ max: KEPT });

  private constructor(source: ModelSource, pool: ModelThreads) {
    this.model = { name: source.name, revision: source.revision };
    this.#pool = pool;
  }

  /**
   * Checks the model's files and loads it in a first thread. Further threads start when there is work for them.
   *
   * @param threads 1 or more
   * @throws `invalid-model`
   */
  static async open(settings: Pick<ModelSettings, "model" | "dtype" | "cacheDir">, threads: number) {
    const plain = { queryPrefix: "", passagePrefix: "", maxTokens: 0, pooling: "mean" } as const;
    const source = await locateModel({ ...settings, ...plain });
    const module = new URL("./cross-worker.ts", import.meta.url);
    const pool = new ModelThreads({ module, data: source, most: threads, model: source.name, work: "Reranking" });
    await pool.open();
    return new CrossEncoder(source, pool);
  }

  async score(query: string, texts: readonly string[], options: { signal?: AbortSignal } = {}): Promise<number[]> {
    // One by one, so that of a search that took too long what was scored is known to the next.
    return Promise.all(texts.map((text) => this.#scoreOf(query, text, options)));
  }

  async #scoreOf(query: string, text: string, options: { signal?: AbortSignal }): Promise<number> {
    const key = createHash("sha256")
      .update(JSON.stringify([query, text]))
      .digest("base64");
    const known = this.#scores.get(key);
    if (known !== undefined) return known;
    const [score] = (await this.#pool.ask([{ query, text }], options)) as [number];
    this.#scores.set(key, score);
    return score;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
