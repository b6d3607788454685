import { LecternError, show } from "../errors.ts";
import type { Job, Queue } from "../queue/queue.ts";

/** A job as it is told over HTTP: without the paths of this machine. */
export function jobBody({ input, ...job }: Job): object {
  return { ...job, format: input.format };
}

/** @throws `not-found` */
export async function jobOf(queue: Queue, id: string): Promise<Job> {
  const job = await queue.get(id);
  if (!job) throw noJob(id);
  return job;
}

export function noJob(id: string): LecternError {
  return new LecternError("not-found", `There is no job with the id ${show(id)}`);
}

export function hasEnded({ state }: Job): boolean {
  return state === "done" || state === "failed" || state === "cancelled";
}
