import type { MultiSearchQuery, SearchResponse } from "meilisearch";
import { EMBEDDER } from "../../indexes/settings.ts";
import type { MeaningQuery } from "./engine.ts";
import { CANDIDATE_FIELDS, type Shown } from "./meilisearch-documents.ts";
import type { Clause } from "./meilisearch-words.ts";

export type Query = Omit<MultiSearchQuery, "indexUid">;
export type Answer = SearchResponse<Shown>;
export type MultiSearch = (queries: Query[]) => Promise<Answer[]>;

/** A query that counts what a clause matches under the filters. */
export function counting({ filter, q }: Clause, filters: readonly string[]): Query {
  return { q, filter: join([filter, ...filters]), limit: 0, matchingStrategy: "all" };
}

export function join(filters: readonly string[]): string[] {
  return filters.filter((filter) => filter !== "");
}

/** The nearest records under the filters, those similar enough, the most similar first. */
export async function near(
  search: MultiSearch,
  meaning: MeaningQuery | null,
  filters: readonly string[],
  q: string,
): Promise<Shown[]> {
  if (!meaning || meaning.nearest === 0) return [];
  const { vector, nearest, similarity, atLeastOne } = meaning;
  const byVector = { vector: [...vector], hybrid: { embedder: EMBEDDER, semanticRatio: 1 }, showRankingScore: true };
  const [first, under] = await search([
    { ...byVector, filter: ["embedded = 1"], limit: 1, attributesToRetrieve: ["id"] },
    {
      ...byVector,
      filter: join(["embedded = 1", ...filters]),
      limit: nearest,
      attributesToRetrieve: [...CANDIDATE_FIELDS],
    },
  ]);
  // Meilisearch scores a cosine from -1 to 1 as 0 to 1.
  const cosine = (hit: { _rankingScore?: number } | undefined): number => 2 * (hit?._rankingScore ?? 0) - 1;
  if (cosine(first?.hits[0]) < atLeastOne) return [];
  const similar = (under?.hits ?? []).filter((hit) => cosine(hit) >= similarity);
  return q === "" ? similar : kept(search, similar, { filter: "", q });
}

/** Those of the documents that also match a clause. */
async function kept(search: MultiSearch, documents: readonly Shown[], clause: Clause): Promise<Shown[]> {
  if (documents.length === 0) return [];
  const query = { ...counting(clause, [ids(documents)]), limit: documents.length, attributesToRetrieve: ["id"] };
  const [answer] = await search([query]);
  const matching = new Set(answer?.hits.map(({ id }) => id));
  return documents.filter(({ id }) => matching.has(id));
}

/** The ids of those documents that do not match a clause. */
export async function outside(search: MultiSearch, documents: readonly Shown[], clause: Clause): Promise<Set<string>> {
  const matching = new Set((await kept(search, documents, clause)).map(({ id }) => id));
  return new Set(documents.flatMap(({ id }) => (matching.has(id) ? [] : id)));
}

export function ids(documents: readonly { id: string }[]): string {
  return `id IN [${documents.map(({ id }) => JSON.stringify(id)).join(", ")}]`;
}
