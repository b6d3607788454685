import type { Facet } from "../../indexes/fields.ts";
import { facetAttribute, MOST_VALUES } from "../../indexes/settings.ts";
import { NAMED } from "../../indexes/suggestions.ts";
import type { FacetCount, RecallAnswer, RecallSoon } from "./engine.ts";
import { chosenValues, lookedUp, TopValues } from "./facet-counts.ts";
import { ids, type Named } from "./meilisearch-candidates.ts";
import { ANY, type Clause, NOTHING } from "./meilisearch-clauses.ts";
import { type Loaded, toName } from "./meilisearch-documents.ts";
import { otherFilters, ownFacets, toFilter } from "./meilisearch-filters.ts";
import { decode, encode } from "./meilisearch-keys.ts";
import { counting } from "./meilisearch-near.ts";
import type { Answer, MultiSearch, Query } from "./meilisearch-store.ts";
import type { Vocabulary } from "./meilisearch-words.ts";

/** What matches by words and by meaning, as facets need it. */
export interface FacetMatches {
  clause: Clause;
  /** The answers to `askFacets`. */
  answers: readonly Answer[];
  /** Under all filters, what matches by meaning only. */
  meant: readonly Loaded[];
  /** What is near where the own filter of the facet at this place of `ownFacets` does not hold. */
  nearUnder(place: number): Promise<Named[]>;
}

/** Values as they are stored, with their counts. */
type Counts = ReadonlyMap<string, number>;

/** A facet of what matches by words under the other facets' filters, and by meaning. */
interface Counting {
  facet: Facet;
  answer: Answer | undefined;
  clause: Clause;
  filters: readonly string[];
  meant: Counts;
}

/**
 * Asks for the counts of what matches by words: of all facets together, then of each that is filtered by without its own
 * filter. It is asked for by itself, beside what the ranking waits for: authors and headings take the server longer than
 * all else of a search.
 */
export async function askFacets(search: MultiSearch, request: RecallSoon, clause: Clause): Promise<Answer[]> {
  const own = ownFacets(request);
  const open = request.facets.filter((facet) => !own.includes(facet));
  if (request.facets.length === 0) return [];
  return search([
    { ...counting(clause, request.filters.map(toFilter)), facets: open.map(facetAttribute) },
    ...own.map((facet) => ({
      ...counting(clause, otherFilters(request.filters, facet)),
      facets: [facetAttribute(facet)],
    })),
  ]);
}

export async function facetsOf(
  vocabulary: Vocabulary,
  request: RecallSoon,
  matches: FacetMatches,
): Promise<RecallAnswer["facets"]> {
  const { clause, answers } = matches;
  const own = ownFacets(request);
  const meantUnder = await countNear(vocabulary.search, own, matches);
  const facets: RecallAnswer["facets"] = {};
  for (const facet of request.facets) {
    const place = own.indexOf(facet);
    const filters = otherFilters(request.filters, facet);
    const meant = place < 0 ? countLoaded(facet, matches.meant) : meantUnder[place]!;
    facets[facet] = await facetCounts(vocabulary, request, {
      facet,
      answer: answers[1 + place],
      clause,
      filters,
      meant,
    });
  }
  return facets;
}

/** The counts of what is near and does not match by words, for each facet that is filtered by. */
async function countNear(
  search: MultiSearch,
  own: readonly Facet[],
  { clause, meant, nearUnder }: FacetMatches,
): Promise<Counts[]> {
  // Without a filter others are the nearest, so those under it are counted in: a chosen value tells how many it shows.
  const shown = meant.map(({ candidate }) => candidate.id);
  const near = await Promise.all(
    own.map(async (_, place) => [...new Set([...shown, ...(await nearUnder(place)).map(({ id }) => id)])]),
  );
  const answers = await search(
    own.flatMap((facet, place): Query[] => {
      const named = near[place]!.length === 0 ? NOTHING.filter : ids(near[place]!.map((id) => ({ id })));
      const facets = [facetAttribute(facet)];
      return [
        { ...counting(ANY, [named]), facets },
        { ...counting(clause, [named]), facets },
      ];
    }),
  );
  return own.map((facet, place) => {
    const [all, byWords] = answers
      .slice(2 * place, 2 * place + 2)
      .map((answer) => new Map(storedCounts(facet, answer)));
    return new Map([...(all ?? [])].map(([value, count]) => [value, count - (byWords?.get(value) ?? 0)]));
  });
}

function countLoaded(facet: Facet, loaded: readonly Loaded[]): Counts {
  const counts = new Map<string, number>();
  for (const { facets } of loaded) for (const value of facets[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].map(([value, count]) => [encode(value), count]));
}

function storedCounts(facet: Facet, answer: Answer | undefined): [string, number][] {
  return Object.entries(answer?.facetDistribution?.[facetAttribute(facet)] ?? {});
}

/** The counts of a facet's values: of the most frequent, or of those looked up; and of those that are filtered by. */
async function facetCounts(
  vocabulary: Vocabulary,
  { values, filters }: RecallSoon,
  counted: Counting,
): Promise<FacetCount[]> {
  const { facet, answer, meant } = counted;
  const stored = storedCounts(facet, answer);
  const all = stored.length < MOST_VALUES;
  const counts = new Map(all ? stored : await lookedUpNames(vocabulary, values?.beginning ?? "", counted, stored));
  const chosen = chosenValues(filters, facet);
  const unknown = all ? [] : chosen.filter((value) => !counts.has(encode(value)));
  for (const [i, count] of (await countEach(vocabulary, unknown, counted)).entries())
    counts.set(encode(unknown[i]!), count);
  for (const [value, count] of meant) counts.set(value, (counts.get(value) ?? 0) + count);
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
  { clause, filters, facet }: Counting,
): Promise<number[]> {
  if (values.length === 0) return [];
  const answers = await search(
    values.map((value) => counting(clause, [...filters, toFilter({ kind: "anyOf", facet, values: [value] })])),
  );
  return answers.map(({ estimatedTotalHits = 0 }) => estimatedTotalHits);
}
