import type { Candidate, Look, MeaningQuery, RecallAnswer, RecallRequest } from "./engine.ts";
import type { Candidates, Named } from "./meilisearch-candidates.ts";
import { type Clause, NOTHING } from "./meilisearch-clauses.ts";
import type { Loaded } from "./meilisearch-documents.ts";
import { askFacets, facetsOf } from "./meilisearch-facets.ts";
import { otherFilters, ownFacets, toFilter } from "./meilisearch-filters.ts";
import { behind, byDate, fullest, type Pooling, pooling } from "./meilisearch-listing.ts";
import { anySimilar, counting, nearest, nearestOfAll, similar, withPhrases } from "./meilisearch-near.ts";
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
 * pool and the facets of the strictest, and the nearest. A second one follows for a second look at the nearest, and where few
 * records match by words or a word was not known; documents that were not read before are read by id.
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
  const facetAnswers = later(askFacets(search, request, clause));
  const passing = total(matching.counted);
  const pool = fullest(matching.pooling, Math.min(passing, request.pool));
  const looks = meaning && answers.any ? await look(meaning) : [];
  const near = await nearIn(looks.map(({ look, near }) => similar(look, near)));
  const loaded = await candidates.load(search, byRelevance ? [...pool, ...near] : near);
  const known = new Map(loaded.map((one) => [one.candidate.id, one]));
  const meant = await outside(near.flatMap(({ id }) => known.get(id) ?? []));

  const listing = { search, candidates, clause, filters, request };
  const ranked = byRelevance ? loaded.map(({ candidate }) => candidate) : [];
  const listed = later(byRelevance ? behind(listing, ranked) : byDate(listing, meant.map(toNamed)));
  const nearUnder = async (place: number): Promise<Named[]> =>
    nearIn(await Promise.all(looks.map(async ({ look, own }) => similar(look, (await own)[place]))));
  const found = { clause, answers: await facetAnswers, meant, nearUnder };
  return {
    candidates: ranked,
    listed: await listed,
    counts: { words: passing, meaning: meant.length },
    facets: await facetsOf(parts, request, found),
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
    const ofAll = meaning && !isAll(words.bar) ? [nearestOfAll(meaning, space)] : [];
    const near = meaning && meaning.nearest > 0 ? [nearest(meaning, space, words.bar, filters)] : [];
    const answers = await search([...first, ...matching, ...levels, ...ofAll, ...near]);
    const take = (queries: readonly Query[]): Answer[] => answers.splice(0, queries.length);
    const asked = { first: take(first), matching: readMatching(take(matching)) };
    const counted = [asked.matching.counted, ...take(levels)];
    const [nearestOne] = take(ofAll);
    const any = meaning !== null && anySimilar(meaning, nearestOne ?? answers[0]);
    return { ...asked, levels: counted, any, near: take(near)[0] };
  }

  /** The looks at what is near, with their answers under all filters, then under those of other facets. */
  async function look(meaning: MeaningQuery): Promise<Looked[]> {
    const first = { look: meaning, near: answers.near, own: nearOfOwn(meaning) };
    if (!meaning.again) return [first];
    const near = await withPhrases(search, similar(meaning, answers.near), words.bar);
    const loaded = await candidates.load(search, [...pool, ...near]);
    if (loaded.length === 0) return [first];
    const recalled = { candidates: loaded.map(({ candidate }) => candidate), terms: words.terms, collection };
    const vector = meaning.again.by(recalled);
    if (!vector) return [first];
    const again = { ...meaning.again, vector };
    const own = nearOfOwn(again);
    const [answer] = await search([nearest(again, space, words.bar, filters)]);
    return [first, { look: again, near: answer, own }];
  }

  /** The nearest for the counts of each facet that is filtered by: beside what the ranking waits for. */
  function nearOfOwn(look: Look): Promise<Answer[]> {
    const under = ownFacets(request).map((facet) => otherFilters(request.filters, facet));
    return later(search(under.map((others) => nearest(look, space, words.bar, others))));
  }

  /** What is near by any look, each once. */
  async function nearIn(found: readonly (readonly Named[])[]): Promise<Named[]> {
    return withPhrases(search, [...new Map(found.flat().map((one) => [one.id, one])).values()], words.bar);
  }

  async function askFor(clause: Clause, ordering: string) {
    return readMatching(await search(matchingQueries(clause, ordering)));
  }

  /** The count of what matches by words, and the pool. */
  function matchingQueries(clause: Clause, ordering: string): Query[] {
    const pooled = (byRelevance || meaning?.again) && clause !== NOTHING;
    return [counting(clause, filters), ...(pooled ? pooling(clause, ordering, filters, request.pool) : [])];
  }

  function readMatching([counted, best, plain]: Answer[]) {
    return { counted, pooling: { best: best?.hits ?? [], plain: plain?.hits ?? [] } satisfies Pooling };
  }

  /** Whether the nearest under all filters are the nearest of all. */
  function isAll(bar: Clause): boolean {
    return filters.length === 0 && bar.filter === "";
  }

  /** Those that do not match by words. */
  async function outside(near: readonly Loaded[]): Promise<Loaded[]> {
    const fitting = near.filter(({ stems }) => clause.fits(stems)).map(toNamed);
    const matching = new Set((await withPhrases(search, fitting, clause)).map(({ id }) => id));
    return near.filter(({ candidate }) => !matching.has(candidate.id));
  }
}

/** A look at what is near, with its answer under all filters, and those under the filters of others for each own facet. */
interface Looked {
  look: Look;
  near: Answer | undefined;
  own: Promise<Answer[]>;
}

/** What is waited for later, and may fail before. */
function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function toNamed({ candidate: { id, version } }: { candidate: Candidate }): Named {
  return { id, version };
}

function total(answer: Answer | undefined): number {
  return answer?.estimatedTotalHits ?? 0;
}
