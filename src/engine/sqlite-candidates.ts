import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { searchText } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { floatsOf, type PassageVectors, unpackSentences } from "../../indexes/vectors.ts";
import type { Candidate } from "./engine.ts";

/** Candidates kept ready for ranking between searches, at some 10 kB each. */
const KEPT = 5_000;

/** Reads what ranking needs of a record, and keeps the latest read. */
export class Candidates {
  readonly #content: StatementSync;
  readonly #versions: StatementSync;
  readonly #kept = new LRUCache<number, Candidate>({ max: KEPT });

  constructor(db: DatabaseSync) {
    this.#content = db.prepare(
      `SELECT row, version, json, whole, sentences, sentence_vectors AS sentenceVectors
       FROM (SELECT value FROM json_each(?)) JOIN records ON row = value LEFT JOIN vectors USING (row)`,
    );
    this.#versions = db.prepare(
      "SELECT row, version FROM (SELECT value FROM json_each(?)) JOIN records ON row = value",
    );
  }

  /** The candidates of rows, in the same order. */
  fetch(rows: readonly number[]): Candidate[] {
    const found = new Map<number, Candidate>();
    for (const { row, version } of this.#current(rows)) {
      const kept = this.#kept.get(row);
      if (kept?.version === version) found.set(row, kept);
    }
    const missing = rows.filter((row) => !found.has(row));
    if (missing.length > 0)
      for (const content of this.#content.iterate(JSON.stringify(missing)) as unknown as Iterable<Content>) {
        const candidate = toCandidate(content);
        found.set(content.row, candidate);
        this.#kept.set(content.row, candidate);
      }
    return rows.flatMap((row) => found.get(row) ?? []);
  }

  #current(rows: readonly number[]): { row: number; version: number }[] {
    if (rows.length === 0) return [];
    return this.#versions.all(JSON.stringify(rows)) as unknown as { row: number; version: number }[];
  }
}

interface Content {
  row: number;
  version: number;
  json: string;
  whole: Uint8Array | null;
  sentences: Uint8Array;
  sentenceVectors: Uint8Array;
}

function toCandidate({ version, json, whole, sentences, sentenceVectors }: Content): Candidate {
  const record = JSON.parse(json) as LecternRecord;
  const vectors: PassageVectors | null = whole && {
    whole: floatsOf(whole),
    sentences: unpackSentences(sentences),
    sentenceVectors: new Int8Array(sentenceVectors.buffer, sentenceVectors.byteOffset, sentenceVectors.byteLength),
  };
  return { id: record.id, version, ...searchText(record), vectors };
}
