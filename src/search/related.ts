import { identifiersOf, namedBy, namingWord } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Engine } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";

type Given = LecternRecord["related"][number]["relation"];
/** How another record is related to one, seen from that one. */
export type Relation = Given | "commented-on-by";

export interface RelatedRecord {
  relation: Relation;
  /** The name by which the record names the other; null where the other names it. */
  ref: string | null;
  /** Null where the index does not have it. */
  record: LecternRecord | null;
}

const REVERSED: Readonly<Record<Given, Relation>> = {
  "news-about": "covered-by",
  "covered-by": "news-about",
  "preprint-of": "published-as",
  "published-as": "preprint-of",
  corrects: "corrected-by",
  "corrected-by": "corrects",
  retracts: "retracted-by",
  "retracted-by": "retracts",
  "comment-on": "commented-on-by",
};

/** So many records that name a record are looked at, the newest first. */
const NAMING = 50;

/**
 * The records that a record names, also those that the index does not have, and then those of the index that name it:
 * each record once a relation.
 */
export async function relatedTo(engine: Engine, record: LecternRecord): Promise<RelatedRecord[]> {
  const [named, naming] = await Promise.all([namedRecords(engine, record), namingRecords(engine, record)]);
  const known = new Set(named.map(keyOf));
  return [...named, ...naming.filter((one) => !known.has(keyOf(one)))];
}

function keyOf({ relation, ref, record }: RelatedRecord): string {
  return `${relation} ${record?.id ?? ref}`;
}

async function namedRecords(engine: Engine, record: LecternRecord): Promise<RelatedRecord[]> {
  if (record.related.length === 0) return [];
  const found = await engine.find(record.related.flatMap((one) => namedBy(record, one)));
  const named = record.related.map((one): RelatedRecord => {
    const stored = namedBy(record, one)
      .map((identifier) => found.get(identifier))
      .find((other) => other !== undefined);
    return { relation: one.relation, ref: one.ref, record: stored?.record ?? null };
  });
  // Two names of one record, as its DOI and its number in PubMed, are one relation; a record's own are none.
  return [...new Map(named.map((one) => [keyOf(one), one])).values()].filter((one) => one.record?.id !== record.id);
}

async function namingRecords(engine: Engine, record: LecternRecord): Promise<RelatedRecord[]> {
  const own = new Set(identifiersOf(record));
  const { listed } = await engine.recall({
    words: { terms: [namingTerm([...own])], excluded: [], few: 0 },
    meaning: null,
    filters: [],
    facets: [],
    pool: 0,
    sort: "newest",
    offset: 0,
    limit: NAMING,
  });
  const stored = await engine.get(listed.map(({ id }) => id));
  const others = listed.flatMap(({ id }) => stored.get(id)?.record ?? []).filter(({ id }) => id !== record.id);
  return others.flatMap((other) => {
    const relations = other.related.filter((one) => namedBy(other, one).some((name) => own.has(name)));
    return [...new Set(relations.map(({ relation }) => REVERSED[relation]))].map((relation): RelatedRecord => {
      return { relation, ref: null, record: other };
    });
  });
}

/** Found in what names any of these. */
function namingTerm(identifiers: readonly string[]): Term {
  const alternatives = identifiers.map(
    (identifier) => ({ words: [namingWord(identifier)], field: "names", via: "exact", documents: null }) as const,
  );
  const text = identifiers.join(" OR ");
  return { text, alternatives, telling: true, required: true, strict: true, prefix: false, typos: false };
}
