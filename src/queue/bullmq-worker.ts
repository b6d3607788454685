import { randomUUID } from "node:crypto";
import { type Job as BullJob, DelayedError, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { messageOf } from "../errors.ts";
import { Patient } from "./bullmq-connection.ts";
import { type Ending, patiently, runJob } from "./bullmq-run.ts";
import { KEPT } from "./bullmq-scripts.ts";
import { JobRecords } from "./bullmq-store.ts";
import type { JobHandler, QueueWorker } from "./queue.ts";
import type { RetryOptions } from "./retry.ts";
import { UNREADABLE } from "./stored.ts";

/** A job that is stopped gets this long to do so, in milliseconds. */
const GRACE = 7_000;
/** What Redis must still hear at the end gets this long, in milliseconds; under ten seconds in all. */
export const GOODBYE = 2_000;
/** A fetch that failed is tried again after this, in milliseconds. */
const FETCH_AGAIN = 1_000;

export interface WorkerOptions {
  url: string;
  prefix: string;
  line: string;
  retry: RetryOptions;
  /** A job is its worker's for this long after the last sign of life, in milliseconds. */
  lockDuration: number;
  /** Jobs without a living worker are looked for this often, in milliseconds. */
  stalledInterval: number;
  /** Puts jobs into line that fell out of it; called now and then. */
  tidy(): Promise<void>;
  report: (error: unknown) => void;
}

/** Takes jobs from BullMQ's line, one at a time. */
export class BullmqWorker implements QueueWorker {
  readonly #options: WorkerOptions;
  readonly #handler: JobHandler;
  readonly #redis: Patient;
  readonly #records: JobRecords;
  readonly #worker: Worker;
  readonly #tidying: NodeJS.Timeout;
  readonly #stopping = new AbortController();
  readonly #givenUp = new AbortController();
  #current: { bull: BullJob; owner: string; token: string; ended: Promise<void> } | null = null;
  #stopped: Promise<void> | null = null;

  constructor(options: WorkerOptions, handler: JobHandler) {
    const { url, prefix, line, lockDuration, stalledInterval, report } = options;
    this.#options = options;
    this.#handler = handler;
    this.#redis = new Patient(url, report);
    this.#records = new JobRecords(this.#redis, prefix);
    this.#worker = new Worker(line, (bull, token) => this.#process(bull, token!), {
      connection: this.#redis,
      prefix,
      lockDuration,
      stalledInterval,
      // How often a job may be taken over is counted with its attempts.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: FETCH_AGAIN,
      removeOnComplete: { count: KEPT },
      removeOnFail: { count: KEPT },
    });
    // The connection reports its own errors, once an outage.
    this.#worker.on("error", (error) => this.#redis.status === "ready" && report(error));
    const tidy = (): void => void options.tidy().catch(() => {});
    this.#tidying = setInterval(tidy, lockDuration);
    tidy();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #process(bull: BullJob, token: string): Promise<void> {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const owner = randomUUID();
    this.#current = { bull, owner, token, ended };
    try {
      await this.#attempt(bull, token, owner);
    } finally {
      this.#current = null;
      resolve();
    }
  }

  async #attempt(bull: BullJob, token: string, owner: string): Promise<void> {
    const { retry, report } = this.#options;
    const id = bull.id!;
    const records = this.#records;
    const take = <T>(work: () => Promise<T>): Promise<T> => patiently(work, this.#givenUp.signal, report);
    if (this.#stopping.signal.aborted) return this.#wait(bull, token);
    const job = await take(() => records.start(id, owner, retry.attempts));
    if (job === null) return;
    if (job === "given up") throw new UnrecoverableError("given up");
    if (job.input.path === "") {
      await take(() => records.finish(id, owner, "failed", UNREADABLE));
      throw new UnrecoverableError(UNREADABLE);
    }
    const ending: Ending = await runJob(this.#handler, {
      job,
      owner,
      records,
      retry,
      stopping: this.#stopping.signal,
      givenUp: this.#givenUp.signal,
      report,
    });
    if (ending.how === "handed back") return this.#wait(bull, token);
    if (ending.how === "retry") {
      await bull.moveToDelayed(Date.now() + ending.wait, token);
      throw new DelayedError();
    }
    if (ending.how === "failed") throw new UnrecoverableError(messageOf(ending.error));
  }

  /** Puts the job back to the front of the line. */
  async #wait(bull: BullJob, token: string): Promise<never> {
    await bull.moveToWait(token);
    throw new WaitingError();
  }

  async #stop(): Promise<void> {
    clearInterval(this.#tidying);
    this.#stopping.abort();
    const closed = this.#worker.close().catch(this.#options.report);
    if (!(await within(closed, this.#current ? GRACE : GOODBYE))) await this.#abandon();
    this.#givenUp.abort();
    this.#redis.shut();
  }

  /** Hands a job back whose handler does not stop; where Redis is away, its lock runs out by itself. */
  async #abandon(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    const { bull, owner, token } = current;
    const handedBack = this.#records.release(bull.id!, owner, null).then(() => bull.moveToWait(token));
    await within(
      handedBack.catch(() => {}),
      GOODBYE,
    );
  }
}

/** @returns whether `work` has ended within so many milliseconds */
async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), milliseconds);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
