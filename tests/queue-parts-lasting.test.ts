import { spawn } from "node:child_process";
import { once } from "node:events";
import { Queue as BullQueue } from "bullmq";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import { AGAIN } from "./contracts/queue-lasting.ts";
import {
  aborted,
  allDone,
  counted,
  describeParts,
  ended,
  inParts,
  job,
  newPrefix,
  open,
  part,
  redisUrl,
  SOON,
  until,
} from "./queue-parts-support.ts";

describeParts("parts of a job, through kills and losses,", () => {
  test("are taken up by another worker when theirs is killed, and counted once", async () => {
    const prefix = newPrefix();
    const queue = open(prefix);
    const { id } = await queue.add(job);
    const code = `
      import { BullmqQueue } from ${JSON.stringify(new URL("../src/queue/bullmq.ts", import.meta.url).href)};
      const queue = new BullmqQueue(${JSON.stringify({ url: redisUrl(), prefix, ...SOON })}, console.error);
      queue.work(() => new Promise(() => {}), { atOnce: 1, handler: async (_part, { progress }) => {
        progress(${JSON.stringify(counted(7))});
        console.log("started");
        await new Promise(() => {});
      }});`;
    const handedOut = Promise.withResolvers<void>();
    const shared = queue.work(
      async (one, context) => {
        await context.parts!.add(part(1));
        handedOut.resolve();
        await inParts(2)(one, context);
      },
      { atOnce: 1, handler: (_part, { signal }) => aborted(signal) },
    );
    await handedOut.promise;
    await shared.stop();
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    queue.work(inParts(2), { atOnce: 1, handler: async (_part, { progress }) => progress(counted(1)) });
    expect(await ended(queue, id)).toMatchObject({ state: "done", ...counted(2) });
  });

  test("give their job its attempts back, so that a long one outlives many interruptions", async () => {
    const queue = open(newPrefix());
    const { id } = await queue.add(job);
    queue.work(
      async (_job, { parts }) => {
        const { parts: before } = (await parts!.state()).handedOut;
        await parts!.add(part(before + 1));
        await until(parts, allDone);
        if (before < AGAIN.attempts + 1) throw new LecternError("engine-unavailable", "The engine is away");
      },
      { atOnce: 1, handler: async () => {} },
    );
    expect(await ended(queue, id)).toMatchObject({ state: "done" });
  });

  test("that BullMQ lost are put in line again", async () => {
    const prefix = newPrefix();
    const queue = open(prefix);
    const { id } = await queue.add(job);
    const redis = new Redis(redisUrl());
    const line = new BullQueue("ingest-parts", { connection: redis, prefix });
    queue.work(
      async (_job, { parts }) => {
        await queue.pause();
        await parts!.add(part(1));
        await line.remove(`${id}-0-1`);
        await redis.hset(`${prefix}:part:${id}-0-1`, "seen", 0);
        await queue.resume();
        await until(parts, allDone);
      },
      { atOnce: 1, handler: async () => {} },
    );
    expect(await ended(queue, id)).toMatchObject({ state: "done" });
    await line.close();
    redis.disconnect();
  });
});
