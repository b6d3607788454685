import { type Index, Meilisearch, type SearchForFacetValuesParams } from "meilisearch";
import { differing, meilisearchSettings } from "../../indexes/settings.ts";
import { LecternError } from "../errors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import { answered, keptConnections, present } from "./meilisearch-http.ts";
import { type KeyPlace, ownKey } from "./meilisearch-key.ts";
import {
  type About,
  type Among,
  type Answer,
  type Answers,
  NEW_INDEX,
  type NoteName,
  type Query,
  type Store,
  type StoreStatistics,
  type Task,
  type Written,
} from "./meilisearch-store.ts";
import { taken, together } from "./meilisearch-tasks.ts";
import type { Spelling } from "./spelling.ts";

export interface ServerOptions extends KeyPlace {
  /** Told what the server says that each request of searches took it, in whole milliseconds a search. */
  onSearched?(milliseconds: number): void;
}

/** A task may take this long, in milliseconds: a settings change builds the whole index anew. */
const TASK = 30 * 60 * 1000;
const POLL = 25;
/** The server may take this long to list all documents, in milliseconds: of a million, more than it takes to be thought dead. */
const LISTING = 10 * 60 * 1000;
/** Documents that are read at a time. */
const PAGE = 500;
/** A body of documents is closed at this size, in bytes; the server takes 100 MB. */
const BODY = 10_000_000;

/** Documents about an index: what it is, and the notes. */
const SAID = 3;
/** How often a request is asked again whose searches saw two generations of the index. */
const GENERATIONS = 10;

/** One index of one Meilisearch server, and what is said about it in another beside it. */
export class MeilisearchIndex implements Store {
  readonly #client: Meilisearch;
  readonly #listing: Meilisearch;
  readonly #options: ServerOptions;
  readonly #index: Index;
  readonly #about: Index<{ id: string; value: unknown }>;
  /** The generation that the last searches were of; null where they were of two. */
  #seen: number | null = null;

  /** @param listing a client that waits longer for an answer */
  private constructor(client: Meilisearch, listing: Meilisearch, options: ServerOptions) {
    this.#client = client;
    this.#listing = listing;
    this.#options = options;
    this.#index = client.index(options.index);
    this.#about = client.index(aboutOf(options.index));
  }

  static async open(options: ServerOptions): Promise<MeilisearchIndex> {
    const apiKey = await ownKey(options);
    const own = { host: options.url, ...(apiKey ? { apiKey } : {}) };
    const defaultWaitOptions = { timeout: TASK, interval: POLL };
    const client = new Meilisearch({ ...own, httpClient: keptConnections(), defaultWaitOptions });
    const listing = new Meilisearch({ ...own, httpClient: keptConnections(LISTING) });
    return new MeilisearchIndex(client, listing, options).#made();
  }

  /** Another process may make it at the same moment. */
  async #made(): Promise<this> {
    for (const index of [this.#index, this.#about]) {
      if (await present(index.getRawInfo())) continue;
      const task = await this.#task(this.#client.createIndex(index.uid, { primaryKey: "id" }));
      await task.done().catch(async (error) => {
        if (!(await present(index.getRawInfo()))) throw error;
      });
    }
    return this;
  }

