import type { Index } from "meilisearch";
import { identifiersOf } from "../../indexes/fields.ts";
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
import {
  decode,
  encode,
  identifierKey,
  type Shown,
  STORED_FIELDS,
  toDocument,
  toStored,
} from "./meilisearch-documents.ts";
import { answered } from "./meilisearch-http.ts";
import { MeilisearchIndex, type MeilisearchOptions } from "./meilisearch-index.ts";
import { recall } from "./meilisearch-recall.ts";
import { WordReader } from "./meilisearch-words.ts";
import { checkVectors, otherSpace } from "./vectors.ts";

/** More documents than any server holds. */
const EVERY = 2 ** 32;
/** Documents that are read at a time. */
const PAGE = 500;
/** The mean length of a record is taken from at most this many, and kept for this long, in milliseconds. */
const LENGTHS = 1000;
const LENGTHS_KEPT = 60_000;

/** The engine of the production profile: one index of a Meilisearch server. */
export class MeilisearchEngine implements Engine {
  readonly #server: MeilisearchIndex;
  readonly #index: Index;
  readonly #space: EmbeddingSpace | null;
  readonly #reader: WordReader;
  #collection: { value: RecallAnswer["collection"]; at: number } | null = null;
  #version = 0;

  private constructor(server: MeilisearchIndex, space: EmbeddingSpace | null) {
    this.#server = server;
    this.#index = server.index;
    this.#space = space;
    this.#reader = new WordReader(server.index, server.search);
  }

  /**
   * Makes the index where it is not there, and applies the settings where they differ.
   *
   * @throws `engine-unavailable`; `index-mismatch` when the index was embedded with another model
   */
  static async open(options: MeilisearchOptions): Promise<MeilisearchEngine> {
    const { space } = options;
    const server = await MeilisearchIndex.open(options);
    const stored = await server.space();
    const engine = new MeilisearchEngine(server, space ?? stored);
    const same = stored?.revision === space?.revision && stored?.dimensions === space?.dimensions;
    if (space && stored && !same && (await engine.statistics()).embedded > 0) throw otherSpace(stored, space);
    await server.configure((space ?? stored)?.dimensions ?? null);
    if (space && !same) await server.setSpace(space);
    return engine;
  }

  async put(records: readonly IndexedRecord[]): Promise<PutResult> {
    for (const record of records) checkVectors(record, this.#space?.dimensions ?? 0);
    const conflicts = await this.#conflicts(records);
    if (conflicts.length > 0 || records.length === 0) return { conflicts };
    const replaced = records.flatMap(({ record, replaces }) => (replaces ?? []).filter((id) => id !== record.id));
    const documents = records.map((record) => toDocument(record, this.#nextVersion()));
    if (replaced.length > 0) await this.#server.done(this.#index.deleteDocuments([...replaced]));
    const lines = documents.map((document) => JSON.stringify(document)).join("\n");
    await this.#server.done(this.#index.addDocumentsFromString(lines, "application/x-ndjson"));
    this.#changed();
    return { conflicts: [] };
  }

  async #conflicts(records: readonly IndexedRecord[]): Promise<string[]> {
    const ids = records.map(({ record }) => record.id);
    const [stored, owners] = await Promise.all([
      this.get(ids),
      this.find(records.flatMap(({ record }) => identifiersOf(record))),
    ]);
    const claimed = new Map([...owners].map(([identifier, owner]) => [identifier, owner.record.id]));
    return records.flatMap(({ record, base, replaces = [] }) => {
      const identifiers = identifiersOf(record);
      const others = identifiers
        .flatMap((identifier) => claimed.get(identifier) ?? [])
        .filter((id) => id !== record.id);
      for (const identifier of identifiers) claimed.set(identifier, record.id);
      const moved = (stored.get(record.id)?.version ?? null) !== base;
      return moved || others.some((id) => !replaces.includes(id)) ? record.id : [];
    });
  }

  async remove(ids: readonly string[]): Promise<number> {
    const there = [...(await this.get(ids)).keys()];
    if (there.length > 0) await this.#server.done(this.#index.deleteDocuments(there));
    this.#changed();
    return there.length;
  }

  async get(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    const usable = [...new Set(ids)].filter((id) => /^[A-Za-z0-9_-]{1,511}$/.test(id));
    const found = await this.#documents(
      usable.map((id) => JSON.stringify(id)),
      "id",
    );
    return new Map(found.map((stored) => [stored.record.id, stored]));
  }

  async find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>> {
    const wanted = new Set(identifiers);
    const found = await this.#documents(
      [...wanted].map((identifier) => `"${identifierKey(identifier)}"`),
      "keys",
    );
    return new Map(
      found.flatMap((stored) =>
        identifiersOf(stored.record)
          .filter((identifier) => wanted.has(identifier))
          .map((identifier) => [identifier, stored] as const),
      ),
    );
  }

