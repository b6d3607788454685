import { FACETS, type Facet, facetValues } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Engine, FacetCount } from "../engine/engine.ts";
import { type Said, said } from "./notices.ts";
import type { ParsedQuery } from "./query.ts";
import { type Identifier, recordKey } from "./query-identifiers.ts";
import type { SearchAnswer, SearchRequest } from "./search.ts";

export interface Identified extends Identifier {
  /** Whether the index has a record, or an author, of this name. */
  found: boolean;
}

/** What to say of an identifier that is not here; null where it is. */
export function missing({ scheme, value, found }: Identified): Said | null {
  return found ? null : said(`${scheme}-nowhere`, value);
}

/** A shorter number is as likely an amount. */
const LIKELY_PMID = 7;

/**
 * The identifiers of a query whose words are searched for: of an author, or those that no record has.
 *
 * @param some whether the words find any
 */
export function namedBeside({ identifiers, names }: ParsedQuery, some: boolean): Identified[] {
  if (names === "perhaps")
    return identifiers.flatMap((one) => (one.value.length < LIKELY_PMID ? [] : { ...one, found: false }));
  return identifiers.map(({ scheme, value }) => ({ scheme, value, found: names === "only" && some }));
}

/**
 * The records that a query names by identifiers, in its order, whatever the filters.
 *
 * None for one of which nothing could be read.
 *
 * @returns null where words are to be searched for: there is nothing else, an author's ORCID, or no record has one of these
 */
export async function byIdentifiers(
  engine: Engine,
  query: ParsedQuery,
  request: SearchRequest,
): Promise<SearchAnswer | null> {
  if (query.identifiers.length === 0 && !query.unreadable) return null;
  if (query.identifiers.some((one) => recordKey(one) === null)) return null;
  const forms = query.identifiers.map(formsOf);
  const asked = forms.flat().map((one) => recordKey(one)!);
  const stored = asked.length > 0 ? await engine.find(asked) : new Map<string, never>();
  const all = forms.map((each): Identified => {
    const found = each.find((one) => stored.has(recordKey(one)!));
    return { ...(found ?? each[0]!), found: found !== undefined };
  });
  const keys = all.map((one) => recordKey(one)!);
  if (stored.size === 0 && query.names !== "only") return null;
  // Those of one reference name the same work, of which the index may not know every name.
  const identifiers = query.names === "also" ? all.filter(({ found }) => found) : all;
  const records = new Map(keys.flatMap((key) => stored.get(key)?.record ?? []).map((record) => [record.id, record]));
  const named = [...records.values()];
  const from = (request.page - 1) * request.perPage;
  const ignored = request.filters.length > 0 ? [said("filters-ignored")] : [];
  const [only] = identifiers;
  // What is to be said of words is of no interest where these are left out.
  const own = query.names === "also" ? [] : query.notices;
  const beside = query.names === "also" ? [said("words-beside-identifier")] : [];
  return {
    query: query.names === "only" || !only ? query.read : `${only.scheme}:${only.value}`,
    mode: request.mode,
    sort: request.sort ?? "relevance",
    counts: { words: named.length, meaning: 0, total: named.length },
    hits: named.slice(from, from + request.perPage).map((record) => ({
      record,
      highlights: { title: [], abstract: [] },
      bestSentence: null,
      score: null,
      reasons: [{ by: "identifier" }],
    })),
    facets: facetsOf(named, request),
    terms: [],
    excluded: [],
    needed: null,
    interpretation: { filters: [], words: [], instead: [], identifiers, notices: own },
    suggestions: [],
    notices: [...own, ...beside, ...identifiers.flatMap((one) => missing(one) ?? []), ...ignored],
  };
}

/** An identifier, and what else it may be. */
function formsOf({ scheme, value, shorter = [] }: Identifier): [Identifier, ...Identifier[]] {
  return [{ scheme, value }, ...shorter.map((value) => ({ scheme, value }))];
}

function facetsOf(
  records: readonly LecternRecord[],
  { facets = FACETS, values }: Pick<SearchRequest, "facets" | "values">,
): Partial<Record<Facet, FacetCount[]>> {
  return Object.fromEntries(
    facets.map((facet) => {
      const counts = new Map<string, number>();
      for (const record of records)
        for (const value of facetValues(record, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const all = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
      return [facet, facet === "year" ? all : all.slice(0, values?.limit)];
    }),
  );
}
