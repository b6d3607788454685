import { LRUCache } from "lru-cache";
import { CANDIDATE_FIELDS, type Loaded, type Shown, toLoaded } from "./meilisearch-documents.ts";
import type { MultiSearch } from "./meilisearch-store.ts";

/** Documents kept decoded between searches, at some 15 kB each. */
const KEPT = 5_000;

/** A document as a search names it. */
export type Named = Pick<Shown, "id" | "version">;
/** What a search retrieves: the rest is read by id, once for each version of a document. */
export const NAMED = ["id", "version"] as const;

/**
 * Documents that searches have read. An answer of Meilisearch names its hits only: two hundred candidates with their text
 * and vectors are 1.5 MB of JSON, and most of them were read before. It is of one generation of the index.
 */
export class Candidates {
  readonly #kept = new LRUCache<string, Loaded>({ max: KEPT });

  /** Reads documents, each once, in the order given; one that has gone meanwhile is left out. */
  async load(search: MultiSearch, named: readonly Named[]): Promise<Loaded[]> {
    const wanted = new Map(named.map((one) => [one.id, one]));
    const missing = [...wanted.values()].filter(({ id, version }) => this.#kept.get(id)?.candidate.version !== version);
    const read = new Map<string, Loaded>();
    if (missing.length > 0) {
      const attributesToRetrieve = [...CANDIDATE_FIELDS];
      const [answer] = await search([{ filter: ids(missing), limit: missing.length, attributesToRetrieve }]);
      for (const document of answer?.hits ?? []) {
        const loaded = toLoaded(document);
        read.set(loaded.candidate.id, loaded);
        this.#kept.set(loaded.candidate.id, loaded);
      }
    }
    const unread = new Set(missing.map(({ id }) => id));
    return [...wanted.keys()].flatMap((id) => (unread.has(id) ? read.get(id) : this.#kept.peek(id)) ?? []);
  }
}

export function ids(documents: readonly { id: string }[]): string {
  return `id IN [${documents.map(({ id }) => JSON.stringify(id)).join(", ")}]`;
}
