import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type Abbreviation, abbreviationsOf, longKey } from "../../indexes/abbreviations.ts";
import { type Token, tokenise } from "../../indexes/analysis.ts";
import {
  FACETS,
  facetValues,
  identifiersOf,
  isIdentifierWord,
  SEARCH_FIELDS,
  type SearchText,
  searchText,
} from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { packWords, type TextWords, textWords } from "../../indexes/text-words.ts";
import { bytesOf, packSentences } from "../../indexes/vectors.ts";
import type { IndexedRecord, RebuiltRecord } from "./engine.ts";
import { indexedText } from "./sqlite-text.ts";

interface Row {
  row: number;
  version: number;
  json: string;
}

type Content = Pick<IndexedRecord, "record" | "vectors">;

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
  readonly #setTextWords: StatementSync;
  readonly #dropWords: StatementSync;
  readonly #dropTextWords: StatementSync;
  readonly #addSpelling: StatementSync;
  readonly #dropSpelling: StatementSync;
  readonly #forgetSpelling: StatementSync;
  readonly #addAbbreviation: StatementSync;
  readonly #dropAbbreviation: StatementSync;
  readonly #forgetAbbreviation: StatementSync;
  readonly #dropRecord: StatementSync;
  readonly #removal: StatementSync;

  /** @param p before the names of the tables to write to */
  constructor(db: DatabaseSync, p = "") {
    this.#byId = db.prepare(`SELECT row, version, json FROM ${p}records WHERE id = ?`);
    this.#owner = db.prepare(`SELECT id FROM ${p}identifiers JOIN ${p}records USING (row) WHERE identifier = ?`);
    this.#nextVersion = db.prepare(
      "INSERT INTO meta VALUES ('version', '1') ON CONFLICT DO UPDATE SET value = value + 1 RETURNING CAST(value AS INTEGER) AS version",
    );
    this.#insert = db.prepare(
      `INSERT INTO ${p}records (row, id, version, json, facets, date, length) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING row`,
    );
    this.#update = db.prepare(
      `UPDATE ${p}records SET version = ?, json = ?, facets = ?, date = ?, length = ? WHERE row = ?`,
    );
    this.#own = db.prepare(`INSERT INTO ${p}identifiers VALUES (?, ?)`);
    this.#disown = db.prepare(`DELETE FROM ${p}identifiers WHERE row = ?`);
    this.#setVectors = db.prepare(`INSERT OR REPLACE INTO ${p}vectors VALUES (?, ?, ?, ?)`);
    this.#dropVectors = db.prepare(`DELETE FROM ${p}vectors WHERE row = ?`);
    this.#setWords = db.prepare(`INSERT INTO ${p}words (rowid, title, abstract, topics, names) VALUES (?, ?, ?, ?, ?)`);
    this.#dropWords = db.prepare(`DELETE FROM ${p}words WHERE rowid = ?`);
    this.#setTextWords = db.prepare(`INSERT INTO ${p}text_words VALUES (?, ?)`);
    this.#dropTextWords = db.prepare(`DELETE FROM ${p}text_words WHERE row = ?`);
    this.#addSpelling = db.prepare(
      `INSERT INTO ${p}spellings VALUES (?, 1) ON CONFLICT DO UPDATE SET documents = documents + 1`,
    );
    this.#dropSpelling = db.prepare(
      `UPDATE ${p}spellings SET documents = documents - 1 WHERE word = ? RETURNING documents`,
    );
    this.#forgetSpelling = db.prepare(`DELETE FROM ${p}spellings WHERE word = ?`);
    this.#addAbbreviation = db.prepare(
      `INSERT INTO ${p}abbreviations VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET documents = documents + 1`,
    );
    this.#dropAbbreviation = db.prepare(
      `UPDATE ${p}abbreviations SET documents = documents - 1 WHERE short = ? AND long = ? RETURNING documents`,
    );
    this.#forgetAbbreviation = db.prepare(`DELETE FROM ${p}abbreviations WHERE short = ? AND long = ?`);
    this.#dropRecord = db.prepare(`DELETE FROM ${p}records WHERE row = ?`);
    this.#removal = db.prepare(`INSERT INTO ${p}removals VALUES (?, ?)`);
  }

  /** @returns false, with nothing written, when the index has moved on since the record was read */
  put({ record, vectors, base, replaces = [] }: IndexedRecord): boolean {
    const stored = this.#stored(record.id);
    if ((stored?.version ?? null) !== base) return false;
    const owners = this.#owners(record);
    if (owners.some((id) => !replaces.includes(id))) return false;
    for (const id of replaces) if (id !== record.id) this.remove(id);
    this.#store({ record, vectors }, stored, stored?.row ?? null, this.#version());
    return true;
  }

  remove(id: string): boolean {
    const row = this.drop(id);
    if (row !== null) this.#removal.run(this.#version(), row);
    return row !== null;
  }

  /**
   * Stores what another index has under this row and version. What stands in its way here, with its id or one of its
   * identifiers, is out of date and goes.
   */
  mirror({ record, vectors, version }: RebuiltRecord, row: number): void {
    for (const id of this.#owners(record)) this.drop(id);
    if (this.#stored(record.id)?.row !== row) this.drop(record.id);
    this.#store({ record, vectors }, this.#stored(record.id), row, version);
  }

  /** Takes a record away and notes nothing of it. @returns its row, null where it was not there */
  drop(id: string): number | null {
    const stored = this.#stored(id);
    if (!stored) return null;
    this.#clear(stored);
    this.#dropRecord.run(stored.row);
    return stored.row;
  }

  #stored(id: string): Row | undefined {
    return this.#byId.get(id) as unknown as Row | undefined;
  }

  /** The ids of other records that own one of this one's identifiers. */
  #owners(record: LecternRecord): string[] {
    return identifiersOf(record).flatMap((identifier) => {
      const owner = this.#owner.get(identifier) as { id: string } | undefined;
      return owner && owner.id !== record.id ? [owner.id] : [];
    });
  }

  /** @param at the record's row; null for the next free one */
  #store({ record, vectors }: Content, stored: Row | undefined, at: number | null, version: number): void {
    const { texts, words, ranked, abbreviations } = analyse(record);
    const facets = JSON.stringify(Object.fromEntries(FACETS.map((facet) => [facet, facetValues(record, facet)])));
    const date = record.date ?? (record.year === undefined ? "" : String(record.year));
    const values = [version, JSON.stringify(record), facets, date, ranked.length] as const;
    let row = at;
    if (stored) {
      this.#clear(stored);
      this.#update.run(...values, stored.row);
    } else row = (this.#insert.get(at, record.id, ...values) as unknown as Row).row;
    for (const identifier of new Set(identifiersOf(record))) this.#own.run(identifier, row);
    this.#setWords.run(row, ...texts);
    this.#setTextWords.run(row, packWords(ranked));
    for (const word of words) this.#addSpelling.run(word);
    for (const { short, long } of abbreviations) this.#addAbbreviation.run(short, long.join(" "), longKey(long));
    if (vectors)
      this.#setVectors.run(
        row,
        bytesOf(vectors.whole),
        packSentences(vectors.sentences),
        bytesOf(vectors.sentenceVectors),
      );
  }

  /** Takes away all that hangs on a record but the record itself. */
  #clear({ row, json }: Row): void {
    this.#disown.run(row);
    this.#dropVectors.run(row);
    this.#dropWords.run(row);
    this.#dropTextWords.run(row);
    const { words, abbreviations } = spelt(JSON.parse(json) as LecternRecord);
    for (const word of words) {
      const left = this.#dropSpelling.get(word) as { documents: number } | undefined;
      if (left?.documents === 0) this.#forgetSpelling.run(word);
    }
    for (const { short, long } of abbreviations) {
      const pair = [short, long.join(" ")] as const;
      const left = this.#dropAbbreviation.get(...pair) as { documents: number } | undefined;
      if (left?.documents === 0) this.#forgetAbbreviation.run(...pair);
    }
  }

  #version(): number {
    return (this.#nextVersion.get() as { version: number }).version;
  }
}

/** What is counted over all records. */
interface Spelt {
  text: SearchText;
  tokens: Token[][];
  /** The different words of all fields that somebody may type. */
  words: Set<string>;
  abbreviations: Abbreviation[];
}

interface Analysed extends Spelt {
  /** What is indexed of each field. */
  texts: string[];
  ranked: TextWords;
}

function analyse(record: LecternRecord): Analysed {
  const read = spelt(record);
  return { ...read, texts: read.tokens.map(indexedText), ranked: textWords(read.text, read.tokens) };
}

function spelt(record: LecternRecord): Spelt {
  const text = searchText(record);
  const tokens = SEARCH_FIELDS.map((field) => tokenise(text[field]));
  const words = new Set(tokens.flatMap((field) => field.flatMap(({ word }) => (isIdentifierWord(word) ? [] : word))));
  return { text, tokens, words, abbreviations: abbreviationsOf(text.title, text.abstract) };
}
