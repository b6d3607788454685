import { EMBEDDER } from "../../indexes/settings.ts";
import type { MeaningQuery } from "./engine.ts";
import { ids, NAMED, type Named } from "./meilisearch-candidates.ts";
import type { Clause } from "./meilisearch-clauses.ts";
import type { Answer, MultiSearch, Query } from "./meilisearch-store.ts";

/** A query that counts what a clause matches under the filters. */
export function counting({ filter, q }: Pick<Clause, "filter" | "q">, filters: readonly string[]): Query {
  return { q, filter: join([filter, ...filters]), limit: 0, matchingStrategy: "all" };
}

/** A query for the nearest records of all: whether any is similar enough. */
export function nearestOfAll(meaning: MeaningQuery, space: string): Query {
  return { ...byVector(meaning), filter: [embedded(space)], limit: 1, attributesToRetrieve: ["id"] };
}

/** A query for the nearest records under the filters. */
export function nearest(meaning: MeaningQuery, space: string, { filter }: Clause, filters: readonly string[]): Query {
  return {
    ...byVector(meaning),
    filter: join([embedded(space), filter, ...filters]),
    limit: meaning.nearest,
    attributesToRetrieve: [...NAMED],
  };
}

/** Those that are similar enough, the most similar first; none where even the nearest of all is not. */
export function similar(meaning: MeaningQuery, ofAll: Answer | undefined, under: Answer | undefined): Named[] {
  // Meilisearch scores a cosine from -1 to 1 as 0 to 1.
  const cosine = (hit: { _rankingScore?: number } | undefined): number => 2 * (hit?._rankingScore ?? 0) - 1;
  if (cosine(ofAll?.hits[0]) < meaning.atLeastOne) return [];
  return (under?.hits ?? []).filter((hit) => cosine(hit) >= meaning.similarity);
}

/** Those of the documents that also match a clause's phrases. */
export async function withPhrases<T extends Named>(
  search: MultiSearch,
  documents: readonly T[],
  { q }: Clause,
): Promise<T[]> {
  if (q === "" || documents.length === 0) return [...documents];
  const query = { ...counting({ filter: ids(documents), q }, []), limit: documents.length };
  const [answer] = await search([{ ...query, attributesToRetrieve: ["id"] }]);
  const matching = new Set(answer?.hits.map(({ id }) => id));
  return documents.filter(({ id }) => matching.has(id));
}

export function join(filters: readonly string[]): string[] {
  return filters.filter((filter) => filter !== "");
}

function embedded(space: string): string {
  return `embedded = "${space}"`;
}

function byVector({ vector }: MeaningQuery): Query {
  return { vector: [...vector], hybrid: { embedder: EMBEDDER, semanticRatio: 1 }, showRankingScore: true };
}
