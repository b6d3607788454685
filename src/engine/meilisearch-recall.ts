import { type Facet, type Filter, facetValues } from "../../indexes/fields.ts";
import { facetAttribute } from "../../indexes/settings.ts";
import type { Candidate, FacetCount, RecallAnswer, RecallRequest } from "./engine.ts";
import { CANDIDATE_FIELDS, decode, encode, type Shown, toCandidate } from "./meilisearch-documents.ts";
import { type Answer, counting, ids, join, type MultiSearch, near, outside, type Query } from "./meilisearch-near.ts";
import type { Clause, ReadWords, WordReader } from "./meilisearch-words.ts";

const NONE: ReadWords = { terms: [], levels: [], of: 0, bar: null };
/** Nothing has this id. */
const NOTHING: Clause = { filter: 'id = ""', q: "" };

/** One search over one Meilisearch index: words first, then what needs their counts, in as few requests as can be. */
export async function recall(
  reader: WordReader,
  search: MultiSearch,
  collection: RecallAnswer["collection"],
  request: RecallRequest,
): Promise<RecallAnswer> {
  const everything = !request.meaning && (request.words?.terms.length ?? 0) === 0;
  const words = request.words ? await reader.read(request.words) : NONE;
  const filters = request.filters.map(toFilter);
  const bar = words.bar ?? { filter: "", q: "" };

  const [levelCounts, nearest] = await Promise.all([
    search(words.levels.map((level) => counting(level, filters))),
    near(search, request.meaning, [bar.filter, ...filters], bar.q),
  ]);
  const at = words.levels.findIndex(
    (_, i) => total(levelCounts[i]) >= (request.words?.few ?? 0) || i === words.levels.length - 1,
  );
  const level = words.levels[at] ?? null;
  const clause: Clause = everything ? bar : (level ?? NOTHING);
  const meantIds = await outside(search, nearest, clause);
  const meant = nearest.filter(({ id }) => meantIds.has(id));

  const byRelevance = request.sort === "relevance" && !everything;
  const own = (facet: Facet): boolean => request.filters.some((filter) => filter.facet === facet);
  const open = request.facets.filter((facet) => !own(facet));
  const [counted, best, ...ownAnswers] = await search([
    { ...counting(clause, filters), facets: open.map(facetAttribute) },
    byRelevance && level
      ? {
          q: `${level.q} ${level.ordering}`,
          filter: join([clause.filter, ...filters]),
          matchingStrategy: "frequency",
          limit: request.pool,
          attributesToRetrieve: [...CANDIDATE_FIELDS],
        }
      : { ...counting(NOTHING, []) },
    ...request.facets.filter(own).map((facet) => ({
      ...counting(clause, others(request, facet)),
      facets: [facetAttribute(facet)],
    })),
  ]);
  const passing = total(counted);
  let candidates: Candidate[] = [];
  let listed: Candidate[];
  if (byRelevance) {
    const pool = await fill(search, best?.hits ?? [], clause, filters, Math.min(passing, request.pool));
    candidates = unique([...pool, ...nearest].map(toCandidate));
    listed = await behind(search, candidates, clause, filters, request);
  } else {
    listed = await byDate(search, clause, meant, filters, request);
  }
  const facets: RecallAnswer["facets"] = {};
  for (const facet of open) facets[facet] = merged(counted, facet, meant);
  for (const [i, facet] of request.facets.filter(own).entries()) {
    const more = request.meaning
      ? await near(search, request.meaning, [bar.filter, ...others(request, facet)], bar.q)
      : [];
    const ids = await outside(search, more, clause);
    facets[facet] = merged(
      ownAnswers[i],
      facet,
      more.filter(({ id }) => ids.has(id)),
    );
  }
  return {
    candidates,
    listed,
    counts: { words: passing, meaning: meant.length },
    facets: Object.fromEntries(request.facets.map((facet) => [facet, facets[facet]!])),
    terms: words.terms,
    needed: level && { terms: level.needed, of: words.of },
    collection,
  };

  function others({ filters }: RecallRequest, facet: Facet): string[] {
    return filters.filter((filter) => filter.facet !== facet).map(toFilter);
  }
}

