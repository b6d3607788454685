import { createHash } from "node:crypto";
import { recordId } from "../../indexes/identifiers.ts";
import { GIVEN, type LecternRecord } from "../../indexes/record.ts";
import type { OutcomeName } from "../../indexes/report.ts";
import type { NormalisedRecord } from "./normalise.ts";

/** Where a contribution comes from. */
export interface Origin {
  source: string;
  file?: string;
  /** ISO 8601, UTC. */
  at: string;
  /** True when this run has already taken a record under the same key: the first one's values stand, this one adds. */
  again: boolean;
  /** The job that this run is an attempt at; none: each run stands for itself. */
  job?: string | undefined;
}

export type Change = Exclude<OutcomeName, "rejected">;

type Provenance = LecternRecord["provenance"][number];
/** What a content did to its record; "again": merged, after another content of the same key in the same job. */
type Outcome = NonNullable<Provenance["load"]>["outcomes"][string];

export interface Merged {
  record: LecternRecord;
  change: Change;
  content: string;
  earlier: Outcome | null;
}

/** A file that gives one key more contents than these is not known again as unchanged. */
const MOST_HASHES = 100;

/** Fields with one value each: the first source that has one decides. */
const SINGLE = [
  "kind",
  "title",
  "abstract",
  "journal",
  "journalAbbreviation",
  "volume",
  "issue",
  "pages",
  "issn",
  "date",
  "year",
  "doi",
  "pmid",
  "pmcid",
  "url",
  "openAccessUrl",
  "language",
  "illustration",
] as const;
/** Fields with many values: what several sources give is put together. */
const MANY = ["authors", "types", "mesh", "keywords", "status", "related"] as const;

/**
 * Puts a source's record together with what the index has of it.
 *
 * A source owns the fields that it gave first. When it gives its record again, changed, its own fields change with it
 * (`updated`). What another source gives of the same record fills the gaps and adds to the lists (`merged`). The same
 * content again is `unchanged`, however often and in whatever order a file's records come.
 *
 * @returns besides the record: the content's hash, and `earlier`: what this very content did to the record when the same
 * job took it before; null where it did not
 */
export function merge(stored: LecternRecord | null, incoming: NormalisedRecord, origin: Origin): Merged {
  const content = contentHash(incoming);
  const { source, file, at, job, again } = origin;
  const from = (fields: string[], hashes: string[], outcome: Outcome): Provenance => {
    const outcomes = { ...ownOutcomes, [content]: outcome };
    const kept = Object.fromEntries(Object.entries(outcomes).filter(([known]) => hashes.includes(known)));
    const load = job ? { load: { job, outcomes: kept } } : {};
    return { source, key: incoming.key, ...(file ? { file } : {}), at, fields, hashes, ...load };
  };
  const own = stored?.provenance.find((one) => one.source === source && one.key === incoming.key);
  const ownOutcomes = own?.load && own.load.job === job ? own.load.outcomes : {};
  if (!stored) {
    const provenance = [from(givenFields(incoming), [content], "added")];
    const { givenDomains, warnings: _, ...record } = incoming;
    const id = recordId({ ...incoming, source });
    const made = { id, ...record, domains: given(givenDomains), provenance };
    return { record: made, change: "added", content, earlier: null };
  }
  if (own?.hashes.includes(content))
    return { record: stored, change: "unchanged", content, earlier: ownOutcomes[content] ?? null };
  const updates = own !== undefined && !again;
  const record = structuredClone(stored);
  const alone = stored.provenance.length === 1;
  const taken = updates ? overwrite(record, incoming, new Set(own.fields), alone) : new Set(own?.fields ?? []);
  for (const field of fill(record, incoming)) taken.add(field);
  for (const domain of given(incoming.givenDomains)) {
    record.domains = [...record.domains.filter(({ id }) => id !== domain.id), domain];
  }
  const hashes = updates || !own ? [content] : [...own.hashes, content].slice(-MOST_HASHES);
  const change = updates ? "updated" : "merged";
  const entry = from([...taken], hashes, again ? "again" : change);
  record.provenance = own
    ? record.provenance.map((one) => (one.source === source && one.key === incoming.key ? entry : one))
    : [...record.provenance, entry];
  return { record, change, content, earlier: null };
}

/** Puts two stored records together that have turned out to be one; the first keeps its id. */
export function join(first: LecternRecord, second: LecternRecord): LecternRecord {
  const record = structuredClone(first);
  fill(record, { ...second, givenDomains: [], warnings: [] });
  const kept = second.domains.filter(
    ({ id, evidence }) => evidence === GIVEN && !record.domains.some((d) => d.id === id),
  );
  record.domains.push(...kept);
  record.provenance.push(...second.provenance);
  return record;
}

/** Replaces the fields that the source owns. Where it is the only source, everything is its own. */
function overwrite(
  record: LecternRecord,
  incoming: NormalisedRecord,
  owned: ReadonlySet<string>,
  alone: boolean,
): Set<string> {
  const target = record as Record<string, unknown>;
  for (const field of SINGLE) {
    if (!alone && !owned.has(field)) continue;
    if (incoming[field] === undefined) delete target[field];
    else target[field] = incoming[field];
    if (field === "abstract") record.sections = incoming.sections;
  }
  if (alone) {
    for (const field of MANY) target[field] = incoming[field];
    record.key = incoming.key;
    record.domains = [];
  }
  return new Set(givenFields(incoming).filter((field) => alone || owned.has(field)));
}

/** @returns the fields that the record did not have and now has, or has more of */
function fill(record: LecternRecord, incoming: NormalisedRecord): string[] {
  const target = record as Record<string, unknown>;
  const filled: string[] = [];
  for (const field of SINGLE) {
    const value = incoming[field];
    if (value === undefined || value === "" || (target[field] !== undefined && target[field] !== "")) continue;
    // A year without a date belongs to the date that is there.
    target[field] = value;
    if (field === "abstract") record.sections = incoming.sections;
    filled.push(field);
  }
  // Two spellings of one author list do not make a longer one.
  if (record.authors.length === 0 && incoming.authors.length > 0) {
    record.authors = incoming.authors;
    filled.push("authors");
  }
  for (const field of MANY) {
    if (field === "authors") continue;
    const known = new Set(record[field].map((value) => identity(value)));
    const added = (incoming[field] as unknown[]).filter((value) => !known.has(identity(value)));
    if (added.length === 0) continue;
    target[field] = [...record[field], ...added];
    filled.push(field);
  }
  return filled;
}

function identity(value: unknown): string {
  return JSON.stringify(value).toLowerCase();
}

function given(ids: readonly string[]): LecternRecord["domains"] {
  return ids.map((id) => ({ id, confidence: 1, evidence: GIVEN }));
}

function givenFields(incoming: NormalisedRecord): string[] {
  return [...SINGLE, ...MANY].filter((field) => {
    const value = incoming[field];
    return value !== undefined && value !== "" && value !== false && !(Array.isArray(value) && value.length === 0);
  });
}

function contentHash({ warnings: _, ...content }: NormalisedRecord): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 24);
}
