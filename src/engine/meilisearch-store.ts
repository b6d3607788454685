import type { MultiSearchQuery, SearchResponse } from "meilisearch";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import type { Spelling } from "./spelling.ts";

export type Query = Omit<MultiSearchQuery, "indexUid">;
export type Answer = SearchResponse<Shown>;
export type MultiSearch = (queries: Query[]) => Promise<Answer[]>;

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

/** Documents on one Meilisearch server, or spread over several. Every method may throw `engine-unavailable`. */
export interface Store {
  /** Several searches in one request to each server. Counts and facets are those of all servers together. */
  search: MultiSearch;
  /** Documents under a filter, all of them up to `limit`, in no order. */
  documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]>;
  /** Words of the index that begin like `word`, or nearly. */
  spellings(word: string): Promise<Spelling[]>;
  /** Writes documents whole, in the order of the calls. */
  add(documents: readonly Written[]): Promise<Task>;
  remove(ids: readonly string[]): Promise<Task>;
  statistics(): Promise<StoreStatistics>;
  /** What the documents are embedded with. */
  space(): Promise<EmbeddingSpace | null>;
  setSpace(space: EmbeddingSpace): Promise<void>;
  /** Applies the settings that differ. @param dimensions components of a vector; null where nothing is embedded */
  configure(dimensions: number | null): Promise<void>;
  /** Deletes the index, with all that is in it. */
  destroy(): Promise<void>;
}