function total(answer: Answer | undefined): number {
  return answer?.estimatedTotalHits ?? 0;
}

export function toFilter(filter: Filter): string {
  switch (filter.kind) {
    case "years": {
      const from = `year >= ${Math.trunc(filter.from ?? 1)}`;
      return filter.to === null ? from : `${from} AND year <= ${Math.trunc(filter.to)}`;
    }
    case "anyOf":
      return `${facetAttribute(filter.facet)} IN [${filter.values.map((value) => JSON.stringify(encode(value))).join(", ")}]`;
  }
}

/** Makes the pool full where the engine's own order left matches out: it wants the rarest word, the rule does not. */
async function fill(
  search: MultiSearch,
  pool: readonly Shown[],
  clause: Clause,
  filters: readonly string[],
  size: number,
): Promise<Shown[]> {
  if (pool.length >= size) return pool.slice(0, size);
  const without = pool.length > 0 ? `NOT ${ids(pool)}` : "";
  const [more] = await search([
    {
      ...counting(clause, [...filters, without]),
      limit: size - pool.length,
      attributesToRetrieve: [...CANDIDATE_FIELDS],
    },
  ]);
  return [...pool, ...(more?.hits ?? [])];
}

async function behind(
  search: MultiSearch,
  candidates: readonly Candidate[],
  clause: Clause,
  filters: readonly string[],
  request: RecallRequest,
): Promise<Candidate[]> {
  const offset = Math.max(0, request.offset - candidates.length);
  const limit = request.offset + request.limit - candidates.length - offset;
  if (limit <= 0) return [];
  const without = candidates.length > 0 ? `NOT ${ids(candidates)}` : "";
  return page(search, counting(clause, [...filters, without]), "newest", offset, limit);
}

async function byDate(
  search: MultiSearch,
  clause: Clause,
  meant: readonly Shown[],
  filters: readonly string[],
  { sort, offset, limit }: RecallRequest,
): Promise<Candidate[]> {
  if (limit === 0) return [];
  if (meant.length === 0) return page(search, counting(clause, filters), sort, offset, limit);
  if (clause.q !== "") {
    // A phrase cannot stand in a filter beside the ids: what matches by words is named by id, too.
    const [answer] = await search([{ ...counting(clause, filters), limit: 1000, attributesToRetrieve: ["id"] }]);
    return page(
      search,
      counting({ filter: ids([...(answer?.hits ?? []), ...meant]), q: "" }, filters),
      sort,
      offset,
      limit,
    );
  }
  const either = clause.filter === "" ? "" : `(${clause.filter}) OR ${ids(meant)}`;
  return page(search, counting({ filter: either && `(${either})`, q: "" }, filters), sort, offset, limit);
}

async function page(
  search: MultiSearch,
  query: Query,
  sort: RecallRequest["sort"],
  offset: number,
  limit: number,
): Promise<Candidate[]> {
  const order = [`date:${sort === "oldest" ? "asc" : "desc"}`, "version:asc"];
  const [answer] = await search([
    { ...query, sort: order, offset, limit, attributesToRetrieve: [...CANDIDATE_FIELDS] },
  ]);
  return (answer?.hits ?? []).map(toCandidate);
}

function unique(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

/** The engine's counts of a facet over what matches by words, and those of what matches by meaning. */
function merged(answer: Answer | undefined, facet: Facet, meant: readonly Shown[]): FacetCount[] {
  const counts = new Map<string, number>();
  const stored = answer?.facetDistribution?.[facetAttribute(facet)] ?? {};
  for (const [value, count] of Object.entries(stored)) counts.set(decode(value), count);
  for (const document of meant)
    for (const value of facetValues(JSON.parse(document.json), facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
