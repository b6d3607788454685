import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { searchText } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { textWords, unpackWords } from "../../indexes/text-words.ts";
import { type PassageVectors, unpackVectors } from "../../indexes/vectors.ts";
import { candidateSize } from "./candidate-size.ts";
import type { Candidate } from "./engine.ts";
import type { Columns } from "./sqlite-columns.ts";

/** Candidates kept ready for ranking between searches, in bytes: some 5,000 at 10 kB each. */
const KEPT = 50_000_000;

/** Reads what ranking needs of a record, and keeps the latest read. */
export class Candidates {
  readonly #columns: Columns;
  readonly #content: StatementSync;
  /** By row. */
  readonly #kept = new LRUCache<number, Candidate>({ maxSize: KEPT, sizeCalculation: candidateSize });

  constructor(db: DatabaseSync, columns: Columns) {
    this.#columns = columns;
    this.#content = db.prepare(
      `SELECT row, id, version, words, iif(words IS NULL, json, NULL) AS json,
         whole, sentences, sentence_vectors AS sentenceVectors
       FROM (SELECT value FROM json_each(?)) JOIN records ON row = value
       LEFT JOIN text_words USING (row) LEFT JOIN vectors USING (row)`,
    );
  }

  /** The candidates of slots, in the same order. */
  fetch(slots: readonly number[]): Candidate[] {
    const { rows, versions } = this.#columns;
    const found = new Map<number, Candidate>();
    const missing: number[] = [];
    for (const slot of slots) {
      const row = rows[slot]!;
      const kept = this.#kept.get(row);
      if (kept && kept.version === versions[slot]) found.set(row, kept);
      else missing.push(row);
    }
    if (missing.length > 0)
      for (const content of this.#content.iterate(JSON.stringify(missing)) as unknown as Iterable<Content>) {
        const candidate = toCandidate(content);
        found.set(content.row, candidate);
        this.#kept.set(content.row, candidate);
      }
    return slots.flatMap((slot) => found.get(rows[slot]!) ?? []);
  }
}

interface Content {
  row: number;
  id: string;
  version: number;
  /** Null of a record that was stored before its words were kept; then its text is there. */
  words: Uint8Array | null;
  json: string | null;
  whole: Uint8Array | null;
  sentences: Uint8Array;
  sentenceVectors: Uint8Array;
}

function toCandidate({ id, version, words, json, whole, sentences, sentenceVectors }: Content): Candidate {
  const vectors: PassageVectors | null = whole && unpackVectors(whole, sentences, sentenceVectors);
  return {
    id,
    version,
    words: words ? unpackWords(words) : textWords(searchText(JSON.parse(json!) as LecternRecord)),
    vectors,
  };
}
