import { LRUCache } from "lru-cache";
import type { LecternRecord } from "../../indexes/record.ts";
import { candidateSize } from "./candidate-size.ts";
import { CANDIDATE_FIELDS, type Loaded, type Shown, toLoaded } from "./meilisearch-documents.ts";
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

  /** Reads documents, each once, in the order given; one that has gone meanwhile is left out. */
  async load(search: MultiSearch, named: readonly Named[]): Promise<Loaded[]> {
    const wanted = new Map(named.map((one) => [one.id, one]));
    const held = new Map<string, Loaded>();
    for (const { id, version } of wanted.values()) {
      const kept = this.#kept.get(id);
      if (kept && kept.candidate.version === version) held.set(id, kept);
    }
    const missing = [...wanted.values()].filter(({ id }) => !held.has(id));
    if (missing.length > 0) {
      for (const loaded of await read(search, missing)) {
        held.set(loaded.candidate.id, loaded);
        this.#kept.set(loaded.candidate.id, loaded);
      }
    }
    return [...wanted.keys()].flatMap((id) => held.get(id) ?? []);
  }
}

async function read(search: MultiSearch, named: readonly Named[]): Promise<Loaded[]> {
  const attributesToRetrieve = [...CANDIDATE_FIELDS];
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
  return documents.flatMap((document) => {
    const record = records.get(document.id) ?? null;
    // Gone between the two.
    return !document.words && !record ? [] : toLoaded(document, record);
  });
}

export function ids(documents: readonly { id: string }[]): string {
  return `id IN [${documents.map(({ id }) => JSON.stringify(id)).join(", ")}]`;
}
