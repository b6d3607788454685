import { Worker } from "node:worker_threads";
import { LecternError } from "../errors.ts";

/** What a thread is asked, with a number that it answers by. `close` ends it once it has answered. */
export type Ask = { id: number; ask: unknown } | { close: true };
/** A thread says once that it is ready, with what its model is like, and then answers. */
export type Answer =
  | { ready: true; about: unknown }
  | { ready: false; error: string }
  | { id: number; result: unknown }
  | { id: number; error: string };

interface Task {
  ask: unknown;
  resolve(result: unknown): void;
  reject(error: LecternError): void;
}

interface Thread {
  worker: Worker;
  /** What it says of its model, once that is loaded. */
  ready: Promise<unknown>;
  loaded: boolean;
  ended: Promise<void>;
  task: Task | null;
}

export interface ThreadsOptions {
  /** The module that each thread runs, and what it gets as `workerData`. */
  module: URL;
  data: unknown;
  /** At most so many, 1 or more. */
  most: number;
  /** The model's name, and what the threads do ('Embedding'), for messages. */
  model: string;
  work: string;
}

/**
 * From 1.29 on ONNX Runtime tells its maker of models and processes, keeps a device's id for it in the user's cache, and
 * leaves a file in the folder for temporary ones with every start. It reads this once, from the process's own environment,
 * which a worker thread cannot set.
 */
function noTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = "1";
}

/**
 * A model in worker threads: each holds one session with one intra-op thread, which on two cores measured 43 abstracts/s
 * where one session with two threads gave 31 to 38. One text is under way in a thread at a time; what is urgent goes
 * before all that waits. Further threads start when there is work for them.
 */
export class ModelThreads {
  readonly most: number;
  readonly #options: ThreadsOptions;
  readonly #pool: Thread[] = [];
  readonly #urgent: Task[] = [];
  readonly #waiting: Task[] = [];
  #closed = false;
  #failing = false;

  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.most = options.most;
  }

  /** Loads the model in a first thread. @returns what it says of it @throws `invalid-model` */
  async open(): Promise<unknown> {
    try {
      return await this.#start().ready;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** True from when the last thread broke, or could not be started, until one is ready again: each text tries anew. */
  get failing(): boolean {
    return this.#failing;
  }

  /** The answers to all, in their order. @throws `embedder-unavailable`, `cancelled` */
  async ask(asks: readonly unknown[], { urgent = false, signal }: { urgent?: boolean; signal?: AbortSignal } = {}) {
    const queue = urgent ? this.#urgent : this.#waiting;
    const tasks: Task[] = [];
    const cancelled = (): LecternError => new LecternError("cancelled", `${this.#options.work} was cancelled`);
    const abort = (): void => {
      for (const task of tasks) {
        const at = queue.indexOf(task);
        if (at >= 0) queue.splice(at, 1);
        task.reject(cancelled());
      }
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (signal?.aborted) throw cancelled();
      return await Promise.all(asks.map((ask) => this.#ask(ask, queue, (task) => tasks.push(task))));
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const gone = this.#gone();
    this.#rejectAll(gone);
    await Promise.all(this.#pool.splice(0).map((thread) => this.#drop(thread, gone)));
  }

  #gone(): LecternError {
    return new LecternError("embedder-unavailable", `The model ${this.#options.model} was closed`);
  }

  #rejectAll(error: LecternError): void {
    for (const task of [...this.#urgent.splice(0), ...this.#waiting.splice(0)]) task.reject(error);
  }

  #ask(ask: unknown, queue: Task[], seen: (task: Task) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#gone());
      const task: Task = { ask, resolve, reject };
      seen(task);
      queue.push(task);
      this.#dispatch();
      const loading = this.#pool.filter((thread) => !thread.loaded).length;
      if (queue.length > loading && this.#pool.length < this.most) this.#start();
    });
  }

  #dispatch(): void {
    for (const thread of this.#pool) {
      if (thread.task || !thread.loaded) continue;
      const task = this.#urgent.shift() ?? this.#waiting.shift();
      if (!task) return;
      thread.task = task;
      const ask: Ask = { id: thread.worker.threadId, ask: task.ask };
      thread.worker.postMessage(ask);
    }
  }

  #start(): Thread {
    const { module, data, model, work } = this.#options;
    noTelemetry();
    const worker = new Worker(module, { workerData: data });
    const started = Promise.withResolvers<unknown>();
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    const thread: Thread = { worker, ready: started.promise, loaded: false, ended, task: null };
    // Only open() waits for it; a later thread that never gets ready leaves the work to the others.
    started.promise.catch(() => {});
    worker.on("message", (answer: Answer) => {
      if ("ready" in answer) {
        if (answer.ready) {
          thread.loaded = true;
          this.#failing = false;
          started.resolve(answer.about);
          this.#dispatch();
        } else fail(`The model ${model} could not be loaded: ${answer.error}`, "invalid-model");
        return;
      }
      const task = thread.task;
      thread.task = null;
      if ("error" in answer) task?.reject(new LecternError("embedder-unavailable", `${work} failed: ${answer.error}`));
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
      this.#rejectAll(error);
    };
    worker.on("error", (error) => fail(`A thread of the model ${model} broke: ${error.message}`));
    worker.on("exit", (code) => {
      if (this.#pool.includes(thread)) fail(`A thread of the model ${model} ended with code ${code}`);
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
