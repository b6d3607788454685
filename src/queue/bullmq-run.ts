import type { Failure } from "../../indexes/report.ts";
import { LecternError, messageOf } from "../errors.ts";
import type { JobRecords } from "./bullmq-store.ts";
import type { Job, JobContext, JobHandler } from "./queue.ts";
import { isRetryable, type RetryOptions, waitAfter } from "./retry.ts";

/** A running job says that it is alive, and looks whether it was cancelled, this often, in milliseconds. */
const ALIVE = 1_000;
/** Progress is written at most this often, in milliseconds. */
const PROGRESS = 250;
/** What Redis refuses (it is loading, it is full) is asked again after this, in milliseconds. */
const AGAIN = 1_000;
const FAILURES_AT_ONCE = 500;

/** How an attempt ended; "left": the job is another's by now, or was cancelled. */
export type Ending =
  | { how: "done" | "handed back" }
  | { how: "left"; error: unknown }
  | { how: "failed" | "retry"; error: unknown; wait: number };

/**
 * Waits until Redis has taken `work`.
 *
 * @throws `queue-unavailable` once `givenUp` aborts
 */
export async function patiently<T>(
  work: () => Promise<T>,
  givenUp: AbortSignal,
  report: (error: unknown) => void,
): Promise<T> {
  const end = Promise.withResolvers<never>();
  const give = (): void => end.reject(new LecternError("queue-unavailable", "Redis did not come back in time"));
  givenUp.addEventListener("abort", give);
  if (givenUp.aborted) give();
  try {
    for (;;) {
      try {
        return await Promise.race([work(), end.promise]);
      } catch (error) {
        if (givenUp.aborted) throw error;
        report(error);
        await Promise.race([new Promise((resolve) => setTimeout(resolve, AGAIN)), end.promise]);
      }
    }
  } finally {
    givenUp.removeEventListener("abort", give);
  }
}

export interface RunOptions {
  job: Job;
  owner: string;
  records: JobRecords;
  retry: RetryOptions;
  /** The process stops: the handler should, too. */
  stopping: AbortSignal;
  /** Nothing is waited for any more. */
  givenUp: AbortSignal;
  /** What becomes of the job when the process stops: it goes back into line, or has been cancelled. Default "line". */
  release?: "line" | "cancel";
  report: (error: unknown) => void;
}

/** Does one attempt at a job: runs its handler, and writes down what comes of it, however long Redis is away. */
export async function runJob(handler: JobHandler, options: RunOptions): Promise<Ending> {
  const { job, owner, records, retry, stopping } = options;
  const write = new Writer(options);
  const context: JobContext = {
    signal: AbortSignal.any([stopping, write.lost]),
    progress: (update) => write.progress(update),
    fail: (failures) => write.fail(failures),
    willRetry: (error) => job.attempts < retry.attempts && isRetryable(error),
  };
  const take = <T>(work: () => Promise<T>): Promise<T> => patiently(work, options.givenUp, options.report);
  try {
    await handler(job, context);
    await write.end();
    await take(() => records.finish(job.id, owner, "done", ""));
    return { how: "done" };
  } catch (error) {
    await write.end();
    if (write.lost.aborted) return { how: "left", error };
    if (stopping.aborted) {
      if (options.release === "cancel") await take(() => records.finish(job.id, owner, "cancelled", ""));
      else await take(() => records.release(job.id, owner, null));
      return { how: "handed back" };
    }
    if (context.willRetry(error)) {
      await take(() => records.release(job.id, owner, messageOf(error)));
      return { how: "retry", error, wait: waitAfter(job.attempts, retry) };
    }
    await take(() => records.finish(job.id, owner, "failed", messageOf(error)));
    return { how: "failed", error, wait: 0 };
  }
}

/** Writes a running job's progress and failures, one write at a time, the latest progress only. */
class Writer {
  readonly #options: RunOptions;
  readonly #lost = new AbortController();
  readonly #alive: NodeJS.Timeout;
  #latest: Pick<Job, "counts" | "bytes">;
  #failures: Failure[] = [];
  #dirty = false;
  #written = 0;
  #writing: Promise<void> | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#latest = { counts: options.job.counts, bytes: options.job.bytes };
    this.#alive = setInterval(() => this.#write(), ALIVE);
  }

  /** Aborts when the job is not this worker's any more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  progress(update: Pick<Job, "counts" | "bytes">): void {
    this.#latest = update;
    this.#dirty = true;
    if (Date.now() - this.#written >= PROGRESS) this.#write();
  }

  fail(failures: readonly Failure[]): void {
    this.#failures.push(...failures);
    this.#write();
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    clearInterval(this.#alive);
    await this.#writing;
    while (!this.#lost.signal.aborted && (this.#dirty || this.#failures.length > 0)) {
      this.#write();
      await this.#writing;
    }
  }

  #write(): void {
    if (this.#lost.signal.aborted) return;
    // An error here is that of giving up: the job is taken over by another.
    this.#writing ??= this.#once()
      .catch((error) => this.#lost.abort(error))
      .finally(() => {
        this.#writing = null;
      });
  }

  async #once(): Promise<void> {
    const { job, owner, records, givenUp, report } = this.#options;
    while (this.#failures.length > 0) {
      const some = this.#failures.slice(0, FAILURES_AT_ONCE);
      await patiently(() => records.fail(job.id, some), givenUp, report);
      this.#failures = this.#failures.slice(some.length);
    }
    this.#dirty = false;
    const state = await patiently(() => records.progress(job.id, owner, this.#latest), givenUp, report);
    this.#written = Date.now();
    if (state === "running") return;
    this.#lost.abort(
      state === "cancelled"
        ? new LecternError("cancelled", "The job was cancelled")
        : new Error(`Another worker has the job (${state || "forgotten"})`),
    );
  }
}
