import { randomUUID } from "node:crypto";
import { type Failure, noCounts } from "../../indexes/report.ts";
import { isGone, newOwner, STALE_AFTER } from "../database.ts";
import { LecternError, messageOf } from "../errors.ts";
import { JobStore } from "./embedded-store.ts";
import type {
  Job,
  JobContext,
  JobEnd,
  JobHandler,
  JobState,
  NewJob,
  PartWork,
  Queue,
  QueueWorker,
  WorkEvent,
} from "./queue.ts";
import { againAfter, RETRY, type RetryOptions } from "./retry.ts";
import { UNREADABLE } from "./stored.ts";

/** How often waiting work of other processes is looked for, and a running job says that it is alive, in milliseconds. */
const POLL = 1_000;
/** Progress is written at most this often, in milliseconds. */
const PROGRESS = 250;

type Ending = Pick<WorkEvent, "what" | "counts" | "wait"> & { error?: unknown };

/**
 * The queue of the embedded profile: jobs in the data file, done by whichever process works. A job that was running
 * when its process was killed is begun again by the next one.
 */
export class EmbeddedQueue implements Queue {
  readonly #store: JobStore;
  readonly #owner = newOwner();
  readonly #report: (error: unknown) => void;
  readonly #retry: RetryOptions;
  #wake: (() => void) | null = null;

  /** @param report is told of errors of the queue itself; those of a job are kept with the job */
  constructor(path: string, report: (error: unknown) => void, retry: RetryOptions = RETRY) {
    this.#store = new JobStore(path);
    this.#report = report;
    this.#retry = retry;
  }

  async add(job: NewJob): Promise<Job> {
    const id = this.#store.insert(randomUUID(), job, null);
    this.#wake?.();
    return this.#store.get(id)!;
  }

  async run({ name, input }: Omit<NewJob, "key">, handler: JobHandler, signal?: AbortSignal): Promise<Job> {
    const id = this.#store.insert(randomUUID(), { name, input }, this.#owner);
    const once = { ...this.#retry, attempts: 1 };
    const stopping = signal ?? new AbortController().signal;
    const end = await this.#do(this.#store.get(id)!, handler, stopping, once, "cancel");
    if ("error" in end && !signal?.aborted) throw end.error;
    return this.#store.get(id)!;
  }

  async get(id: string): Promise<Job | null> {
    return this.#store.get(id);
  }

  async list(limit: number, state?: JobState): Promise<Job[]> {
    try {
      this.#store.release(isGone, this.#retry.attempts);
    } catch (error) {
      // A full disk must not keep anyone from looking.
      this.#report(error);
    }
    return this.#store.list(limit, state ?? null);
  }

  async failures(id: string, { offset, limit }: { offset: number; limit: number }): Promise<Failure[]> {
    return this.#store.failures(id, offset, limit);
  }

  async cancel(id: string): Promise<boolean> {
    return this.#store.finish(id, "cancelled", null);
  }

  async retry(id: string): Promise<boolean> {
    const done = this.#store.restart(id);
    this.#wake?.();
    return done;
  }

  async pause(): Promise<void> {
    this.#store.pause(true);
  }

  async resume(): Promise<void> {
    this.#store.pause(false);
    this.#wake?.();
  }

  async isPaused(): Promise<boolean> {
    return this.#store.isPaused();
  }

  work(handler: JobHandler, _parts?: PartWork, tell: (event: WorkEvent) => void = () => {}): QueueWorker {
    const stopping = new AbortController();
    const ended = this.#loop(handler, stopping.signal, tell);
    return {
      async stop() {
        stopping.abort();
        await ended;
      },
    };
  }

  async close(): Promise<void> {
    this.#store.close();
  }

  async #loop(handler: JobHandler, stopping: AbortSignal, tell: (event: WorkEvent) => void): Promise<void> {
    while (!stopping.aborted) {
      try {
        this.#store.release(isGone, this.#retry.attempts);
        const job = this.#store.claim(this.#owner);
        if (job) {
          if (job.input.path === "") this.#store.finish(job.id, "failed", UNREADABLE);
          else await this.#told(job, handler, stopping, tell);
          continue;
        }
      } catch (error) {
        // A full disk, a file held by another process: the job is still there, and is tried again.
        this.#report(error);
      }
      await this.#idle(stopping);
    }
  }

  /** Waits for work of this process, or for its turn to look for others'. */
  async #idle(stopping: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, POLL);
    this.#wake = resolve;
    stopping.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }

  async #told(job: Job, handler: JobHandler, stopping: AbortSignal, tell: (event: WorkEvent) => void): Promise<void> {
    const about = { job: job.id, part: null, name: job.name, attempt: job.attempts };
    tell({ what: "begun", ...about });
    const { error, ...end } = await this.#do(job, handler, stopping, this.#retry);
    tell({ ...about, ...end, ...(error === undefined ? {} : { error: messageOf(error) }) });
  }

  /** @param release what becomes of the job when the process stops */
  async #do(
    job: Job,
    handler: JobHandler,
    stopping: AbortSignal,
    retry: RetryOptions,
    release: "line" | "cancel" = "line",
  ): Promise<Ending> {
    const cancelled = new AbortController();
    let latest = { counts: noCounts(), bytes: job.bytes };
    let written = 0;
    const write = (): void => {
      written = Date.now();
      if (!this.#store.progress({ id: job.id, ...latest }))
        cancelled.abort(new LecternError("cancelled", "The job was cancelled"));
    };
    const atEnd: ((end: JobEnd) => Promise<void>)[] = [];
    const end = async (state: JobEnd): Promise<void> => {
      for (const work of atEnd) await work(state).catch(this.#report);
    };
    const alive = setInterval(write, Math.min(POLL, STALE_AFTER / 3));
    const context: JobContext = {
      signal: AbortSignal.any([stopping, cancelled.signal]),
      progress(update) {
        latest = update;
        if (Date.now() - written >= PROGRESS) write();
      },
      fail: (failures) => this.#store.fail(job.id, failures),
      atEnd: (work) => void atEnd.push(work),
      parts: null,
    };
    try {
      await handler(job, context);
      write();
      this.#store.finish(job.id, "done", null);
      await end(cancelled.signal.aborted ? "cancelled" : "done");
      return { what: "done", counts: latest.counts };
    } catch (error) {
      write();
      if (cancelled.signal.aborted) {
        await end("cancelled");
        return { what: "left", error };
      }
      if (stopping.aborted) {
        if (release === "line") this.#store.handBack(job.id);
        else {
          this.#store.finish(job.id, "cancelled", null);
          await end("cancelled");
        }
        return { what: "handed back", error };
      }
      const again = againAfter(error, job.attempts, retry);
      if (again) {
        this.#store.retry(job.id, messageOf(error), again);
        return { what: "retried", error, wait: again.wait };
      }
      this.#store.finish(job.id, "failed", messageOf(error));
      await end("failed");
      return { what: "failed", error };
    } finally {
      clearInterval(alive);
    }
  }
}
