import { createWriteStream, type WriteStream } from "node:fs";
import { basename, resolve } from "node:path";
import { type Counts, noCounts, OUTCOMES } from "../../indexes/report.ts";
import { openLectern } from "../compose.ts";
import type { Config } from "../config.ts";
import { LecternError, messageOf } from "../errors.ts";
import type { Outcome } from "../ingest/decide.ts";
import { ingestJob } from "../jobs/ingest.ts";
import { parseMap } from "../sources/jsonl.ts";
import { formatNamed } from "../sources/open.ts";
import { interruptible } from "./interrupt.ts";
import { openProgress } from "./progress.ts";

export interface IngestCommandOptions {
  format?: string;
  map?: string;
  dryRun?: boolean;
  report?: string;
  json?: boolean;
}

/** What became of one file. */
interface FileResult {
  file: string;
  job: string | null;
  counts: Counts;
  error: string | null;
}

/** `lectern ingest`: exit status 1 where a file could not be read to its end; rejected records alone do not fail it. */
export async function ingestCommand(config: Config, files: string[], options: IngestCommandOptions): Promise<void> {
  if (options.format !== undefined) formatNamed(options.format);
  const map = options.map === undefined ? null : parseMap(options.map);
  const report = options.report === undefined ? null : await openReport(options.report);
  const warn = (message: string): void => console.error(`lectern: ${message}`);
  const lectern = await openLectern(config, { embed: !options.dryRun, warn });
  const stop = interruptible();
  const results: FileResult[] = [];
  try {
    for (const file of files) {
      if (stop.aborted) break;
      const input = { path: resolve(file), format: options.format ?? null, map, spooled: false };
      results.push(await ingestFile(file, input, stop));
    }
  } finally {
    await closed(report);
    await lectern.close();
  }
  print(results, options);
  if (stop.aborted)
    throw new LecternError("cancelled", "Stopped; what is stored stays, and the same command goes on from there");
  if (results.some(({ error }) => error !== null)) process.exitCode = 1;

  async function ingestFile(
    file: string,
    input: Parameters<typeof lectern.queue.add>[0]["input"],
    signal: AbortSignal,
  ): Promise<FileResult> {
    const progress = openProgress(basename(file));
    let counts = noCounts();
    const handler = ingestJob(lectern, {
      ...(options.dryRun ? { dryRun: true } : {}),
      onOutcome: (outcome) => report?.write(reportLine(outcome)),
    });
    try {
      const job = await lectern.queue.run(
        { name: basename(file), input },
        (job, context) =>
          handler(job, {
            ...context,
            progress(update) {
              counts = update.counts;
              progress.update({
                done: update.bytes.read,
                total: update.bytes.size,
                text: `${counts.read} read`,
                count: counts.read,
                more: `${counts.rejected} rejected`,
              });
              context.progress(update);
            },
          }),
        signal,
      );
      return { file, job: job.id, counts: job.counts, error: null };
    } catch (error) {
      return { file, job: null, counts, error: messageOf(error) };
    } finally {
      progress.end();
    }
  }
}

function reportLine({ key, id, outcome, reason }: Outcome): string {
  return `${JSON.stringify({ key, id, outcome, reason })}\n`;
}

async function openReport(path: string): Promise<WriteStream> {
  const stream = createWriteStream(path);
  await new Promise<void>((resolve, reject) => {
    stream.once("open", () => resolve());
    stream.once("error", (error) =>
      reject(new LecternError("storage-failed", `The report ${path} cannot be written: ${messageOf(error)}`)),
    );
  });
  return stream;
}

async function closed(stream: WriteStream | null): Promise<void> {
  if (stream)
    await new Promise<void>((resolve, reject) =>
      stream.end((error?: Error | null) => (error ? reject(error) : resolve())),
    );
}

function print(results: readonly FileResult[], options: IngestCommandOptions): void {
  const total = noCounts();
  for (const { counts } of results) for (const name of ["read", ...OUTCOMES] as const) total[name] += counts[name];
  if (options.json) {
    console.log(JSON.stringify({ dryRun: options.dryRun ?? false, ...total, files: results }));
    return;
  }
  for (const { file, counts, error, job } of results) {
    console.log(`${file}: ${summary(counts)}${options.dryRun ? " (dry run: nothing was stored)" : ""}`);
    if (error) console.error(`lectern: ${error}`);
    if (counts.rejected > 0 && job) console.log(`  why records were rejected: npx lectern status --failures ${job}`);
  }
  if (results.length > 1) console.log(`in all: ${summary(total)}`);
}

export function summary(counts: Counts): string {
  return `${counts.read} read: ${OUTCOMES.map((name) => `${counts[name]} ${name}`).join(", ")}`;
}
