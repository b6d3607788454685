import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { LecternRecord, SourceRecord } from "../indexes/record.ts";
import type { PassageVectors } from "../indexes/vectors.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";
import { type RunningServer, type RunningWorker, startServer, startWorker } from "./server.ts";
import { removeFolder, sharedFolder, temporaryFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
/** A connection each: a busy server closes one that has waited for long just when it is used again. */
const headers = { authorization: `Bearer ${KEY}`, connection: "close" };
const common = { LECTERN_ADMIN_KEY: KEY, LECTERN_SAMPLE: "off", LECTERN_EMBED_THREADS: "1" };

/** Each of these stands in some fifty records: a query's matches all fit the ranked pool. */
const WORDS = ["car", "neph", "hep", "pulm", "oste", "derm"].flatMap((start) =>
  ["dio", "ro", "ato", "ono", "ico"].flatMap((middle) =>
    ["sis", "tomy", "gen", "blast", "pathy", "gram", "lysis", "cyte", "plasty", "meter"].flatMap((end) => [
      `${start}${middle}${end}`,
      `${start}${middle}v${end}`,
    ]),
  ),
);
const RECORDS = 600;

/** Abstracts that differ, some records that share a key or a DOI with an earlier one, some that are refused. */
function record(i: number): SourceRecord {
  let state = i + 1;
  // Park and Miller 1988: the same text at every run.
  const word = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return WORDS[state % WORDS.length]!;
  };
  const words = (count: number): string => Array.from({ length: count }, word).join(" ");
  const abstract = Array.from({ length: 3 }, () => `${words(12)}.`).join(" ");
  return {
    key: i % 41 === 40 ? `k${i - 40}` : `k${i}`,
    title: `${words(5)} ${i}`,
    abstract,
    date: new Date(Date.UTC(1990, 0, 1 + i)).toISOString().slice(0, 10),
    ...(i % 37 === 36 ? { doi: "10.1000/shared", journal: `Journal ${i}` } : { doi: `10.1000/${i}` }),
    ...(i % 53 === 52 ? { year: 20224 } : {}),
  };
}

const [one, two] = [WORDS[7], WORDS[250]];

const FILE = Array.from({ length: RECORDS }, (_, i) => `${JSON.stringify(record(i))}\n`).join("");

interface JobAnswer {
  id: string;
  state: string;
  counts: Record<string, number>;
  failures: object[];
  error: string | null;
}

const post = async ({ address }: RunningServer): Promise<string> => {
  const answer = await fetch(`${address}/v1/ingest?name=records.jsonl`, { method: "POST", body: FILE, headers });
  return ((await answer.json()) as JobAnswer).id;
};
const jobOf = async ({ address }: RunningServer, id: string): Promise<JobAnswer> =>
  (await (await fetch(`${address}/v1/jobs/${id}?limit=1000`, { headers })).json()) as JobAnswer;

/** Waits until the job stands as wanted; while Redis is away, nobody knows. */
async function until(server: RunningServer, id: string, wanted: (job: JobAnswer) => boolean): Promise<JobAnswer> {
  for (;;) {
    const job = await jobOf(server, id);
    if (job.counts && wanted(job)) return job;
    await setTimeout(50);
  }
}
const ended = ({ state }: JobAnswer): boolean => ["done", "failed", "cancelled"].includes(state);
const hasRead = (count: number) => (job: JobAnswer) => ended(job) || job.counts.read! >= count;

interface Indexed {
  records: LecternRecord[];
  vectors: [string, PassageVectors | null][];
  answers: object[];
}

const SEARCHES = [`${one}`, `${one} ${two}`, `${two} -${one}`, "osteoporosis skin", "", `"${record(7).title}"`];

/** All that the index of a running server holds, and what it answers, but for times and the jobs' ids. */
async function indexed(server: RunningServer, dataDir: string): Promise<Indexed> {
  const engine = new SqliteEngine(join(dataDir, "lectern.sqlite"), null);
  const records: LecternRecord[] = [];
  for await (const { record } of engine.scan())
    records.push({ ...record, provenance: record.provenance.map(({ load: _, ...from }) => ({ ...from, at: "" })) });
  const nothing = { words: null, meaning: null, filters: [], facets: [], pool: 0 };
  const { listed } = await engine.recall({ ...nothing, sort: "oldest", offset: 0, limit: RECORDS });
  await engine.close();
  const answers = await Promise.all(
    SEARCHES.flatMap((q) =>
      ["hybrid", "keyword", "semantic"].map(async (mode) => {
        const query = new URLSearchParams({ q, mode, perPage: "20" });
        const answer = (await (await fetch(`${server.address}/v1/search?${query}`, { headers })).json()) as {
          tookMs?: number;
          report?: object;
        };
        // Of this index, and this moment.
        const { tookMs: _, report: __, ...same } = answer;
        return same;
      }),
    ),
  );
  return {
    records: records.sort((a, b) => (a.id < b.id ? -1 : 1)),
    vectors: listed.map(({ id, vectors }): [string, PassageVectors | null] => [id, vectors]).sort(),
    answers,
  };
}

