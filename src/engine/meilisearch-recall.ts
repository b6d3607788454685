import type { Candidate, Look, MeaningSoon, RecallAnswer, RecallSoon } from "./engine.ts";
import type { Candidates, Named } from "./meilisearch-candidates.ts";
import { ANY, type Clause, NOTHING, type Share } from "./meilisearch-clauses.ts";
import type { Loaded } from "./meilisearch-documents.ts";
import { askFacets, facetsOf } from "./meilisearch-facets.ts";
import { otherFilters, ownFacets, toFilter } from "./meilisearch-filters.ts";
import { behind, byDate, fullest, type Pooling, pooling } from "./meilisearch-listing.ts";
import { anySimilar, confirmed, counting, nearest, nearestOfAll, similar, withPhrases } from "./meilisearch-near.ts";
import type { Answer, Query } from "./meilisearch-store.ts";
import { asksTheSame, NO_WORDS, type ReadWords, type Vocabulary, type WordReader } from "./meilisearch-words.ts";
import { levelTaken, neededBy } from "./word-plan.ts";

export interface RecallParts extends Vocabulary {
  reader: WordReader;
  candidates: Candidates;
  /** Key of the space of the query's vector. */
  space: string;
}

/**
 * One search over a Meilisearch index. As a rule it is two requests side by side, which the server answers on two cores:
 * one of the words, with their counts, those of each level and the pool of the strictest, and one of the nearest. Another
 * follows for a second look at the nearest, and where few records match by words or a word was not known; documents that
 * were not read before are read by id.
 */
