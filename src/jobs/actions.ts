import { access, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Queued } from "../compose.ts";
import { LecternError, show } from "../errors.ts";
import { partsFolder } from "./ingest.ts";

/**
 * Puts a job that was given up back in line: what it stored is not stored twice.
 *
 * @throws `not-found`; `job-state` where it was not given up, its file is gone, or a command did it outside the line
 */
export async function retryJob({ queue, spool }: Queued, id: string): Promise<void> {
  const job = await queue.get(id);
  if (!job) throw new LecternError("not-found", `There is no job with the id ${show(id)}`);
  const refuse = (reason: string): never => {
    throw new LecternError("job-state", `${job.name} cannot be tried again: ${reason}`);
  };
  if (job.state !== "failed") refuse(`expected a job that was given up, got one that is ${job.state}`);
  const there = await access(resolve(spool, job.input.path)).then(
    () => true,
    () => false,
  );
  if (!there) refuse("its file is not there any more. Load it again");
  if (!(await queue.retry(id)))
    refuse("it was run by a command, or the same was added again meanwhile. Run the command again");
}

/**
 * Cancels a job, and removes its files; what it stored stays.
 *
 * @returns false when there is no such job, or it has ended
 */
export async function cancelJob({ queue, spool }: Queued, id: string): Promise<boolean> {
  const job = await queue.get(id);
  if (!job || !(await queue.cancel(id))) return false;
  // One that waits has no worker that would; one that runs is stopped, and removes them, too.
  if (job.input.spooled) await rm(resolve(spool, job.input.path), { force: true });
  await rm(resolve(spool, partsFolder(id)), { recursive: true, force: true });
  return true;
}