/** A server, and workers, over one Redis and one data directory. */
async function startProcesses(workers: number) {
  const redis = await startRedis(true);
  const dataDir = join(await temporaryFolder(), "data");
  const env = { ...common, LECTERN_DATA_DIR: dataDir, REDIS_URL: redis.url };
  const server = await startServer(env);
  const kill = (): void => {
    for (const { child } of [server, ...started]) child.kill("SIGKILL");
  };
  const started: (RunningServer | RunningWorker)[] = [];
  onTestFinished(kill);
  for (let i = 0; i < workers; i++) started.push(await startWorker(env));
  return { redis, dataDir, env, server, workers: started, started };
}

const PLACE = hasRedis ? "over Redis" : "over Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`a file that workers share ${PLACE}`, () => {
  let folder: string;
  let alone: Indexed & { job: JobAnswer };

  beforeAll(async () => {
    folder = await sharedFolder();
    const dataDir = join(folder, "data");
    const server = await startServer({ ...common, LECTERN_DATA_DIR: dataDir });
    try {
      const job = await until(server, await post(server), ended);
      expect(job).toMatchObject({ state: "done", counts: { read: RECORDS } });
      alone = { job, ...(await indexed(server, dataDir)) };
    } finally {
      await server.stop();
    }
  }, 240_000);
  afterAll(async () => {
    await removeFolder(folder);
  });

  test("ends with the records, vectors, answers, counts and failures of the embedded profile", async () => {
    const { redis, dataDir, server, workers } = await startProcesses(2);
    const id = await post(server);
    const job = await until(server, id, ended);
    expect(job).toMatchObject({ state: "done", error: null, counts: alone.job.counts });
    expect(job.failures).toEqual(alone.job.failures);
    expect(job.failures.length).toBeGreaterThan(0);
    const { records, vectors, answers } = await indexed(server, dataDir);
    expect(records).toEqual(alone.records);
    expect(vectors).toEqual(alone.vectors);
    expect(answers).toEqual(alone.answers);
    await expect.poll(() => readdir(join(dataDir, "spool"))).toEqual([]);
    expect((await doneBy(redis, id)).length).toBeGreaterThan(1);
    for (const worker of workers) expect((await worker.stop()).code).toBe(0);
    expect((await server.stop()).code).toBe(0);
  }, 240_000);

  test("ends with the same index whatever is killed on the way, and searches are answered all the while", async () => {
    const { redis, dataDir, env, server, workers, started } = await startProcesses(2);
    const search = async ({ address }: RunningServer): Promise<number> =>
      (await fetch(`${address}/v1/search?q=cardiosis`, { headers })).status;
    const id = await post(server);
    await until(server, id, hasRead(60));
    workers[0]!.child.kill("SIGKILL");
    await until(server, id, hasRead(150));
    await redis.stop();
    expect(await search(server)).toBe(200);
    expect((await fetch(`${server.address}/v1/jobs/${id}`, { headers })).status).toBe(503);
    expect(await search(server)).toBe(200);
    await redis.start();
    await until(server, id, hasRead(200));
    server.child.kill("SIGKILL");
    const second = await startServer(env);
    started.push(second);
    const stopped = performance.now();
    expect((await workers[1]!.stop()).code).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(10_000);
    started.push(await startWorker(env));
    expect(await until(second, id, ended)).toMatchObject({ state: "done", error: null });
    const { records, vectors, answers } = await indexed(second, dataDir);
    expect(records).toEqual(alone.records);
    expect(vectors).toEqual(alone.vectors);
    expect(answers).toEqual(alone.answers);
    const { counts, failures } = await jobOf(second, id);
    expect(counts).toEqual(alone.job.counts);
    expect(failures).toEqual(alone.job.failures);
    await expect.poll(() => readdir(join(dataDir, "spool"))).toEqual([]);
  }, 240_000);

  /** Which processes have done parts of the job. */
  async function doneBy({ url }: RedisServer, id: string): Promise<string[]> {
    const connection = new Redis(url);
    const line = new BullQueue("ingest-parts", { connection, prefix: "{lectern}" });
    const parts = await Promise.all([1, 2, 3].map((number) => line.getJob(`${id}-0-${number}`)));
    await line.close();
    connection.disconnect();
    return [...new Set(parts.map((part) => part!.processedBy!))];
  }
});
