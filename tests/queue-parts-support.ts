import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { noCounts } from "../indexes/report.ts";
import { BullmqQueue } from "../src/queue/bullmq.ts";
import type { Job, JobContext, Part, Parts, PartsState } from "../src/queue/queue.ts";
import { AGAIN } from "./contracts/queue-lasting.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

export const job = { name: "a", input: { path: "/tmp/a", format: null, map: null, spooled: false } };
/** Short, so that a killed worker is missed soon. */
export const SOON = { lockDuration: 1_000, stalledInterval: 300 };
export const part = (number: number): Part => ({ number, path: `/tmp/${number}`, records: 10, bytes: 100 });
export const counted = (added: number) => ({ counts: { ...noCounts(), read: added, added } });

let server: RedisServer;
const opened: BullmqQueue[] = [];
export const newPrefix = (): string => `{${randomUUID()}}`;
export const redisUrl = (): string => server.url;

export function open(prefix: string): BullmqQueue {
  const queue = new BullmqQueue({ url: server.url, prefix, retry: AGAIN, ...SOON }, () => {});
  opened.push(queue);
  return queue;
}

/** Waits until the parts stand as wanted. @throws why a part was given up */
export async function until(parts: Parts | null, enough: (state: PartsState) => boolean): Promise<PartsState> {
  for (;;) {
    const state = await parts!.state();
    if (state.error !== null) throw new Error(state.error);
    if (enough(state)) return state;
    await setTimeout(20);
  }
}
export const allDone = ({ open: { length } }: PartsState): boolean => length === 0;

/** What a job does that has so many parts. */
export const inParts = (count: number) => async (_job: Job, context: JobContext) => {
  for (let number = 1; number <= count; number++) await context.parts!.add(part(number));
  const { counts, bytes } = await until(context.parts, allDone);
  context.progress({ counts, bytes: { read: bytes, size: null } });
};

export async function ended(queue: BullmqQueue, id: string): Promise<Job> {
  await expect
    .poll(async () => (await queue.get(id))?.state, { timeout: 15_000, interval: 20 })
    .toMatch(/done|failed|cancelled/);
  return (await queue.get(id))!;
}

export async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

const PLACE = hasRedis ? "on a real Redis" : "on a real Redis (skipped: there is no redis-server on the PATH)";

/** A group of tests over one Redis, whose queues are closed after each. */
export function describeParts(name: string, tests: () => void): void {
  describe.skipIf(!hasRedis)(`${name} ${PLACE}`, () => {
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(async () => {
      await server.remove();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
    });
    tests();
  });
}
