import { rmSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import type { LecternRecord } from "../../indexes/record.ts";
import { unpackWords } from "../../indexes/text-words.ts";
import { bytesOf, unpackVectors } from "../../indexes/vectors.ts";
import { openDatabase, transaction } from "../database.ts";
import type { StoredRecord } from "./engine.ts";
import type { Loaded, Shown } from "./meilisearch-documents.ts";

/** So many documents are kept, those that were written last: 12 kB each. */
const MOST = 250_000;
/** What was on its way when it was removed has come by then, in milliseconds; of so many the ids are known. */
const REMOVED = { max: 10_000, ttl: 60_000 };
/** What is to be kept waits for this long, in milliseconds, for no search waits for it. */
const LATER = 200;
/** Of a document's content. */
const PARTS = 4;

/** A document as a search names it. */
type Named = Pick<Shown, "id" | "version">;

interface Row {
  id: string;
  version: number;
  facets: string;
  /** As `pack` makes it: one value is read twice as fast as four. */
  content: Uint8Array;
}

interface Stored {
  id: string;
  version: number;
  json: string;
  /** 1 where it has vectors. */
  embedded: number;
}

interface Open {
  db: DatabaseSync;
  read: StatementSync;
  records: StatementSync;
  versions: StatementSync;
  write: StatementSync;
}

/**
 * Documents that were read from the server, in a file beside this process: two hundred candidates of a search are 2 MB of
 * JSON from a server, and a millisecond from a file. What is in it is told by id and version, which no two writes share,
 * and by what the index is of; it can be deleted at any time. A file that fails is done without.
 */
export class DocumentFile {
  readonly #path: string;
  #open: Open | null | undefined;
  #waiting: { of: string; document: Shown }[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** What was removed a moment ago: an answer of the server may still bring it. */
  readonly #removed = new LRUCache<string, true>(REMOVED);

  readonly #most: number;

  /** @param path made at the first use; several processes may share it. @param most so many documents are kept */
  constructor(path: string, most = MOST) {
    this.#path = path;
    this.#most = most;
  }

  /** @param of what the index is of: its generation and the space of its vectors */
  read(of: string, named: readonly Named[]): Loaded[] {
    const versions = new Map(named.map(({ id, version }) => [id, version]));
    const rows = this.#try(({ read }) => read.all(JSON.stringify([...versions.keys()]), of)) ?? [];
    return (rows as unknown as Row[]).flatMap((row) => (row.version === versions.get(row.id) ? toLoaded(row) : []));
  }

  /** The records of those that are kept as they are named, by id. */
  records(of: string, named: readonly Named[]): Map<string, StoredRecord> {
    const wanted = new Map(named.map(({ id, version }) => [id, version]));
    const rows = this.#try(({ records }) => records.all(JSON.stringify([...wanted.keys()]), of)) ?? [];
    const kept = (rows as unknown as Stored[]).filter(({ id, version }) => wanted.get(id) === version);
    return new Map(
      kept.map(({ id, version, json, embedded }) => [
        id,
        { record: JSON.parse(json) as LecternRecord, version, hasVectors: embedded === 1 },
      ]),
    );
  }

  /** Those that are not kept as they are named. */
  lacking<T extends Named>(of: string, named: readonly T[]): T[] {
    const ids = JSON.stringify(named.map(({ id }) => id));
    const kept = (this.#try(({ versions }) => versions.all(ids, of)) ?? []) as unknown as Named[];
    const versions = new Map(kept.map(({ id, version }) => [id, version]));
    return named.filter(({ id, version }) => versions.get(id) !== version);
  }

  /** Keeps documents, soon. */
  write(of: string, documents: readonly Shown[]): void {
    // What ranking reads was not kept with documents of before: then it is made at each reading.
    const lasting = documents.filter(({ id, words }) => words && !this.#removed.has(id));
    this.#waiting.push(...lasting.map((document) => ({ of, document })));
    this.#timer ??= setTimeout(() => this.#flush(), LATER).unref();
  }

  /** Takes out what was removed from the index: nothing of it stays here. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#removed.set(id, true);
    this.#flush();
    this.#try(({ db }) =>
      db.prepare("DELETE FROM documents WHERE id IN (SELECT value FROM json_each(?))").run(JSON.stringify(ids)),
    );
  }

  /** Takes out all but these, which are all that the index has. */
  keepOnly(ids: readonly string[]): void {
    this.#flush();
    this.#try(({ db }) =>
      db.prepare("DELETE FROM documents WHERE id NOT IN (SELECT value FROM json_each(?))").run(JSON.stringify(ids)),
    );
  }

  close(): void {
    this.#flush();
    if (this.#open?.db.isOpen) this.#open.db.close();
    this.#open = null;
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    this.#try(({ db, write }) =>
      transaction(db, () => {
        for (const { of, document } of waiting) {
          const { id, version, json, facets } = document;
          write.run(id, of, version, json, facets!, pack(document));
        }
        // Each is written behind all others, also what takes another's place.
        db.exec(`DELETE FROM documents WHERE rowid <= (SELECT max(rowid) FROM documents) - ${this.#most}`);
      }),
    );
  }

  /** Null where the file fails: it is not asked again. */
  #try<T>(work: (open: Open) => T): T | null {
    try {
      if (this.#open === undefined) this.#open = this.#opened();
      return this.#open && work(this.#open);
    } catch {
      if (this.#open?.db.isOpen) this.#open.db.close();
      this.#open = null;
      return null;
    }
  }

  #opened(): Open {
    try {
      return opened(this.#path);
    } catch {
      // Damaged, or of another Lectern: it holds nothing that the server does not.
      for (const ending of ["", "-wal", "-shm"]) rmSync(this.#path + ending, { force: true });
      return opened(this.#path);
    }
  }
}

function opened(path: string): Open {
  const db = openDatabase(path);
  try {
    db.exec(
      `
       CREATE TABLE IF NOT EXISTS documents (
         id TEXT PRIMARY KEY, "of" TEXT NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL,
         facets TEXT NOT NULL, json TEXT NOT NULL
       )`,
    );
    return {
      db,
      read: db.prepare(
        `SELECT id, version, facets, content FROM (SELECT value FROM json_each(?)) JOIN documents ON id = value WHERE "of" = ?`,
      ),
      versions: db.prepare(
        `SELECT id, version FROM (SELECT value FROM json_each(?)) JOIN documents ON id = value WHERE "of" = ?`,
      ),
      records: db.prepare(
        `SELECT id, version, json, substr(content, 1, 4) <> zeroblob(4) AS embedded
         FROM (SELECT value FROM json_each(?)) JOIN documents ON id = value WHERE "of" = ?`,
      ),
      write: db.prepare(
        `INSERT OR REPLACE INTO documents (id, "of", version, json, facets, content) VALUES (?, ?, ?, ?, ?, ?)`,
      ),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Four lengths in bytes, then so many bytes each: the whole's floats first, whose place in memory must be a float's. */
function pack({ words, whole, sentences, sentenceVectors }: Shown): Uint8Array {
  const parts = [whole, sentences, sentenceVectors, words].map((text) => Buffer.from(text ?? "", "base64"));
  return Buffer.concat([bytesOf(Int32Array.from(parts, (part) => part.length)), ...parts]);
}

function toLoaded({ id, version, facets, content }: Row): Loaded {
  const { buffer, byteOffset } = content;
  const lengths = new Int32Array(buffer, byteOffset, PARTS);
  let at = byteOffset + lengths.byteLength;
  const [whole, sentences, rows, words] = Array.from(lengths, (length) => {
    const part = new Uint8Array(buffer, at, length);
    at += length;
    return part;
  }) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const vectors = whole.length === 0 ? null : unpackVectors(whole, sentences, rows);
  let parsed: Loaded["facets"] | null = null;
  return {
    candidate: { id, version, words: unpackWords(words), vectors },
    // Counted only of what matches by meaning alone.
    get facets() {
      parsed ??= JSON.parse(facets) as Loaded["facets"];
      return parsed;
    },
  };
}
