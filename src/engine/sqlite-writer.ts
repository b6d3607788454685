import type { DatabaseSync, StatementSync } from "node:sqlite";
import { inRow, tokenise } from "../../indexes/analysis.ts";
import { FACETS, facetValues, identifiersOf, SEARCH_FIELDS, searchText } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { bytesOf, packSentences } from "../../indexes/vectors.ts";
import type { IndexedRecord } from "./engine.ts";

interface Row {
  row: number;
  version: number;
  json: string;
}

/** Writes records into the tables; every call runs inside the caller's transaction. */
export class Writer {
  readonly #byId: StatementSync;
  readonly #owner: StatementSync;
  readonly #nextVersion: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #own: StatementSync;
  readonly #disown: StatementSync;
  readonly #setVectors: StatementSync;
  readonly #dropVectors: StatementSync;
  readonly #setWords: StatementSync;
  readonly #dropWords: StatementSync;
  readonly #addSpelling: StatementSync;
  readonly #dropSpelling: StatementSync;
  readonly #forgetSpelling: StatementSync;
  readonly #dropRecord: StatementSync;
  readonly #removal: StatementSync;

  constructor(db: DatabaseSync) {
    this.#byId = db.prepare("SELECT row, version, json FROM records WHERE id = ?");
    this.#owner = db.prepare("SELECT id FROM identifiers JOIN records USING (row) WHERE identifier = ?");
    this.#nextVersion = db.prepare(
      "INSERT INTO meta VALUES ('version', '1') ON CONFLICT DO UPDATE SET value = value + 1 RETURNING CAST(value AS INTEGER) AS version",
    );
    this.#insert = db.prepare(
      "INSERT INTO records (id, version, json, facets, date, length) VALUES (?, ?, ?, ?, ?, ?) RETURNING row",
    );
    this.#update = db.prepare(
      "UPDATE records SET version = ?, json = ?, facets = ?, date = ?, length = ? WHERE row = ?",
    );
    this.#own = db.prepare("INSERT INTO identifiers VALUES (?, ?)");
    this.#disown = db.prepare("DELETE FROM identifiers WHERE row = ?");
    this.#setVectors = db.prepare("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)");
    this.#dropVectors = db.prepare("DELETE FROM vectors WHERE row = ?");
    this.#setWords = db.prepare("INSERT INTO words (rowid, title, abstract, topics, names) VALUES (?, ?, ?, ?, ?)");
    this.#dropWords = db.prepare("DELETE FROM words WHERE rowid = ?");
    this.#addSpelling = db.prepare(
      "INSERT INTO spellings VALUES (?, 1) ON CONFLICT DO UPDATE SET documents = documents + 1",
    );
    this.#dropSpelling = db.prepare(
      "UPDATE spellings SET documents = documents - 1 WHERE word = ? RETURNING documents",
    );
    this.#forgetSpelling = db.prepare("DELETE FROM spellings WHERE word = ?");
    this.#dropRecord = db.prepare("DELETE FROM records WHERE row = ?");
    this.#removal = db.prepare("INSERT INTO removals VALUES (?, ?)");
  }

  /** @returns false, with nothing written, when the index has moved on since the record was read */
  put({ record, vectors, base, replaces = [] }: IndexedRecord): boolean {
    const stored = this.#byId.get(record.id) as unknown as Row | undefined;
    if ((stored?.version ?? null) !== base) return false;
    const identifiers = new Set(identifiersOf(record));
    for (const identifier of identifiers) {
      const owner = this.#owner.get(identifier) as { id: string } | undefined;
      if (owner && owner.id !== record.id && !replaces.includes(owner.id)) return false;
    }
    for (const id of replaces) if (id !== record.id) this.remove(id);
    const { texts, words, length } = analyse(record);
    const facets = JSON.stringify(Object.fromEntries(FACETS.map((facet) => [facet, facetValues(record, facet)])));
    const date = record.date ?? (record.year === undefined ? "" : String(record.year));
    const row = stored
      ? this.#replace(stored, record, facets, date, length)
      : (this.#insert.get(record.id, this.#version(), JSON.stringify(record), facets, date, length) as unknown as Row)
          .row;
    for (const identifier of identifiers) this.#own.run(identifier, row);
    this.#setWords.run(row, ...texts);
    for (const word of words) this.#addSpelling.run(word);
    if (vectors)
      this.#setVectors.run(
        row,
        bytesOf(vectors.whole),
        packSentences(vectors.sentences),
        bytesOf(vectors.sentenceVectors),
      );
    return true;
  }

  remove(id: string): boolean {
    const stored = this.#byId.get(id) as unknown as Row | undefined;
    if (!stored) return false;
    this.#clear(stored);
    this.#dropRecord.run(stored.row);
    this.#removal.run(this.#version(), stored.row);
    return true;
  }

  #replace(stored: Row, record: LecternRecord, facets: string, date: string, length: number): number {
    this.#clear(stored);
    this.#update.run(this.#version(), JSON.stringify(record), facets, date, length, stored.row);
    return stored.row;
  }

  /** Takes away all that hangs on a record but the record itself. */
  #clear({ row, json }: Row): void {
    this.#disown.run(row);
    this.#dropVectors.run(row);
    this.#dropWords.run(row);
    for (const word of analyse(JSON.parse(json) as LecternRecord).words) {
      const left = this.#dropSpelling.get(word) as { documents: number } | undefined;
      if (left?.documents === 0) this.#forgetSpelling.run(word);
    }
  }

  #version(): number {
    return (this.#nextVersion.get() as { version: number }).version;
  }
}

/** The folded text of each field, the different words of all, and their number with repeats. */
function analyse(record: LecternRecord): { texts: string[]; words: Set<string>; length: number } {
  const text = searchText(record);
  const words = new Set<string>();
  let length = 0;
  const texts = SEARCH_FIELDS.map((field) => {
    const tokens = tokenise(text[field]);
    for (const { word } of tokens) words.add(word);
    length += tokens.length;
    return inRow(tokens)
      .map(({ word }) => word)
      .join(" ");
  });
  return { texts, words, length };
}
