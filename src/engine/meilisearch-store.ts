import type { MultiSearchQuery, SearchResponse } from "meilisearch";
import type { Derivation } from "../../indexes/derivation.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import type { Spelling } from "./spelling.ts";

export type Query = Omit<MultiSearchQuery, "indexUid">;
export type Answer = SearchResponse<Shown>;
export type MultiSearch = (queries: Query[]) => Promise<Answer[]>;

/** More documents than any server holds. */
export const EVERY = 2 ** 32;

/** What an index says of itself, in a document beside it. */
export interface About {
  /** How often the index was replaced by a rebuilt one: what is remembered of one generation says nothing of another. */
  generation: number;
  /** What the documents are embedded with. */
  space: EmbeddingSpace | null;
  /** In which ways records were derived. */
  ways: readonly Derivation[];
}

export type NoteName = "rebuild" | "rebuild-alive";

export const NEW_INDEX: About = { generation: 0, space: null, ways: [] };

/** Answers of one generation of the index. */
export interface Answers {
  answers: Answer[];
  about: About;
}

/** What one server, or all of them, say of themselves. */
export interface StoreStatistics {
  documents: number;
  /** Documents whose vectors the server has in its vector store. */
  embedded: number;
  bytes: number | null;
  /** Changes with every write. */
  version: number;
}

/** A document as it is written: the engine's own, and its id. */
export type Written = Readonly<Record<string, unknown>> & { id: string };

/** A write that the server has taken and will do in its turn. */
export interface Task {
  /** @throws `invalid-record` for what the server refuses, `storage-failed` for what it failed at; `engine-unavailable` */
  done(): Promise<void>;
}

/** What is looked up, default words, and in which documents, default all. */
export type Among = { of?: "spellings" | "names" } & Pick<Query, "q" | "filter" | "matchingStrategy">;

/** Documents on one Meilisearch server, or spread over several. Every method may throw `engine-unavailable`. */
export interface Store {
  /** Several searches in one request to each server. Counts and facets are those of all servers together. */
  search(queries: Query[]): Promise<Answers>;
  /** Documents under a filter, all of them up to `limit`, in no order. */
  documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]>;
  /** Words of the index that begin like `word`, or nearly; or names, by their words. */
  spellings(word: string, among?: Among): Promise<Spelling[]>;
  /** Writes documents whole, in the order of the calls. */
  add(documents: readonly Written[]): Promise<Task>;
  remove(ids: readonly string[]): Promise<Task>;
  statistics(): Promise<StoreStatistics>;
  /** Null for one that nothing was said of yet. */
  about(): Promise<About | null>;
  setAbout(about: About): Promise<void>;
  /** Something to remember beside the index, by a name: null where there is nothing. */
  note<T>(name: NoteName): Promise<T | null>;
  /** @param value null takes it away */
  setNote(name: NoteName, value: object | null): Promise<void>;
  /** Applies the settings that differ. @param dimensions components of a vector; null where nothing is embedded */
  configure(dimensions: number | null): Promise<void>;
  /** The store whose name has this ending, made where it is not there. */
  beside(ending: string): Promise<Store>;
  /** The store whose name has this ending, of those servers that have it; null where none does. Nothing is made. */
  existing(ending: string): Promise<Store | null>;
  /**
   * Puts the store of this ending in the place of this one, and the other way round, at once on each server. Where
   * it is there, it must have a note of a rebuild; where it is the older of the two, nothing is left to do.
   */
  swap(ending: string): Promise<void>;
  /** Deletes the index, with all that is in it. */
  destroy(): Promise<void>;
}
