import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { onTestFinished } from "vitest";
import { type Failure, noCounts } from "../indexes/report.ts";
import type { JobEventsOptions } from "../src/http/job-events.ts";
import { jobRoutes } from "../src/http/jobs.ts";
import { adminCheck } from "../src/http/keys.ts";
import { problemHandler } from "../src/http/problem.ts";
import { cancelJob, retryJob } from "../src/jobs/actions.ts";
import { EmbeddedQueue } from "../src/queue/embedded.ts";
import type { Job, JobContext, Queue } from "../src/queue/queue.ts";
import { temporaryFolder } from "./temporary.ts";

export const KEY = "a-key-for-the-tests-only";
export const admin = { authorization: `Bearer ${KEY}` };
export const input = { path: "/data/secret.jsonl", format: "jsonl", map: null, spooled: false };

/** The routes of jobs over `queue`, on a free port. */
export async function serve(queue: Queue, options: Partial<JobEventsOptions> = {}) {
  const logged: unknown[] = [];
  const app = express();
  const stopping = new AbortController();
  const queued = { queue, spool: "/nowhere" };
  const actions = { retry: (id: string) => retryJob(queued, id), cancel: (id: string) => cancelJob(queued, id) };
  app.use("/v1", jobRoutes({ queue, admin: adminCheck(KEY), stopping: stopping.signal, actions, ...options }));
  app.use(problemHandler((error) => logged.push(error)));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(async () => {
    server.closeAllConnections();
    await stop();
    await queue.close();
  });
  const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}/v1/jobs/${path}`, init);
  return { get, stop, logged };
}

export async function embedded(): Promise<EmbeddedQueue> {
  return new EmbeddedQueue(join(await temporaryFolder(), "data.sqlite"), () => {});
}

/** Of so many records read, and so many rejected. */
export const counts = (read: number, rejected = 0) => ({ ...noCounts(), read, added: read - rejected, rejected });
export const failure = (record: number): Failure => {
  return { key: `k${record}`, reason: "no title", record, line: record, raw: `text of ${record}` };
};

/** A job whose end, and all it does, is the test's to say. */
export async function ownJob(
  queue: Queue,
  name = "up.jsonl",
): Promise<{ job: Job; context: JobContext; end: () => void }> {
  const begun = Promise.withResolvers<JobContext>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const job = await queue.add({ name, input });
  const worker = queue.work(async (_job, context) => {
    begun.resolve(context);
    await ended;
  });
  onTestFinished(async () => {
    end();
    await worker.stop();
  });
  return { job, context: await begun.promise, end };
}
