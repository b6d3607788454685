import { FACETS, type Facet, type FacetValues, type Filter } from "../../indexes/fields.ts";
import type { Embedder } from "../embed/embedder.ts";
import type { Engine, FacetCount, RecallAnswer, SortOrder } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";
import { asRead, POOL, wordsFor } from "./asked-words.ts";
import { correctedMeaning, isCorrected } from "./corrected.ts";
import { bareHits, type Hit, hits, shownOf } from "./hits.ts";
import { byIdentifiers, type Identified, missing, namedBeside } from "./identify.ts";
import { type Instead, insteadOf, type WordReading, wordReadings } from "./interpretation.ts";
import { readQuery, type Switches } from "./literal.ts";
import { embedded, type MeaningOff, meaningNotice, offBy } from "./meaning.ts";
import { type Said, said } from "./notices.ts";
import type { PastQueries } from "./past-queries.ts";
import { withValues } from "./query-filters.ts";
import { isOfValues } from "./query-terms.ts";
import type { Notice } from "./query-token.ts";
import { type Mode, Ranker } from "./rank.ts";
import { type Reranking, rerank } from "./rerank.ts";
import { rescued, type Suggestion } from "./rescue.ts";
import { titledFirst } from "./titled.ts";
import { withZeros } from "./zeros.ts";

/** By words alone the pool is wider: the engine's own order decides who joins it, and not every engine's is good. */
const POOL_OF_WORDS = 300;

/** A query may be this long, in characters: a whole strategy of a systematic review. */
export const LONGEST_QUERY = 8_000;

/** Of a facet with more values, the most frequent are told. */
export const FACET_VALUES = 20;

/**
 * From which cosine on a record is near in meaning, and what the nearest of the index must reach for any to be. From
 * NFCorpus `train`: a higher bar costs recall, and at this one nonsense ('asdkjh qwe') finds nothing (bench/README.md).
 * They belong to the bundled model; `LECTERN_MODEL_SIMILARITY` sets them for another.
 */
export const SIMILARITY = { each: 0.25, best: 0.28 };

/**
 * From so many times the cosine of {@link SIMILARITY} on, a record is near to what the first results make of a query.
 * From NFCorpus `train`: at 0.3 to 0.4 it ranks as well as without a bar, and finds far fewer (bench/README.md).
 */
export const AGAIN = 1.4;

export interface SearchRequest extends Switches {
  q: string;
  mode: Mode;
  filters: readonly Filter[];
  /** Null: by relevance, or the newest first where nothing is looked for. */
  sort: SortOrder | null;
  /** From 1. */
  page: number;
  perPage: number;
  /** Those to count. Default: all that are not {@link Engine.costly}. */
  facets?: readonly Facet[];
  /** Which of their values are told. Default: {@link FACET_VALUES}, the most frequent. */
  values?: FacetValues;
  /** Also values that no match has: those that are filtered by, and the index's own. Default false. */
  zeros?: boolean;
  /** Whether each hit tells how its score came about. Default false. */
  explain?: boolean;
  /** Whether hits are their records alone, without evidence, and no other searches are suggested. Default false. */
  bare?: boolean;
}

/** How a query was read, beside its terms. */
export interface Interpretation {
  /** Those of the query itself, with the values that the index has under these names. */
  filters: readonly Filter[];
  /** What each word was taken for. */
  words: readonly WordReading[];
  /** What to ask for to have it read more as it was typed. */
  instead: readonly Instead[];
  /** What a query of nothing but identifiers names. */
  identifiers: readonly Identified[];
  /** What is to be said of the query, with its places there. */
  notices: readonly Notice[];
}

export interface SearchAnswer {
  query: string;
  mode: Mode;
  sort: SortOrder;
  counts: { words: number; meaning: number; total: number };
  hits: Hit[];
  facets: Partial<Record<Facet, FacetCount[]>>;
  /** How each word was read. */
  terms: Term[];
  /** What none of the results has, as it was read. */
  excluded: readonly Term[];
  needed: RecallAnswer["needed"];
  interpretation: Interpretation;
  /** Where nothing was found: other searches, which find something. */
  suggestions: readonly Suggestion[];
  /** All that the reader should know. */
  notices: Said[];
  /** Why nothing was or would be found by meaning; absent while it is on. */
  meaningOff?: MeaningOff;
}

export interface Searching {
  engine: Engine;
  /** Null: meaning is off, and every mode searches by words. */
  embedder: Embedder | null;
  /** Why there is no embedder. Default: it is switched off. */
  meaningOff?: "switched-off" | "not-loaded";
  similarity?: typeof SIMILARITY;
  /** Null or absent: results stay in the order of `rank`. */
  reranking?: Reranking | null;
  /** Null or absent: what people search for is not kept. */
  past?: PastQueries | null;
}

/**
 * One search: read the query, recall from the engine, rank, and gather the evidence for the page's hits. Phrases that no
 * record has are searched for by their words; where nothing is found, searches that do find something are suggested.
 */
export function search(parts: Searching, request: SearchRequest): Promise<SearchAnswer> {
  return rescued(request, (one) => searchOnce(parts, one));
}

