import { type Index, Meilisearch } from "meilisearch";
import { meilisearchSettings } from "../../indexes/settings.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import { answered, keptConnections, MeilisearchRefusal } from "./meilisearch-http.ts";
import { ownKey } from "./meilisearch-key.ts";
import type { MultiSearch, Store, StoreStatistics, Task, Written } from "./meilisearch-store.ts";
import type { Spelling } from "./spelling.ts";

export interface ServerOptions {
  url: string;
  /** Used once, to make the engine a key of its own; null for a server without keys. */
  masterKey: string | null;
  /** The index's name; other indexes of the engine have names that start so. */
  index: string;
  /** Told what the server says that each request of searches took it, in whole milliseconds a search. */
  onSearched?(milliseconds: number): void;
}

/** A task may take this long, in milliseconds: a settings change builds the whole index anew. */
const TASK = 30 * 60 * 1000;
const POLL = 25;
/** Documents that are read at a time. */
const PAGE = 500;
/** A body of documents is closed at this size, in bytes; the server takes 100 MB. */
const BODY = 10_000_000;

/** One index of one Meilisearch server, and what is said about it in another beside it. */
export class MeilisearchIndex implements Store {
  readonly #client: Meilisearch;
  readonly #name: string;
  readonly #index: Index;
  readonly #onSearched: (milliseconds: number) => void;