  /**
   * What the index is, is asked after the searches, since a swap may come between two of one request: generations only
   * grow, so one that was seen before them and is there after them was there all the while. Else it is asked before, too.
   */
  async search(queries: Query[]): Promise<Answers> {
    const about = { indexUid: this.#about.uid, limit: SAID };
    const own = queries.map((query) => ({ indexUid: this.#index.uid, ...query }));
    for (let tries = 1; ; tries++) {
      const seen = this.#seen;
      const asked = seen === null ? [about, ...own, about] : [...own, about];
      const { results } = await answered(
        this.#client.multiSearch<{ queries: never[] }, Shown>({ queries: asked as never[] }),
      );
      const answers = results as unknown as Answer[];
      this.#options.onSearched?.(answers.reduce((sum, { processingTimeMs }) => sum + processingTimeMs, 0));
      const said = (answer: Answer | undefined): About => aboutIn((answer?.hits ?? []) as never) ?? NEW_INDEX;
      const after = said(answers.pop());
      const before = seen ?? said(answers.shift()).generation;
      const same = before === after.generation;
      this.#seen = same ? after.generation : null;
      if (same || tries === GENERATIONS) return { answers, about: after };
    }
  }

  async documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]> {
    const found: Shown[] = [];
    const whole = !fields.includes("json");
    // What is listed in one answer is of one moment.
    const index = whole && limit > PAGE ? this.#listing.index(this.#index.uid) : this.#index;
    for (;;) {
      const { results } = await answered(
        index.getDocuments<Shown>({
          ...(filter === null ? {} : { filter }),
          fields: [...fields],
          offset: found.length,
          limit: whole ? limit : Math.min(PAGE, limit - found.length),
        }),
      );
      found.push(...(results as Shown[]));
      if (results.length < PAGE || found.length >= limit) return found;
    }
  }

  async spellings(word: string, { of = "spellings", ...under }: Among = {}): Promise<Spelling[]> {
    const query = { facetName: of, facetQuery: word, ...under } as SearchForFacetValuesParams;
    const { facetHits } = await answered(this.#index.searchForFacetValues(query));
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
    const changed = differing(settings, meilisearchSettings(dimensions));
    if (Object.keys(changed).length > 0) await (await this.#task(this.#index.updateSettings(changed))).done();
  }

  async about(): Promise<About | null> {
    const { results } = await answered(this.#about.getDocuments({ limit: SAID }));
    return aboutIn(results);
  }

  async setAbout(about: About): Promise<void> {
    await (await this.#task(this.#about.addDocuments([{ id: "index", value: about }]))).done();
  }

  async note<T>(name: NoteName): Promise<T | null> {
    return ((await present(this.#about.getDocument(name)))?.value as T | undefined) ?? null;
  }

  async setNote(name: NoteName, value: object | null): Promise<void> {
    const task = value ? this.#about.addDocuments([{ id: name, value }]) : this.#about.deleteDocument(name);
    await (await this.#task(task)).done();
  }

  async beside(ending: string): Promise<MeilisearchIndex> {
    return this.#beside(ending).#made();
  }

  async existing(ending: string): Promise<MeilisearchIndex | null> {
    const other = this.#beside(ending);
    return (await present(other.#about.getRawInfo())) ? other : null;
  }

  async swap(ending: string): Promise<void> {
    const other = await this.existing(ending);
    if (!other) return;
    const [own, next] = await Promise.all([this.about(), other.about()]);
    // Generations grow: where the other one is the older, it was done before.
    if ((next?.generation ?? 0) <= (own?.generation ?? 0)) return;
    const pairs = [
      [this.#index.uid, other.#index.uid],
      [this.#about.uid, other.#about.uid],
    ] as [string, string][];
    await answered(this.#client.swapIndexes(pairs.map((indexes) => ({ indexes, rename: false }))));
    // A key that is for some indexes only does not see this task. What comes behind it is done after it.
    await (await this.#task(this.#about.deleteDocument("nothing"))).done();
    if ((await this.note("rebuild")) === null)
      throw new LecternError("storage-failed", "Meilisearch could not put the new index in the place of the old one");
  }

  #beside(ending: string): MeilisearchIndex {
    return new MeilisearchIndex(this.#client, this.#listing, {
      ...this.#options,
      index: `${this.#options.index}${ending}`,
    });
  }

  async destroy(): Promise<void> {
    for (const index of [this.#index, this.#about])
      if (await present(index.getRawInfo())) await (await this.#task(this.#client.deleteIndex(index.uid))).done();
  }

  #task(enqueued: Promise<{ taskUid: number }>): Promise<Task> {
    return taken(this.#client, enqueued);
  }
}

function aboutOf(index: string): string {
  return `${index}-about`;
}

function aboutIn(documents: readonly { id: string; value: unknown }[]): About | null {
  return (documents.find(({ id }) => id === "index")?.value as About | undefined) ?? null;
}

/** An RFC 3339 time with its fraction, as microseconds since 1970. */
function microseconds(time: string): number {
  const fraction = /\.(\d{1,6})/.exec(time)?.[1] ?? "";
  return Math.floor(Date.parse(time) / 1000) * 1_000_000 + Number(fraction.padEnd(6, "0"));
}
