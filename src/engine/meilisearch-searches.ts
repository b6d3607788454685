import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { IndexState, MeaningSoon, RecallAnswer, RecallSoon, StoredRecord } from "./engine.ts";
import { readAhead } from "./meilisearch-ahead.ts";
import { Candidates } from "./meilisearch-candidates.ts";
import { spaceKey } from "./meilisearch-documents.ts";
import type { DocumentFile } from "./meilisearch-file.ts";
import { MeilisearchRefusal } from "./meilisearch-http.ts";
import { recall } from "./meilisearch-recall.ts";
import { type About, type MultiSearch, NEW_INDEX, type Store } from "./meilisearch-store.ts";
import { WordReader } from "./meilisearch-words.ts";
import { movedSpace, sameSpace } from "./vectors.ts";

/** The mean length of a record is taken from at most this many, and kept for this long, in milliseconds. */
const LENGTHS = 1000;
const LENGTHS_KEPT = 60_000;
/** How long the state of the index is taken for true, in milliseconds: asking for it takes two requests. */
const STATE_KEPT = 1_000;
/** How often a search is begun again because the index was replaced by a rebuilt one meanwhile. */
const GENERATIONS = 5;

/** What is remembered of one generation of the index. */
interface Memory {
  about: About;
  reader: WordReader;
  candidates: Candidates;
}

/** Searches, each over one generation of the index. */
export class Searches {
  readonly #store: Store;
  /** What this process has loaded; null: whatever the index is of. */
  readonly #space: EmbeddingSpace | null;
  #memory: Memory;
  #collection: { value: RecallAnswer["collection"]; at: number } | null = null;

  #state: { value: Promise<IndexState>; at: number } | null = null;

  readonly #file: DocumentFile | null;
  /** What is read ahead of searches, of which generation. */
  #ahead: { generation: number; ending: AbortController } | null = null;

  constructor(store: Store, about: About, space: EmbeddingSpace | null, file: DocumentFile | null) {
    this.#store = store;
    this.#space = space;
    this.#file = file;
    this.#memory = this.#remember(about);
  }

  /** To be called after each write of this process. */
  changed(): void {
    this.#memory.reader.clear();
    this.#state = null;
    // Of a small index the sample is the whole; a large one's mean length hardly moves.
    if ((this.#collection?.value.documents ?? 0) < LENGTHS) this.#collection = null;
  }

  /** To be called after a removal by this process. */
  removed(ids: readonly string[]): void {
    this.#file?.forget(ids);
    this.changed();
  }

  async state(): Promise<IndexState> {
    if (!this.#state || Date.now() - this.#state.at >= STATE_KEPT) {
      const value = this.#store
        .statistics()
        .then(({ documents, version }): IndexState => ({ documents, version: String(version) }));
      this.#state = { value, at: Date.now() };
      value.catch(() => {
        this.#state = null;
      });
    }
    return this.#state.value;
  }

  async recall({ meaning, ...rest }: RecallSoon): Promise<RecallAnswer> {
    const vector = meaning && Promise.resolve(meaning.vector);
    // Waited for later, and not at all where words fail before.
    vector?.catch(() => {});
    for (let tries = 1; ; tries++) {
      const { about, reader, candidates } = this.#memory;
      const space = this.#space ?? about.space;
      const fitting = async (made: Promise<Float32Array>) => checked(await made, space?.dimensions);
      const first = vector && fitting(vector);
      first?.catch(() => {});
      const reread: MeaningSoon["reread"] = (terms) => {
        const again = meaning?.reread?.(terms);
        return again ? fitting(again) : null;
      };
      const request = { ...rest, meaning: meaning && { ...meaning, vector: first!, reread } };
      const search = this.#searchIn(about, request.meaning !== null);
      const spellings: Store["spellings"] = (word, among) => this.#store.spellings(word, among);
      try {
        const parts = { search, spellings, reader, candidates, space: spaceKey(space) };
        const answer = await recall(parts, await this.#lengths(search), request);
        this.#readAhead();
        return answer;
      } catch (error) {
        if (error instanceof Replaced && tries < GENERATIONS) this.#memory = this.#remember(error.about);
        else throw await this.#moved(error, request.meaning !== null);
      }
    }
  }

  #remember(about: About): Memory {
    const of = `${about.generation} ${spaceKey(this.#space ?? about.space)}`;
    return { about, reader: new WordReader(), candidates: new Candidates(this.#file, of) };
  }

  /** Of the records in these versions, those that are kept in the file. */
  kept(versions: ReadonlyMap<string, number>): Map<string, StoredRecord> {
    return this.#memory.candidates.records(versions);
  }

  /** Once for each generation, from the first search on. */
  #readAhead(): void {
    const { about, candidates } = this.#memory;
    if (!this.#file || this.#ahead?.generation === about.generation) return;
    this.#ahead?.ending.abort();
    const ending = new AbortController();
    this.#ahead = { generation: about.generation, ending };
    const parts = { store: this.#store, search: this.#searchIn(about, false), candidates };
    // What cannot be read ahead is read when it is asked for.
    readAhead(parts, ending.signal).catch(() => {});
  }

  close(): void {
    this.#ahead?.ending.abort();
    this.#file?.close();
  }

  /** Searches of one generation of the index, and where meaning is asked for of the space that this process has loaded. */
  #searchIn({ generation }: About, meaning: boolean): MultiSearch {
    return async (queries) => {
      if (queries.length === 0) return [];
      const { answers, about } = await this.#store.search(queries);
      if (meaning && this.#space && about.space && !sameSpace(about.space, this.#space))
        throw movedSpace(about.space, this.#space);
      if (about.generation !== generation) throw new Replaced(about);
      return answers;
    };
  }

  /** A server refuses vectors of another length, too: then the error says why. */
  async #moved(error: unknown, meaning: boolean): Promise<unknown> {
    if (!meaning || !this.#space || !(error instanceof MeilisearchRefusal)) return error;
    const { space } = (await this.#store.about()) ?? NEW_INDEX;
    return space && !sameSpace(space, this.#space) ? movedSpace(space, this.#space) : error;
  }

  /** How many records there are, and the mean length of a sample of them. */
  async #lengths(search: MultiSearch): Promise<RecallAnswer["collection"]> {
    const kept = this.#collection;
    if (kept && Date.now() - kept.at < LENGTHS_KEPT) return kept.value;
    const [counted, sample] = await search([{ limit: 0 }, { limit: LENGTHS, attributesToRetrieve: ["length"] }]);
    const lengths = sample?.hits ?? [];
    const sum = lengths.reduce((words, { length = 0 }) => words + length, 0);
    const value = {
      documents: counted?.estimatedTotalHits ?? 0,
      averageLength: lengths.length === 0 ? 0 : sum / lengths.length,
    };
    this.#collection = { value, at: Date.now() };
    return value;
  }
}

/** @throws `invalid-vector` */
function checked(vector: Float32Array, dimensions: number | undefined): Float32Array {
  if (vector.length === dimensions) return vector;
  throw new LecternError("invalid-vector", `Expected a vector of ${dimensions} components, got ${vector.length}`);
}

/** The index was replaced by a rebuilt one. */
class Replaced extends Error {
  readonly about: About;

  constructor(about: About) {
    super("The index was replaced while it was searched");
    this.about = about;
  }
}
