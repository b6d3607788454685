import { Redis, type RedisOptions } from "ioredis";
import { LecternError, messageOf } from "../errors.ts";

/** How long a caller waits for Redis to be there, and for each answer, in milliseconds. */
const CONNECT = 2_000;
const ANSWER = 3_000;

/** Reports the first error of each outage, and none of those that come of trying again. */
function watch(redis: Redis, report: (error: unknown) => void): void {
  let told = false;
  redis.on("ready", () => {
    told = false;
  });
  redis.on("error", (error) => {
    if (!told) report(unavailable(error));
    told = true;
  });
}

const retryStrategy = (times: number): number => Math.min(100 * times, 1_000);

function unavailable(cause: unknown): LecternError {
  const reason = messageOf(cause) || (cause as NodeJS.ErrnoException | null)?.code || "no answer";
  return new LecternError("queue-unavailable", `Redis, which holds the jobs, cannot be used: ${reason}`, { cause });
}

/** A connection for callers who want an answer now, or an error: nothing waits in it for Redis to come back. */
export class Impatient {
  readonly redis: Redis;
  #connecting: Promise<void> | null = null;

  constructor(url: string, report: (error: unknown) => void) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT,
      commandTimeout: ANSWER,
      retryStrategy,
    });
    watch(this.redis, report);
  }

  /** @throws `queue-unavailable` for whatever goes wrong with Redis, within a few seconds */
  async ask<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error("it did not answer in time")), CONNECT + ANSWER);
    try {
      return await Promise.race([this.#ready().then(() => work(this.redis)), late.promise]);
    } catch (error) {
      throw unavailable(error);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  async #ready(): Promise<void> {
    if (this.redis.status === "ready") return;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    await this.#connecting;
  }

  async #connect(): Promise<void> {
    const { redis } = this;
    // It goes on trying by itself; this error is also that of the event.
    if (redis.status === "wait") redis.connect().catch(() => {});
    await new Promise<void>((resolve, reject) => {
      const end = (done: () => void): void => {
        clearTimeout(timer);
        redis.off("ready", ready);
        done();
      };
      const ready = (): void => end(resolve);
      const timer = setTimeout(() => end(() => reject(new Error("there is no connection"))), CONNECT);
      redis.once("ready", ready);
    });
  }
}

/** A connection for workers: its commands wait until Redis is back. It knows its copies, to end them with itself. */
export class Patient extends Redis {
  readonly #copies: Redis[] = [];

  constructor(url: string, report: (error: unknown) => void) {
    super(url, { maxRetriesPerRequest: null, retryStrategy });
    watch(this, report);
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override) as Redis;
    this.#copies.push(copy);
    return copy;
  }

  /** Ends it, whatever still waits in it. */
  shut(): void {
    for (const one of [this, ...this.#copies]) one.disconnect();
  }
}
