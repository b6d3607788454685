import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ANALYSIS } from "../indexes/analysis.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { NEW, rebuildAll } from "./contracts/rebuild-steps.ts";
import { indexed } from "./records.ts";
import { ended, lectern, startCli, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

async function loaded(count: number) {
  const folder = await temporaryFolder();
  const env = { LECTERN_DATA_DIR: join(folder, "data"), LECTERN_SAMPLE: "off" };
  const file = join(folder, "records.jsonl");
  const lines = Array.from({ length: count }, (_, i) => ({
    key: `k${i}`,
    title: i % 50 === 0 ? `Heart failure in group ${i}` : `Number ${i}`,
    abstract: `Text of number ${i}. It has two sentences.`,
  }));
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect(await lectern(["ingest", file], env)).toMatchObject({ code: 0 });
  return { env, file, engine: new SqliteEngine(join(env.LECTERN_DATA_DIR, "lectern.sqlite"), null) };
}

/** Starts a rebuild for the same model, and waits until it has done more records than before. */
async function startRebuild({ env, engine }: Awaited<ReturnType<typeof loaded>>) {
  const before = (await engine.statistics()).rebuild?.done ?? 0;
  const child = startCli(["reindex"], env);
  const end = ended(child);
  await expect
    .poll(async () => (await engine.statistics()).rebuild?.done ?? 0, { timeout: 30_000, interval: 5 })
    .toBeGreaterThan(before);
  return { child, end };
}

interface Answer {
  mode: string;
  counts: { words: number };
  hits: { key: string }[];
  notices: { code: string; text: string }[];
}

test("a running server answers every search right while its index is rebuilt, also for another model and back", async () => {
  const { env, file, engine } = await loaded(300);
  const server = await startServer(env);
  const ask = async (): Promise<string> => {
    const response = await fetch(`${server.address}/v1/search?q=heart+failure`);
    const { mode, counts, hits, notices } = (await response.json()) as Answer;
    return JSON.stringify({ status: response.status, mode, counts, keys: hits.map(({ key }) => key), notices });
  };
  const reindexing = async (): Promise<{ result: unknown; answers: Set<string> }> => {
    const answers = new Set<string>();
    let done = false;
    const work = lectern(["reindex", "--json"], env).finally(() => {
      done = true;
    });
    while (!done) answers.add(await ask());
    return { result: JSON.parse((await work).stdout), answers };
  };
  const before = await ask();
  expect(JSON.parse(before)).toMatchObject({ status: 200, mode: "hybrid", counts: { words: 6 }, notices: [] });

  const same = await reindexing();
  expect(same.result).toMatchObject({ documents: 300, embedded: 300, derived: 300, withoutVectors: [] });
  expect([...same.answers, await ask()]).toEqual([before, before]);

  await rebuildAll(engine, NEW);
  const byWords = await ask();
  expect(JSON.parse(byWords)).toMatchObject({
    status: 200,
    mode: "keyword",
    counts: { words: 6, meaning: 0, total: 6 },
    notices: [{ code: "meaning-other-model", text: expect.stringContaining("until the server is started again") }],
  });
  expect(await (await fetch(`${server.address}/ready`)).json()).toMatchObject({ records: 300, meaning: "off" });
  await expect(startServer(env)).rejects.toThrow("run `npx lectern reindex`");
  const refused = await lectern(["ingest", file], env);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("run `npx lectern reindex`") });

  const back = await reindexing();
  expect(back.result).toMatchObject({ documents: 300, embedded: 300, derived: 300 });
  expect(await ask()).toBe(before);
  expect([...back.answers].filter((answer) => answer !== before && answer !== byWords)).toEqual([]);
  await server.stop();
  await engine.close();
}, 120_000);

test("a rebuild that is killed, stopped, refused or cancelled says so, and goes on where it was", async () => {
  const parts = await loaded(600);
  const { env, engine } = parts;
  const { space } = await engine.statistics();
  const done = async (): Promise<number> => (await engine.statistics()).rebuild?.done ?? 0;

  const killed = await startRebuild(parts);
  killed.child.kill("SIGKILL");
  await killed.end;
  const first = await done();
  expect((await lectern(["status"], env)).stdout).toContain(
    `: ${first} of 600 records, stopped: \`npx lectern reindex\` goes on, \`npx lectern reindex --cancel\` drops it`,
  );

  const stopped = await startRebuild(parts);
  await expect(engine.rebuild(space)).rejects.toMatchObject({ code: "already-running" });
  stopped.child.kill("SIGINT");
  expect(await stopped.end).toMatchObject({ code: 1, stderr: expect.stringContaining("the same command goes on") });
  const second = await done();
  expect(second).toBeGreaterThan(first);
  expect(second).toBeLessThan(600);
  const end = await lectern(["reindex", "--json"], env);
  expect(JSON.parse(end.stdout)).toMatchObject({ documents: 600, embedded: 600, derived: 600 - second });
  for await (const { hasVectors } of engine.scan()) expect(hasVectors).toBe(true);

  const cancelled = await startRebuild(parts);
  expect(await engine.cancelRebuild()).toBe(true);
  expect(await cancelled.end).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("lectern: The rebuild was cancelled\n"),
  });
  expect(await engine.statistics()).toMatchObject({ documents: 600, embedded: 600, space, rebuild: null });

  const held = await engine.rebuild(space);
  const refused = await lectern(["reindex"], env);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Another process is rebuilding the index"),
  });
  await held.close();
  const cancel = async () => lectern(["reindex", "--cancel"], env);
  expect(await cancel()).toMatchObject({ code: 0, stdout: "The rebuild was cancelled; the index is as it was\n" });
  expect(await cancel()).toMatchObject({ code: 0, stdout: "There is no rebuild to cancel\n" });
  await engine.close();
}, 120_000);

test("an index whose records were made in another way says so, wherever it is opened", async () => {
  const folder = await temporaryFolder();
  const env = { LECTERN_DATA_DIR: folder };
  const engine = new SqliteEngine(join(folder, "lectern.sqlite"), null, { analysis: ANALYSIS, domains: "others" });
  await engine.put([indexed({ id: "a" })]);
  const notice = "made with other domains than this Lectern's: searches go on, `npx lectern reindex` makes them anew";
  expect((await lectern(["status"], env)).stdout).toContain(notice);
  expect(JSON.parse((await lectern(["status", "--json"], env)).stdout).index.outdated).toEqual(["domains"]);
  const file = join(folder, "one.jsonl");
  await writeFile(file, `${JSON.stringify({ key: "b", title: "B" })}\n`);
  expect(await lectern(["ingest", "--dry-run", file], env)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(notice),
  });
  await engine.close();
});
