import type { EmbeddingSpace, PassageVectors } from "../../indexes/vectors.ts";
import type { Embedder, EmbedOptions, Passage } from "./embedder.ts";
import { locateModel, type ModelSettings, type ModelSource } from "./model.ts";
import { ModelThreads } from "./threads.ts";

/** Embeds with transformers.js in worker threads. A query goes before any waiting passage. */
export class TransformersEmbedder implements Embedder {
  readonly space: EmbeddingSpace;
  readonly threads: number;
  readonly #pool: ModelThreads;

  private constructor(source: ModelSource, dimensions: number, pool: ModelThreads) {
    this.threads = pool.most;
    this.space = { model: source.name, revision: source.revision, dimensions };
    this.#pool = pool;
  }

  /**
   * Checks the model's files, loads it in a first thread, and reads its dimensions. Further threads start when there is
   * work for them.
   *
   * @param threads 1 or more
   * @throws `invalid-model`
   */
  static async open(settings: ModelSettings, threads: number): Promise<TransformersEmbedder> {
    const source = await locateModel(settings);
    const module = new URL("./worker.ts", import.meta.url);
    const pool = new ModelThreads({ module, data: source, most: threads, model: source.name, work: "Embedding" });
    const { dimensions } = (await pool.open()) as { dimensions: number };
    return new TransformersEmbedder(source, dimensions, pool);
  }

  get failing(): boolean {
    return this.#pool.failing;
  }

  async embedQuery(text: string): Promise<Float32Array> {
    const [vector] = await this.#pool.ask([{ query: text }], { urgent: true });
    return vector as Float32Array;
  }

  async embedPassages(passages: readonly Passage[], options: EmbedOptions = {}): Promise<PassageVectors[]> {
    const { signal, urgent = false } = options;
    const asks = passages.map((passage) => ({ passage }));
    return (await this.#pool.ask(asks, { urgent, ...(signal ? { signal } : {}) })) as PassageVectors[];
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
