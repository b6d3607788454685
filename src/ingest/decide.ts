import { identifiersOf, sourceIdentifier } from "../../indexes/fields.ts";
import { recordId } from "../../indexes/identifiers.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { OutcomeName } from "../../indexes/report.ts";
import type { Engine, StoredRecord } from "../engine/engine.ts";
import { type LecternError, messageOf } from "../errors.ts";
import type { Entry } from "../sources/source.ts";
import { join, type Merged, merge } from "./merge.ts";
import type { NormalisedRecord } from "./normalise.ts";

/**
 * One paper has at most so many records of one source: where more share an identifier, it is a placeholder, and merging
 * them would take time that grows with the square of their number.
 */
const MOST_KEYS = 100;

/** Where records come from. */
export interface Origin {
  /** Value of `provenance.source`. */
  source: string;
  file?: string;
  /** The job that this run is an attempt at: what an earlier attempt stored counts as it did then. */
  job?: string | undefined;
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

/** An entry, and whether its file has given its key before, among entries that were taken apart from it. */
export type TakenEntry = Entry & { again?: boolean };

export type Read = { entry: TakenEntry; normalised: NormalisedRecord } | { entry: TakenEntry; error: LecternError };

/** The number of the batch in which each key of the source came first, and what else was given under that key. */
export type Seen = Map<string, number>;

export interface Batch {
  read: readonly Read[];
  /** Grows from batch to batch. */
  number: number;
  /** Ids that a new record would get, and that a record has which was known by the new one's identifiers once. */
  taken?: ReadonlySet<string>;
}

export interface Decision {
  drafts: Draft[];
  /** Of the batch's first entries; at least of one. */
  outcomes: Outcome[];
  /** The others: they name what a record of this batch gives up, and are decided when that is stored. */
  rest: readonly Read[];
}

/** Finds out for each record which one it is in the index, and puts both together. */
export async function decide(
  engine: Engine,
  { read: batch, number, taken }: Batch,
  options: Origin,
  seen: Seen,
): Promise<Decision> {
  const { source, file, job } = options;
  const wanted = batch.flatMap((read) => ("normalised" in read ? namesOf(read.normalised, source) : []));
  const known = await engine.find([...new Set(wanted)]);
  const drafts = new Map<string, Draft>();
  for (const [identifier, stored] of known) {
    const same = [...drafts.values()].find((draft) => draft.record.id === stored.record.id);
    drafts.set(identifier, same ?? { record: stored.record, base: stored, replaces: [], changed: false });
  }
  const at = (options.now?.() ?? new Date()).toISOString();
  const own = new Set<string>();
  const meet = (name: string): boolean => {
    const met = own.has(name) || (seen.get(name) ?? number) < number;
    own.add(name);
    if (!seen.has(name)) seen.set(name, number);
    return met;
  };
  const released = new Set<string>();
  const outcomes: Outcome[] = [];
  for (const { entry, ...read } of batch) {
    if ("error" in read) {
      outcomes.push({ key: entry.key, id: null, outcome: "rejected", reason: messageOf(read.error), entry });
      continue;
    }
    const { normalised } = read;
    const identifiers = namesOf(normalised, source);
    if ([...identifiers, newId(normalised, source)].some((name) => released.has(name))) break;
    const key = sourceIdentifier(source, normalised.key);
    const again = meet(key) || entry.again === true;
    const owners = ownersOf(identifiers, drafts);
    const crowded = placeholder(identifiers, owners, source, key);
    if (crowded !== null) {
      outcomes.push({ key: entry.key, id: null, outcome: "rejected", reason: crowded, entry });
      continue;
    }
    const before = owners.flatMap(({ record }) => [...identifiersOf(record), record.id]);
    const owner = joined(owners, drafts);
    const origin = { source, at, again, job, ...(file ? { file } : {}) };
    const { record, change, content, earlier } = merge(owner?.record ?? null, normalised, origin);
    if (!owner && taken?.has(record.id)) record.id = recordId({ source, key: record.key });
    const draft = owner ?? { record, base: null, replaces: [], changed: true };
    if (change !== "unchanged") Object.assign(draft, { record, changed: true });
    const after = new Set([...identifiersOf(record), record.id]);
    for (const name of before) {
      if (after.has(name)) continue;
      released.add(name);
      drafts.delete(name);
    }
    for (const identifier of identifiersOf(record)) drafts.set(identifier, draft);
    const left = normalised.warnings.map(
      ({ path, expected, got }) => `${path} was left out or corrected: expected ${expected}, got ${got}`,
    );
    const repeated = again && meet(`${key}\n${content}`);
    const outcome = change === "unchanged" && !repeated ? countedAs(earlier, again) : change;
    outcomes.push({ key: entry.key, id: record.id, outcome, reason: left.join("; ") || null, entry });
  }
  return { drafts: [...new Set(drafts.values())], outcomes, rest: batch.slice(outcomes.length) };
}

/** What a content that is there already counts as: what it did when an earlier attempt at the same job stored it. */
function countedAs(earlier: Merged["earlier"], again: boolean): OutcomeName {
  if (earlier === null || (earlier === "again") !== again) return "unchanged";
  return earlier === "again" ? "merged" : earlier;
}

/** The identifiers that a source's record brings. */
export function namesOf(record: NormalisedRecord, source: string): string[] {
  return identifiersOf({ ...record, provenance: [{ source, key: record.key, at: "", fields: [], hashes: [""] }] });
}

/** The id that a source's record gets where it is a new one. */
export function newId(record: NormalisedRecord, source: string): string {
  return recordId({ ...record, source });
}

function ownersOf(identifiers: readonly string[], drafts: Map<string, Draft>): Draft[] {
  return [...new Set(identifiers.flatMap((identifier) => drafts.get(identifier) ?? []))];
}

/** Why a record cannot be one with its owners: they have {@link MOST_KEYS} others of its source already; null where it can. */
function placeholder(names: readonly string[], owners: readonly Draft[], source: string, key: string): string | null {
  const others = owners.flatMap(({ record }) => record.provenance.filter((from) => from.source === source));
  if (others.length < MOST_KEYS || owners.some(({ record }) => identifiersOf(record).includes(key))) return null;
  const shared = names.filter((name) => owners.some(({ record }) => identifiersOf(record).includes(name)));
  return `Expected identifiers of its own, got ${shared.join(", ")}, which ${others.length} other records of ${source} have`;
}

/** Those that one record's identifiers name: where they are several, they are one that was not known to be one. */
function joined([first, ...others]: readonly Draft[], drafts: Map<string, Draft>): Draft | null {
  if (!first) return null;
  for (const other of others) {
    first.record = join(first.record, other.record);
    first.changed = true;
    first.replaces.push(...(other.base ? [other.record.id] : []), ...other.replaces);
    for (const [identifier, draft] of drafts) if (draft === other) drafts.set(identifier, first);
  }
  return first;
}
