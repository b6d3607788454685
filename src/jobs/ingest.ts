import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Lectern } from "../compose.ts";
import { readSpool } from "../ingest/spool.ts";
import type { JobHandler, PartHandler, QueueWorker } from "../queue/queue.ts";
import { openSource } from "../sources/open.ts";
import { SharedFile } from "./shared-file.ts";
import { each, type IngestJobOptions, ingestWhole, take } from "./take.ts";

/** Takes ingest jobs from the queue: a file at a time, and as many parts of files as the embedder has threads. */
export function startIngesting(lectern: Lectern): QueueWorker {
  const { threads } = lectern.config.embedding;
  return lectern.queue.work(ingestJob(lectern), { handler: ingestPart(lectern), atOnce: threads });
}

/** What an ingest job does: read its file, take it through the pipeline, keep what failed. */
export function ingestJob(lectern: Lectern, options: IngestJobOptions = {}): JobHandler {
  return async (job, context) => {
    const { path, format, map, spooled } = job.input;
    const folder = partsFolder(lectern.spool, job.id);
    context.atEnd(async () => {
      if (spooled) await rm(path, { force: true });
      await rm(folder, { recursive: true, force: true });
    });
    const source = await openSource(path, { name: job.name, ...(format ? { format } : {}), ...(map ? { map } : {}) });
    const head = { source: options.source ?? source.format.source, file: job.name };
    try {
      if (context.parts) await new SharedFile(lectern, context, context.parts, source, head, folder).ingest();
      else await ingestWhole(lectern, source.entries, source, head, context, options);
    } finally {
      await source.close();
    }
  };
}

/** Where the parts of a job's file lie. */
export function partsFolder(spool: string, job: string): string {
  return join(spool, `${job}.parts`);
}

/** What a part of an ingest job does. */
function ingestPart(lectern: Lectern): PartHandler {
  return async ({ path }, context) => {
    const { head, entries } = await readSpool(path);
    await take(lectern, each(entries), head, context, { onCounts: (counts) => context.progress({ counts }) });
  };
}
