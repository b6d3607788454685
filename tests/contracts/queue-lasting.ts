import { expect, test } from "vitest";
import { noCounts } from "../../indexes/report.ts";
import { LecternError } from "../../src/errors.ts";
import type { Job, JobHandler, NewJob, Queue, WorkEvent } from "../../src/queue/queue.ts";
import type { RetryOptions } from "../../src/queue/retry.ts";

/** How the queues under test try again. */
export const AGAIN: RetryOptions = { attempts: 3, delay: 30, longest: 100, patient: true };

export const job = (name: string): NewJob => ({
  name,
  input: { path: `/tmp/${name}`, format: null, map: null, spooled: false },
});

export interface Use {
  /** The queue of the test at hand. */
  readonly queue: Queue;
  again(): Promise<Queue>;
  spoil(id: string): Promise<void>;
  /** Resolves when the job has come to an end. */
  ended(id: string): Promise<Job>;
}

/** The part of the contract about attempts, keys, pauses, and jobs that cannot be read. */
export function testLasting(use: Use): void {
  test("tries an error that may pass again, and ends as the last attempt does", async () => {
    const { id } = await use.queue.add(job("a"));
    const worker = use.queue.work(async ({ attempts }) => {
      if (attempts < 3) throw new LecternError("embedder-unavailable", "The engine is away");
    });
    expect(await use.ended(id)).toMatchObject({ state: "done", attempts: 3, error: null });
    await worker.stop();
  });

  test.each([
    ["an engine that is away", "engine-unavailable"],
    ["a process that has the model of the index", "index-mismatch"],
  ] as const)("waits for %s as long as it takes, and uses up no attempt by it", async (_what, code) => {
    const { id } = await use.queue.add(job("a"));
    let begun = 0;
    const worker = use.queue.work(async ({ attempts }) => {
      expect(attempts).toBeLessThan(AGAIN.attempts);
      if (++begun <= 2 * AGAIN.attempts) throw new LecternError(code, "Not now");
    });
    expect(await use.ended(id)).toMatchObject({ state: "done", error: null });
    expect(begun).toBe(2 * AGAIN.attempts + 1);
    await worker.stop();
  });

  test("does what is left for a job's end when it is done, given up or cancelled, and not before", async () => {
    const names = ["given up", "done", "failed", "cancelled"];
    const jobs = await Promise.all(names.map((name) => use.queue.add(job(name))));
    const ends: unknown[] = [];
    const last = Promise.withResolvers<void>();
    const worker = use.queue.work(async ({ id, name, attempts }, { atEnd, signal }) => {
      atEnd(async (end) => void ends.push([name, attempts, end, (await use.queue.get(id))?.state]));
      if (name === "given up") throw new LecternError("embedder-unavailable", "The model is away");
      if (name === "failed") throw new Error("no");
      if (name === "done") return;
      if (name === "cancelled") await use.queue.cancel(id);
      else last.resolve();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    for (const { id } of jobs) await use.ended(id);
    const { id } = await use.queue.add(job("handed back"));
    await last.promise;
    await worker.stop();
    expect((await use.queue.get(id))?.state).toBe("waiting");
    expect(ends.toSorted()).toEqual([
      ["cancelled", 1, "cancelled", "cancelled"],
      ["done", 1, "done", "done"],
      ["failed", 1, "failed", "failed"],
      ["given up", 3, "failed", "failed"],
    ]);
  });

  test("lets the others pass while a job waits for its next attempt, gives it up in the end, and lists why", async () => {
    const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const bad = await use.queue.add(job("bad"));
    const good = await use.queue.add(job("good"));
    const begun: string[] = [];
    const worker = use.queue.work(async ({ name }) => {
      begun.push(name);
      if (name === "bad") throw new TypeError("fetch failed", { cause: away });
    });
    expect(await use.ended(bad.id)).toMatchObject({ state: "failed", attempts: 3, error: "fetch failed" });
    await worker.stop();
    expect(begun).toEqual(["bad", "good", "bad", "bad"]);
    expect((await use.queue.list(10, "failed")).map(({ id, error }) => [id, error])).toEqual([
      [bad.id, "fetch failed"],
    ]);
    expect((await use.queue.list(10, "done")).map(({ id }) => id)).toEqual([good.id]);
    expect(await use.queue.list(10, "waiting")).toEqual([]);
  });

  test("begins a job that was given up anew, once, with nothing left of the first time", async () => {
    const { id } = await use.queue.add({ ...job("a"), key: "k" });
    expect(await use.queue.retry(id)).toBe(false);
    const counts = { ...noCounts(), read: 2, rejected: 1 };
    const begun: Job[] = [];
    const worker = use.queue.work(async (one, context) => {
      begun.push(one);
      if (begun.length === 2) return;
      context.progress({ counts, bytes: { read: 10, size: 20 } });
      context.fail([{ key: "k", reason: "Expected a title", record: 2, line: 2, raw: "{}" }]);
      throw new Error("no");
    });
    expect(await use.ended(id)).toMatchObject({ state: "failed", counts });
    expect(await use.queue.retry(id)).toBe(true);
    expect(await use.queue.retry(id)).toBe(false);
    expect(await use.ended(id)).toMatchObject({ state: "done", attempts: 1, error: null, counts: noCounts() });
    expect(begun[1]).toMatchObject({ id, key: "k", attempts: 1, counts: noCounts(), bytes: { read: 0, size: null } });
    expect(await use.queue.failures(id, { offset: 0, limit: 10 })).toEqual([]);
    expect(await use.queue.list(10, "failed")).toEqual([]);
    expect(await use.queue.retry(id)).toBe(false);
    expect(await use.queue.retry("no-such-job")).toBe(false);
    await worker.stop();
  });

  test("does not begin one anew that was run at once, nor one whose key another job has by now", async () => {
    const ran = use.queue.run(job("now"), async () => {
      throw new Error("no");
    });
    await expect(ran).rejects.toThrow("no");
    const first = await use.queue.add({ ...job("a"), key: "k" });
    const worker = use.queue.work(async ({ name }) => {
      if (name === "a") throw new Error("no");
    });
    await use.ended(first.id);
    const second = await use.queue.add({ ...job("b"), key: "k" });
    await use.ended(second.id);
    for (const { id } of await use.queue.list(10, "failed")) expect(await use.queue.retry(id)).toBe(false);
    expect((await use.queue.list(10, "failed")).map(({ name }) => name)).toEqual(["a", "now"]);
    await worker.stop();
  });

  test("tells what is begun, tried again, done, given up and handed back", async () => {
    const told: WorkEvent[] = [];
    const begun = Promise.withResolvers<void>();
    const handler: JobHandler = async ({ name, attempts }, { progress, signal }) => {
      if (name === "bad") throw new Error("no");
      if (name === "late" && attempts === 1) throw new LecternError("busy", "Later");
      if (name === "late") return progress({ counts: { ...noCounts(), read: 3 }, bytes: { read: 1, size: 1 } });
      begun.resolve();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    const worker = use.queue.work(handler, undefined, (event) => void told.push(event));
    const bad = await use.queue.add(job("bad"));
    const late = await use.queue.add(job("late"));
    await use.ended(late.id);
    const long = await use.queue.add(job("long"));
    await begun.promise;
    await worker.stop();
    const about = ({ id, name }: Job, attempt = 1) => ({ job: id, part: null, name, attempt });
    expect(told).toEqual([
      { what: "begun", ...about(bad) },
      { what: "failed", ...about(bad), error: "no" },
      { what: "begun", ...about(late) },
      { what: "retried", ...about(late), error: "Later", wait: AGAIN.delay },
      { what: "begun", ...about(late, 2) },
      { what: "done", ...about(late, 2), counts: { ...noCounts(), read: 3 } },
      { what: "begun", ...about(long) },
      expect.objectContaining({ what: "handed back", ...about(long) }),
    ]);
  });

  test("does a job that is added twice with one key once; after a failure it may be added anew", async () => {
    const first = await use.queue.add({ ...job("a"), key: "k" });
    expect(first.key).toBe("k");
    const other = await use.again();
    expect((await other.add({ ...job("b"), key: "k" })).id).toBe(first.id);
    let fails = true;
    const done: string[] = [];
    const worker = use.queue.work(async ({ name }) => {
      if (fails) throw new Error("no");
      done.push(name);
    });
    expect((await use.ended(first.id)).state).toBe("failed");
    fails = false;
    const second = await use.queue.add({ ...job("c"), key: "k" });
    expect(second.id).not.toBe(first.id);
    await use.ended(second.id);
    expect(await use.queue.add({ ...job("d"), key: "k" })).toMatchObject({ id: second.id, state: "done" });
    const keyless = await use.queue.add(job("e"));
    await use.ended(keyless.id);
    await worker.stop();
    expect(done).toEqual(["c", "e"]);
  });

  test("begins nothing while it is paused, wherever that was said", async () => {
    const other = await use.again();
    expect(await use.queue.isPaused()).toBe(false);
    await other.pause();
    expect(await use.queue.isPaused()).toBe(true);
    const done: string[] = [];
    const worker = use.queue.work(async ({ name }) => void done.push(name));
    const { id, state } = await use.queue.add(job("a"));
    expect(state).toBe("waiting");
    // What is done here and now is not in line.
    await use.queue.run(job("now"), async ({ name }) => void done.push(name));
    expect((await use.queue.get(id))?.state).toBe("waiting");
    await other.resume();
    expect((await use.ended(id)).state).toBe("done");
    await worker.stop();
    expect(done).toEqual(["now", "a"]);
    expect(await use.queue.isPaused()).toBe(false);
  });

  test("lets a job that cannot be read fail, and goes on with the others", async () => {
    const bad = await use.queue.add(job("bad"));
    const good = await use.queue.add(job("good"));
    await use.spoil(bad.id);
    expect((await use.queue.list(10)).map(({ name }) => name)).toEqual(["good", "bad"]);
    const done: string[] = [];
    const worker = use.queue.work(async ({ name }) => void done.push(name));
    expect((await use.ended(good.id)).state).toBe("done");
    await worker.stop();
    expect(done).toEqual(["good"]);
    expect(await use.queue.get(bad.id)).toMatchObject({ state: "failed", error: expect.stringContaining("Expected") });
  });

  test("cancels a running job in whichever process it runs", async () => {
    const { id } = await use.queue.add(job("a"));
    const other = await use.again();
    const started = Promise.withResolvers<void>();
    const worker = other.work(async (_job, { signal }) => {
      started.resolve();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    await started.promise;
    expect(await use.queue.cancel(id)).toBe(true);
    await worker.stop();
    const next = await use.queue.add(job("b"));
    const second = use.queue.work(async () => {});
    expect((await use.ended(next.id)).state).toBe("done");
    await second.stop();
    expect(await use.queue.get(id)).toMatchObject({ state: "cancelled" });
  });
}
