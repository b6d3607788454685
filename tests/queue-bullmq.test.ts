import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { noCounts } from "../indexes/report.ts";
import { BullmqQueue } from "../src/queue/bullmq.ts";
import { testQueue } from "./contracts/queue.ts";
import { AGAIN } from "./contracts/queue-lasting.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";

const job = { name: "a", input: { path: "/tmp/a", format: null, map: null, spooled: false } };
/** Short, so that a killed worker is missed soon. */
const SOON = { lockDuration: 1_000, stalledInterval: 300 };

const PLACE = hasRedis ? "on a real Redis" : "on a real Redis (skipped: there is no redis-server on the PATH)";

let server: RedisServer;
const open = (prefix: string, url = server.url): BullmqQueue =>
  new BullmqQueue({ url, prefix, retry: AGAIN, ...SOON }, () => {});
const newPrefix = (): string => `{${randomUUID()}}`;

describe.skipIf(!hasRedis)(PLACE, () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    await server.remove();
  });

  testQueue({
    name: "BullMQ",
    async open() {
      const prefix = newPrefix();
      return {
        queue: open(prefix),
        again: async () => open(prefix),
        async spoil(id) {
          const redis = new Redis(server.url);
          await redis.hset(`${prefix}:job:${id}`, "input", "{");
          await redis.quit();
        },
      };
    },
  });

  test("a job whose process was killed is taken up again by another", async () => {
    const prefix = newPrefix();
    const queue = open(prefix);
    const { id } = await queue.add(job);
    const code = `
      import { BullmqQueue } from ${JSON.stringify(new URL("../src/queue/bullmq.ts", import.meta.url).href)};
      const options = ${JSON.stringify({ url: server.url, prefix, ...SOON })};
      const queue = new BullmqQueue(options, console.error);
      queue.work(async () => { console.log("started"); await new Promise(() => {}); });`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    expect((await queue.get(id))?.state).toBe("running");
    child.kill("SIGKILL");
    await once(child, "exit");
    const worker = queue.work(async () => {});
    await expect.poll(async () => (await queue.get(id))?.state, { timeout: 15_000 }).toBe("done");
    expect((await queue.get(id))?.attempts).toBe(2);
    await worker.stop();
    await queue.close();
  });

  test("Redis gone in the middle of a job: callers are told at once, the job goes on and ends right", async () => {
    const own = await startRedis(true);
    const queue = open(newPrefix(), own.url);
    const { id } = await queue.add(job);
    const next = await queue.add({ ...job, name: "b" });
    const started = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const counts = { ...noCounts(), read: 2, added: 1, rejected: 1 };
    const failure = { key: "k", reason: "Expected a title", record: 2, line: 2, raw: "{}" };
    const worker = queue.work(async ({ name }, context) => {
      if (name === "b") return;
      started.resolve();
      await goOn.promise;
      context.fail([failure]);
      context.progress({ counts, bytes: { read: 10, size: 10 } });
    });
    await started.promise;
    await own.stop();
    // Long enough for the lock of the running job to run out.
    await expect
      .poll(() => queue.get(id).catch((error: Error) => error.message), { timeout: 10_000 })
      .toContain("there is no connection");
    for (const ask of [() => queue.get(id), () => queue.list(10), () => queue.add(job), () => queue.cancel(id)]) {
      const asked = performance.now();
      await expect(ask()).rejects.toMatchObject({ name: "LecternError", code: "queue-unavailable", retryable: true });
      expect(performance.now() - asked).toBeLessThan(6_000);
    }
    goOn.resolve();
    await own.start();
    const state = async (which: string): Promise<string | undefined> =>
      (await queue.get(which).catch(() => null))?.state;
    await expect.poll(() => state(id), { timeout: 15_000 }).toBe("done");
    expect(await queue.get(id)).toMatchObject({ counts, error: null });
    expect(await queue.failures(id, { offset: 0, limit: 10 })).toEqual([failure]);
    await expect.poll(() => state(next.id), { timeout: 15_000 }).toBe("done");
    expect((await queue.list(10)).map(({ name }) => name)).toEqual(["b", "a"]);
    await worker.stop();
    await queue.close();
  }, 60_000);

  test("stops within ten seconds, whatever the job does and wherever Redis is, and the job is not lost", async () => {
    const own = await startRedis(true);
    const prefix = newPrefix();
    const queue = open(prefix, own.url);
    const { id } = await queue.add(job);
    const begin = async (): Promise<{ stop(): Promise<number> }> => {
      const started = Promise.withResolvers<void>();
      const one = open(prefix, own.url);
      one.work(() => {
        started.resolve();
        return new Promise(() => {});
      });
      await started.promise;
      return {
        async stop() {
          const from = performance.now();
          await one.close();
          return performance.now() - from;
        },
      };
    };
    expect(await (await begin()).stop()).toBeLessThan(10_000);
    expect(await queue.get(id)).toMatchObject({ state: "waiting", attempts: 0 });
    const second = await begin();
    await own.stop();
    expect(await second.stop()).toBeLessThan(10_000);
    await own.start();
    const worker = queue.work(async () => {});
    await expect.poll(async () => (await queue.get(id).catch(() => null))?.state, { timeout: 20_000 }).toBe("done");
    await worker.stop();
    await queue.close();
  }, 60_000);

  test("a job that BullMQ lost is put in line again, and a foreign one there holds up nobody", async () => {
    const prefix = newPrefix();
    const queue = open(prefix);
    const { id } = await queue.add(job);
    const redis = new Redis(server.url);
    const line = new BullQueue("ingest", { connection: redis, prefix });
    await line.remove(id);
    await redis.hset(`${prefix}:job:${id}`, "seen", 0);
    await line.add("foreign", { what: "ever" });
    const worker = queue.work(async () => {});
    await expect.poll(async () => (await queue.get(id))?.state, { timeout: 10_000 }).toBe("done");
    await worker.stop();
    await queue.close();
    await line.close();
    redis.disconnect();
  });

  test("a worker that was thought dead finds its job taken, and stops; the job ends as the other says", async () => {
    const prefix = newPrefix();
    const [first, second] = [open(prefix), open(prefix)];
    const { id } = await first.add(job);
    const started = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<unknown>();
    first.work(async (_job, { signal }) => {
      started.resolve();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      stopped.resolve(signal.reason);
      throw new Error("this is not how the job ended");
    });
    await started.promise;
    const redis = new Redis(server.url);
    await redis.del(`${prefix}:ingest:${id}:lock`);
    redis.disconnect();
    second.work(async (_job, { signal }) => {
      await stopped.promise;
      signal.throwIfAborted();
    });
    await expect(stopped.promise).resolves.toMatchObject({ message: expect.stringContaining("Another worker") });
    await expect.poll(async () => (await first.get(id))?.state, { timeout: 10_000 }).toBe("done");
    expect(await first.get(id)).toMatchObject({ attempts: 2, error: null });
    await first.close();
    await second.close();
  });

  test("remembers the latest thousand jobs that have ended, and no keys or failures of others", async () => {
    const prefix = newPrefix();
    const queue = open(prefix);
    const first = await queue.run(job, async (_job, { fail }) =>
      fail([{ key: null, reason: "no", record: 1, line: 1, raw: "" }]),
    );
    const many = await Promise.all(Array.from({ length: 1000 }, () => queue.add({ ...job, key: randomUUID() })));
    expect(await queue.get(first.id)).not.toBeNull();
    for (const { id } of many) await queue.cancel(id);
    expect(await queue.get(first.id)).toBeNull();
    expect(await queue.failures(first.id, { offset: 0, limit: 10 })).toEqual([]);
    expect(await queue.list(5_000)).toHaveLength(1000);
    await queue.close();
  });
});
