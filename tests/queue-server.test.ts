import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { eventsOf } from "./events.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { ended, lectern, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
const headers = { authorization: `Bearer ${KEY}` };

const records = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify({ key: `k${i}`, title: `Number ${i}` })}\n`).join("");

const PLACE = hasRedis ? "over Redis" : "over Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`a server ${PLACE}`, () => {
  test("shares jobs with a worker, and goes on answering searches while Redis is away", async () => {
    const redis = await startRedis(true);
    const dataDir = join(await temporaryFolder(), "data");
    const env = { LECTERN_DATA_DIR: dataDir, LECTERN_ADMIN_KEY: KEY, LECTERN_SAMPLE: "off", REDIS_URL: redis.url };
    const server = await startServer(env);
    const worker = spawn(process.execPath, [fileURLToPath(new URL("../workers/ingest.ts", import.meta.url))], {
      env: { ...process.env, ...env, LECTERN_LOG: "error" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => {
      worker.kill("SIGKILL");
      server.child.kill("SIGKILL");
    });
    const workerEnd = ended(worker);
    const post = async (name: string, count: number) =>
      fetch(`${server.address}/v1/ingest?name=${name}`, { method: "POST", body: records(count), headers });
    const job = async (id: string) => (await fetch(`${server.address}/v1/jobs/${id}`, { headers })).json();
    const ids: string[] = [];
    for (const [i, count] of [40, 30, 20].entries())
      ids.push(((await (await post(`f${i}.jsonl`, count)).json()) as { id: string }).id);
    for (const id of ids)
      await expect
        .poll(() => job(id), { timeout: 90_000, interval: 100 })
        .toMatchObject({ state: "done", error: null });
    const search = async () =>
      (await (await fetch(`${server.address}/v1/search?q=number`)).json()) as { counts: { words: number } };
    expect((await search()).counts.words).toBe(40);
    await expect.poll(() => readdir(join(dataDir, "spool"))).toEqual([]);
    expect((await lectern(["status"], env)).stdout).toMatch(/40 records.*f2\.jsonl: 20 read/s);

    await redis.stop();
    const refused = [await post("late.jsonl", 1), await fetch(`${server.address}/v1/jobs/${ids[0]}`)];
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("5");
      expect(await response.json()).toMatchObject({ type: "urn:lectern:problem:queue-unavailable" });
    }
    expect(await readdir(join(dataDir, "spool"))).toEqual([]);
    expect((await search()).counts.words).toBe(40);

    await redis.start();
    await expect.poll(async () => (await fetch(`${server.address}/v1/jobs/${ids[0]}`)).status).toBe(200);
    const { id } = (await (await post("after.jsonl", 45)).json()) as { id: string };
    const events = [];
    for await (const event of eventsOf(await fetch(`${server.address}/v1/jobs/${id}/events`))) events.push(event);
    const counts = { read: 45, added: 5, unchanged: 40 };
    expect(events.at(-1)).toMatchObject({ event: "end", data: { state: "done", counts } });
    expect((await search()).counts.words).toBe(45);
    worker.kill("SIGTERM");
    expect((await workerEnd).code).toBe(0);
    expect((await server.stop()).code).toBe(0);
  }, 300_000);
});
