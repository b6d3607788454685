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

/**
 * The records that a query of nothing but identifiers names, in its order, whatever the filters.
 *
 * None for one of which nothing could be read.
 *
 * @returns null where the query is something else: words, an author's ORCID, or a number that is no record's PubMed id
 */
export async function byIdentifiers(
  engine: Engine,
  query: ParsedQuery,
  request: SearchRequest,
): Promise<SearchAnswer | null> {
  const keys = query.identifiers.map(recordKey);
  if ((keys.length === 0 && !query.unreadable) || keys.includes(null)) return null;
  const stored = keys.length > 0 ? await engine.find(keys as string[]) : new Map<string, never>();
  const identifiers = query.identifiers.map((one, i): Identified => ({ ...one, found: stored.has(keys[i]!) }));
  if (stored.size === 0 && !query.sure) return null;
  const records = new Map(keys.flatMap((key) => stored.get(key!)?.record ?? []).map((record) => [record.id, record]));
  const all = [...records.values()];
  const from = (request.page - 1) * request.perPage;
  const ignored = request.filters.length > 0 ? [said("filters-ignored")] : [];
  const [only] = identifiers;
  return {
    query: query.sure || !only ? query.read : `${only.scheme}:${only.value}`,
    mode: request.mode,
    sort: request.sort ?? "relevance",
    counts: { words: all.length, meaning: 0, total: all.length },
    hits: all.slice(from, from + request.perPage).map((record) => ({
      record,
      highlights: { title: [], abstract: [] },
      bestSentence: null,
      score: null,
      reasons: [{ by: "identifier" }],
    })),
    facets: facetsOf(all),
    terms: [],
    needed: null,
    interpretation: { filters: [], words: [], instead: [], identifiers, notices: query.notices },
    suggestions: [],
    notices: [...query.notices, ...identifiers.flatMap((one) => missing(one) ?? []), ...ignored],
  };
}

function facetsOf(records: readonly LecternRecord[]): Partial<Record<Facet, FacetCount[]>> {
  return Object.fromEntries(
    FACETS.map((facet) => {
      const counts = new Map<string, number>();
      for (const record of records)
        for (const value of facetValues(record, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [facet, [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)];
    }),
  );
}
