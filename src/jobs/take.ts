import type { Counts, Failure } from "../../indexes/report.ts";
import type { Lectern } from "../compose.ts";
import type { Outcome, TakenEntry } from "../ingest/decide.ts";
import { ingest } from "../ingest/pipeline.ts";
import type { SpoolHead } from "../ingest/spool.ts";
import type { JobContext, PartContext } from "../queue/queue.ts";
import type { OpenedSource } from "../sources/open.ts";

/** Failures are written to the job in groups of at most this many. */
const FAILURES_AT_ONCE = 50;

export interface IngestJobOptions {
  /** Value of `provenance.source`; default: the format's own. */
  source?: string;
  dryRun?: boolean;
  onOutcome?(outcome: Outcome): void;
}

/** Takes a source's entries through the pipeline, and tells the job how far it is. */
export async function ingestWhole(
  lectern: Lectern,
  entries: AsyncIterable<TakenEntry>,
  source: OpenedSource,
  head: SpoolHead,
  context: JobContext,
  options: IngestJobOptions = {},
): Promise<void> {
  const size = source.size ?? null;
  const onCounts = (counts: Counts): void => context.progress({ counts, bytes: { read: source.bytesRead(), size } });
  const counts = await take(lectern, entries, head, context, { ...options, onCounts });
  context.progress({ counts, bytes: { read: size ?? source.bytesRead(), size } });
}

/** Takes entries through the pipeline; those that are rejected go to the job. */
export async function take(
  lectern: Lectern,
  entries: AsyncIterable<TakenEntry>,
  head: SpoolHead,
  context: PartContext,
  options: IngestJobOptions & { onCounts(counts: Counts): void },
): Promise<Counts> {
  const failures = new FailureBuffer(context);
  try {
    return await ingest(await lectern.ingestParts(), entries, {
      ...head,
      signal: context.signal,
      ...(options.dryRun ? { dryRun: true } : {}),
      onOutcome(outcome, counts) {
        if (outcome.outcome === "rejected") failures.add(outcome);
        options.onOutcome?.(outcome);
        options.onCounts(counts);
      },
    });
  } finally {
    failures.flush();
  }
}

class FailureBuffer {
  readonly #context: PartContext;
  #waiting: Failure[] = [];

  constructor(context: PartContext) {
    this.#context = context;
  }

  add({ key, reason, entry }: Outcome): void {
    const { place, raw } = entry;
    this.#waiting.push({ key, reason: reason ?? "", record: place.record, line: place.line, raw });
    if (this.#waiting.length >= FAILURES_AT_ONCE) this.flush();
  }

  flush(): void {
    if (this.#waiting.length > 0) this.#context.fail(this.#waiting);
    this.#waiting = [];
  }
}

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
