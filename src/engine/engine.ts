import type { OutdatedPart } from "../../indexes/derivation.ts";
import type { Facet, FacetValues, Filter } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Suggestion } from "../../indexes/suggestions.ts";
import type { TextWords } from "../../indexes/text-words.ts";
import type { EmbeddingSpace, PassageVectors } from "../../indexes/vectors.ts";
import type { Needed, Term, WordQuery } from "./word-query.ts";

/** A record as the engine takes it. Without vectors (no embedder) it is found by words only. */
export interface IndexedRecord {
  record: LecternRecord;
  vectors: PassageVectors | null;
  /** What the record was when it was read, for a safe read-change-write: {@link StoredRecord.version}, null for a new one. */
  base: number | null;
  /** Ids of records that have turned out to be this one: they go in the same step. */
  replaces?: readonly string[];
}

export interface StoredRecord {
  record: LecternRecord;
  /** Grows with every change of the record. */
  version: number;
  hasVectors: boolean;
}

export interface PutResult {
  /**
   * Ids of records for which the index has moved on: the record changed since `base`, or one of its identifiers belongs
   * to another record by now. If there is one, nothing was stored: the caller reads again and decides anew.
   */
  conflicts: string[];
  /** Records that the engine refuses for what they hold, and why; all others were stored. */
  rejected?: readonly { id: string; reason: string }[];
}

/**
 * Records near in meaning, of those that have none of the word query's excluded terms, and all of its required ones
 * (which, but for the strict ones, do not count here where one of them is in no record at all).
 */
export interface MeaningQuery {
  /** Unit length, as long as the index's dimensions. */
  vector: Float32Array;
  /** At most so many nearest records match by meaning, and only from this cosine on (-1 to 1). */
  nearest: number;
  similarity: number;
  /** Where even the nearest record of the index is less similar than this, none matches: the words mean nothing here. */
  atLeastOne: number;
  /** What the first records tell of what is meant: those near to that match by meaning too, whatever the sort. */
  again?: SecondLook;
}

/** A vector to find the nearest records by. */
export type Look = Pick<MeaningQuery, "vector" | "nearest" | "similarity">;

/** What a second look goes by. */
export type FirstRecall = Pick<RecallAnswer, "candidates" | "terms" | "collection">;

/** Asked once where there is anything to go by, with the best by words and the nearest: as if sorted by relevance. */
export interface SecondLook {
  /** The vector to look by, unit length; null for no second look. */
  by: (first: FirstRecall) => Float32Array | null;
  /** Told of candidates that are there before others are, where an engine has to wait: they can be looked at meanwhile. */
  early?: (candidates: readonly Candidate[]) => void;
  /** At most so many of the nearest to it match, and only from this cosine on. */
  nearest: number;
  similarity: number;
}

export type SortOrder = "relevance" | "newest" | "oldest";

export interface RecallRequest {
  /**
   * Null, or without terms: nothing is looked for by words. With `meaning` null too, every record under the filters
   * matches that has none of the excluded terms.
   */
  words: WordQuery | null;
  meaning: MeaningQuery | null;
  filters: readonly Filter[];
  facets: readonly Facet[];
  /** Which values of the facets are told. Default: all that count. */
  values?: FacetValues;
  /** How many of the best by words, by the engine's own score, join the pool: 0 to 1,000. */
  pool: number;
  sort: SortOrder;
  /** Which stretch of the matches to list, in `sort` order; relevance lists the pool's matches first (for ranking), then the rest. */
  offset: number;
  limit: number;
}

/** A request whose vector may still be in the making: what goes by words can be looked for meanwhile. */
export type RecallSoon = Omit<RecallRequest, "meaning"> & { meaning: MeaningSoon | null };
export type MeaningSoon = Omit<MeaningQuery, "vector"> & {
  vector: Float32Array | Promise<Float32Array>;
  /** Told how the words were read: another vector to look by, where it is not what they were taken for. */
  reread?: (terms: readonly Term[]) => Promise<Float32Array> | null;
};

/** A record as ranking sees it. */
export interface Candidate {
  id: string;
  version: number;
  words: TextWords;
  vectors: PassageVectors | null;
}

export interface FacetCount {
  value: string;
  count: number;
}

export interface RecallAnswer {
  /** The best matches by words and the nearest by meaning: what ranking orders. Empty unless sorted by relevance. */
  candidates: Candidate[];
  /**
   * The stretch asked for. By date: of all matches. By relevance: of the matches behind the candidates, whose first
   * stands at place `candidates.length`, in the engine's own order.
   */
  listed: Candidate[];
  /** By words, and how many more by meaning. Their sum is the number of matches; neither depends on the sort. */
  counts: { words: number; meaning: number };
  /** Over all matches; for a facet that is itself filtered, over the matches under the other filters. Most frequent first. */
  facets: Partial<Record<Facet, FacetCount[]>>;
  /** The words' terms as they were read: alternatives found, with their document counts. */
  terms: Term[];
  /** What a match by words has at least; null without words. */
  needed: Needed | null;
  /** Records in the index, and their mean length in words: what BM25 needs. */
  collection: { documents: number; averageLength: number };
}

