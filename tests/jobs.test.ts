import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { noCounts } from "../indexes/report.ts";
import { sweepSpool } from "../src/compose.ts";
import { retryJob } from "../src/jobs/actions.ts";
import { workLog } from "../src/jobs/log.ts";
import { EmbeddedQueue } from "../src/queue/embedded.ts";
import type { Job, Queue } from "../src/queue/queue.ts";
import { lectern, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
const headers = { authorization: `Bearer ${KEY}`, connection: "close" };

type Answer = { status: number; [field: string]: unknown };

async function settings() {
  const LECTERN_DATA_DIR = join(await temporaryFolder(), "data");
  return { LECTERN_DATA_DIR, LECTERN_ADMIN_KEY: KEY, LECTERN_SAMPLE: "off", LECTERN_EMBEDDER: "off" };
}

test("whoever runs Lectern pauses and resumes jobs, lists those that were given up, cancels and tries again", async () => {
  const env = await settings();
  const server = await startServer({ ...env, LECTERN_LOG: "info" });
  onTestFinished(async () => void (await server.stop()));
  const ask = async (path: string, method = "GET", body?: string | Uint8Array<ArrayBuffer>): Promise<Answer> => {
    const response = await fetch(`${server.address}/v1/${path}`, { method, headers, ...(body ? { body } : {}) });
    return { status: response.status, ...((await response.json()) as object) };
  };
  const state = async (id: unknown) => (await ask(`jobs/${id}`)).state;

  expect(await lectern(["jobs", "pause"], env)).toMatchObject({ code: 0, stdout: expect.stringContaining("Paused") });
  const bad = await ask("ingest?name=bad.jsonl", "POST", new Uint8Array([0xff, 0xfe, 0x0a]));
  const unwanted = await ask("ingest?name=unwanted.jsonl", "POST", '{"key": "b", "title": "Two"}\n');
  expect(await ask("jobs")).toMatchObject({ paused: true, jobs: [{ id: unwanted.id }, { id: bad.id }] });
  const listed = await lectern(["jobs"], env);
  expect(listed.stdout).toMatch(/paused[\s\S]*waiting {4}unwanted\.jsonl[\s\S]*waiting {4}bad\.jsonl/);
  const cancel = await lectern(["jobs", "cancel", String(unwanted.id), "no-such-job"], env);
  expect(cancel).toMatchObject({ code: 1, stdout: `${unwanted.id}: cancelled\n` });
  expect(cancel.stderr).toBe("lectern: no-such-job: there is no such job\n");

  expect(await ask("jobs/resume", "POST")).toMatchObject({ status: 200, paused: false });
  await expect.poll(() => state(bad.id)).toBe("failed");
  expect(await ask("jobs?state=failed")).toMatchObject({ paused: false, jobs: [{ id: bad.id }] });
  expect(await ask("jobs?state=broken")).toMatchObject({ status: 400 });
  const given = JSON.parse((await lectern(["jobs", "list", "--state", "failed", "--json"], env)).stdout);
  expect(given.jobs.map(({ id }: Job) => id)).toEqual([bad.id]);

  expect(await ask(`jobs/${unwanted.id}/retry`, "POST")).toMatchObject({
    status: 409,
    type: "urn:lectern:problem:job-state",
    detail: expect.stringContaining("got one that is cancelled"),
  });
  // What was cancelled has left nothing behind.
  const [file, ...more] = await readdir(join(env.LECTERN_DATA_DIR, "spool"));
  expect(more).toEqual([]);
  await writeFile(join(env.LECTERN_DATA_DIR, "spool", file!), '{"key": "a", "title": "One"}\n');
  expect(await ask(`jobs/${bad.id}/retry`, "POST")).toMatchObject({ status: 202, error: null });
  await expect.poll(() => state(bad.id)).toBe("done");
  await expect.poll(() => readdir(join(env.LECTERN_DATA_DIR, "spool"))).toEqual([]);

  const log = (await server.stop()).stderr.trim().split("\n");
  const lines = log.map((line) => JSON.parse(line)).filter((line) => line.job === bad.id);
  expect(lines.map(({ level, msg, name, attempt }) => [level, msg, name, attempt])).toEqual([
    [30, "ingest job begun", "bad.jsonl", 1],
    [50, "ingest job given up", "bad.jsonl", 1],
    [30, "ingest job begun", "bad.jsonl", 1],
    [30, "ingest job done", "bad.jsonl", 1],
  ]);
  expect(lines[1].error).toContain("bad.jsonl");
  expect(lines[3].counts).toMatchObject({ read: 1, added: 1 });
});

test("only so many wrong keys may be tried from one address, wherever a key is asked for", async () => {
  const server = await startServer({ ...(await settings()), LECTERN_LOG: "silent" });
  onTestFinished(async () => void (await server.stop()));
  const status = async (path: string, authorization?: string) =>
    (await fetch(`${server.address}${path}`, { headers: authorization ? { authorization } : {} })).status;
  for (let i = 0; i < 30; i++) expect([200, 404]).toContain(await status("/v1/jobs?limit=1", `Bearer ${KEY}`));
  for (let i = 0; i < 30; i++) expect(await status("/admin/queues")).toBe(401);
  const wrong = `Basic ${Buffer.from("a:wrong").toString("base64")}`;
  for (let i = 0; i < 10; i++) expect(await status("/admin/queues", wrong)).toBe(401);
  for (let i = 0; i < 10; i++) expect(await status("/v1/jobs", "Bearer wrong")).toBe(403);
  for (const path of ["/v1/jobs", "/admin/queues", "/v1/judgements"]) expect(await status(path, "Bearer x")).toBe(429);
  expect(await status("/v1/search?q=heart")).toBe(200);
});

describe("retryJob", () => {
  async function failed(spooled: boolean): Promise<{ queue: Queue; spool: string; id: string }> {
    const folder = await temporaryFolder();
    const queue = new EmbeddedQueue(join(folder, "jobs.sqlite"), () => {});
    onTestFinished(() => queue.close());
    const { id } = await queue.add({ name: "a", input: { path: "upload", format: null, map: null, spooled } });
    const worker = queue.work(async () => {
      throw new Error("no");
    });
    await expect.poll(async () => (await queue.get(id))?.state).toBe("failed");
    await worker.stop();
    return { queue, spool: folder, id };
  }

  test("says why a job cannot be tried again", async () => {
    const queued = await failed(true);
    await expect(retryJob(queued, "none")).rejects.toMatchObject({ code: "not-found" });
    await expect(retryJob(queued, queued.id)).rejects.toThrow("its file is not there any more");
    await writeFile(join(queued.spool, "upload"), "x");
    await retryJob(queued, queued.id);
    await expect(retryJob(queued, queued.id)).rejects.toThrow("got one that is waiting");
    const own = queued.queue.run(
      { name: "b", input: { path: "upload", format: null, map: null, spooled: false } },
      async () => {
        throw new Error("no");
      },
    );
    await expect(own).rejects.toThrow("no");
    const [ran] = await queued.queue.list(1, "failed");
    await expect(retryJob(queued, ran!.id)).rejects.toThrow("it was run by a command");
  });

  test("files of jobs that were given up are kept for a week; others that nobody wants go after a day", async () => {
    const { queue, id } = await failed(true);
    const spool = join(await temporaryFolder(), "spool");
    await mkdir(join(spool, `${id}.parts`), { recursive: true });
    const old = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
    for (const name of ["upload", "nobody's"]) await writeFile(join(spool, name), "x");
    for (const name of ["upload", "nobody's", `${id}.parts`]) await utimes(join(spool, name), old, old);
    await writeFile(join(spool, "new"), "x");
    await sweepSpool({ queue, spool });
    expect((await readdir(spool)).sort()).toEqual([`${id}.parts`, "new", "upload"].sort());
    const week: Queue = Object.assign(Object.create(queue), {
      list: async () => [
        { ...(await queue.get(id))!, finishedAt: new Date(old.getTime() - 5 * 86_400_000).toISOString() },
      ],
    });
    await sweepSpool({ queue: week, spool });
    expect(await readdir(spool)).toEqual(["new"]);
  });
});

test("a log tells of parts of jobs only what goes wrong", () => {
  const lines: unknown[] = [];
  const line = (level: string) => (fields: object, text: string) => void lines.push([level, fields, text]);
  const tell = workLog({ debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") });
  const about = { job: "j", name: null, part: 3, attempt: 2 };
  tell({ what: "done", ...about, counts: noCounts() });
  tell({ what: "retried", ...about, error: "away", wait: 1_500 });
  tell({ what: "failed", ...about, error: "no" });
  expect(lines).toEqual([
    ["debug", { job: "j", part: 3, attempt: 2, counts: noCounts() }, "part of an ingest job done"],
    [
      "warn",
      { job: "j", part: 3, attempt: 2, error: "away", againInSeconds: 2 },
      "part of an ingest job failed, and will be tried again",
    ],
    ["error", { job: "j", part: 3, attempt: 2, error: "no" }, "part of an ingest job given up"],
  ]);
});
