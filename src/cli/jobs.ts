import { openQueueOf, type Queued } from "../compose.ts";
import type { Config } from "../config.ts";
import { LecternError, messageOf, show } from "../errors.ts";
import { cancelJob, retryJob } from "../jobs/actions.ts";
import type { Job, JobState } from "../queue/queue.ts";
import { summary } from "./ingest.ts";

const STATES = ["waiting", "running", "done", "failed", "cancelled"] as const satisfies readonly JobState[];

export interface JobsListOptions {
  state?: string;
  limit?: string;
  json?: boolean;
}

/** `lectern jobs`: the latest ingest jobs, the newest first. */
export async function jobsCommand(config: Config, options: JobsListOptions): Promise<void> {
  const state = STATES.find((one) => one === options.state);
  if (options.state !== undefined && !state)
    throw new LecternError("invalid-parameter", `--state: expected ${STATES.join(", ")}, got ${show(options.state)}`);
  const limit = Number(options.limit ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new LecternError(
      "invalid-parameter",
      `--limit: expected a number from 1 to 1000, got ${show(options.limit)}`,
    );
  await withQueue(config, async ({ queue }) => {
    const jobs = await queue.list(limit, state);
    const paused = await queue.isPaused();
    if (options.json) return console.log(JSON.stringify({ paused, jobs }));
    if (paused) console.log("Jobs are paused: no worker begins one. `npx lectern jobs resume` ends that");
    if (jobs.length === 0) console.log(state ? `There is no job that is ${state}` : "There are no jobs yet");
    for (const job of jobs) console.log(jobLine(job));
  });
}

/** One job on one line. */
export function jobLine(job: Job): string {
  const outcome = job.error ? `${summary(job.counts)}; ${job.error}` : summary(job.counts);
  return `${job.createdAt}  ${job.state.padEnd(9)}  ${job.name}: ${outcome}  (${job.id})`;
}

/** `lectern jobs pause`, `lectern jobs resume`. */
export async function pauseCommand(config: Config, paused: boolean): Promise<void> {
  await withQueue(config, ({ queue }) => (paused ? queue.pause() : queue.resume()));
  console.log(paused ? "Paused: no worker begins a job; those under way go on" : "Jobs are taken again");
}

/** `lectern jobs cancel`: exit status 1 where one of them cannot be. */
export async function cancelCommand(config: Config, ids: readonly string[]): Promise<void> {
  await withQueue(config, async (queued) => {
    const refused = await each(ids, async (id) => {
      if (await cancelJob(queued, id)) return "cancelled";
      const job = await queued.queue.get(id);
      throw new LecternError("job-state", job ? `it is ${job.state} already` : "there is no such job");
    });
    if (refused > 0) process.exitCode = 1;
  });
}

/** `lectern jobs retry`: exit status 1 where one that was named cannot be. */
export async function retryCommand(config: Config, given: readonly string[], all: boolean): Promise<void> {
  if (all === given.length > 0)
    throw new LecternError("invalid-parameter", "Expected ids of jobs that were given up, or --all for every one");
  await withQueue(config, async (queued) => {
    const ids = all ? (await queued.queue.list(1000, "failed")).map(({ id }) => id) : given;
    if (ids.length === 0) console.log("There is no job that was given up");
    const refused = await each(ids, async (id) => {
      await retryJob(queued, id);
      return "in line again";
    });
    if (refused > 0 && !all) process.exitCode = 1;
  });
}

/** @returns how many were refused */
async function each(ids: readonly string[], act: (id: string) => Promise<string>): Promise<number> {
  let refused = 0;
  for (const id of ids)
    try {
      console.log(`${id}: ${await act(id)}`);
    } catch (error) {
      if (!(error instanceof LecternError) || error.code === "queue-unavailable") throw error;
      console.error(`lectern: ${id}: ${messageOf(error)}`);
      refused++;
    }
  return refused;
}

/** Opens the queue alone: jobs are told of and stopped also where the index or the model is away. */
async function withQueue(config: Config, work: (queued: Queued) => Promise<void>): Promise<void> {
  const queued = await openQueueOf(config);
  try {
    await work(queued);
  } finally {
    await queued.queue.close();
  }
}
