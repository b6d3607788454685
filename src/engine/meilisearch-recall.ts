import type { Facet, Filter } from "../../indexes/fields.ts";
import { facetAttribute } from "../../indexes/settings.ts";
import type { Candidate, MeaningQuery, RecallAnswer, RecallRequest } from "./engine.ts";
import type { Candidates, Named } from "./meilisearch-candidates.ts";
import { type Clause, NOTHING } from "./meilisearch-clauses.ts";
import { encode, type Loaded } from "./meilisearch-documents.ts";
import { facetCounts } from "./meilisearch-facets.ts";
import { behind, byDate, fullest, type Pooling, pooling } from "./meilisearch-listing.ts";
import { counting, nearest, nearestOfAll, similar, withPhrases } from "./meilisearch-near.ts";
import type { Answer, Query } from "./meilisearch-store.ts";
import { asksTheSame, NO_WORDS, type ReadWords, type Vocabulary, type WordReader } from "./meilisearch-words.ts";

export interface RecallParts extends Vocabulary {
  reader: WordReader;
  candidates: Candidates;
  /** Key of the space of the query's vector. */
  space: string;
}

/**
 * One search over a Meilisearch index. As a rule it is one request: the counts of the words, the counts of each level, the
 * pool and the facets of the strictest, and the nearest. A second one follows where few records match by words or a word
 * was not known, and documents that were not read before are read by id.
 */
