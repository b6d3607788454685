import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noCounts } from "../../indexes/report.ts";
import type { Job, JobContext, Queue } from "../../src/queue/queue.ts";
import { job, testLasting } from "./queue-lasting.ts";

export interface QueueUnderTest {
  name: string;
  /** A queue with nothing in it that tries again as `AGAIN` says. */
  open(): Promise<OpenedQueue>;
}

export interface OpenedQueue {
  queue: Queue;
  /** Opens the same one as another process would. */
  again(): Promise<Queue>;
  /** Puts something that is no job input in place of a stored job's. */
  spoil(id: string): Promise<void>;
}

/** What every queue must do. */
export function testQueue({ name, open }: QueueUnderTest): void {
  describe(`the ${name} queue`, () => {
    let queue: Queue;
    let again: () => Promise<Queue>;
    let spoil: (id: string) => Promise<void>;
    const opened: Queue[] = [];

    beforeEach(async () => {
      ({ queue, again, spoil } = await open());
      opened.push(queue);
    });

    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
    });

    /** Resolves when the job has come to an end. */
    async function ended(id: string): Promise<Job> {
      return expect
        .poll(async () => (await queue.get(id))!, { timeout: 10_000, interval: 20 })
        .toSatisfy((one: Job) => ["done", "failed", "cancelled"].includes(one.state))
        .then(async () => (await queue.get(id))!);
    }

    test("does jobs in the order in which they were added", async () => {
      const jobs = [await queue.add(job("a")), await queue.add(job("b")), await queue.add(job("c"))];
      expect(jobs.map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
      const done: string[] = [];
      const worker = queue.work(async ({ name }) => void done.push(name));
      await ended(jobs[2]!.id);
      await worker.stop();
      expect(done).toEqual(["a", "b", "c"]);
    });

    test("takes up a job that is added while it waits for one", async () => {
      const worker = queue.work(async () => {});
      const { id } = await queue.add(job("late"));
      expect((await ended(id)).state).toBe("done");
      await worker.stop();
    });

    test("keeps a job's progress, result, times and failures", async () => {
      const { id } = await queue.add(job("a"));
      const counts = { ...noCounts(), read: 3, added: 2, rejected: 1 };
      const failure = { key: "k", reason: "Expected a title", record: 2, line: 2, raw: "{}" };
      const worker = queue.work(async (_job, context) => {
        context.fail([{ ...failure, record: 3 }, failure]);
        context.progress({ counts, bytes: { read: 10, size: 20 } });
      });
      const end = await ended(id);
      await worker.stop();
      expect(end).toMatchObject({ state: "done", counts, bytes: { read: 10, size: 20 }, error: null });
      expect(Date.parse(end.finishedAt!)).toBeGreaterThanOrEqual(Date.parse(end.createdAt));
      expect(await queue.failures(id, { offset: 0, limit: 10 })).toEqual([failure, { ...failure, record: 3 }]);
      expect(await queue.failures(id, { offset: 1, limit: 10 })).toHaveLength(1);
    });

    test("keeps why a job failed, and goes on with the next", async () => {
      const bad = await queue.add(job("bad"));
      const good = await queue.add(job("good"));
      const worker = queue.work(async ({ name }) => {
        if (name === "bad") throw new Error("x.xml is empty");
      });
      expect(await ended(good.id)).toMatchObject({ state: "done" });
      await worker.stop();
      expect(await queue.get(bad.id)).toMatchObject({ state: "failed", error: "x.xml is empty" });
    });

    test("cancels a waiting job for good, and a running one by its signal", async () => {
      const running = await queue.add(job("running"));
      const waiting = await queue.add(job("waiting"));
      const done: string[] = [];
      const started = Promise.withResolvers<void>();
      const worker = queue.work(async ({ name }, context: JobContext) => {
        done.push(name);
        started.resolve();
        await new Promise((_, reject) => context.signal.addEventListener("abort", () => reject(context.signal.reason)));
      });
      await started.promise;
      expect(await queue.cancel(waiting.id)).toBe(true);
      expect(await queue.cancel(running.id)).toBe(true);
      expect(await queue.cancel(running.id)).toBe(false);
      await worker.stop();
      expect((await queue.get(running.id))?.state).toBe("cancelled");
      expect((await queue.get(waiting.id))?.state).toBe("cancelled");
      expect(done).toEqual(["running"]);
    });

    test("hands a running job back when it stops, and another process does it", async () => {
      const { id } = await queue.add(job("a"));
      const started = Promise.withResolvers<void>();
      const worker = queue.work(async (_job, { signal }) => {
        started.resolve();
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      await started.promise;
      await worker.stop();
      expect((await queue.get(id))?.state).toBe("waiting");
      const other = await again();
      opened.push(other);
      const second = other.work(async () => {});
      expect((await ended(id)).state).toBe("done");
      await second.stop();
    });

    test("does each job once, however many work", async () => {
      const jobs = await Promise.all(Array.from({ length: 20 }, (_, i) => queue.add(job(`j${i}`))));
      const other = await again();
      opened.push(other);
      const done: string[] = [];
      const workers = [queue, other].map((one) => one.work(async ({ name }) => void done.push(name)));
      for (const { id } of jobs) await ended(id);
      for (const worker of workers) await worker.stop();
      expect([...done].sort()).toEqual(jobs.map(({ name }) => name).sort());
    });

    test("ends a job before it begins the next, however many work, so that the later file has the last word", async () => {
      const jobs = [await queue.add(job("a")), await queue.add(job("b")), await queue.add(job("c"))];
      const other = await again();
      opened.push(other);
      const told: string[] = [];
      const workers = [queue, other].map((one) =>
        one.work(async ({ name }) => {
          told.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 50));
          told.push(`${name} ends`);
        }),
      );
      for (const { id } of jobs) await ended(id);
      for (const worker of workers) await worker.stop();
      expect(told).toEqual(["a", "b", "c"].flatMap((name) => [`${name} begins`, `${name} ends`]));
    });

    test("runs a job at once, outside the line, and lists the newest first", async () => {
      const waiting = await queue.add(job("waiting"));
      const ran = await queue.run(job("now"), async () => {});
      expect(ran.state).toBe("done");
      await expect(
        queue.run(job("broken"), async () => {
          throw new Error("no such file");
        }),
      ).rejects.toThrow("no such file");
      expect((await queue.list(10)).map(({ name, state }) => [name, state])).toEqual([
        ["broken", "failed"],
        ["now", "done"],
        ["waiting", "waiting"],
      ]);
      expect((await queue.get(waiting.id))?.state).toBe("waiting");
      expect(await queue.get("no-such-job")).toBeNull();
    });

    test("ends a job that is run at once as cancelled when its signal aborts, or someone cancels it", async () => {
      const stop = new AbortController();
      const stopped = await queue.run(
        job("a"),
        async (_job, { signal }) => {
          stop.abort();
          signal.throwIfAborted();
        },
        stop.signal,
      );
      expect(stopped.state).toBe("cancelled");
      const cancelled = queue.run(job("b"), async ({ id }, { signal }) => {
        await queue.cancel(id);
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
      await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
      expect((await queue.list(10, "cancelled")).map(({ name }) => name)).toEqual(["b", "a"]);
    });

    testLasting({
      get queue() {
        return queue;
      },
      again: async () => {
        const other = await again();
        opened.push(other);
        return other;
      },
      spoil: (id) => spoil(id),
      ended,
    });
  });
}