export interface EngineStatistics {
  documents: number;
  /** How many of them have vectors. */
  embedded: number;
  bySource: Record<string, number>;
  /** Bytes on disk, where the engine knows. */
  bytes: number | null;
  space: EmbeddingSpace | null;
  /** Changes with every write. */
  version: number;
  /** What of the records was derived in another way than this Lectern derives it: a rebuild makes it anew. */
  outdated?: readonly OutdatedPart[];
  /** A rebuild that was begun and has not ended, or null. */
  rebuild?: RebuildState | null;
}

/** Which state of the index something was searched in. */
export interface IndexState {
  documents: number;
  /** A name that changes with every write and with a rebuild. */
  version: string;
}

export interface RebuildState {
  /** How many records the next index has, of how many. */
  done: number;
  total: number;
  /** ISO 8601, UTC. */
  begunAt: string;
  /** Whether a process is at it now. */
  running: boolean;
}

/** A record of the index with all that is derived from it, derived anew. */
export interface RebuiltRecord {
  record: LecternRecord;
  vectors: PassageVectors | null;
  /** The stored record's, which it was made from. */
  version: number;
}

/**
 * A rebuild: beside the index that goes on serving, the next one is made from its records. Nothing is written to both.
 * The next index follows: it knows of each record the version that it was made from, so that what is missing, changed or
 * removed is the difference, whoever wrote and whatever was killed meanwhile. Every method throws `cancelled` when the
 * rebuild was cancelled, or another process has taken it over.
 */
export interface Rebuild {
  /** How many records are best taken together. What is stored of a killed rebuild is never done again, so at most these are. */
  readonly batch: number;
  /**
   * Records that the next index does not have as they are now, at most `limit`; none where it seems to have caught up.
   * Also how many records it has, of how many.
   */
  pending(limit: number): Promise<{ records: StoredRecord[]; done: number; total: number }>;
  /**
   * Stores records in the next index, whole. One that has changed or gone since it was read is left out: what it is now
   * is pending.
   *
   * @throws `invalid-vector` when a vector is not of the next index's length
   */
  put(records: readonly RebuiltRecord[]): Promise<void>;
  /**
   * Puts the next index in the place of the index in one step, with every write that the index has. Records keep their
   * versions. False, where something has changed again: then more is pending.
   */
  swap(): Promise<boolean>;
  /** Leaves an unfinished rebuild for another process to go on with. */
  close(): Promise<void>;
}

/**
 * The port of the search engine: it stores, and recalls. Not in it: ranking (`src/search/rank.ts` does that for every
 * engine), embedding, deduplication, highlighting. Every method may throw `engine-unavailable` or `storage-failed`.
 */
export interface Engine {
  /** Facets whose counts take longer than all else of a search: better asked for where somebody looks at them. Default none. */
  readonly costly?: readonly Facet[];
  /**
   * Stores records whole, new or over the old: all of them, or none, but for those it rejects. Several puts may be under
   * way; each sees those before it, as `get` and `find` do.
   *
   * @throws `invalid-vector` when a vector is not of the index's length; then nothing is stored
   */
  put(records: readonly IndexedRecord[]): Promise<PutResult>;
  /** @returns how many of them were there */
  remove(ids: readonly string[]): Promise<number>;
  /**
   * Those that are there, by id.
   *
   * @param recalled versions in which some were recalled a moment ago: an engine that keeps these need not look again
   */
  get(ids: readonly string[], recalled?: ReadonlyMap<string, number>): Promise<Map<string, StoredRecord>>;
  /** The records that own these identifiers (`identifiersOf`), by identifier. */
  find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>>;
  /** Every record, in a fixed order, read in pages: a record that is there all the while comes exactly once. */
  scan(options?: { source?: string }): AsyncIterable<StoredRecord>;
  /** @throws `invalid-vector` when the query's vector is not of the index's length; what the vector's making throws */
  recall(request: RecallSoon): Promise<RecallAnswer>;
  /** What a text may be the beginning of: at most `limit` of each kind, the likeliest first; empty for no words. */
  suggest(text: string, limit: number): Promise<Suggestion[]>;
  /** Reads what every search needs, where that takes long, so that the first one need not wait for it. */
  warm?(): Promise<void>;
  /** Compares what the index holds with what was put. @throws `storage-failed` where something is missing */
  verify?(): Promise<void>;
  statistics(): Promise<EngineStatistics>;
  /** Cheap enough to be asked with every search. What another process wrote in the last second may be missing. */
  state(): Promise<IndexState>;
  /**
   * Begins to rebuild the index for vectors of `space` (null: without any) and this Lectern's way of deriving, or goes on
   * with a rebuild that was begun for the same; one for another is dropped.
   *
   * @throws `already-running` while another process is at it
   */
  rebuild(space: EmbeddingSpace | null): Promise<Rebuild>;
  /** Drops an unfinished rebuild, also one that is running. @returns whether there was one */
  cancelRebuild(): Promise<boolean>;
  close(): Promise<void>;
}