export async function recall(
  parts: RecallParts,
  collection: RecallAnswer["collection"],
  request: RecallSoon,
): Promise<RecallAnswer> {
  const { search, reader, candidates, space } = parts;
  const { meaning } = request;
  const everything = !meaning && (request.words?.terms.length ?? 0) === 0;
  const byRelevance = request.sort === "relevance" && !everything;
  const filters = request.filters.map(toFilter);
  const { words, answers, nearby } = await ask();

  const at = levelTaken(words.levels, request.words?.few ?? 0, (at) => total(answers.levels[at]));
  const level = words.levels[at] ?? null;
  const clause = everything ? words.bar : (level?.clause ?? NOTHING);
  const matching = at > 0 ? await askFor(clause, level!.shares) : answers.matching;
  const facetAnswers = later(askFacets(search, request, clause));
  const passing = total(matching.counted);
  const pool = fullest(matching.pooling, Math.min(passing, request.pool));
  // What matches by words is known, and read, before what is near.
  const read = later(early(byRelevance || meaning?.again ? pool : []));
  const close = await nearby;
  await read;
  const looks = meaning && close ? await look(meaning, close) : [];
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
    needed: level && neededBy(level, words.of),
    collection,
  };

  /** Everything at once where the words allow it, else the words once more with what the first request told. */
  async function ask(): Promise<{ words: ReadWords; answers: WordAnswers; nearby: Promise<Nearby | null> }> {
    if (!request.words) return asked(NO_WORDS);
    const presumed = reader.presume(request.words);
    // What a query neither asks for nor excludes bars nothing, however it is read.
    const open = request.words.excluded.length === 0 && request.words.terms.every(({ required }) => !required);
    const bar = presumed?.bar ?? (open ? ANY : null);
    const nearby = bar && later(askNear(bar));
    if (!presumed) return asked(await reader.read(parts, request.words), nearby);
    const missing = reader.missing(request.words);
    const answers = await askWith(presumed, reader.questions(missing));
    reader.learn(missing, answers.first);
    const words = await reader.read(parts, request.words);
    const same = asksTheSame(presumed, words);
    return same ? { words, answers, nearby: nearby! } : asked(words, sameBar(presumed.bar, words.bar) ? nearby : null);
  }

  async function asked(words: ReadWords, nearby: Promise<Nearby | null> | null = null) {
    const again = meaning?.reread?.(words.terms) ?? null;
    const near = (again ? null : nearby) ?? later(askNear(words.bar, again));
    return { words, answers: await askWith(words, []), nearby: near };
  }

  /** @param first questions to ask beside */
  async function askWith(words: ReadWords, first: readonly Query[]): Promise<WordAnswers> {
    const strictest = everything ? words.bar : (words.levels[0]?.clause ?? NOTHING);
    const matching = matchingQueries(strictest, words.levels[0]?.shares ?? []);
    // How many match the strictest is told with its pool, but under the filters.
    const narrowed = filters.length > 0 && words.levels.length > 1;
    const levels = words.levels.slice(narrowed ? 0 : 1).map((level) => counting(level.clause, []));
    const answers = await search([...first, ...matching, ...levels]);
    const take = (queries: readonly Query[]): Answer[] => answers.splice(0, queries.length);
    const asked = { first: take(first), matching: readMatching(take(matching)) };
    return { ...asked, levels: [...(narrowed ? [] : [asked.matching.counted]), ...take(levels)] };
  }

  /** What is near; null where even the nearest of all is not near enough. @param again another vector than was asked by */
  async function askNear(bar: Clause, again: Promise<Float32Array> | null = null): Promise<Nearby | null> {
    if (!meaning) return null;
    const first = { ...meaning, vector: await (again ?? meaning.vector) };
    const [near] = await search(first.nearest > 0 ? [nearest(first, space, bar, filters)] : []);
    const nearby = { first, near, read: later(early(meaning.again ? similar(first, near) : [])) };
    // As a rule what passes the filters is near enough to tell.
    if (anySimilar(first, near)) return nearby;
    const [ofAll] = near && isAll(bar) ? [near] : await search([nearestOfAll(first, space)]);
    return anySimilar(first, ofAll) ? nearby : null;
  }

  /** Reads documents, and has them looked at, while others are waited for. */
  async function early(named: readonly Named[]): Promise<void> {
    const loaded = await candidates.load(search, named);
    meaning?.again?.early?.(loaded.map(({ candidate }) => candidate));
  }

  /** The looks at what is near, with their answers under all filters, then under those of other facets. */
  async function look({ again }: MeaningSoon, { first, near: found, read }: Nearby): Promise<Looked[]> {
    const one = { look: first, near: found, own: nearOfOwn(first) };
    if (!again) return [one];
    await read;
    const near = await withPhrases(search, similar(first, found), words.bar);
    const loaded = await candidates.load(search, [...pool, ...near]);
    if (loaded.length === 0) return [one];
    const recalled = { candidates: loaded.map(({ candidate }) => candidate), terms: words.terms, collection };
    const vector = again.by(recalled);
    if (!vector) return [one];
    const second = { ...again, vector };
    const own = nearOfOwn(second);
    const [answer] = await search([nearest(second, space, words.bar, filters)]);
    return [one, { look: second, near: answer, own }];
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

  async function askFor(clause: Clause, shares: readonly Share[]) {
    return readMatching(await search(matchingQueries(clause, shares)));
  }

  /** The count of what matches by words, and the pool. */
  function matchingQueries(clause: Clause, shares: readonly Share[]): Query[] {
    const pooled = (byRelevance || meaning?.again) && clause !== NOTHING;
    return pooled ? pooling(clause, shares, filters, request.pool) : [counting(clause, filters)];
  }

  function readMatching([counted, ...best]: Answer[]): WordAnswers["matching"] {
    return { counted, pooling: { best: best.map(({ hits }) => hits), plain: counted?.hits ?? [] } };
  }

  /** Whether the nearest under all filters are the nearest of all. */
  function isAll(bar: Clause): boolean {
    return filters.length === 0 && bar.filter === "";
  }

  /** Those that do not match by words. */
  async function outside(near: readonly Loaded[]): Promise<Loaded[]> {
    const fitting = near.filter(({ candidate }) => clause.fits(candidate.words)).map(toNamed);
    const matching = new Set((await confirmed(search, fitting, clause)).map(({ id }) => id));
    return near.filter(({ candidate }) => !matching.has(candidate.id));
  }
}

interface WordAnswers {
  /** To the questions asked beside. */
  first: Answer[];
  /** Of the strictest level. */
  matching: { counted: Answer | undefined; pooling: Pooling };
  /** The counts of each level. */
  levels: (Answer | undefined)[];
}

interface Nearby {
  first: Look;
  near: Answer | undefined;
  /** Once its documents are read. */
  read: Promise<void>;
}

function sameBar(a: Clause, b: Clause): boolean {
  return a.filter === b.filter && a.q === b.q;
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
