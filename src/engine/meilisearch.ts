import { setTimeout } from "node:timers/promises";
import { DERIVATION, type Derivation, outdatedParts } from "../../indexes/derivation.ts";
import type { Suggestion } from "../../indexes/suggestions.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type {
  Engine,
  EngineStatistics,
  IndexedRecord,
  IndexState,
  PutResult,
  Rebuild,
  RecallAnswer,
  RecallSoon,
  StoredRecord,
} from "./engine.ts";
import { spaceKey } from "./meilisearch-documents.ts";
import { DocumentFile } from "./meilisearch-file.ts";
import { MeilisearchIndex, type ServerOptions } from "./meilisearch-index.ts";
import { decode, encode } from "./meilisearch-keys.ts";
import { cancelRebuild, rebuildState } from "./meilisearch-notes.ts";
import { MeilisearchRebuild } from "./meilisearch-rebuild.ts";
import { Searches } from "./meilisearch-searches.ts";
import { MeilisearchServers } from "./meilisearch-servers.ts";
import { type About, EVERY, NEW_INDEX, type Store } from "./meilisearch-store.ts";
import { suggest } from "./meilisearch-suggester.ts";
import { Writes } from "./meilisearch-writes.ts";
import { checkVectors, movedSpace, otherSpace, sameSpace } from "./vectors.ts";

export interface MeilisearchOptions extends Omit<ServerOptions, "url"> {
  /** One server, or several over which the records are spread; a further one comes last. */
  urls: readonly string[];
  /** What vectors the index holds; null where nothing is embedded. */
  space: EmbeddingSpace | null;
  /** A file in which documents that searches read are kept; default: none, and they are kept in memory only. */
  documents?: string;
  /** How the caller derives what is derived from records; default: as this Lectern does. */
  derivation?: Derivation;
}

/** Records that `scan` reads at a time. */
const PAGE = 500;
/** How often, and after how many milliseconds, the vectors are counted again while others write. */
const VERIFICATIONS = 20;
const VERIFY_AGAIN = 250;

/** The engine of the production profile: an index on a Meilisearch server, or spread over several. */
export class MeilisearchEngine implements Engine {
  /** They have as many values as half of the records or more, and the server looks at most of them. */
  readonly costly = ["author", "mesh"] as const;
  readonly #store: Store;
  readonly #space: EmbeddingSpace | null;
  readonly #derivation: Derivation;
  readonly #writes: Writes;
  readonly #searches: Searches;

  private constructor(store: Store, about: About, { space, documents, derivation = DERIVATION }: MeilisearchOptions) {
    this.#store = store;
    this.#space = space;
    this.#derivation = derivation;
    this.#searches = new Searches(store, about, space, documents ? new DocumentFile(documents) : null);
    this.#writes = new Writes(store);
  }

  /**
   * Makes the index where it is not there, and applies the settings where they differ.
   *
   * @throws `engine-unavailable`; `index-mismatch` when the index was embedded with another model
   */
  static async open(options: MeilisearchOptions): Promise<MeilisearchEngine> {
    const { urls, space } = options;
    const servers = await Promise.all(urls.map((url) => MeilisearchIndex.open({ ...options, url })));
    const store = servers.length === 1 ? servers[0]! : await MeilisearchServers.open(servers);
    const about = (await store.about()) ?? NEW_INDEX;
    const engine = new MeilisearchEngine(store, about, options);
    if (space) await engine.#claim(about, space, otherSpace);
    else await store.configure(about.space?.dimensions ?? null);
    return engine;
  }

  async put(records: readonly IndexedRecord[]): Promise<PutResult> {
    const embedded = records.some(({ vectors }) => vectors);
    let space = this.#space;
    const claim = async (): Promise<string> => {
      const before = await this.#about();
      space ??= before.space;
      for (const record of records) checkVectors(record, space?.dimensions ?? 0);
      if (embedded && this.#space) await this.#claim(before, this.#space, movedSpace);
      await this.#note(before);
      return spaceKey(space);
    };
    try {
      const result = await this.#writes.put(records, claim);
      const after = await this.#about();
      if (embedded && space && after.space && !sameSpace(after.space, space)) throw movedSpace(after.space, space);
      return result;
    } finally {
      this.#searches.changed();
    }
  }

  /** Makes a space the index's own, with the settings that it needs, unless it has vectors of another. */
  async #claim(about: About, space: EmbeddingSpace, refusal: typeof otherSpace): Promise<void> {
    if (!sameSpace(about.space, space)) {
      if (about.space && (await this.statistics()).embedded > 0) throw refusal(about.space, space);
      await this.#store.setAbout({ ...about, space });
    }
    if (refusal === otherSpace || !sameSpace(about.space, space)) await this.#store.configure(space.dimensions);
  }

  /** Notes that records are derived in this way, too. */
  async #note(about: About): Promise<void> {
    const own = this.#derivation;
    if (about.ways.some((way) => outdatedParts([way], own).length === 0)) return;
    const now = await this.#about();
    await this.#store.setAbout({ ...now, ways: [...now.ways, own] });
  }

  async #about(): Promise<About> {
    return (await this.#store.about()) ?? NEW_INDEX;
  }

  async remove(ids: readonly string[]): Promise<number> {
    const removed = await this.#writes.remove(ids);
    this.#searches.removed(ids);
    return removed;
  }

  async get(ids: readonly string[], recalled?: ReadonlyMap<string, number>): Promise<Map<string, StoredRecord>> {
    const kept = recalled ? this.#searches.kept(recalled) : new Map<string, StoredRecord>();
    const others = ids.filter((id) => !kept.has(id));
    return others.length === 0 ? kept : new Map([...kept, ...(await this.#writes.get(others))]);
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

  async recall(request: RecallSoon): Promise<RecallAnswer> {
    return this.#searches.recall(request);
  }

  async suggest(text: string, limit: number): Promise<Suggestion[]> {
    return suggest(this.#store, text, limit);
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
    const [{ documents, bytes, version }, { answers, about }, rebuild] = await Promise.all([
      this.#store.statistics(),
      this.#store.search([{ limit: 0, facets: ["sources", "embedded"] }]),
      rebuildState(this.#store),
    ]);
    const { sources = {}, embedded = {} } = answers[0]?.facetDistribution ?? {};
    return {
      documents,
      embedded: Object.values(embedded).reduce((sum, count) => sum + count, 0),
      bySource: Object.fromEntries(
        Object.entries(sources)
          .map(([source, count]) => [decode(source), count] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      bytes,
      space: about.space,
      version,
      outdated: outdatedParts(about.ways, this.#derivation),
      rebuild,
    };
  }

  async state(): Promise<IndexState> {
    return this.#searches.state();
  }

  async rebuild(space: EmbeddingSpace | null): Promise<Rebuild> {
    return MeilisearchRebuild.begin(this.#store, { space, derivation: this.#derivation });
  }

  async cancelRebuild(): Promise<boolean> {
    return cancelRebuild(this.#store);
  }

  async close(): Promise<void> {
    this.#searches.close();
  }

  /** Deletes the index, with all that is in it. */
  async destroy(): Promise<void> {
    await cancelRebuild(this.#store);
    await this.#store.destroy();
  }
}
