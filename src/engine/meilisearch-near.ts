import { EMBEDDER } from "../../indexes/settings.ts";
import type { Look, MeaningQuery } from "./engine.ts";
import { ids, NAMED, type Named } from "./meilisearch-candidates.ts";
import type { Clause } from "./meilisearch-clauses.ts";
import type { Answer, MultiSearch, Query } from "./meilisearch-store.ts";

/** A query that counts what a clause matches under the filters. */
export function counting({ filter, q }: Pick<Clause, "filter" | "q">, filters: readonly string[]): Query {
  return { q, filter: join([filter, ...filters]), limit: 0, matchingStrategy: "all" };
}

/** A query for the nearest records of all: whether any is similar enough. */
export function nearestOfAll(look: Look, space: string): Query {
  return { ...byVector(look), filter: [embedded(space)], limit: 1, attributesToRetrieve: ["id"] };
}

/** A query for the nearest records under the filters. */
export function nearest(look: Look, space: string, { filter }: Clause, filters: readonly string[]): Query {
  return {
    ...byVector(look),
    filter: join([embedded(space), filter, ...filters]),
    limit: look.nearest,
    attributesToRetrieve: [...NAMED],
  };
}

/** Whether the nearest record of all is similar enough for any to match. */
export function anySimilar({ atLeastOne }: Pick<MeaningQuery, "atLeastOne">, ofAll: Answer | undefined): boolean {
  return cosine(ofAll?.hits[0]) >= atLeastOne;
}

/** Those that are similar enough, the most similar first. */
export function similar({ similarity }: Pick<Look, "similarity">, answer: Answer | undefined): Named[] {
  return (answer?.hits ?? []).filter((hit) => cosine(hit) >= similarity);
}

/** Meilisearch scores a cosine from -1 to 1 as 0 to 1. */
function cosine(hit: { _rankingScore?: number } | undefined): number {
  return 2 * (hit?._rankingScore ?? 0) - 1;
}

/** Those of the documents that match a clause for certain, which fit it already. */
export async function confirmed<T extends Named>(
  search: MultiSearch,
  documents: readonly T[],
  { q, filter, certain }: Clause,
): Promise<T[]> {
  return matching(search, documents, q, certain ? "" : filter);
}

/** Those of the documents that also match a clause's phrases. */
export async function withPhrases<T extends Named>(
  search: MultiSearch,
  documents: readonly T[],
  { q }: Clause,
): Promise<T[]> {
  return matching(search, documents, q, "");
}

async function matching<T extends Named>(
  search: MultiSearch,
  documents: readonly T[],
  q: string,
  filter: string,
): Promise<T[]> {
  if ((q === "" && filter === "") || documents.length === 0) return [...documents];
  const query = { ...counting({ filter: ids(documents), q }, [filter]), limit: documents.length };
  const [answer] = await search([{ ...query, attributesToRetrieve: ["id"] }]);
  const found = new Set(answer?.hits.map(({ id }) => id));
  return documents.filter(({ id }) => found.has(id));
}

export function join(filters: readonly string[]): string[] {
  return filters.filter((filter) => filter !== "");
}

function embedded(space: string): string {
  return `embedded = "${space}"`;
}

function byVector({ vector }: Look): Query {
  return { vector: [...vector], hybrid: { embedder: EMBEDDER, semanticRatio: 1 }, showRankingScore: true };
}
