import type { Facet } from "../../indexes/fields.ts";
import { facetAttribute, MOST_VALUES } from "../../indexes/settings.ts";
import { NAMED } from "../../indexes/suggestions.ts";
import type { FacetCount, RecallRequest } from "./engine.ts";
import { chosenValues, lookedUp, TopValues } from "./facet-counts.ts";
import type { Clause } from "./meilisearch-clauses.ts";
import { decode, encode, type Loaded, toName } from "./meilisearch-documents.ts";
import { counting } from "./meilisearch-near.ts";
import type { Answer } from "./meilisearch-store.ts";
import type { Vocabulary } from "./meilisearch-words.ts";

/** A facet of what matches by words under the other facets' filters, and by meaning. */
export interface Counting {
  facet: Facet;
  answer: Answer | undefined;
  clause: Clause;
  filters: readonly string[];
  /** The filter for a value. */
  of(value: string): string;
  meant: readonly Loaded[];
}

/** The counts of a facet's values: of the most frequent, or of those looked up; and of those that are filtered by. */
export async function facetCounts(
  vocabulary: Vocabulary,
  { values, filters }: RecallRequest,
  counted: Counting,
): Promise<FacetCount[]> {
  const { facet, answer, meant } = counted;
  const stored = Object.entries(answer?.facetDistribution?.[facetAttribute(facet)] ?? {});
  const all = stored.length < MOST_VALUES;
  const counts = new Map(all ? stored : await lookedUpNames(vocabulary, values?.beginning ?? "", counted, stored));
  const chosen = chosenValues(filters, facet);
  const unknown = all ? [] : chosen.filter((value) => !counts.has(encode(value)));
  for (const [i, count] of (await countEach(vocabulary, unknown, counted)).entries())
    counts.set(encode(unknown[i]!), count);
  for (const { facets } of meant)
    for (const value of facets[facet].map(encode)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const top = new TopValues(facet, values);
  for (const [value, count] of counts) if (count > 0) top.add(count, () => decode(value));
  return top.values(chosen.map((value) => ({ value, count: counts.get(encode(value)) ?? 0 })));
}

/** Where an answer has not all values, those that are looked up come from the facet of names. */
async function lookedUpNames(
  { spellings }: Vocabulary,
  beginning: string,
  { facet, clause, filters }: Counting,
  stored: [string, number][],
): Promise<[string, number][]> {
  const [longest] = lookedUp(beginning).sort((a, b) => b.length - a.length);
  if (longest === undefined || !NAMED.some((named) => named === facet)) return stored;
  const { q, filter = [] } = counting(clause, filters);
  const names = await spellings(longest, { of: "names", filter, ...(q ? { q } : {}), matchingStrategy: "all" });
  return names.flatMap(({ word, documents }) => {
    const name = toName(word);
    return name.facet === facet ? [[encode(name.text), documents] satisfies [string, number]] : [];
  });
}

async function countEach(
  { search }: Vocabulary,
  values: readonly string[],
  { clause, filters, of }: Counting,
): Promise<number[]> {
  if (values.length === 0) return [];
  const answers = await search(values.map((value) => counting(clause, [...filters, of(value)])));
  return answers.map(({ estimatedTotalHits = 0 }) => estimatedTotalHits);
}
