import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Job as BullJob, DelayedError, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { messageOf } from "../errors.ts";
import { Patient } from "./bullmq-connection.ts";
import { type Attempt, type AttemptRecords, type Ending, patiently, runAttempt } from "./bullmq-run.ts";
import { KEPT } from "./bullmq-scripts.ts";
import type { JobContext, QueueWorker, WorkEvent } from "./queue.ts";
import { killedTooOften, type RetryOptions } from "./retry.ts";

/** What is stopped gets this long to do so, in milliseconds. */
const GRACE = 5_000;
/** What Redis must still hear at the end gets this long, in milliseconds; under ten seconds in all. */
export const GOODBYE = 2_000;
/** A fetch that failed is tried again after this, in milliseconds. */
const FETCH_AGAIN = 1_000;
/** BullMQ hears of a part's end a moment after the records do: how often it is asked, how far apart in milliseconds. */
const CHILDREN = { times: 100, apart: 50 };

export interface WorkerOptions {
  url: string;
  prefix: string;
  retry: RetryOptions;
  /** A job is its worker's for this long after the last sign of life, in milliseconds. */
  lockDuration: number;
  /** Jobs without a living worker are looked for this often, in milliseconds. */
  stalledInterval: number;
  report: (error: unknown) => void;
  tell: (event: WorkEvent) => void;
}

/** One of BullMQ's lines, and what is done with what stands in it. */
export interface Line<T extends Attempt> {
  name: string;
  /** How many are done at the same time. */
  atOnce: number;
  /** @param take waits until Redis has taken the work */
  open(redis: Patient, take: <R>(work: () => Promise<R>) => Promise<R>): Doing<T>;
  /** Puts into line what fell out of it; called now and then. */
  tidy?(): Promise<void>;
}

export interface Doing<T extends Attempt> {
  records: AttemptRecords & { start(id: string, owner: string, attempts: number): Promise<T | "given up" | null> };
  work(attempt: T, owner: string, context: Omit<JobContext, "parts">): Promise<void>;
  about(attempt: T): Pick<WorkEvent, "job" | "part" | "name">;
}

interface Running {
  bull: BullJob;
  owner: string;
  token: string;
}

/** Takes what stands in one of BullMQ's lines. */
export class BullmqWorker<T extends Attempt> implements QueueWorker {
  readonly #options: WorkerOptions;
  readonly #redis: Patient;
  readonly #doing: Doing<T>;
  readonly #worker: Worker;
  readonly #tidying: NodeJS.Timeout;
  readonly #stopping = new AbortController();
  readonly #givenUp = new AbortController();
  readonly #running = new Set<Running>();
  #stopped: Promise<void> | null = null;

  constructor(options: WorkerOptions, line: Line<T>) {
    const { url, prefix, lockDuration, stalledInterval, report } = options;
    this.#options = options;
    this.#redis = new Patient(url, report);
    this.#doing = line.open(this.#redis, (work) => this.#take(work));
    this.#worker = new Worker(line.name, (bull, token) => this.#process({ bull, token: token!, owner: randomUUID() }), {
      connection: this.#redis,
      prefix,
      // Kept with each job, as who did it.
      name: `${hostname()}:${process.pid}`,
      concurrency: line.atOnce,
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
    const tidy = (): void => void line.tidy?.().catch(() => {});
    this.#tidying = setInterval(tidy, lockDuration);
    tidy();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  #take<R>(work: () => Promise<R>): Promise<R> {
    return patiently(work, this.#givenUp.signal, this.#options.report);
  }

  async #process(running: Running): Promise<void> {
    this.#running.add(running);
    try {
      await this.#attempt(running);
    } catch (error) {
      // To BullMQ it goes on: another takes it once its lock has run out.
      if (this.#givenUp.signal.aborted) throw new WaitingError();
      throw error;
    } finally {
      this.#running.delete(running);
    }
  }

  async #attempt({ bull, token, owner }: Running): Promise<void> {
    const { retry, report, tell } = this.#options;
    const { records, work, about } = this.#doing;
    if (this.#stopping.signal.aborted) return this.#wait(bull, token);
    const attempt = await this.#take(() => records.start(bull.id!, owner, retry.attempts));
    if (attempt === null) return;
    if (attempt === "given up") {
      const error = killedTooOften(retry.attempts);
      tell({ what: "failed", job: bull.id!, part: null, name: null, attempt: retry.attempts, error });
      throw new UnrecoverableError("given up");
    }
    const told = { ...about(attempt), attempt: attempt.attempts };
    tell({ what: "begun", ...told });
    const ending = await runAttempt((context) => work(attempt, owner, context), {
      attempt,
      owner,
      records,
      retry,
      stopping: this.#stopping.signal,
      givenUp: this.#givenUp.signal,
      report,
    });
    tell({ ...told, ...eventOf(ending) });
    if (ending.how === "done") return this.#childrenEnded(bull);
    if (ending.how === "handed back") return this.#wait(bull, token);
    if (ending.how === "retried") {
      await bull.moveToDelayed(Date.now() + ending.wait, token);
      throw new DelayedError();
    }
    throw new UnrecoverableError(messageOf(ending.error));
  }

  /** Puts it back to the front of the line. */
  async #wait(bull: BullJob, token: string): Promise<never> {
    await bull.moveToWait(token);
    throw new WaitingError();
  }

  /** BullMQ lets no job end well before its children. */
  async #childrenEnded(bull: BullJob): Promise<void> {
    for (let i = 0; i < CHILDREN.times; i++) {
      const { unprocessed } = await this.#take(() => bull.getDependenciesCount({ unprocessed: true }));
      if (!unprocessed) return;
      await new Promise((resolve) => setTimeout(resolve, CHILDREN.apart));
    }
  }

  async #stop(): Promise<void> {
    clearInterval(this.#tidying);
    this.#stopping.abort();
    const closed = this.#worker.close().catch(this.#options.report);
    if (!(await within(closed, this.#running.size > 0 ? GRACE : GOODBYE))) await this.#abandon();
    this.#givenUp.abort();
    this.#redis.shut();
  }

  /** Hands back what does not stop; where Redis is away, its lock runs out by itself. */
  async #abandon(): Promise<void> {
    const handedBack = [...this.#running].map(async ({ bull, owner, token }) => {
      await this.#doing.records.release(bull.id!, owner, null, 1);
      await bull.moveToWait(token);
    });
    await within(Promise.allSettled(handedBack), GOODBYE);
  }
}

function eventOf(ending: Ending): Pick<WorkEvent, "what" | "counts" | "error" | "wait"> {
  const { how, ...more } = ending;
  return "error" in more ? { what: how, ...more, error: messageOf(more.error) } : { what: how, ...more };
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