export async function recall(
  parts: RecallParts,
  collection: RecallAnswer["collection"],
  request: RecallRequest,
): Promise<RecallAnswer> {
  const { search, reader, candidates, space } = parts;
  const { meaning } = request;
  const everything = !meaning && (request.words?.terms.length ?? 0) === 0;
  const byRelevance = request.sort === "relevance" && !everything;
  const filters = request.filters.map(toFilter);
  const { words, answers } = await ask();

  const at = words.levels.findIndex(
    (_, i) => total(answers.levels[i]) >= (request.words?.few ?? 0) || i === words.levels.length - 1,
  );
  const level = words.levels[at] ?? null;
  const clause = everything ? words.bar : (level?.clause ?? NOTHING);
  const matching = at > 0 ? await askFor(clause, level!.ordering) : answers.matching;
  const passing = total(matching.counted);
  const near = meaning ? await under(answers.near[0]) : [];
  const pool = fullest(matching.pooling, Math.min(passing, request.pool));
  const loaded = await candidates.load(search, byRelevance ? [...pool, ...near] : near);
  const known = new Map(loaded.map((one) => [one.candidate.id, one]));
  const meant = await outside(near.flatMap(({ id }) => known.get(id) ?? []));

  const listing = { search, candidates, clause, filters, request };
  const ranked = byRelevance ? loaded.map(({ candidate }) => candidate) : [];
  const facets: RecallAnswer["facets"] = {};
  for (const facet of request.facets) {
    const place = ownPlace(facet);
    const more = meaning && place >= 0 ? await candidates.load(search, await under(answers.near[1 + place])) : null;
    facets[facet] = await facetCounts(parts, request, {
      facet,
      answer: place < 0 ? matching.counted : matching.own[place],
      clause,
      filters: others(facet),
      of: (value) => toFilter({ kind: "anyOf", facet, values: [value] }),
      meant: place < 0 ? meant : more ? await outside(more) : [],
    });
  }
  return {
    candidates: ranked,
    listed: byRelevance ? await behind(listing, ranked) : await byDate(listing, meant.map(toNamed)),
    counts: { words: passing, meaning: meant.length },
    facets,
    terms: words.terms,
    needed: level && { terms: level.needed, of: words.of },
    collection,
  };

  /** Everything in one request where the words allow it, else once more with what the first one told. */
  async function ask(): Promise<{ words: ReadWords; answers: Awaited<ReturnType<typeof askWith>> }> {
    if (!request.words) return { words: NO_WORDS, answers: await askWith(NO_WORDS, []) };
    const presumed = reader.presume(request.words);
    if (!presumed) {
      const words = await reader.read(parts, request.words);
      return { words, answers: await askWith(words, []) };
    }
    const missing = reader.missing(request.words);
    const answers = await askWith(presumed, reader.questions(missing));
    reader.learn(missing, answers.first);
    const words = await reader.read(parts, request.words);
    return { words, answers: asksTheSame(presumed, words) ? answers : await askWith(words, []) };
  }

  /** @param first questions to ask beside */
  async function askWith(words: ReadWords, first: readonly Query[]) {
    const strictest = everything ? words.bar : (words.levels[0]?.clause ?? NOTHING);
    const matching = matchingQueries(strictest, words.levels[0]?.ordering ?? "");
    const levels = words.levels.slice(1).map((level) => counting(level.clause, filters));
    const near = meaning && meaning.nearest > 0 ? nearQueries(meaning, words.bar) : [];
    const answers = await search([...first, ...matching, ...levels, ...near]);
    const take = (queries: readonly Query[]): Answer[] => answers.splice(0, queries.length);
    const asked = { first: take(first), matching: readMatching(take(matching)) };
    return { ...asked, levels: [asked.matching.counted, ...take(levels)], near: readNear(take(near), words.bar) };
  }

  async function askFor(clause: Clause, ordering: string) {
    return readMatching(await search(matchingQueries(clause, ordering)));
  }

  /** Counts and facets of what matches by words; each filtered facet's without its own filter; the pool. */
  function matchingQueries(clause: Clause, ordering: string): Query[] {
    const open = request.facets.filter((facet) => ownPlace(facet) < 0).map(facetAttribute);
    return [
      { ...counting(clause, filters), facets: open },
      ...ownFacets().map((facet) => ({ ...counting(clause, others(facet)), facets: [facetAttribute(facet)] })),
      ...(byRelevance && clause !== NOTHING ? pooling(clause, ordering, filters, request.pool) : []),
    ];
  }

  function readMatching(answers: Answer[]) {
    const own = ownFacets().length;
    const [best, plain] = answers.slice(1 + own);
    return {
      counted: answers[0],
      own: answers.slice(1, 1 + own),
      pooling: { best: best?.hits ?? [], plain: plain?.hits ?? [] } satisfies Pooling,
    };
  }

  function nearQueries(meaning: MeaningQuery, bar: Clause): Query[] {
    return [
      ...(ofAll(bar) ? [] : [nearestOfAll(meaning, space)]),
      nearest(meaning, space, bar, filters),
      ...ownFacets().map((facet) => nearest(meaning, space, bar, others(facet))),
    ];
  }

  /** The nearest under all filters, then those under the filters of other facets, each with its bar. */
  function readNear(answers: Answer[], bar: Clause) {
    const under = ofAll(bar) ? answers : answers.slice(1);
    return under.map((answer) => ({ hits: similar(meaning!, answers[0], answer), bar }));
  }

  /** Whether the nearest under all filters are the nearest of all. */
  function ofAll(bar: Clause): boolean {
    return filters.length === 0 && bar.filter === "";
  }

  async function under(near: { hits: Named[]; bar: Clause } | undefined): Promise<Named[]> {
    return near ? withPhrases(search, near.hits, near.bar) : [];
  }

  /** Those that do not match by words. */
  async function outside(near: readonly Loaded[]): Promise<Loaded[]> {
    const fitting = near.filter(({ stems }) => clause.fits(stems)).map(toNamed);
    const matching = new Set((await withPhrases(search, fitting, clause)).map(({ id }) => id));
    return near.filter(({ candidate }) => !matching.has(candidate.id));
  }

  function ownFacets(): Facet[] {
    return request.facets.filter((facet) => request.filters.some((filter) => isOwn(filter, facet)));
  }

  function ownPlace(facet: Facet): number {
    return ownFacets().indexOf(facet);
  }

  function others(facet: Facet): string[] {
    return request.filters.filter((filter) => !isOwn(filter, facet)).map(toFilter);
  }
}

function toNamed({ candidate: { id, version } }: { candidate: Candidate }): Named {
  return { id, version };
}

function total(answer: Answer | undefined): number {
  return answer?.estimatedTotalHits ?? 0;
}

/** Whether a filter is one that a facet's own counts leave out. */
function isOwn(filter: Filter, facet: Facet): boolean {
  return filter.facet === facet && !filter.fixed;
}

export function toFilter(filter: Filter): string {
  const fits = fitting(filter);
  return filter.not ? `NOT (${fits})` : fits;
}

function fitting(filter: Filter): string {
  switch (filter.kind) {
    case "years": {
      const from = `year >= ${Math.trunc(filter.from ?? 1)}`;
      return filter.to === null ? from : `${from} AND year <= ${Math.trunc(filter.to)}`;
    }
    case "anyOf":
      return `${facetAttribute(filter.facet)} IN [${filter.values.map((value) => JSON.stringify(encode(value))).join(", ")}]`;
  }
}
