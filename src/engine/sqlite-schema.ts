import type { DatabaseSync } from "node:sqlite";
import { transaction } from "../database.ts";
import { LecternError } from "../errors.ts";
import { META, readMeta, writeMeta } from "./sqlite-meta.ts";

/** Before the names of the tables in which a rebuild makes the next index. */
export const NEXT = "next_";

/** What a rebuild replaces. (`word_stems` is a view of `words`, whatever table has that name.) */
const TABLES = ["records", "removals", "identifiers", "vectors", "words", "spellings", "abbreviations", "text_words"];

/**
 * The tables of an index. `row` is a record's number for life, over rebuilds too, and never used again; `version` grows
 * over the whole index with every write, so that another process's memory of the index, and a rebuild, can be brought up
 * to date from where they stand.
 *
 * @param prefix before each table's name
 * @param generation after the names of what does not change its name with its table
 */
function tables(prefix: string, generation: string): string {
  return `
  CREATE TABLE ${prefix}records (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    facets TEXT NOT NULL,
    date TEXT NOT NULL,
    length INTEGER NOT NULL,
    json TEXT NOT NULL
  );
  CREATE INDEX records_by_version${generation} ON ${prefix}records (version);
  CREATE TABLE ${prefix}removals (version INTEGER PRIMARY KEY, row INTEGER NOT NULL);
  CREATE TABLE ${prefix}identifiers (identifier TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX identifiers_by_row${generation} ON ${prefix}identifiers (row);
  CREATE TABLE ${prefix}vectors (
    row INTEGER PRIMARY KEY,
    whole BLOB NOT NULL,
    sentences BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL
  );
  CREATE VIRTUAL TABLE ${prefix}words USING fts5 (
    title, abstract, topics, names,
    content = '', contentless_delete = 1, tokenize = 'porter ascii'
  );
  CREATE TABLE ${prefix}spellings (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
  ${abbreviations(prefix, generation)}
  ${textWords(prefix)}
  `;
}

/** Short and long forms that records define, the long one by its stems, too. */
function abbreviations(prefix: string, generation: string): string {
  return `
  CREATE TABLE IF NOT EXISTS ${prefix}abbreviations (
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    stems TEXT NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (short, long)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS abbreviations_by_stems${generation} ON ${prefix}abbreviations (stems);`;
}

/** What ranking reads of each record's words (`packWords`): nothing of those stored before this table was. */
function textWords(prefix: string): string {
  return `CREATE TABLE IF NOT EXISTS ${prefix}text_words (row INTEGER PRIMARY KEY, words BLOB NOT NULL);`;
}

const MIGRATIONS: readonly string[] = [
  `${tables("", "")}
  CREATE VIRTUAL TABLE word_stems USING fts5vocab (words, row);`,
  // How the records of the first version were derived was not written down.
  `INSERT INTO meta SELECT 'derived', '[{"analysis":0,"domains":""}]' WHERE EXISTS (SELECT 1 FROM records)`,
  abbreviations("", ""),
  textWords(""),
];

/** The schema this code writes. A newer file is refused, an older one is brought up to it at opening. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the tables up to {@link SCHEMA_VERSION}, each step in its own transaction. */
export function migrate(db: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  db.exec(META);
  const step = (): boolean => {
    const at = Number(readMeta(db, "schema") ?? 0);
    if (at > migrations.length)
      throw new LecternError(
        "index-mismatch",
        `The index has schema ${at}, this Lectern knows up to ${migrations.length}: start the newer Lectern that wrote it`,
      );
    if (at === migrations.length) return false;
    // The next index of an unfinished rebuild has the older schema.
    dropNext(db);
    db.exec(migrations[at]!);
    writeMeta(db, "schema", String(at + 1));
    return true;
  };
  while (transaction(db, step));
}

/** Makes the empty tables of the next index. */
export function createNext(db: DatabaseSync, generation: number): void {
  db.exec(tables(NEXT, `_${generation}`));
}

/** Takes the next index away, finished or not, and what is noted of its rebuild. */
export function dropNext(db: DatabaseSync): void {
  for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${NEXT}${table}`);
  writeMeta(db, "rebuild", null);
}

/**
 * Puts the next index's tables in the place of the index's own. Prepared statements, also those of other processes, go
 * on with the new tables. The old ones' pages are free for what is written next; the file does not shrink.
 */
export function swapTables(db: DatabaseSync): void {
  db.exec(`
    DELETE FROM sqlite_sequence WHERE name = '${NEXT}records';
    INSERT INTO sqlite_sequence SELECT '${NEXT}records', seq FROM sqlite_sequence WHERE name = 'records';`);
  for (const table of TABLES) db.exec(`DROP TABLE ${table}; ALTER TABLE ${NEXT}${table} RENAME TO ${table}`);
}
