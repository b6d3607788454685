import { setTimeout } from "node:timers/promises";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type {
  Engine,
  EngineStatistics,
  IndexedRecord,
  PutResult,
  RecallAnswer,
  RecallRequest,
  StoredRecord,
} from "./engine.ts";
import { Candidates } from "./meilisearch-candidates.ts";
import { decode, encode, spaceKey } from "./meilisearch-documents.ts";
import { MeilisearchIndex, type ServerOptions } from "./meilisearch-index.ts";
import { recall } from "./meilisearch-recall.ts";
import { MeilisearchServers } from "./meilisearch-servers.ts";
import type { Store } from "./meilisearch-store.ts";
import { WordReader } from "./meilisearch-words.ts";
import { Writes } from "./meilisearch-writes.ts";
import { checkVectors, otherSpace } from "./vectors.ts";

export interface MeilisearchOptions extends Omit<ServerOptions, "url"> {
  /** One server, or several over which the records are spread; a further one comes last. */
  urls: readonly string[];
  /** What vectors the index holds; null where nothing is embedded. */
  space: EmbeddingSpace | null;
}

/** More documents than any server holds. */
const EVERY = 2 ** 32;
/** Records that `scan` reads at a time. */
const PAGE = 500;
/** The mean length of a record is taken from at most this many, and kept for this long, in milliseconds. */
const LENGTHS = 1000;
const LENGTHS_KEPT = 60_000;
/** How often, and after how many milliseconds, the vectors are counted again while others write. */
const VERIFICATIONS = 20;
const VERIFY_AGAIN = 250;

/** The engine of the production profile: an index on a Meilisearch server, or spread over several. */
export class MeilisearchEngine implements Engine {
  readonly #store: Store;
  readonly #space: EmbeddingSpace | null;
  readonly #reader: WordReader;
  readonly #candidates: Candidates;
  readonly #writes: Writes;
  #collection: { value: RecallAnswer["collection"]; at: number } | null = null;

  private constructor(store: Store, space: EmbeddingSpace | null) {
    this.#store = store;
    this.#space = space;
    this.#reader = new WordReader(store);
    this.#candidates = new Candidates(store);
    this.#writes = new Writes(store);
  }

  /**
   * Makes the index where it is not there, and applies the settings where they differ.
   *
   * @throws `engine-unavailable`; `index-mismatch` when the index was embedded with another model
   */
  static async open({ urls, space, ...options }: MeilisearchOptions): Promise<MeilisearchEngine> {
    const servers = await Promise.all(urls.map((url) => MeilisearchIndex.open({ ...options, url })));
    const store = servers.length === 1 ? servers[0]! : new MeilisearchServers(servers);
    const stored = await store.space();
    const engine = new MeilisearchEngine(store, space ?? stored);
    const same = stored?.revision === space?.revision && stored?.dimensions === space?.dimensions;
    if (space && stored && !same && (await engine.statistics()).embedded > 0) throw otherSpace(stored, space);
    await store.configure((space ?? stored)?.dimensions ?? null);
    if (space && !same) await store.setSpace(space);
    return engine;
  }

  async put(records: readonly IndexedRecord[]): Promise<PutResult> {
    for (const record of records) checkVectors(record, this.#space?.dimensions ?? 0);
    try {
      return await this.#writes.put(records, spaceKey(this.#space));
    } finally {
      this.#changed();
    }
  }

  async remove(ids: readonly string[]): Promise<number> {
    const removed = await this.#writes.remove(ids);
    this.#changed();
    return removed;
  }

  async get(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    return this.#writes.get(ids);
  }

  async find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>> {
    return this.#writes.find(identifiers);
  }

  async *scan({ source }: { source?: string } = {}): AsyncIterable<StoredRecord> {
    // All ids first, so that what is written meanwhile moves nothing; a record that has gone by its turn is left out.
    const filter = source === undefined ? null : `sources = "${encode(source)}"`;
    const named = await this.#store.documents(filter, ["id"], EVERY);
    for (let at = 0; at < named.length; at += PAGE)
      yield* (await this.get(named.slice(at, at + PAGE).map(({ id }) => id))).values();
  }

  async recall(request: RecallRequest): Promise<RecallAnswer> {
    const space = this.#space;
    const length = request.meaning?.vector.length;
    if (length !== undefined && length !== space?.dimensions)
      throw new LecternError("invalid-vector", `Expected a vector of ${space?.dimensions} components, got ${length}`);
    const parts = {
      store: this.#store,
      reader: this.#reader,
      candidates: this.#candidates,
      space: spaceKey(space),
    };
    return recall(parts, await this.#lengths(), request);
  }

  /** How many records there are, and the mean length of a sample of them. */
  async #lengths(): Promise<RecallAnswer["collection"]> {
    const kept = this.#collection;
    if (kept && Date.now() - kept.at < LENGTHS_KEPT) return kept.value;
    const [sample, [counted]] = await Promise.all([
      this.#store.documents(null, ["length"], LENGTHS),
      this.#store.search([{ limit: 0 }]),
    ]);
    const sum = sample.reduce((words, { length = 0 }) => words + length, 0);
    const value = {
      documents: counted?.estimatedTotalHits ?? 0,
      averageLength: sample.length === 0 ? 0 : sum / sample.length,
    };
    this.#collection = { value, at: Date.now() };
    return value;
  }

  async verify(): Promise<void> {
    for (let tries = 1; tries <= VERIFICATIONS; tries++) {
      const before = await this.#store.statistics();
      const { embedded: sent } = await this.statistics();
      const { embedded, version } = await this.#store.statistics();
      if (embedded === sent) return;
      if (before.version === version)
        throw new LecternError(
          "storage-failed",
          `Expected Meilisearch to hold the vectors of ${sent} records, got ${embedded}: run npx lectern reindex`,
        );
      // Others write: both numbers are of different moments.
      await setTimeout(VERIFY_AGAIN);
    }
  }

  async statistics(): Promise<EngineStatistics> {
    const [{ documents, bytes, version }, [answer]] = await Promise.all([
      this.#store.statistics(),
      this.#store.search([{ limit: 0, facets: ["sources", "embedded"] }]),
    ]);
    const { sources = {}, embedded = {} } = answer?.facetDistribution ?? {};
    return {
      documents,
      embedded: Object.values(embedded).reduce((sum, count) => sum + count, 0),
      bySource: Object.fromEntries(
        Object.entries(sources)
          .map(([source, count]) => [decode(source), count] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      bytes,
      space: this.#space,
      version,
    };
  }

  async close(): Promise<void> {}

  /** Deletes the index, with all that is in it. */
  async destroy(): Promise<void> {
    await this.#store.destroy();
  }

  #changed(): void {
    this.#reader.clear();
    // Of a small index the sample is the whole; a large one's mean length hardly moves.
    if ((this.#collection?.value.documents ?? 0) < LENGTHS) this.#collection = null;
  }
}
