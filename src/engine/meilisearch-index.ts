import { type EnqueuedTaskPromise, type Index, Meilisearch } from "meilisearch";
import { meilisearchSettings } from "../../indexes/settings.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import { answered, keptConnections, MeilisearchRefusal } from "./meilisearch-http.ts";
import { ownKey } from "./meilisearch-key.ts";
import type { MultiSearch } from "./meilisearch-near.ts";

export interface MeilisearchOptions {
  url: string;
  /** Used once, to make the engine a key of its own; null for a server without keys. */
  masterKey: string | null;
  /** The index's name; other indexes of the engine have names that start so. */
  index: string;
  /** What vectors the index holds; null where nothing is embedded. */
  space: EmbeddingSpace | null;
}

/** A task may take this long, in milliseconds: a settings change builds the whole index anew. */
const TASK = 30 * 60 * 1000;
const POLL = 25;

/** One index of a Meilisearch server, and what is said about it in another beside it. */
export class MeilisearchIndex {
  readonly index: Index;
  readonly #client: Meilisearch;
  readonly #name: string;

  private constructor({ url, index }: MeilisearchOptions, key: string | null) {
    this.#client = new Meilisearch({
      host: url,
      ...(key ? { apiKey: key } : {}),
      httpClient: keptConnections(),
      defaultWaitOptions: { timeout: TASK, interval: POLL },
    });
    this.#name = index;
    this.index = this.#client.index(index);
  }

  static async open(options: MeilisearchOptions): Promise<MeilisearchIndex> {
    const { url, masterKey, index } = options;
    const opened = new MeilisearchIndex(options, masterKey && (await ownKey(url, masterKey, index)));
    if (!(await present(opened.index.getRawInfo())))
      await opened.done(opened.#client.createIndex(index, { primaryKey: "id" }));
    return opened;
  }

  /** Several searches in one request. */
  search: MultiSearch = async (queries) => {
    if (queries.length === 0) return [];
    const { results } = await answered(
      this.#client.multiSearch<{ queries: never[] }, Shown>({
        queries: queries.map((query) => ({ indexUid: this.#name, ...query })) as never[],
      }),
    );
    return results as unknown as Awaited<ReturnType<MultiSearch>>;
  };

  /** Applies the settings that differ. */
  async configure(dimensions: number | null): Promise<void> {
    const settings = (await answered(this.index.getSettings())) as Record<string, unknown>;
    const changed = Object.entries(meilisearchSettings(dimensions)).filter(
      ([name, value]) => !covers(settings[name], value),
    );
    if (changed.length > 0) await this.done(this.index.updateSettings(Object.fromEntries(changed)));
  }

  /** What the index is embedded with. */
  async space(): Promise<EmbeddingSpace | null> {
    const document = await present(this.#client.index<{ space: EmbeddingSpace }>(this.#about).getDocument("space"));
    return document?.space ?? null;
  }

  async setSpace(space: EmbeddingSpace): Promise<void> {
    const about = this.#client.index<{ id: string; space: EmbeddingSpace }>(this.#about);
    await this.done(about.addDocuments([{ id: "space", space }], { primaryKey: "id" }));
  }

  /** Waits for a task to end well. */
  async done(task: EnqueuedTaskPromise): Promise<void> {
    const { status, error } = await answered(task.waitTask());
    if (status !== "succeeded")
      throw new LecternError("storage-failed", `Meilisearch could not store: ${error?.message ?? status}`);
  }

  /** Deletes the index, with all that is in it. */
  async destroy(): Promise<void> {
    await this.done(this.#client.deleteIndex(this.#name));
    if (await this.space()) await this.done(this.#client.deleteIndex(this.#about));
  }

  get #about(): string {
    return `${this.#name}-about`;
  }
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
export function covers(has: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return has === wanted;
  if (typeof has !== "object" || has === null) return false;
  if (Array.isArray(wanted))
    return Array.isArray(has) && has.length === wanted.length && wanted.every((value, i) => covers(has[i], value));
  return Object.entries(wanted).every(([name, value]) => covers((has as Record<string, unknown>)[name], value));
}
