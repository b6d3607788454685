import type { DatabaseSync } from "node:sqlite";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { transaction } from "../database.ts";
import { LecternError } from "../errors.ts";
import { otherSpace } from "./vectors.ts";

/**
 * The tables. `row` is a record's number for life and never used again; `version` grows over the whole index with every
 * write, so that another process's memory of the index can be brought up to date from where it stands.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE records (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    facets TEXT NOT NULL,
    date TEXT NOT NULL,
    length INTEGER NOT NULL,
    json TEXT NOT NULL
  );
  CREATE INDEX records_by_version ON records (version);
  CREATE TABLE removals (version INTEGER PRIMARY KEY, row INTEGER NOT NULL);
  CREATE TABLE identifiers (identifier TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX identifiers_by_row ON identifiers (row);
  CREATE TABLE vectors (
    row INTEGER PRIMARY KEY,
    whole BLOB NOT NULL,
    sentences BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL
  );
  CREATE VIRTUAL TABLE words USING fts5 (
    title, abstract, topics, names,
    content = '', contentless_delete = 1, tokenize = 'porter ascii'
  );
  CREATE VIRTUAL TABLE word_stems USING fts5vocab (words, row);
  CREATE TABLE spellings (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
  `,
];

/** The schema this code writes. A newer file is refused, an older one is brought up to it at opening. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the tables up to {@link SCHEMA_VERSION}, each step in its own transaction. */
export function migrate(db: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  db.exec("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  const step = (): boolean => {
    const at = Number(readMeta(db, "schema") ?? 0);
    if (at > migrations.length)
      throw new LecternError(
        "index-mismatch",
        `The index has schema ${at}, this Lectern knows up to ${migrations.length}: start the newer Lectern that wrote it`,
      );
    if (at === migrations.length) return false;
    db.exec(migrations[at]!);
    writeMeta(db, "schema", String(at + 1));
    return true;
  };
  while (transaction(db, step));
}

/** Makes `space` the index's own: from now on only its vectors may join. */
export function claimSpace(db: DatabaseSync, space: EmbeddingSpace): void {
  if (!fitsSpace(db, space)) writeMeta(db, "space", JSON.stringify(space));
}

/**
 * Whether the index is of this space; false where it is of another or of none but has no vectors yet.
 *
 * @throws `index-mismatch` where its vectors are of another space
 */
export function fitsSpace(db: DatabaseSync, space: EmbeddingSpace): boolean {
  const stored = readSpace(db);
  if (stored && stored.revision === space.revision && stored.dimensions === space.dimensions) return true;
  if (stored && db.prepare("SELECT 1 FROM vectors LIMIT 1").get()) throw otherSpace(stored, space);
  return false;
}

export function readSpace(db: DatabaseSync): EmbeddingSpace | null {
  const text = readMeta(db, "space");
  return text === null ? null : (JSON.parse(text) as EmbeddingSpace);
}

export function readMeta(db: DatabaseSync, key: string): string | null {
  const row = db.prepare("SELECT value FROM meta WHERE key = ?").get(key) as { value: string } | undefined;
  return row?.value ?? null;
}

export function writeMeta(db: DatabaseSync, key: string, value: string): void {
  db.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(key, value);
}
