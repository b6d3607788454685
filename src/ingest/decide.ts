import { identifiersOf, sourceIdentifier } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { OutcomeName } from "../../indexes/report.ts";
import type { Engine, StoredRecord } from "../engine/engine.ts";
import { type LecternError, messageOf } from "../errors.ts";
import type { Entry } from "../sources/source.ts";
import { join, merge } from "./merge.ts";
import type { NormalisedRecord } from "./normalise.ts";

/** Where records come from. */
export interface Origin {
  /** Value of `provenance.source`. */
  source: string;
  file?: string;
  now?: () => Date;
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

/** A record on its way: decided, not yet stored. */
export interface Draft {
  record: LecternRecord;
  base: StoredRecord | null;
  replaces: string[];
  changed: boolean;
}

export type Read = { entry: Entry; normalised: NormalisedRecord } | { entry: Entry; error: LecternError };

/** The batch in which each key of the source came first. */
export type Seen = Map<string, number>;

export interface Batch {
  read: readonly Read[];
  number: number;
}

/** Finds out for each record which one it is in the index, and puts both together. */
export async function decide(
  engine: Engine,
  { read: batch, number }: Batch,
  options: Origin,
  seen: Seen,
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
  const own = new Set<string>();
  const outcomes = batch.map((read): Outcome => {
    const { entry } = read;
    if ("error" in read) return { key: entry.key, id: null, outcome: "rejected", reason: messageOf(read.error), entry };
    const { normalised } = read;
    const identifiers = names(normalised);
    const owner = ownerOf(identifiers, drafts);
    const key = sourceIdentifier(source, normalised.key);
    const again = own.has(key) || (seen.get(key) ?? number) < number;
    own.add(key);
    if (!seen.has(key)) seen.set(key, number);
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
