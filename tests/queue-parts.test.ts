import { type Job as BullJob, Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import type { Part, PartContext, PartsState } from "../src/queue/queue.ts";
import {
  aborted,
  counted,
  describeParts,
  ended,
  inParts,
  job,
  newPrefix,
  open,
  part,
  redisUrl,
} from "./queue-parts-support.ts";

describeParts("parts of a job", () => {
  test("are shared by all workers, each taking as many at once as it may; BullMQ knows them as the job's children", async () => {
    const prefix = newPrefix();
    const [queue, other] = [open(prefix), open(prefix)];
    const { id } = await queue.add(job);
    const numbers: number[] = [];
    const full = [queue, other].map((one) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      let running = 0;
      one.work(inParts(9), {
        atOnce: 2,
        async handler({ number, path, records, bytes }, context) {
          expect({ path, records, bytes }).toEqual({ path: `/tmp/${number}`, records: 10, bytes: 100 });
          numbers.push(number);
          expect(++running).toBeLessThanOrEqual(2);
          if (running === 2) resolve();
          await promise;
          context.progress(counted(number));
          context.fail([{ key: null, reason: "no", record: number * 10, line: 1, raw: "" }]);
          running--;
        },
      });
      return promise;
    });
    await Promise.all(full);
    const end = await ended(queue, id);
    expect(end).toMatchObject({ state: "done", ...counted(45), bytes: { read: 900 }, attempts: 1 });
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const failures = await queue.failures(id, { offset: 0, limit: 3 });
    expect(failures.map(({ record }) => record)).toEqual([10, 20, 30]);
    const redis = new Redis(redisUrl());
    const line = new BullQueue("ingest", { connection: redis, prefix });
    let bull: BullJob | undefined;
    await expect
      .poll(async () => {
        bull = await line.getJob(id);
        return bull?.getState();
      })
      .toBe("completed");
    expect(Object.keys(await bull!.getChildrenValues())).toContain(`${prefix}:ingest-parts:${id}-0-9`);
    expect(await redis.keys(`${prefix}:part*`)).toEqual([]);
    await line.close();
    redis.disconnect();
  });

  test("are handed out once, however often their job is begun", async () => {
    const prefix = newPrefix();
    const [queue, other] = [open(prefix), open(prefix)];
    const { id } = await queue.add(job);
    const done: number[] = [];
    const handedOut = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const handler = async ({ number }: Part, { progress, signal }: PartContext): Promise<void> => {
      await Promise.race([goOn.promise, aborted(signal)]);
      progress(counted(1));
      done.push(number);
    };
    const first = queue.work(
      async (_job, { parts, signal }) => {
        for (const number of [1, 2]) await parts!.add(part(number));
        handedOut.resolve();
        await aborted(signal);
      },
      { atOnce: 1, handler },
    );
    await handedOut.promise;
    await first.stop();
    const states: PartsState[] = [];
    other.work(
      async (one, context) => {
        states.push(await context.parts!.state());
        goOn.resolve();
        await inParts(3)(one, context);
      },
      { atOnce: 3, handler },
    );
    expect(await ended(queue, id)).toMatchObject({ state: "done", ...counted(3) });
    expect(states[0]).toMatchObject({ handedOut: { parts: 2, records: 20, bytes: 200 }, open: [1, 2] });
    expect(done.sort()).toEqual([1, 2, 3]);
  });

  test("are tried again, and fail their job with the reason when they are given up", async () => {
    const queue = open(newPrefix());
    const { id } = await queue.add(job);
    const begun: number[] = [];
    queue.work(inParts(2), {
      atOnce: 1,
      async handler({ number }, { progress }) {
        begun.push(number);
        progress(counted(1));
        if (number === 1) throw new LecternError("embedder-unavailable", "The engine is away");
      },
    });
    expect(await ended(queue, id)).toMatchObject({ state: "failed", error: "The engine is away", attempts: 1 });
    expect(begun.sort()).toEqual([1, 1, 1, 2]);
  });

  test("end with their job when it is cancelled: a running one is told, a waiting one never begins", async () => {
    const queue = open(newPrefix());
    const { id } = await queue.add(job);
    const begun: number[] = [];
    const [started, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = queue.work(inParts(3), {
      atOnce: 1,
      async handler({ number }, { signal }) {
        begun.push(number);
        started.resolve();
        await aborted(signal).finally(told.resolve);
      },
    });
    await started.promise;
    expect(await queue.cancel(id)).toBe(true);
    await told.promise;
    await worker.stop();
    const next = await queue.add({ ...job, name: "b" });
    queue.work(async () => {}, { atOnce: 1, handler: async ({ number }) => void begun.push(number) });
    expect(await ended(queue, next.id)).toMatchObject({ state: "done" });
    expect(begun).toEqual([1]);
    expect(await queue.get(id)).toMatchObject({ state: "cancelled" });
  });

  test("do not begin while the queue is paused", async () => {
    const queue = open(newPrefix());
    const { id } = await queue.add(job);
    const waiting = Promise.withResolvers<void>();
    const begun: number[] = [];
    queue.work(
      async (one, context) => {
        await queue.pause();
        await context.parts!.add(part(1));
        waiting.resolve();
        await inParts(1)(one, context);
      },
      { atOnce: 1, handler: async ({ number }) => void begun.push(number) },
    );
    await waiting.promise;
    const control = await queue.run(job, async () => {});
    expect(control.state).toBe("done");
    expect(begun).toEqual([]);
    await queue.resume();
    expect((await ended(queue, id)).state).toBe("done");
    expect(begun).toEqual([1]);
  });

  test("are none for a job that is run at once, or whose worker takes no parts", async () => {
    const queue = open(newPrefix());
    const none: unknown[] = [];
    await queue.run(job, async (_job, { parts }) => void none.push(parts));
    const { id } = await queue.add(job);
    queue.work(async (_job, { parts }) => void none.push(parts));
    await ended(queue, id);
    expect(none).toEqual([null, null]);
  });
});
