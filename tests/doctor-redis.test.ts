import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { BullmqQueue } from "../src/queue/bullmq.ts";
import { about, complaints, consult } from "./doctor-support.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { lectern } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const PLACE = hasRedis ? "on Redis" : "on Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`lectern doctor, ${PLACE}`, () => {
  async function place(keep: boolean) {
    const redis = await startRedis(keep);
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const env = { LECTERN_DATA_DIR: await temporaryFolder(), LECTERN_EMBEDDER: "off", REDIS_URL: redis.url };
    return { redis, client, env };
  }

  test("is content with one that keeps its data", async () => {
    const { env } = await place(true);
    const found = await consult(env);
    expect(complaints(found)).toEqual([]);
    expect(about(found, "Redis").map((finding) => finding.found)).toEqual([
      expect.stringMatching(/^version \d+\.\d+\.\d+ answers in [\d.]+ ms$/),
      expect.stringContaining("appendonly yes"),
      expect.stringContaining("noeviction"),
    ]);
  });

  test("warns of one that does not, of one that throws jobs away, and of a replica", async () => {
    const { client, env } = await place(false);
    expect(complaints(await consult(env))).toEqual([expect.stringMatching(/^Redis: .*appendonly no/)]);
    await client.config("SET", "appendonly", "yes");
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    const policy = async () => about(await consult(env), "Redis")[2];
    expect(await policy()).toMatchObject({ level: "warning", found: expect.stringContaining("allkeys-lru") });
    await client.config("SET", "maxmemory", "100mb");
    expect(await policy()).toMatchObject({ level: "problem", advice: expect.stringContaining("noeviction") });
    await client.config("SET", "maxmemory-policy", "noeviction");
    await client.config("SET", "maxmemory", "1");
    expect(complaints(await consult(env))).toContainEqual(expect.stringMatching(/^Redis: its memory is \d+ % full/));
    await client.config("SET", "maxmemory", "0");
    await client.replicaof("127.0.0.1", 1);
    expect(complaints(await consult(env))[0]).toMatch(/^Redis: it is a replica/);
  });

  test("tells a refused login without the password, and jobs that failed or are held up", async () => {
    const { redis, client, env } = await place(true);
    const queue = new BullmqQueue({ url: redis.url }, () => {});
    onTestFinished(() => queue.close());
    const input = { path: "/none", format: null, map: null, spooled: false };
    const failing = queue.run({ name: "f.jsonl", input }, () => Promise.reject(new Error("it is no JSONL")));
    await expect(failing).rejects.toThrow("it is no JSONL");
    await queue.pause();
    expect(complaints(await consult(env))).toEqual([
      "jobs: they are paused: no worker begins one",
      "jobs: 1 were given up; the last: f.jsonl: it is no JSONL",
    ]);

    await client.config("SET", "requirepass", "the-right-password");
    const wrong = redis.url.replace("//", "//:the-wrong-password@");
    const refused = await consult({ ...env, REDIS_URL: wrong });
    expect(complaints(refused)).toEqual(["Redis: it refuses the login of REDIS_URL (WRONGPASS)"]);
    expect(JSON.stringify(refused)).not.toContain("the-wrong-password");
    expect(complaints(await consult(env))).toEqual(["Redis: it refuses the login of REDIS_URL (NOAUTH)"]);
    const right = redis.url.replace("//", "//:the-right-password@");
    expect(about(await consult({ ...env, REDIS_URL: right }), "Redis")[0]!.level).toBe("ok");
  });
});

test("lectern doctor tells a Redis and a Meilisearch that are not there, once each, and ends with status 1", async () => {
  const { code, stdout } = await lectern(["doctor", "--json"], {
    LECTERN_DATA_DIR: await temporaryFolder(),
    LECTERN_EMBEDDER: "off",
    PORT: "0",
    REDIS_URL: "redis://:a-secret-of-redis@127.0.0.1:1/0",
    MEILI_URL: "http://user:a-login@127.0.0.1:1",
    MEILI_MASTER_KEY: "a-secret-of-meilisearch",
  });
  const { findings } = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(complaints(findings)).toEqual([
    expect.stringMatching(/^Meilisearch: it cannot be reached: .*ECONNREFUSED/),
    expect.stringMatching(/^Redis: it cannot be reached: .*ECONNREFUSED/),
  ]);
  expect(about(findings, "jobs")).toEqual([]);
  expect(about(findings, "server")).toHaveLength(1);
  expect(stdout).not.toMatch(/a-secret|a-login/);
});
