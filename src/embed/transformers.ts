import { Worker } from "node:worker_threads";
import type { EmbeddingSpace, PassageVectors } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { Embedder, EmbedOptions, Passage } from "./embedder.ts";
import { locateModel, type ModelSettings, type ModelSource } from "./model.ts";
import type { Answer, Ask } from "./worker.ts";

interface Task {
  ask: { query: string } | { passage: Passage };
  resolve(result: unknown): void;
  reject(error: LecternError): void;
}

interface Thread {
  worker: Worker;
  /** Its model's dimensions, once it is loaded. */
  ready: Promise<number>;
  loaded: boolean;
  ended: Promise<void>;
  task: Task | null;
}

/**
 * Embeds with transformers.js in worker threads: each holds one session with one intra-op thread, which on two cores
 * measured 43 abstracts/s where one session with two threads gave 31 to 38. One text is under way in a thread at a
 * time; a query goes before any waiting passage.
 */
export class TransformersEmbedder implements Embedder {
  readonly space: EmbeddingSpace;
  readonly threads: number;
  readonly #source: ModelSource;
  readonly #pool: Thread[] = [];
  readonly #queries: Task[] = [];
  readonly #passages: Task[] = [];
  #closed = false;
  #failing = false;

  private constructor(source: ModelSource, threads: number) {
    this.#source = source;
    this.threads = threads;
    this.space = { model: source.name, revision: source.revision, dimensions: 0 };
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
    const embedder = new TransformersEmbedder(source, threads);
    const first = embedder.#start();
    try {
      embedder.space.dimensions = await first.ready;
    } catch (error) {
      await embedder.close();
      throw error;
    }
    return embedder;
  }

  /** True from when the last thread broke, or could not be started, until one is ready again: each text tries anew. */
  get failing(): boolean {
    return this.#failing;
  }

  embedQuery(text: string): Promise<Float32Array> {
    return this.#ask({ query: text }, this.#queries) as Promise<Float32Array>;
  }

  async embedPassages(passages: readonly Passage[], options: EmbedOptions = {}): Promise<PassageVectors[]> {
    const { signal, urgent = false } = options;
    const queue = urgent ? this.#queries : this.#passages;
    const tasks: Task[] = [];
    const abort = (): void => {
      for (const task of tasks) {
        const at = queue.indexOf(task);
        if (at >= 0) queue.splice(at, 1);
        task.reject(new LecternError("cancelled", "Embedding was cancelled"));
      }
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (signal?.aborted) throw new LecternError("cancelled", "Embedding was cancelled");
      return (await Promise.all(
        passages.map((passage) => this.#ask({ passage }, queue, (task) => tasks.push(task))),
      )) as PassageVectors[];
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const gone = new LecternError("embedder-unavailable", "The embedder was closed");
    for (const task of [...this.#queries.splice(0), ...this.#passages.splice(0)]) task.reject(gone);
    await Promise.all(this.#pool.splice(0).map((thread) => this.#drop(thread, gone)));
  }

  #ask(ask: Task["ask"], queue: Task[], seen?: (task: Task) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new LecternError("embedder-unavailable", "The embedder was closed"));
      const task: Task = { ask, resolve, reject };
      seen?.(task);
      queue.push(task);
      this.#dispatch();
      const loading = this.#pool.filter((thread) => !thread.loaded).length;
      if (queue.length > loading && this.#pool.length < this.threads) this.#start();
    });
  }

  #dispatch(): void {
    for (const thread of this.#pool) {
      if (thread.task || !thread.loaded) continue;
      const task = this.#queries.shift() ?? this.#passages.shift();
      if (!task) return;
      thread.task = task;
      const ask: Ask = { id: thread.worker.threadId, ...task.ask };
      thread.worker.postMessage(ask);
    }
  }

  #start(): Thread {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: this.#source });
    const started = Promise.withResolvers<number>();
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    const thread: Thread = { worker, ready: started.promise, loaded: false, ended, task: null };
    // Only open() waits for it; a later thread that never gets ready leaves the work to the others.
    started.promise.catch(() => {});
    worker.on("message", (answer: Answer) => {
      if ("ready" in answer) {
        if (answer.ready) {
          thread.loaded = true;
          this.#failing = false;
          started.resolve(answer.dimensions);
          this.#dispatch();
        } else fail(`The model ${this.#source.name} could not be loaded: ${answer.error}`, "invalid-model");
        return;
      }
      const task = thread.task;
      thread.task = null;
      if ("error" in answer)
        task?.reject(new LecternError("embedder-unavailable", `Embedding failed: ${answer.error}`));
      else task?.resolve(answer.result);
      this.#dispatch();
    });
    const fail = (message: string, code: "invalid-model" | "embedder-unavailable" = "embedder-unavailable"): void => {
      const error = new LecternError(code, message);
      started.reject(error);
      const at = this.#pool.indexOf(thread);
      if (at >= 0) this.#pool.splice(at, 1);
      void this.#drop(thread, error);
      if (this.#pool.length > 0) return;
      this.#failing = !this.#closed;
      for (const task of [...this.#queries.splice(0), ...this.#passages.splice(0)]) task.reject(error);
    };
    worker.on("error", (error) => fail(`An embedding thread broke: ${error.message}`));
    worker.on("exit", (code) => {
      if (this.#pool.includes(thread)) fail(`An embedding thread ended with code ${code}`);
    });
    this.#pool.push(thread);
    return thread;
  }

  /** Ends a thread after the text it is at: terminating it in the middle of one would abort the whole process. */
  async #drop(thread: Thread, error: LecternError): Promise<void> {
    thread.task?.reject(error);
    thread.task = null;
    const ask: Ask = { close: true };
    thread.worker.postMessage(ask);
    await thread.ended;
  }
}
