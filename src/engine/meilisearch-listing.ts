import type { Candidate, RecallSoon } from "./engine.ts";
import { type Candidates, ids, NAMED, type Named } from "./meilisearch-candidates.ts";
import type { Clause, Share } from "./meilisearch-clauses.ts";
import { counting, join } from "./meilisearch-near.ts";
import type { MultiSearch, Query } from "./meilisearch-store.ts";

/** Matches by words: the best of each share by the engine's own order, and as many in no order, since that leaves some out. */
export interface Pooling {
  best: readonly (readonly Named[])[];
  plain: readonly Named[];
}

/**
 * What matches in no order, which also counts it, and the best: the engine's own order wants the rarest word, which the
 * rule for matches does not.
 */
export function pooling(clause: Clause, shares: readonly Share[], filters: readonly string[], size: number): Query[] {
  const retrieve = { limit: size, attributesToRetrieve: [...NAMED] };
  return [
    { ...counting(clause, filters), ...retrieve },
    ...shares.map(({ filter, ordering }) => ({
      q: `${clause.q} ${ordering}`,
      filter: join([clause.filter, filter, ...filters]),
      matchingStrategy: "frequency" as const,
      ...retrieve,
    })),
  ];
}

/** As many of each share as there is room for. @param size how many there are to have */
export function fullest({ best, plain }: Pooling, size: number): Named[] {
  const inTurn = Array.from({ length: size }, (_, i) => best.flatMap((share) => share[i] ?? [])).flat();
  const pool = new Map([...inTurn, ...plain].map((one) => [one.id, one]));
  return [...pool.values()].slice(0, size);
}

export interface Listing {
  search: MultiSearch;
  candidates: Candidates;
  clause: Clause;
  filters: readonly string[];
  request: RecallSoon;
}

/** The stretch of matches that lies behind the ranked ones. */
export async function behind(listing: Listing, ranked: readonly Candidate[]): Promise<Candidate[]> {
  const { clause, filters, request } = listing;
  const offset = Math.max(0, request.offset - ranked.length);
  const limit = request.offset + request.limit - ranked.length - offset;
  if (limit <= 0) return [];
  const without = ranked.length > 0 ? `NOT ${ids(ranked)}` : "";
  return page(listing, counting(clause, [...filters, without]), "newest", offset, limit);
}

/** @param meant what matches by meaning only */
export async function byDate(listing: Listing, meant: readonly Named[]): Promise<Candidate[]> {
  const { search, clause, filters } = listing;
  const { sort, offset, limit } = listing.request;
  if (limit === 0) return [];
  if (meant.length === 0) return page(listing, counting(clause, filters), sort, offset, limit);
  let filter = clause.filter && `(${clause.filter}) OR ${ids(meant)}`;
  if (clause.q !== "") {
    // A phrase cannot stand in a filter beside the ids: what matches by words is named by id, too.
    const query = { ...counting(clause, filters), limit: 1000, attributesToRetrieve: ["id"] };
    const [answer] = await search([query]);
    filter = ids([...(answer?.hits ?? []), ...meant]);
  }
  return page(listing, counting({ filter: filter && `(${filter})`, q: "" }, filters), sort, offset, limit);
}

async function page(
  { search, candidates }: Listing,
  query: Query,
  sort: RecallSoon["sort"],
  offset: number,
  limit: number,
): Promise<Candidate[]> {
  const order = [`date:${sort === "oldest" ? "asc" : "desc"}`, "id:asc"];
  const [answer] = await search([{ ...query, sort: order, offset, limit, attributesToRetrieve: [...NAMED] }]);
  return (await candidates.load(search, answer?.hits ?? [])).map(({ candidate }) => candidate);
}
