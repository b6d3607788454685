import type { Counts, Failure } from "../../indexes/report.ts";
import { LecternError, messageOf } from "../errors.ts";
import type { Job, JobContext, JobEnd } from "./queue.ts";
import { againAfter, type RetryOptions } from "./retry.ts";

/** A running job says that it is alive, and looks whether it was cancelled, this often, in milliseconds. */
const ALIVE = 1_000;
/** Progress is written at most this often, in milliseconds. */
const PROGRESS = 250;
/** What Redis refuses (it is loading, it is full) is asked again after this, in milliseconds. */
const AGAIN = 1_000;
const FAILURES_AT_ONCE = 500;

/** A job or a part of one, as an attempt at it begins. */
export type Attempt = Pick<Job, "id" | "counts" | "bytes" | "attempts">;
type Progress = Pick<Job, "counts" | "bytes">;

/** Where an attempt writes down what comes of it; what ioredis throws goes through. */
export interface AttemptRecords {
  /** @returns "running", or what has become of it: "cancelled", "taken" by another worker, "" when it is forgotten */
  progress(id: string, owner: string, update: Progress): Promise<string>;
  fail(id: string, failures: readonly Failure[]): Promise<void>;
  /** @returns false, with nothing done, when it has ended already, or is not this owner's to end */
  finish(id: string, owner: string, state: JobEnd, error: string): Promise<boolean>;
  /**
   * Puts it among the waiting.
   *
   * @param error why it is tried again; null: it was only handed back
   * @param back attempts that it gets back
   */
  release(id: string, owner: string, error: string | null, back: 0 | 1): Promise<void>;
}

/** How an attempt ended; "left": it is another's by now, or was cancelled. */
export type Ending =
  | { how: "done"; counts: Counts }
  | { how: "handed back" }
  | { how: "left" | "failed"; error: unknown }
  | { how: "retried"; error: unknown; wait: number };

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
  attempt: Attempt;
  owner: string;
  records: AttemptRecords;
  retry: RetryOptions;
  /** The process stops: the work should, too. */
  stopping: AbortSignal;
  /** Nothing is waited for any more. */
  givenUp: AbortSignal;
  /** What becomes of the job when the process stops: it goes back into line, or has been cancelled. Default "line". */
  release?: "line" | "cancel";
  report: (error: unknown) => void;
}

/** Makes one attempt: does the work, and writes down what comes of it, however long Redis is away. */
export async function runAttempt(
  work: (context: Omit<JobContext, "parts">) => Promise<void>,
  options: RunOptions,
): Promise<Ending> {
  const { attempt, owner, records, retry, stopping } = options;
  const { id } = attempt;
  const write = new Writer(options);
  const atEnd: ((end: JobEnd) => Promise<void>)[] = [];
  const take = <T>(ask: () => Promise<T>): Promise<T> => patiently(ask, options.givenUp, options.report);
  const end = async (state: JobEnd): Promise<void> => {
    for (const last of atEnd) await last(state).catch(options.report);
  };
  const finish = async (state: JobEnd, error = ""): Promise<void> => {
    if (await take(() => records.finish(id, owner, state, error))) await end(state);
    else if (write.cancelled) await end("cancelled");
  };
  try {
    await work({
      signal: AbortSignal.any([stopping, write.lost]),
      progress: (update) => write.progress(update),
      fail: (failures) => write.fail(failures),
      atEnd: (last) => void atEnd.push(last),
    });
    await write.end();
    await finish("done");
    return { how: "done", counts: write.latest.counts };
  } catch (error) {
    await write.end();
    if (write.lost.aborted) {
      if (write.cancelled) await end("cancelled");
      return { how: "left", error };
    }
    if (stopping.aborted) {
      if (options.release === "cancel") await finish("cancelled");
      else await take(() => records.release(id, owner, null, 1));
      return { how: "handed back" };
    }
    const again = againAfter(error, attempt.attempts, retry);
    if (again) {
      await take(() => records.release(id, owner, messageOf(error), again.back));
      return { how: "retried", error, wait: again.wait };
    }
    await finish("failed", messageOf(error));
    return { how: "failed", error };
  }
}

/** Writes a running attempt's progress and failures, one write at a time, the latest progress only. */
class Writer {
  readonly #options: RunOptions;
  readonly #lost = new AbortController();
  readonly #alive: NodeJS.Timeout;
  latest: Progress;
  #failures: Failure[] = [];
  #dirty = false;
  #written = 0;
  #writing: Promise<void> | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
    this.latest = { counts: options.attempt.counts, bytes: options.attempt.bytes };
    this.#alive = setInterval(() => this.#write(), ALIVE);
  }

  /** Aborts when the job is not this worker's any more. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get cancelled(): boolean {
    return (this.lost.reason as LecternError | undefined)?.code === "cancelled";
  }

  progress(update: Progress): void {
    this.latest = update;
    this.#dirty = true;
    if (Date.now() - this.#written >= PROGRESS) this.#write();
  }

  fail(failures: readonly Failure[]): void {
    this.#failures.push(...failures);
    this.#write();
  }

  /** Writes what is left, and finds out at last whether the job is still this worker's. */
  async end(): Promise<void> {
    clearInterval(this.#alive);
    await this.#writing;
    this.#dirty = true;
    while (!this.lost.aborted && (this.#dirty || this.#failures.length > 0)) {
      this.#write();
      await this.#writing;
    }
  }

  #write(): void {
    if (this.lost.aborted) return;
    // An error here is that of giving up: the job is taken over by another.
    this.#writing ??= this.#once()
      .catch((error) => this.#lost.abort(error))
      .finally(() => {
        this.#writing = null;
      });
  }

  async #once(): Promise<void> {
    const { attempt, owner, records, givenUp, report } = this.#options;
    while (this.#failures.length > 0) {
      const some = this.#failures.slice(0, FAILURES_AT_ONCE);
      await patiently(() => records.fail(attempt.id, some), givenUp, report);
      this.#failures = this.#failures.slice(some.length);
    }
    this.#dirty = false;
    const state = await patiently(() => records.progress(attempt.id, owner, this.latest), givenUp, report);
    this.#written = Date.now();
    if (state === "running") return;
    this.#lost.abort(
      state === "cancelled"
        ? new LecternError("cancelled", "The job was cancelled")
        : new Error(`Another worker has the job (${state || "forgotten"})`),
    );
  }
}
