import { randomUUID } from "node:crypto";
import { Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import type { Failure } from "../../indexes/report.ts";
import { Impatient, Patient } from "./bullmq-connection.ts";
import { jobOf, type LINES, PREFIX } from "./bullmq-lines.ts";
import { type PartAttempt, PartRecords, SharedParts } from "./bullmq-parts.ts";
import { patiently, runAttempt } from "./bullmq-run.ts";
import { KEPT } from "./bullmq-scripts.ts";
import { JobRecords } from "./bullmq-store.ts";
import { BullmqWorker, GOODBYE, type Line } from "./bullmq-worker.ts";
import type { Job, JobHandler, JobState, NewJob, PartWork, Queue, QueueWorker, WorkEvent } from "./queue.ts";
import { RETRY, type RetryOptions } from "./retry.ts";
import { UNREADABLE } from "./stored.ts";

const LINE: keyof typeof LINES = "ingest";
const PART_LINE: keyof typeof LINES = "ingest-parts";

export interface BullmqOptions {
  /** `redis:` or `rediss:`. */
  url: string;
  /** What all keys begin with. Default "{lectern}". */
  prefix?: string;
  retry?: RetryOptions;
  /** A job is its worker's for this long after the last sign of life, in milliseconds. Default 15,000. */
  lockDuration?: number;
  /** Jobs whose worker was killed are looked for this often, in milliseconds. Default 5,000. */
  stalledInterval?: number;
}

interface Opened {
  client: Impatient;
  line: BullQueue;
  partLine: BullQueue;
  records: JobRecords;
}

/**
 * The queue of the production profile, on Redis: any number of processes on any number of machines, all of which see the
 * file that a job names under the same path.
 *
 * BullMQ keeps the line: who is next, whose worker is dead, who waits for another attempt. What a job is and what has
 * become of it lies beside that (`JobRecords`), for BullMQ knows neither cancelled jobs nor ones done outside the line.
 * Where both disagree, the record holds: a job that comes up in line and has ended is passed over. The parts of jobs stand
 * in a second line, as children of theirs.
 *
 * While Redis is away, callers get `queue-unavailable` within five seconds, and workers wait for it.
 */
export class BullmqQueue implements Queue {
  readonly #options: Required<BullmqOptions>;
  readonly #report: (error: unknown) => void;
  readonly #workers = new Set<QueueWorker>();
  #opened: Opened | null = null;

  /** @param report is told of errors of the queue itself; those of a job are kept with the job */
  constructor(options: BullmqOptions, report: (error: unknown) => void) {
    this.#options = { prefix: PREFIX, retry: RETRY, lockDuration: 15_000, stalledInterval: 5_000, ...options };
    this.#report = report;
  }

  async add(job: NewJob): Promise<Job> {
    const id = randomUUID();
    const made = await this.#ask(({ records }) => records.create(id, job, ""));
    // One with the same key that waits is put in line again, in case its process ended before it came there.
    if (made.state !== "waiting") return made;
    try {
      await this.#ask(({ line }) => enqueue(line, made.id));
    } catch (error) {
      if (made.id === id) await this.#ask(({ records }) => records.discard(id)).catch(() => {});
      throw error;
    }
    return made;
  }

  async run({ name, input }: Omit<NewJob, "key">, handler: JobHandler, signal?: AbortSignal): Promise<Job> {
    const { url, prefix, retry } = this.#options;
    const owner = randomUUID();
    const job = await this.#ask(({ records }) => records.create(randomUUID(), { name, input }, owner));
    const redis = new Patient(url, this.#report);
    const records = new JobRecords(redis, prefix);
    const stopping = signal ?? new AbortController().signal;
    // A command that is stopped waits for Redis a moment only; the job is then found to be interrupted.
    const givenUp = new AbortController();
    const stop = (): void => void setTimeout(() => givenUp.abort(), GOODBYE).unref();
    stopping.addEventListener("abort", stop);
    try {
      const ending = await runAttempt((context) => handler(job, { ...context, parts: null }), {
        attempt: job,
        owner,
        records,
        retry: { ...retry, attempts: 1 },
        stopping,
        givenUp: givenUp.signal,
        release: "cancel",
        report: this.#report,
      });
      if (ending.how === "failed" || ending.how === "left") throw ending.error;
      return (await patiently(() => records.get(job.id), givenUp.signal, this.#report)) ?? job;
    } catch (error) {
      if (givenUp.signal.aborted) return { ...job, state: "cancelled" };
      throw error;
    } finally {
      stopping.removeEventListener("abort", stop);
      redis.shut();
    }
  }

  async get(id: string): Promise<Job | null> {
    return this.#ask(({ records }) => records.get(id));
  }

  async list(limit: number, state?: JobState): Promise<Job[]> {
    await this.#tidy();
    return this.#ask(({ records }) => records.list(limit, state ?? ""));
  }

  async failures(id: string, { offset, limit }: { offset: number; limit: number }): Promise<Failure[]> {
    return this.#ask(({ records }) => records.failures(id, offset, limit));
  }

  async cancel(id: string): Promise<boolean> {
    const done = await this.#ask(({ records }) => records.cancel(id));
    // One that runs is locked, and stays: its worker sees that it was cancelled.
    if (done) await this.#ask(({ line }) => line.remove(id)).catch(() => {});
    return done;
  }

  async retry(id: string): Promise<boolean> {
    if (!(await this.#ask(({ records }) => records.retry(id)))) return false;
    // What BullMQ remembers of the job keeps its id from coming into line again. A part of it that a worker is still at
    // cannot be removed: parts of the job begun anew have ids of their own.
    await this.#ask(({ line }) => line.remove(id)).catch(() => {});
    await this.#ask(({ line }) => line.remove(id, { removeChildren: false })).catch(() => {});
    await this.#ask(({ line }) => enqueue(line, id));
    return true;
  }

  async pause(): Promise<void> {
    await this.#ask(({ line, partLine }) => Promise.all([line.pause(), partLine.pause()]));
  }

  async resume(): Promise<void> {
    await this.#ask(({ line, partLine }) => Promise.all([line.resume(), partLine.resume()]));
  }

  async isPaused(): Promise<boolean> {
    return this.#ask(({ line }) => line.isPaused());
  }

  work(handler: JobHandler, parts?: PartWork, tell: (event: WorkEvent) => void = () => {}): QueueWorker {
    const options = { ...this.#options, report: this.#report, tell };
    const workers: QueueWorker[] = [new BullmqWorker(options, this.#jobs(handler, parts !== undefined))];
    if (parts) workers.push(new BullmqWorker(options, this.#parts(parts)));
    for (const worker of workers) this.#workers.add(worker);
    return {
      async stop() {
        await Promise.all(workers.map((worker) => worker.stop()));
      },
    };
  }

  #jobs(handler: JobHandler, shared: boolean): Line<Job> {
    const { prefix } = this.#options;
    return {
      name: LINE,
      atOnce: 1,
      open: (redis, take) => {
        const line = openLine(PART_LINE, redis, prefix);
        const records = new PartRecords(redis, prefix);
        const jobs = `${prefix}:${LINE}`;
        return {
          records: new JobRecords(redis, prefix),
          about: ({ id, name }) => ({ job: id, part: null, name }),
          async work(job, owner, context) {
            if (job.input.path === "") throw new Error(UNREADABLE);
            const parts = shared ? new SharedParts({ job: job.id, owner, records, line, jobs, take }) : null;
            await handler(job, { ...context, parts });
          },
        };
      },
      tidy: () => this.#tidy(),
    };
  }

  #parts({ handler, atOnce }: PartWork): Line<PartAttempt> {
    return {
      name: PART_LINE,
      atOnce,
      open: (redis) => ({
        records: new PartRecords(redis, this.#options.prefix),
        about: ({ id, part: { number } }) => ({ job: jobOf(id), part: number, name: null }),
        work: ({ part }, _owner, { signal, progress, fail }) =>
          handler(part, {
            signal,
            fail,
            progress: ({ counts }) => progress({ counts, bytes: { read: 0, size: null } }),
          }),
      }),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
    if (!this.#opened) return;
    const { client, line, partLine } = this.#opened;
    this.#opened = null;
    await Promise.allSettled([line.close(), partLine.close()]);
    client.close();
  }

  async #tidy(): Promise<void> {
    const { prefix } = this.#options;
    const lost = await this.#ask(({ records }) => records.tidy(`${prefix}:${LINE}:`));
    for (const id of lost) {
      await this.#ask(({ line }) => line.remove(id, { removeChildren: false }));
      await this.#ask(({ line }) => enqueue(line, id));
    }
  }

  async #ask<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    this.#opened ??= this.#open();
    const opened = this.#opened;
    return opened.client.ask(() => work(opened));
  }

  #open(): Opened {
    const { url, prefix } = this.#options;
    const client = new Impatient(url, this.#report);
    const { redis } = client;
    const [line, partLine] = [openLine(LINE, redis, prefix), openLine(PART_LINE, redis, prefix)];
    return { client, line, partLine, records: new JobRecords(redis, prefix) };
  }
}

function openLine(name: string, connection: Redis, prefix: string): BullQueue {
  const line = new BullQueue(name, { connection, prefix });
  // The connection reports its own errors, once an outage.
  line.on("error", () => {});
  return line;
}

/** Adding one that is there changes nothing. */
async function enqueue(line: BullQueue, id: string): Promise<void> {
  // One job at a time, wherever it runs.
  await line.setGlobalConcurrency(1);
  await line.add("file", {}, { jobId: id, removeOnComplete: { count: KEPT }, removeOnFail: { count: KEPT } });
}
