import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { Lectern } from "../compose.ts";
import { readSpool } from "../ingest/spool.ts";
import type { JobHandler, PartHandler, QueueWorker, WorkEvent } from "../queue/queue.ts";
import { openSource } from "../sources/open.ts";
import { SharedFile } from "./shared-file.ts";
import { each, type IngestJobOptions, ingestWhole, take } from "./take.ts";

/** Takes ingest jobs from the queue: a file at a time, and as many parts of files as the embedder has threads. */
export function startIngesting(lectern: Lectern, tell?: (event: WorkEvent) => void): QueueWorker {
  const { threads } = lectern.config.embedding;
  return lectern.queue.work(ingestJob(lectern), { handler: ingestPart(lectern), atOnce: threads }, tell);
}

/** What an ingest job does: read its file, take it through the pipeline, keep what failed. */
export function ingestJob(lectern: Lectern, options: IngestJobOptions = {}): JobHandler {
  return async (job, context) => {
    const { format, map, spooled } = job.input;
    const path = spooled ? resolve(lectern.spool, job.input.path) : job.input.path;
    const folder = partsFolder(job.id);
    context.atEnd(async (end) => {
      // One that was given up may be tried again when what failed is mended.
      if (spooled && end !== "failed") await rm(path, { force: true });
      await rm(resolve(lectern.spool, folder), { recursive: true, force: true });
    });
    const source = await openSource(path, { name: job.name, ...(format ? { format } : {}), ...(map ? { map } : {}) });
    const head = { source: options.source ?? source.format.source, file: job.name, job: job.id };
    try {
      if (context.parts) await new SharedFile(lectern, context, context.parts, source, head, folder).ingest();
      else await ingestWhole(lectern, source.entries, source, head, context, options);
    } finally {
      await source.close();
    }
  };
}

/** Where in the spool the parts of a job's file lie. */
export function partsFolder(job: string): string {
  return `${job}.parts`;
}

/** What a part of an ingest job does. */
function ingestPart(lectern: Lectern): PartHandler {
  return async ({ path }, context) => {
    const { head, entries } = await readSpool(resolve(lectern.spool, path));
    await take(lectern, each(entries), head, context, { onCounts: (counts) => context.progress({ counts }) });
  };
}
