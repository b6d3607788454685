import type { Redis } from "ioredis";
import { type Failure, noCounts } from "../../indexes/report.ts";
import type { AttemptRecords } from "./bullmq-run.ts";
import * as scripts from "./bullmq-scripts.ts";
import type { Job, JobState, NewJob } from "./queue.ts";
import { INTERRUPTED, killedTooOften } from "./retry.ts";
import { readCounts, readInput } from "./stored.ts";

/** A record's own text is kept with its failure up to this many characters. */
const RAW = 4_096;
/** A job that nobody has said a word of for this long is looked after, in milliseconds. */
export const STALE_AFTER = 30_000;

/**
 * What is known of the jobs, in Redis: the truth of a job's state, which BullMQ only lines up and hands out. Each method
 * is one step; what ioredis throws goes through.
 */
export class JobRecords implements AttemptRecords {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** @param owner who does it at once; "": it goes into line */
  async create(id: string, { name, input, key = "" }: NewJob, owner: string): Promise<Job> {
    const given = [id, name, JSON.stringify(input), JSON.stringify(noCounts()), key, owner, at()];
    return toJob((await this.#do(scripts.CREATE, ...given)) as string[]);
  }

  async discard(id: string): Promise<void> {
    await this.#do(scripts.DISCARD, id);
  }

  async get(id: string): Promise<Job | null> {
    const fields = await this.#redis.hgetall(`${this.#prefix}:job:${id}`);
    return fields.id ? fromFields(fields) : null;
  }

  async list(limit: number, state: JobState | ""): Promise<Job[]> {
    return ((await this.#do(scripts.LIST, limit, state)) as string[][]).map(toJob);
  }

  /** @returns "given up" after too many attempts; null when the job has ended, or is none */
  async start(id: string, owner: string, attempts: number): Promise<Job | "given up" | null> {
    const answer = await this.#do(scripts.START, id, owner, at(), attempts, killedTooOften(attempts));
    if (Array.isArray(answer)) return toJob(answer);
    return answer === 1 ? "given up" : null;
  }

  async progress(id: string, owner: string, { counts, bytes }: Pick<Job, "counts" | "bytes">): Promise<string> {
    const size = bytes.size ?? "";
    return (await this.#do(scripts.PROGRESS, id, owner, JSON.stringify(counts), bytes.read, size)) as string;
  }

  async finish(id: string, owner: string, state: JobState, error: string): Promise<boolean> {
    return (await this.#do(scripts.FINISH, id, owner, state, error, at())) === 1;
  }

  async release(id: string, owner: string, error: string | null, back: 0 | 1): Promise<void> {
    await this.#do(scripts.RELEASE, id, owner, error ?? "", back);
  }

  async cancel(id: string): Promise<boolean> {
    return (await this.#do(scripts.CANCEL, id, at())) === 1;
  }

  async retry(id: string): Promise<boolean> {
    return (await this.#do(scripts.RETRY, id, JSON.stringify(noCounts()))) === 1;
  }

  async fail(id: string, failures: readonly Failure[]): Promise<void> {
    const given = failures.flatMap((failure) => [
      failure.record,
      JSON.stringify({ ...failure, raw: failure.raw.slice(0, RAW) }),
    ]);
    await this.#do(scripts.FAIL, id, ...given);
  }

  async failures(id: string, offset: number, limit: number): Promise<Failure[]> {
    const found = await this.#redis.zrange(
      `${this.#prefix}:failures:${id}`,
      String(offset),
      String(offset + limit - 1),
    );
    return found.map((text) => JSON.parse(text) as Failure);
  }

  /** Ends what was interrupted. @returns ids that must come into line again */
  async tidy(line: string): Promise<string[]> {
    return (await this.#do(scripts.TIDY, line, STALE_AFTER, INTERRUPTED, at())) as string[];
  }

  async #do(script: string, ...values: (string | number)[]): Promise<unknown> {
    return this.#redis.eval(script, 1, this.#prefix, ...values);
  }
}

const at = (): string => new Date().toISOString();

/** @param flat names and values by turns, as a script returns them */
function toJob(flat: readonly string[]): Job {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i]!] = flat[i + 1]!;
  return fromFields(fields);
}

function fromFields(fields: Readonly<Record<string, string>>): Job {
  const text = (name: string): string => fields[name] ?? "";
  return {
    id: text("id"),
    key: text("key") || null,
    state: text("state") as JobState,
    name: text("name"),
    input: readInput(text("input")),
    counts: readCounts(text("counts")),
    bytes: { read: Number(text("read")), size: text("size") === "" ? null : Number(text("size")) },
    attempts: Number(text("attempts")),
    error: text("error") || null,
    createdAt: text("createdAt"),
    startedAt: text("startedAt") || null,
    finishedAt: text("finishedAt") || null,
  };
}