  private constructor({ url, index, onSearched = () => {} }: ServerOptions, key: string | null) {
    this.#client = new Meilisearch({
      host: url,
      ...(key ? { apiKey: key } : {}),
      httpClient: keptConnections(),
      defaultWaitOptions: { timeout: TASK, interval: POLL },
    });
    this.#name = index;
    this.#onSearched = onSearched;
    this.#index = this.#client.index(index);
  }

  static async open(options: ServerOptions): Promise<MeilisearchIndex> {
    const { url, masterKey, index } = options;
    const opened = new MeilisearchIndex(options, masterKey && (await ownKey(url, masterKey, index)));
    if (!(await present(opened.#index.getRawInfo())))
      await opened.#task(opened.#client.createIndex(index, { primaryKey: "id" })).then((task) => task.done());
    return opened;
  }

  search: MultiSearch = async (queries) => {
    if (queries.length === 0) return [];
    const { results } = await answered(
      this.#client.multiSearch<{ queries: never[] }, Shown>({
        queries: queries.map((query) => ({ indexUid: this.#name, ...query })) as never[],
      }),
    );
    this.#onSearched(results.reduce((sum, { processingTimeMs }) => sum + processingTimeMs, 0));
    return results as unknown as Awaited<ReturnType<MultiSearch>>;
  };

  async documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]> {
    const found: Shown[] = [];
    for (;;) {
      const { results } = await answered(
        this.#index.getDocuments<Shown>({
          ...(filter === null ? {} : { filter }),
          fields: [...fields],
          offset: found.length,
          limit: fields.includes("json") ? Math.min(PAGE, limit - found.length) : limit,
        }),
      );
      found.push(...(results as Shown[]));
      if (results.length < PAGE || found.length >= limit) return found;
    }
  }

  async spellings(word: string): Promise<Spelling[]> {
    const { facetHits } = await answered(
      this.#index.searchForFacetValues({ facetName: "spellings", facetQuery: word }),
    );
    return facetHits.map(({ value, count }) => ({ word: value, documents: count }));
  }

  /** In bodies of ten megabytes at most, all of them under way at once. */
  async add(documents: readonly Written[]): Promise<Task> {
    const tasks: Task[] = [];
    let lines: string[] = [];
    let bytes = 0;
    const send = async (): Promise<void> => {
      const body = lines.join("\n");
      lines = [];
      bytes = 0;
      tasks.push(await this.#task(this.#index.addDocumentsFromString(body, "application/x-ndjson")));
    };
    for (const document of documents) {
      const line = JSON.stringify(document);
      if (lines.length > 0 && bytes + line.length > BODY) await send();
      lines.push(line);
      bytes += line.length;
    }
    if (lines.length > 0) await send();
    return together(tasks);
  }

  async remove(ids: readonly string[]): Promise<Task> {
    return ids.length === 0 ? together([]) : this.#task(this.#index.deleteDocuments([...ids]));
  }

  async statistics(): Promise<StoreStatistics> {
    const [stats, info] = await Promise.all([answered(this.#index.getStats()), answered(this.#index.getRawInfo())]);
    const { numberOfEmbeddedDocuments = 0, rawDocumentDbSize = null } = stats as typeof stats & {
      numberOfEmbeddedDocuments?: number;
      rawDocumentDbSize?: number;
    };
    return {
      documents: stats.numberOfDocuments,
      embedded: numberOfEmbeddedDocuments,
      bytes: rawDocumentDbSize,
      version: microseconds(info.updatedAt),
    };
  }

  async configure(dimensions: number | null): Promise<void> {
    const settings = (await answered(this.#index.getSettings())) as Record<string, unknown>;
    const changed = Object.entries(meilisearchSettings(dimensions)).filter(
      ([name, value]) => !covers(settings[name], value),
    );
    if (changed.length === 0) return;
    const task = await this.#task(this.#index.updateSettings(Object.fromEntries(changed)));
    await task.done();
  }

  async space(): Promise<EmbeddingSpace | null> {
    const document = await present(this.#client.index<{ space: EmbeddingSpace }>(this.#about).getDocument("space"));
    return document?.space ?? null;
  }

  async setSpace(space: EmbeddingSpace): Promise<void> {
    const about = this.#client.index<{ id: string; space: EmbeddingSpace }>(this.#about);
    const task = await this.#task(about.addDocuments([{ id: "space", space }], { primaryKey: "id" }));
    await task.done();
  }

  async destroy(): Promise<void> {
    const task = await this.#task(this.#client.deleteIndex(this.#name));
    await task.done();
    if (await this.space()) await (await this.#task(this.#client.deleteIndex(this.#about))).done();
  }

  async #task(enqueued: Promise<{ taskUid: number }>): Promise<Task> {
    const { taskUid } = await answered(enqueued);
    return {
      done: async () => {
        const { status, error } = await answered(this.#client.tasks.waitForTask(taskUid));
        if (status === "succeeded") return;
        const code = error?.type === "invalid_request" ? "invalid-record" : "storage-failed";
        throw new LecternError(code, `Meilisearch could not store: ${error?.message ?? status}`);
      },
    };
  }

  get #about(): string {
    return `${this.#name}-about`;
  }
}

/** All of the tasks as one. */
export function together(tasks: readonly Task[]): Task {
  return { done: async () => void (await Promise.all(tasks.map((task) => task.done()))) };
}

/** What was asked for, or null where the index or document is not there. */
async function present<T>(answer: Promise<T>): Promise<T | null> {
  return answered(answer).catch((error) => {
    const absent = error instanceof MeilisearchRefusal && /^(index|document)_not_found$/.test(error.refusal);
    if (absent) return null;
    throw error;
  });
}

/** Whether a setting has all that is wanted of it; the server fills in defaults. */
function covers(has: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return has === wanted;
  if (typeof has !== "object" || has === null) return false;
  if (Array.isArray(wanted))
    return Array.isArray(has) && has.length === wanted.length && wanted.every((value, i) => covers(has[i], value));
  return Object.entries(wanted).every(([name, value]) => covers((has as Record<string, unknown>)[name], value));
}

/** An RFC 3339 time with its fraction, as microseconds since 1970. */
function microseconds(time: string): number {
  const fraction = /\.(\d{1,6})/.exec(time)?.[1] ?? "";
  return Math.floor(Date.parse(time) / 1000) * 1_000_000 + Number(fraction.padEnd(6, "0"));
}
