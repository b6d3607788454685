import { type Queue as BullQueue, ErrorCode } from "bullmq";
import type { Redis } from "ioredis";
import { type Failure, noCounts, OUTCOMES } from "../../indexes/report.ts";
import { jobOf } from "./bullmq-lines.ts";
import * as scripts from "./bullmq-part-scripts.ts";
import type { Attempt, AttemptRecords } from "./bullmq-run.ts";
import { JobRecords, STALE_AFTER } from "./bullmq-store.ts";
import type { Job, Part, Parts, PartsState } from "./queue.ts";
import { killedTooOften } from "./retry.ts";
import { readCounts } from "./stored.ts";

const SUMS = ["read", ...OUTCOMES] as const;

/** A part, as an attempt at it begins. */
export interface PartAttempt extends Attempt {
  part: Part;
}

/** What is known of the parts of jobs, in Redis, as `JobRecords` keeps the jobs. Each method is one step. */
export class PartRecords implements AttemptRecords {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #jobs: JobRecords;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#jobs = new JobRecords(redis, prefix);
  }

  /** @returns the part's id, or why nothing was added: the job's state, "taken" by another worker, "" when forgotten */
  async add(job: string, owner: string, part: Part): Promise<{ id: string } | { state: string }> {
    const { number, path, records, bytes } = part;
    const answer = await this.#do(scripts.ADD_PART, job, owner, number, path, records, bytes);
    return Array.isArray(answer) ? { id: answer[0] as string } : { state: answer as string };
  }

  /** @returns "given up" after too many attempts; null when the part is done, or its job has ended */
  async start(id: string, owner: string, attempts: number): Promise<PartAttempt | "given up" | null> {
    const answer = await this.#do(scripts.START_PART, id, owner, attempts, killedTooOften(attempts));
    if (!Array.isArray(answer)) return answer === 1 ? "given up" : null;
    const fields = pairs(answer as string[]);
    const number = (name: string): number => Number(fields.get(name));
    return {
      id,
      counts: noCounts(),
      bytes: { read: 0, size: null },
      attempts: number("attempts"),
      part: { number: number("number"), path: fields.get("path")!, records: number("records"), bytes: number("bytes") },
    };
  }

  async progress(id: string, owner: string, { counts }: Pick<Job, "counts">): Promise<string> {
    return (await this.#do(scripts.PROGRESS_PART, id, owner, JSON.stringify(counts))) as string;
  }

  async fail(id: string, failures: readonly Failure[]): Promise<void> {
    await this.#jobs.fail(jobOf(id), failures);
  }

  async finish(id: string, owner: string, state: string, error: string): Promise<boolean> {
    return (await this.#do(scripts.FINISH_PART, id, owner, state, error)) === 1;
  }

  async release(id: string, owner: string, _error: string | null, back: 0 | 1): Promise<void> {
    await this.#do(scripts.RELEASE_PART, id, owner, back);
  }

  /**
   * @param line BullMQ's key of a part without its id
   * @returns besides the state, ids that must come into line again
   */
  async state(job: string, line: string): Promise<PartsState & { lost: string[] }> {
    const answer = await this.#do(scripts.PARTS_STATE, job, line, STALE_AFTER);
    const [flat, open, waiting, each, lost] = answer as [string[], string[], number, string[], string[]];
    const sums = pairs(flat);
    const sum = (name: string): number => Number(sums.get(name) ?? 0);
    const counts = noCounts();
    const running = each.map(readCounts);
    for (const name of SUMS) counts[name] = running.reduce((all, one) => all + one[name], sum(name));
    const error = sums.get("error") ?? null;
    return {
      handedOut: { parts: sum("parts"), records: sum("records"), bytes: sum("handed") },
      open: open.map(Number),
      waiting,
      counts,
      bytes: sum("bytes"),
      error,
      lost,
    };
  }

  async #do(script: string, ...values: (string | number)[]): Promise<unknown> {
    return this.#redis.eval(script, 1, this.#prefix, ...values);
  }
}

export interface SharedPartsOptions {
  job: string;
  /** Who has the job. */
  owner: string;
  records: PartRecords;
  /** BullMQ's line of parts, and of the jobs that they belong to. */
  line: BullQueue;
  jobs: string;
  /** Waits until Redis has taken the work. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** The parts of one running job, in a line of their own, where BullMQ knows them as the job's children. */
export class SharedParts implements Parts {
  readonly #options: SharedPartsOptions;

  constructor(options: SharedPartsOptions) {
    this.#options = options;
  }

  async add(part: Part): Promise<void> {
    const { job, owner, records, take } = this.#options;
    const added = await take(() => records.add(job, owner, part));
    if (!("id" in added)) throw new Error(`The job is not this worker's any more (${added.state || "forgotten"})`);
    await take(() => this.#enqueue(added.id));
  }

  async state(): Promise<PartsState> {
    const { job, records, line, take } = this.#options;
    const { lost, ...state } = await take(() => records.state(job, line.toKey("")));
    for (const id of lost) {
      await take(() => line.remove(id));
      await take(() => this.#enqueue(id));
    }
    return state;
  }

  /** Adding one that is there changes nothing. */
  async #enqueue(id: string): Promise<void> {
    const { job, line, jobs } = this.#options;
    try {
      await line.add("part", {}, { jobId: id, parent: { id: job, queue: jobs } });
    } catch (error) {
      // Someone took the job out of BullMQ with another tool: it goes on, and the link is for show.
      if ((error as { code?: unknown }).code !== ErrorCode.ParentJobNotExist) throw error;
      await line.add("part", {}, { jobId: id });
    }
  }
}

/** @param flat names and values by turns, as a script returns them */
function pairs(flat: readonly string[]): Map<string, string> {
  return new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!] as const] : [])));
}
