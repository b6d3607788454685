import { LRUCache } from "lru-cache";
import type { LecternRecord } from "../../indexes/record.ts";
import { candidateSize } from "./candidate-size.ts";
import type { StoredRecord } from "./engine.ts";
import { CANDIDATE_FIELDS, type Loaded, type Shown, toLoaded } from "./meilisearch-documents.ts";
import type { DocumentFile } from "./meilisearch-file.ts";
import type { MultiSearch } from "./meilisearch-store.ts";

/** Documents kept decoded between searches, in bytes: some 5,000 at 15 kB each. */
const KEPT = 75_000_000;
/** Their facets, for each byte of a candidate. */
const BESIDE = 0.2;

/** A document as a search names it. */
export type Named = Pick<Shown, "id" | "version">;
/** What a search retrieves: the rest is read by id, once for each version of a document. */
export const NAMED = ["id", "version"] as const;

/**
 * Documents that searches have read. An answer of Meilisearch names its hits only: two hundred candidates with their text
 * and vectors are 1.5 MB of JSON, and most of them were read before. It is of one generation of the index.
 */
export class Candidates {
  readonly #kept = new LRUCache<string, Loaded>({
    maxSize: KEPT,
    sizeCalculation: ({ candidate }) => Math.ceil((1 + BESIDE) * candidateSize(candidate)),
  });

  /** What is being read, by id: two wishes of one search often share documents. */
  readonly #coming = new Map<string, Promise<unknown>>();
  readonly #file: DocumentFile | null;
  /** What the index is of, as the file tells its documents apart. */
  readonly #of: string;

  constructor(file: DocumentFile | null, of: string) {
    this.#file = file;
    this.#of = of;
  }

  /** Reads documents, each once, in the order given; one that has gone meanwhile is left out. */
  async load(search: MultiSearch, named: readonly Named[]): Promise<Loaded[]> {
    const wanted = new Map(named.map((one) => [one.id, one]));
    const held = new Map<string, Loaded>();
    const missing = (): Named[] => [...wanted.values()].filter(({ id }) => !held.has(id));
    const take = (): void => {
      for (const { id, version } of missing()) {
        const kept = this.#kept.get(id);
        if (kept?.candidate.version === version) held.set(id, kept);
      }
    };
    take();
    if (missing().length > 0)
      for (const one of this.#file?.read(this.#of, missing()) ?? []) {
        held.set(one.candidate.id, one);
        this.#kept.set(one.candidate.id, one);
      }
    const coming = new Set(missing().flatMap(({ id }) => this.#coming.get(id) ?? []));
    if (coming.size > 0) {
      await Promise.allSettled(coming);
      take();
    }
    if (missing().length > 0) for (const one of await this.#read(search, missing())) held.set(one.candidate.id, one);
    return [...wanted.keys()].flatMap((id) => held.get(id) ?? []);
  }

  /** Of the records in these versions, those that are kept in the file. */
  records(versions: ReadonlyMap<string, number>): Map<string, StoredRecord> {
    const named = Array.from(versions, ([id, version]) => ({ id, version }));
    return this.#file?.records(this.#of, named) ?? new Map();
  }

  /** Leaves nothing in the file but these, which are all that the index has. */
  keepOnly(named: readonly Named[]): void {
    this.#file?.keepOnly(named.map(({ id }) => id));
  }

  /** Puts documents into the file that are not there. @returns whether there were any */
  async keep(search: MultiSearch, named: readonly Named[]): Promise<boolean> {
    const lacking = this.#file?.lacking(this.#of, named) ?? [];
    if (lacking.length === 0) return false;
    const { documents } = await this.#asked(search, lacking);
    this.#file?.write(this.#of, documents);
    return true;
  }

  #asked(search: MultiSearch, named: readonly Named[]): ReturnType<typeof read> {
    return read(search, named, this.#file ? [...CANDIDATE_FIELDS, "json"] : CANDIDATE_FIELDS);
  }

  async #read(search: MultiSearch, named: readonly Named[]): Promise<Loaded[]> {
    const reading = this.#asked(search, named);
    for (const { id } of named) this.#coming.set(id, reading);
    try {
      const { documents, loaded } = await reading;
      for (const one of loaded) this.#kept.set(one.candidate.id, one);
      this.#file?.write(this.#of, documents);
      return loaded;
    } finally {
      for (const { id } of named) if (this.#coming.get(id) === reading) this.#coming.delete(id);
    }
  }
}

/** @param attributes what is retrieved, of which ranking reads {@link CANDIDATE_FIELDS} */
async function read(
  search: MultiSearch,
  named: readonly Named[],
  attributes: readonly (keyof Shown)[],
): Promise<{ documents: readonly Shown[]; loaded: Loaded[] }> {
  const attributesToRetrieve = [...attributes];
  const [answer] = await search([{ filter: ids(named), limit: named.length, attributesToRetrieve }]);
  const documents = answer?.hits ?? [];
  // What ranking reads was not kept with documents of before; a rebuild makes it.
  const older = documents.filter(({ words }) => !words);
  const records = new Map<string, LecternRecord>();
  if (older.length > 0) {
    const whole = { filter: ids(older), limit: older.length, attributesToRetrieve: ["id", "json"] };
    const [answer] = await search([whole]);
    for (const { id, json } of answer?.hits ?? []) records.set(id, JSON.parse(json) as LecternRecord);
  }
  const loaded = documents.flatMap((document) => {
    const record = records.get(document.id) ?? null;
    // Gone between the two.
    return !document.words && !record ? [] : toLoaded(document, record);
  });
  return { documents, loaded };
}

export function ids(documents: readonly { id: string }[]): string {
  return `id IN [${documents.map(({ id }) => JSON.stringify(id)).join(", ")}]`;
}
