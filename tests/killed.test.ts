import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { ended, lectern, startCli, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const records = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) =>
      `${JSON.stringify({ key: `k${i}`, title: `Number ${i}`, abstract: `Text of number ${i}. It has two sentences.` })}\n`,
  ).join("");

/** Every stored record is whole: found by its words, its identifier and its vector, as the statistics count. */
async function checkWhole(dataDir: string): Promise<number> {
  const engine = new SqliteEngine(join(dataDir, "lectern.sqlite"), null);
  const { documents, embedded } = await engine.statistics();
  expect(embedded).toBe(documents);
  let scanned = 0;
  for await (const { record, hasVectors } of engine.scan()) {
    scanned++;
    expect(hasVectors).toBe(true);
    expect((await engine.find([`source:jsonl:${record.key}`])).size).toBe(1);
  }
  expect(scanned).toBe(documents);
  const all = await engine.recall({
    words: {
      terms: [
        {
          text: "number",
          alternatives: [{ words: ["number"], via: "exact", documents: null }],
          telling: true,
          required: false,
          prefix: false,
          typos: false,
        },
      ],
      excluded: [],
      few: 0,
    },
    meaning: null,
    filters: [],
    facets: ["kind"],
    pool: 10,
    sort: "newest",
    offset: 0,
    limit: 1,
  });
  expect(all.counts.words).toBe(documents);
  await engine.close();
  return documents;
}

test("an ingest that is killed loses nothing that it stored, leaves no half record, and goes on from there", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "records.jsonl");
  const dataDir = join(folder, "data");
  await writeFile(file, records(1500));
  const env = { LECTERN_DATA_DIR: dataDir };
  const report = join(folder, "report.jsonl");
  const child = startCli(["ingest", file, "--report", report], env);
  const end = ended(child);
  const engine = new SqliteEngine(join(dataDir, "lectern.sqlite"), null);
  await expect
    .poll(async () => (await engine.statistics()).documents, { timeout: 20_000, interval: 5 })
    .toBeGreaterThan(100);
  child.kill("SIGKILL");
  await end;
  await engine.close();
  const stored = await checkWhole(dataDir);
  expect(stored).toBeLessThan(1500);
  const again = await lectern(["ingest", file, "--json"], env);
  const result = JSON.parse(again.stdout);
  expect(result).toMatchObject({ read: 1500, unchanged: stored, added: 1500 - stored, rejected: 0 });
  expect(await checkWhole(dataDir)).toBe(1500);
  const status = await lectern(["status"], env);
  expect(status.stdout).toMatch(/1500 records, 1500 with vectors/);
}, 60_000);

test("a server that is killed in the middle of a job goes on with it at the next start", async () => {
  const folder = await temporaryFolder();
  const key = "a-key-for-the-tests-only";
  const env = { LECTERN_DATA_DIR: join(folder, "data"), LECTERN_ADMIN_KEY: key, LECTERN_SAMPLE: "off" };
  const headers = { authorization: `Bearer ${key}` };
  const server = await startServer(env);
  const posted = await fetch(`${server.address}/v1/ingest?name=big.jsonl`, {
    method: "POST",
    body: records(800),
    headers,
  });
  const { id } = (await posted.json()) as { id: string };
  const job = async (address: string) =>
    (await fetch(`${address}/v1/jobs/${id}`, { headers })).json() as Promise<{
      state: string;
      counts: { read: number };
    }>;
  await expect
    .poll(async () => (await job(server.address)).counts.read, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(0);
  server.child.kill("SIGKILL");
  const second = await startServer(env);
  await expect.poll(async () => (await job(second.address)).state, { timeout: 40_000, interval: 100 }).toBe("done");
  expect((await job(second.address)).counts.read).toBe(800);
  const search = (await (await fetch(`${second.address}/v1/search?q=number`)).json()) as { counts: { words: number } };
  expect(search.counts.words).toBe(800);
  await second.stop();
}, 90_000);

test("the searches of a running server see what the command loads, and what it removes", async () => {
  const folder = await temporaryFolder();
  const env = { LECTERN_DATA_DIR: join(folder, "data") };
  const server = await startServer(env);
  const count = async (q: string): Promise<number> =>
    ((await (await fetch(`${server.address}/v1/search?q=${q}&mode=keyword`)).json()) as { counts: { total: number } })
      .counts.total;
  expect(await count("quokka")).toBe(0);
  const file = join(folder, "one.jsonl");
  await writeFile(file, `${JSON.stringify({ key: "q", title: "The quokka and the heart" })}\n`);
  await lectern(["ingest", file], env);
  expect(await count("quokka")).toBe(1);
  expect(await count("glaucoma")).toBeGreaterThan(0);
  expect((await lectern(["sample", "remove"], env)).stdout).toMatch(/\d+ sample records were taken out/);
  expect(await count("glaucoma")).toBe(0);
  expect(await count("quokka")).toBe(1);
  await server.stop();
  const later = await startServer(env);
  expect(later.output()).not.toContain("sample records are in the index");
  await later.stop();
}, 60_000);

test("a port in use gets one clear message", async () => {
  const folder = await temporaryFolder();
  const server = await startServer({ LECTERN_DATA_DIR: join(folder, "a"), LECTERN_SAMPLE: "off" });
  const port = new URL(server.address).port;
  await expect(startServer({ LECTERN_DATA_DIR: join(folder, "b"), PORT: port })).rejects.toThrow(
    `lectern: Cannot listen on 127.0.0.1:${port}: another program listens there; set PORT to a free one`,
  );
  await server.stop();
});
