import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { noCounts } from "../indexes/report.ts";
import { type Lectern, openLectern } from "../src/compose.ts";
import { readConfig } from "../src/config.ts";
import { LecternError } from "../src/errors.ts";
import type { TakenEntry } from "../src/ingest/decide.ts";
import { readSpool, writeSpool } from "../src/ingest/spool.ts";
import { retryJob } from "../src/jobs/actions.ts";
import { startIngesting } from "../src/jobs/ingest.ts";
import type { Job } from "../src/queue/queue.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { temporaryFolder } from "./temporary.ts";

const records = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify({ key: `k${i}`, title: `Number ${i}` })}\n`).join("");

/** A Lectern over Redis that embeds nothing, and ingests. */
async function start(): Promise<{ lectern: Lectern; redis: string }> {
  const { url } = await startRedis();
  const env = { LECTERN_DATA_DIR: join(await temporaryFolder(), "data"), LECTERN_EMBEDDER: "off", REDIS_URL: url };
  const lectern = await openLectern(readConfig(env));
  startIngesting(lectern);
  onTestFinished(() => lectern.close());
  return { lectern, redis: url };
}

/** Adds a file as the API would: a copy of Lectern's own. */
async function add({ queue, spool }: Lectern, content: string | Uint8Array): Promise<string> {
  await writeFile(join(spool, "upload"), content);
  return (await queue.add({ name: "x.jsonl", input: { path: "upload", format: null, map: null, spooled: true } })).id;
}

async function until({ queue }: Lectern, id: string, wanted: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = (await queue.get(id))!;
    if (wanted(job)) return job;
    await setTimeout(20);
  }
}
const ended = ({ state }: Job): boolean => ["done", "failed", "cancelled"].includes(state);

const PLACE = hasRedis ? "over Redis" : "over Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`a file ${PLACE}`, () => {
  test("that fits one part is not cut", async () => {
    const { lectern, redis } = await start();
    const id = await add(lectern, records(256));
    expect(await until(lectern, id, ended)).toMatchObject({ state: "done", counts: { read: 256, added: 256 } });
    const connection = new Redis(redis);
    const parts = new BullQueue("ingest-parts", { connection, prefix: "{lectern}" });
    expect(await parts.getJobCountByTypes()).toBe(0);
    await expect.poll(() => readdir(lectern.spool)).toEqual([]);
    await parts.close();
    connection.disconnect();
  });

  test("that breaks off fails with the reason, when all that came before is stored; mended, it is tried again", async () => {
    const { lectern } = await start();
    const again = `${JSON.stringify({ key: "k0", title: "Number 0", journal: "Heart" })}\n`;
    const id = await add(lectern, Buffer.concat([Buffer.from(records(600) + again), Buffer.from([0xff, 0xfe, 0x0a])]));
    const job = await until(lectern, id, ended);
    expect(job).toMatchObject({ state: "failed", counts: { read: 601, added: 600, merged: 1 } });
    expect(job.error).toContain("x.jsonl is not UTF-8 text");
    expect((await lectern.engine.statistics()).documents).toBe(600);
    await expect.poll(() => readdir(lectern.spool)).toEqual(["upload"]);
    await writeFile(join(lectern.spool, "upload"), records(700));
    await retryJob(lectern, id);
    expect(await until(lectern, id, ended)).toMatchObject({ state: "done", counts: { read: 700, added: 700 } });
    await expect.poll(() => readdir(lectern.spool)).toEqual([]);
  });

  test("of which a part is given up tells how far it came", async () => {
    const { lectern } = await start();
    const { engine, queue } = lectern;
    const put = engine.put.bind(engine);
    engine.put = async (given) => {
      if (given.some(({ record }) => record.title === "Number 500")) throw new Error("The disk is on fire");
      return put(given);
    };
    const id = await add(lectern, records(800));
    const job = await until(lectern, id, ended);
    expect(job).toMatchObject({ state: "failed", error: "The disk is on fire" });
    expect(job.counts.added).toBeGreaterThan(0);
    engine.put = put;
    // At once, while other parts of it may still be being done.
    expect(await queue.retry(id)).toBe(true);
    expect(await until(lectern, id, ended)).toMatchObject({
      state: "done",
      counts: { ...noCounts(), read: 800, added: 800 },
    });
    expect((await engine.statistics()).documents).toBe(800);
  });

  test("is cut only so far ahead of the workers, and leaves nothing behind when it is cancelled", async () => {
    const { lectern } = await start();
    const { queue, spool } = lectern;
    const id = await add(lectern, records(256 * 40));
    await until(lectern, id, ({ counts }) => counts.read > 0);
    await queue.pause();
    const lying = async (): Promise<number> =>
      (await readdir(join(spool, `${id}.parts`))).filter((name) => /^part-\d+\.jsonl$/.test(name)).length;
    const most = 32 + lectern.config.embedding.threads;
    for (let looks = 0, last = 0; looks < 4; await setTimeout(300)) {
      const now = await lying();
      expect(now).toBeLessThanOrEqual(most);
      looks = now === last ? looks + 1 : 0;
      last = now;
    }
    expect(await lying()).toBeGreaterThan(1);
    expect(await queue.cancel(id)).toBe(true);
    await expect.poll(() => readdir(spool), { timeout: 10_000 }).toEqual([]);
    expect(await queue.get(id)).toMatchObject({ state: "cancelled" });
  });
});

test("a spool file gives its entries back as they were, with their errors", async () => {
  const path = join(await temporaryFolder(), "part-1.jsonl");
  const head = { source: "jsonl", file: "x\n.jsonl" };
  const place = { record: 7, line: 9 };
  const error = new LecternError("invalid-record", "Expected a title", {
    issues: [{ path: "title", expected: "a title", got: "nothing" }],
  });
  const entries: TakenEntry[] = [
    { place, raw: "{\u2028\ud800", key: "a", ok: true, record: { key: "a", title: "T\n\u0085" }, again: true },
    { place, raw: "?", key: null, ok: false, error },
  ];
  await writeSpool(path, head, entries);
  const back = await readSpool(path);
  expect(back).toEqual({ head, entries });
  expect(back.entries[1]).toMatchObject({ error: { code: "invalid-record", issues: error.issues } });
  await writeSpool(path, head, []);
  expect((await readSpool(path)).entries).toEqual([]);
});

test("a spool file that is missing or damaged is one that may be there later", async () => {
  const path = join(await temporaryFolder(), "part-1.jsonl");
  await expect(readSpool(path)).rejects.toMatchObject({ code: "storage-failed", retryable: true });
  await writeFile(path, '{"source":"jsonl","file":"x"}\n{"pl');
  await expect(readSpool(path)).rejects.toThrow("every worker should see the same spool");
});
