import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import type { Failure } from "../../indexes/report.ts";
import type { Job, Queue } from "../queue/queue.ts";
import { jobBody } from "./job.ts";

/** So many failures are read at a time: with their texts a few megabytes. */
const PAGE = 100;

/**
 * Sends what became of a job as a file of lines of JSON: first the job, with its counts and how long it took, then one
 * line for each record that it could not take, in the file's order. Of a job that goes on: what there is so far.
 *
 * There is no CSV: a cell that a spreadsheet takes for a formula can be made harmless for the separator that is meant,
 * but not for the one that the reader's Excel is set to.
 *
 * @param raw whether the text of those records is sent, too
 */
export async function sendReport(response: Response, queue: Queue, job: Job, raw: boolean): Promise<void> {
  response.attachment(fileName(job)).type("application/x-ndjson").set("Cache-Control", "no-store");
  try {
    await pipeline(Readable.from(lines(queue, job, raw)), response);
  } catch (error) {
    // Whoever hangs up has made no error of ours. Any other ends the connection: the report is seen to be cut off.
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

async function* lines(queue: Queue, job: Job, raw: boolean): AsyncGenerator<string> {
  yield line({ ...jobBody(job), seconds: secondsOf(job) });
  let last = 0;
  for (let offset = 0; ; offset += PAGE) {
    const page = await queue.failures(job.id, { offset, limit: PAGE });
    for (const failure of page) {
      // While the job goes on, a failure that comes in before others moves them on to the next page.
      if (failure.record <= last) continue;
      last = failure.record;
      yield line(failureBody(failure, raw));
    }
    if (page.length < PAGE) return;
  }
}

/** A failure as it is told: the record's own text to administrators only. */
export function failureBody({ raw: text, ...failure }: Failure, raw: boolean): object {
  return raw ? { ...failure, raw: text } : failure;
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** From the job's first start to its end, or until now; null before it has begun. */
function secondsOf({ startedAt, finishedAt }: Job): number | null {
  if (startedAt === null) return null;
  return (Date.parse(finishedAt ?? new Date().toISOString()) - Date.parse(startedAt)) / 1000;
}

/** The job's own name, without what a file system may take amiss. */
function fileName({ name }: Job): string {
  return `${name.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 100)}.report.jsonl`;
}
