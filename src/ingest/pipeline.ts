import { setImmediate } from "node:timers/promises";
import { type Counts, noCounts } from "../../indexes/report.ts";
import type { Engine, IndexedRecord, PutResult } from "../engine/engine.ts";
import { LecternError, messageOf } from "../errors.ts";
import {
  type Batch,
  type Decision,
  type Draft,
  decide,
  type Origin,
  type Outcome,
  type Read,
  type Seen,
  type TakenEntry,
} from "./decide.ts";
import { type DeriveParts, derive } from "./derive.ts";
import { normalise } from "./normalise.ts";

/** Records taken through the stages together, and stored together. */
const BATCH = 32;
/** Batches that may be on their way into the index while the next ones are read and embedded. */
const IN_FLIGHT = 4;
/** How often a batch is decided anew because another process changed its records meanwhile. */
const TRIES = 5;

export interface IngestParts extends DeriveParts {
  engine: Engine;
}

export interface IngestOptions extends Origin {
  /** Everything but storing and embedding. */
  dryRun?: boolean;
  signal?: AbortSignal;
  /** Called for each record once it is stored, in the order of the input. */
  onOutcome?(outcome: Outcome, counts: Counts): void;
}

/**
 * Takes a source's entries through all stages: normalise, deduplicate, embed, classify, store. The order of the stages
 * is written here and nowhere else. One record's failure is that record's.
 *
 * @returns how many of each outcome
 * @throws what the source throws when it cannot be read on, after all that was read is stored; `cancelled`; what the
 * engine and the embedder throw
 */
export async function ingest(
  parts: IngestParts,
  entries: AsyncIterable<TakenEntry>,
  options: IngestOptions,
): Promise<Counts> {
  const counts = noCounts();
  const seen: Seen = new Map();
  const storing: Storing[] = [];
  const report = async (): Promise<void> => {
    for (const outcome of await finish(parts, storing.shift()!, options, seen)) {
      counts.read++;
      counts[outcome.outcome]++;
      options.onOutcome?.(outcome, counts);
    }
  };
  let number = 0;
  const run = async (batch: TakenEntry[]): Promise<void> => {
    options.signal?.throwIfAborted();
    const last = await handOver(parts, { read: batch.map(readEntry), number }, options, seen);
    number += batch.length;
    storing.push(last);
    while (storing[0]?.settled || storing.length >= (last.rest.length > 0 ? 1 : IN_FLIGHT)) await report();
  };
  let batch: TakenEntry[] = [];
  try {
    for await (const entry of entries) {
      batch.push(entry);
      if (batch.length < BATCH) continue;
      await run(batch);
      batch = [];
    }
    await run(batch);
    while (storing.length > 0) await report();
  } catch (error) {
    // The source broke off: what it gave before is good.
    if (error instanceof LecternError && error.code === "invalid-source") await run(batch);
    while (storing.length > 0) await report().catch(() => {});
    throw error;
  }
  if (!options.dryRun) await parts.engine.verify?.();
  return counts;
}

/** A batch that is on its way into the index. */
interface Storing extends Pick<Decision, "outcomes" | "rest"> {
  batch: Batch;
  stored: Promise<PutResult>;
  settled: boolean;
}

const NOTHING_TO_STORE: PutResult = { conflicts: [] };

/** Decides, embeds and classifies a batch, and begins to store it. */
async function handOver(parts: IngestParts, batch: Batch, options: IngestOptions, seen: Seen): Promise<Storing> {
  const { drafts, outcomes, rest } = await decide(parts.engine, batch, options, seen);
  const changed = drafts.filter((draft) => draft.changed);
  const store = !options.dryRun && changed.length > 0;
  const stored = store ? parts.engine.put(await prepare(parts, changed, options)) : Promise.resolve(NOTHING_TO_STORE);
  const storing = { batch, outcomes, rest, stored, settled: false };
  const settle = (): void => {
    storing.settled = true;
  };
  // An error is looked at when the batch's turn comes.
  stored.then(settle, settle);
  await setImmediate();
  return storing;
}

/** Waits until a batch is stored; where the index has moved on, it is decided anew. */
async function finish(parts: IngestParts, storing: Storing, options: IngestOptions, seen: Seen): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (let tries = 1; ; tries++) {
    const { batch, outcomes, rest } = storing;
    const { conflicts, rejected = [] } = await storing.stored;
    if (conflicts.length > 0) {
      if (tries === TRIES)
        throw new LecternError("storage-failed", "Other processes kept changing the same records: try again later");
      const taken = new Set((await parts.engine.get(conflicts)).keys());
      storing = await handOver(parts, { ...batch, taken }, options, seen);
      continue;
    }
    const reasons = new Map(rejected.map(({ id, reason }) => [id, reason]));
    for (const outcome of outcomes) {
      const reason = outcome.id === null ? undefined : reasons.get(outcome.id);
      all.push(reason === undefined ? outcome : { ...outcome, outcome: "rejected", reason });
    }
    if (rest.length === 0) return all;
    storing = await handOver(parts, { read: rest, number: batch.number + outcomes.length }, options, seen);
    tries = 0;
  }
}

export function readEntry(entry: TakenEntry): Read {
  if (!entry.ok) return { entry, error: entry.error };
  try {
    return { entry, normalised: normalise(entry.record) };
  } catch (error) {
    if (error instanceof LecternError) return { entry, error };
    return { entry, error: new LecternError("internal", messageOf(error), { cause: error }) };
  }
}

async function prepare(parts: IngestParts, drafts: readonly Draft[], options: IngestOptions): Promise<IndexedRecord[]> {
  const records = drafts.map(({ record }) => record);
  const derived = await derive(parts, records, options.signal);
  return drafts.map(({ base, replaces }, i) => ({ ...derived[i]!, base: base?.version ?? null, replaces }));
}
