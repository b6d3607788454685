import { identifiersOf, sourceIdentifier } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { type Counts, noCounts, type OutcomeName } from "../../indexes/report.ts";
import type { Engine, StoredRecord } from "../engine/engine.ts";
import { LecternError, messageOf } from "../errors.ts";
import type { Entry } from "../sources/source.ts";
import { type DeriveParts, derive } from "./derive.ts";
import { join, merge } from "./merge.ts";
import { type NormalisedRecord, normalise } from "./normalise.ts";

/** Records taken through the stages together. Each is stored with its batch, so a killed run loses at most this many. */
const BATCH = 32;
/** How often a batch is decided anew because another process changed its records meanwhile. */
const TRIES = 5;

export interface IngestParts extends DeriveParts {
  engine: Engine;
}

/** What became of one input record. */
export interface Outcome {
  /** The caller's own id; null where none could be read. */
  key: string | null;
  id: string | null;
  outcome: OutcomeName;
  /** Why it was rejected, or what of it was left out; null where there is nothing to say. */
  reason: string | null;
  entry: Entry;
}

export interface IngestOptions {
  /** Value of `provenance.source`. */
  source: string;
  file?: string;
  /** Everything but storing and embedding. */
  dryRun?: boolean;
  signal?: AbortSignal;
  now?: () => Date;
  /** Called for each record of a batch once the batch is stored, in the order of the input. */
  onOutcome?(outcome: Outcome, counts: Counts): void;
}

/** A record on its way: decided, not yet stored. */
interface Draft {
  record: LecternRecord;
  base: StoredRecord | null;
  replaces: string[];
  changed: boolean;
}

type Read = { entry: Entry; normalised: NormalisedRecord } | { entry: Entry; error: LecternError };

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
  entries: AsyncIterable<Entry>,
  options: IngestOptions,
): Promise<Counts> {
  const counts = noCounts();
  const seen = new Set<string>();
  const run = async (batch: Entry[]): Promise<void> => {
    options.signal?.throwIfAborted();
    for (const outcome of await takeBatch(parts, batch, options, seen)) {
      counts.read++;
      counts[outcome.outcome]++;
      options.onOutcome?.(outcome, counts);
    }
  };
  let batch: Entry[] = [];
  try {
    for await (const entry of entries) {
      batch.push(entry);
      if (batch.length < BATCH) continue;
      await run(batch);
      batch = [];
    }
  } catch (error) {
    // The source broke off: what it gave before is good.
    if (error instanceof LecternError && error.code === "invalid-source") await run(batch);
    throw error;
  }
  await run(batch);
  return counts;
}

async function takeBatch(
  parts: IngestParts,
  entries: readonly Entry[],
  options: IngestOptions,
  seen: Set<string>,
): Promise<Outcome[]> {
  const read = entries.map(readEntry);
  for (let tries = 1; ; tries++) {
    // A further try must not take this batch's own keys for seen before.
    const keys = new Set(seen);
    const { drafts, outcomes } = await decide(parts.engine, read, options, keys);
    const changed = drafts.filter((draft) => draft.changed);
    const stored = options.dryRun || changed.length === 0 || (await store(parts, changed, options));
    if (stored) {
      for (const key of keys) seen.add(key);
      return outcomes;
    }
    if (tries === TRIES)
      throw new LecternError("storage-failed", "Other processes kept changing the same records: try again later");
  }
}

function readEntry(entry: Entry): Read {
  if (!entry.ok) return { entry, error: entry.error };
  try {
    return { entry, normalised: normalise(entry.record) };
  } catch (error) {
    if (error instanceof LecternError) return { entry, error };
    return { entry, error: new LecternError("internal", messageOf(error), { cause: error }) };
  }
}

/** Finds out for each record which one it is in the index, and puts both together. */
async function decide(
  engine: Engine,
  batch: readonly Read[],
  options: IngestOptions,
  seen: Set<string>,
): Promise<{ drafts: Draft[]; outcomes: Outcome[] }> {
  const { source } = options;
  const names = (record: NormalisedRecord): string[] =>
    identifiersOf({ ...record, provenance: [from(source, record.key)] });
  const wanted = batch.flatMap((read) => ("normalised" in read ? names(read.normalised) : []));
  const known = await engine.find([...new Set(wanted)]);
  const drafts = new Map<string, Draft>();
  for (const [identifier, stored] of known) {
    const same = [...drafts.values()].find((draft) => draft.record.id === stored.record.id);
    drafts.set(identifier, same ?? { record: stored.record, base: stored, replaces: [], changed: false });
  }
  const at = (options.now?.() ?? new Date()).toISOString();
  const outcomes = batch.map((read): Outcome => {
    const { entry } = read;
    if ("error" in read) return { key: entry.key, id: null, outcome: "rejected", reason: messageOf(read.error), entry };
    const { normalised } = read;
    const identifiers = names(normalised);
    const owner = ownerOf(identifiers, drafts);
    const again = seen.has(sourceIdentifier(source, normalised.key));
    seen.add(sourceIdentifier(source, normalised.key));
    const origin = { source, at, again, ...(options.file ? { file: options.file } : {}) };
    const { record, change } = merge(owner?.record ?? null, normalised, origin);
    const draft = owner ?? { record, base: null, replaces: [], changed: true };
    if (change !== "unchanged") Object.assign(draft, { record, changed: true });
    for (const identifier of identifiersOf(record)) drafts.set(identifier, draft);
    const left = normalised.warnings.map(
      ({ path, expected, got }) => `${path} was left out or corrected: expected ${expected}, got ${got}`,
    );
    return { key: entry.key, id: record.id, outcome: change, reason: left.join("; ") || null, entry };
  });
  return { drafts: [...new Set(drafts.values())], outcomes };
}

/** The draft that the identifiers name. Where they name several, these are one record that was not known to be one. */
function ownerOf(identifiers: readonly string[], drafts: Map<string, Draft>): Draft | null {
  const owners = [...new Set(identifiers.flatMap((identifier) => drafts.get(identifier) ?? []))];
  const [first, ...others] = owners;
  if (!first) return null;
  for (const other of others) {
    first.record = join(first.record, other.record);
    first.changed = true;
    if (other.base) first.replaces.push(other.record.id, ...other.replaces);
    for (const [identifier, draft] of drafts) if (draft === other) drafts.set(identifier, first);
  }
  return first;
}

function from(source: string, key: string): LecternRecord["provenance"][number] {
  return { source, key, at: "", fields: [], hashes: [""] };
}

/** Embeds, classifies and stores. @returns false when the index has moved on: then it must be decided anew */
async function store(parts: IngestParts, drafts: readonly Draft[], options: IngestOptions): Promise<boolean> {
  const derived = await derive(
    parts,
    drafts.map(({ record }) => record),
    options.signal,
  );
  const { conflicts } = await parts.engine.put(
    drafts.map(({ base, replaces }, i) => ({ ...derived[i]!, base: base?.version ?? null, replaces })),
  );
  return conflicts.length === 0;
}