async function searchOnce(parts: Searching, request: SearchRequest): Promise<SearchAnswer> {
  const { engine, embedder } = parts;
  const read = readQuery(request);
  let off: MeaningOff | null = embedder ? null : (parts.meaningOff ?? "switched-off");
  const named = await byIdentifiers(engine, read, request);
  if (named) return { ...named, ...(off ? { meaningOff: off } : {}) };
  const own = await withValues(engine, read);
  const query = { ...read, words: own.words };
  const ofQuery = [...query.notices, ...own.notices];
  const notices: Said[] = [...ofQuery];
  const wanted = request.mode !== "keyword" && query.meaning !== "";
  if (off && wanted) notices.push(...meaningNotice(off, request.mode === "semantic"));
  let mode: Mode = wanted && embedder ? request.mode : "keyword";
  const asked = (query.words?.terms ?? []).some((term) => !(term.anyOf ?? [term]).every(isOfValues));
  const sort = request.sort ?? (asked ? "relevance" : "newest");
  const similarity = parts.similarity ?? SIMILARITY;
  // Asked for alone, meaning is looked for deeper: there are no words to fall back on.
  const bar = mode === "semantic" ? similarity.each / 2 : similarity.each;
  const offset = (request.page - 1) * request.perPage;
  const filters = [...request.filters, ...own.filters];
  const values = request.values ?? { limit: FACET_VALUES };
  let ranker = new Ranker({ mode, vector: null });
  const recall = (vector: Promise<Float32Array> | null): Promise<RecallAnswer> =>
    engine.recall({
      // What is excluded is excluded in every mode.
      words: query.words && wordsFor(query.words, mode),
      meaning: vector && {
        vector,
        reread: (terms) => {
          const text = correctedMeaning(query.meaning, terms);
          return text === null ? null : vectorFor(embedder!, text);
        },
        nearest: POOL,
        similarity: bar,
        atLeastOne: similarity.best,
        again: {
          by: (first) => ranker.refined(first),
          early: (candidates) => ranker.look(candidates),
          nearest: POOL,
          similarity: AGAIN * similarity.each,
        },
      },
      filters,
      facets: request.facets ?? FACETS.filter((facet) => !engine.costly?.includes(facet)),
      values,
      pool: mode === "keyword" ? POOL_OF_WORDS : POOL,
      sort,
      offset,
      limit: request.perPage,
    });
  let meant = query.meaning;
  // Not waited for here: what goes by words does not need it.
  const vectorFor = async (by: Embedder, text: string): Promise<Float32Array> => {
    meant = text;
    const vector = await embedded(by, text);
    // What was meant at first may be there later.
    if (meant === text) ranker = new Ranker({ mode, vector });
    return vector;
  };
  let answer: RecallAnswer;
  try {
    const vector = wanted && embedder ? vectorFor(embedder, meant) : null;
    // Not waited for where the words were meant otherwise.
    vector?.catch(() => {});
    answer = await recall(vector);
  } catch (error) {
    off = mode === "keyword" ? null : offBy(error);
    if (!off) throw error;
    notices.push(...meaningNotice(off, request.mode === "semantic"));
    mode = "keyword";
    ranker = new Ranker({ mode, vector: null });
    answer = await recall(null);
  }
  // By meaning alone other words were read for what is embedded of them, and nothing is ordered by them.
  const ordering = mode === "semantic" ? answer.terms.filter(({ strict }) => strict) : answer.terms;
  // What only counts lists nothing, and needs no order.
  const first = request.perPage > 0 ? ranker.rank({ ...answer, terms: ordering }) : [];
  if (mode === "semantic")
    answer = { ...answer, terms: answer.terms.filter((term) => term.strict || isCorrected(term)) };
  const again = parts.reranking ? await rerank(parts.reranking, engine, meant, first, notices) : first;
  const ranked = sort === "relevance" ? titledFirst(again, meant) : again;
  const identifiers = namedBeside(query, answer.counts.words > 0);
  notices.push(...identifiers.flatMap((one) => missing(one) ?? []));
  const cut = answer.terms.flatMap((term) => term.anyOf ?? term).filter(({ cut }) => cut);
  notices.push(...cut.map((term) => said("beginning-cut", term.text, String(begunAs(term)))));
  const page = ranked.slice(offset, offset + request.perPage);
  const terms = mode === "semantic" ? asRead(query.words?.terms ?? [], answer.terms) : answer.terms;
  const shown = shownOf({
    page,
    ranker,
    answer,
    terms: asked && !request.bare ? terms : [],
    bar,
    explain: request.explain ?? false,
  });
  const words = wordReadings(answer.terms);
  return {
    query: query.read,
    mode,
    sort,
    counts: { ...answer.counts, total: answer.counts.words + answer.counts.meaning },
    hits: request.bare ? await bareHits(engine, shown) : await hits(engine, shown, terms, asked),
    facets: request.zeros ? await withZeros(engine, answer.facets, { filters, values }) : answer.facets,
    terms: answer.terms,
    excluded: query.words?.excluded ?? [],
    needed: answer.needed,
    interpretation: {
      filters: own.filters,
      words,
      instead: insteadOf(request, answer.terms),
      identifiers,
      notices: ofQuery,
    },
    suggestions: [],
    notices,
    ...(off ? { meaningOff: off } : {}),
  };
}

/** How many words a star stands for. */
function begunAs({ alternatives }: Term): number {
  return new Set(alternatives.flatMap(({ via, words }) => (via === "prefix" ? words.join(" ") : []))).size;
}