  async #documents(values: readonly string[], attribute: string): Promise<StoredRecord[]> {
    const found: StoredRecord[] = [];
    for (let at = 0; at < values.length; at += PAGE) {
      const filter = `${attribute} IN [${values.slice(at, at + PAGE).join(", ")}]`;
      const { results } = await answered(
        this.#index.getDocuments<Shown>({ filter, limit: PAGE, fields: [...STORED_FIELDS] }),
      );
      found.push(...results.map((document) => toStored(document as Shown)));
    }
    return found;
  }

  async *scan({ source }: { source?: string } = {}): AsyncIterable<StoredRecord> {
    // All ids first, so that what is written meanwhile moves nothing; a record that has gone by its turn is left out.
    const filters = source === undefined ? [] : [`sources = "${encode(source)}"`];
    const { results } = await answered(
      this.#index.getDocuments<{ id: string }>({ filter: filters, limit: EVERY, fields: ["id"] }),
    );
    for (let at = 0; at < results.length; at += PAGE)
      yield* (await this.get(results.slice(at, at + PAGE).map(({ id }) => id))).values();
  }

  async recall(request: RecallRequest): Promise<RecallAnswer> {
    const space = this.#space;
    const length = request.meaning?.vector.length;
    if (length !== undefined && length !== space?.dimensions)
      throw new LecternError("invalid-vector", `Expected a vector of ${space?.dimensions} components, got ${length}`);
    return recall(this.#reader, this.#server.search, await this.#lengths(), request);
  }

  /** How many records there are, and the mean length of a sample of them. */
  async #lengths(): Promise<RecallAnswer["collection"]> {
    const kept = this.#collection;
    if (kept && Date.now() - kept.at < LENGTHS_KEPT) return kept.value;
    const { results, total } = await answered(
      this.#index.getDocuments<{ length: number }>({ limit: LENGTHS, fields: ["length"] }),
    );
    const sum = results.reduce((words, { length }) => words + length, 0);
    const value = { documents: total, averageLength: results.length === 0 ? 0 : sum / results.length };
    this.#collection = { value, at: Date.now() };
    return value;
  }

  async statistics(): Promise<EngineStatistics> {
    const [stats, info, [sources]] = await Promise.all([
      answered(this.#index.getStats()),
      answered(this.#index.getRawInfo()),
      this.#server.search([{ limit: 0, facets: ["sources", "embedded"] }]),
    ]);
    const counts = sources?.facetDistribution ?? {};
    return {
      documents: stats.numberOfDocuments,
      embedded: counts.embedded?.["1"] ?? 0,
      bySource: Object.fromEntries(
        Object.entries(counts.sources ?? {})
          .map(([source, count]) => [decode(source), count] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      bytes: (stats as { rawDocumentDbSize?: number }).rawDocumentDbSize ?? null,
      space: this.#space,
      version: microseconds(info.updatedAt),
    };
  }

  async close(): Promise<void> {}

  /** Deletes the index, with all that is in it. */
  async destroy(): Promise<void> {
    await this.#server.destroy();
  }

  #changed(): void {
    this.#nextVersion();
    this.#reader.clear();
    this.#collection = null;
  }

  /** Grows over processes too, as their clocks agree to the millisecond or so. */
  #nextVersion(): number {
    this.#version = Math.max(this.#version + 1, Date.now() * 1000);
    return this.#version;
  }
}

/** An RFC 3339 time with its fraction, as microseconds since 1970. */
function microseconds(time: string): number {
  const fraction = /\.(\d{1,6})/.exec(time)?.[1] ?? "";
  return Math.floor(Date.parse(time) / 1000) * 1_000_000 + Number(fraction.padEnd(6, "0"));
}
