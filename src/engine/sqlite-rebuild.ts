import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { type Derivation, outdatedParts } from "../../indexes/derivation.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { isGone, newOwner, STALE_AFTER, snapshot, transaction } from "../database.ts";
import { LecternError } from "../errors.ts";
import type { Rebuild, RebuildState, RebuiltRecord, StoredRecord } from "./engine.ts";
import { readGeneration, readMeta, writeMeta, writeSpace, writeWays } from "./sqlite-meta.ts";
import { createNext, dropNext, NEXT, swapTables } from "./sqlite-schema.ts";
import { Writer } from "./sqlite-writer.ts";
import { checkVectors, sameSpace } from "./vectors.ts";

/** What the next index is made for. */
export interface Target {
  space: EmbeddingSpace | null;
  derivation: Derivation;
}

/** What is noted of a rebuild as long as there is one. */
interface Note extends Target {
  begunAt: string;
  /** Who is at it; null where it was left. */
  owner: string | null;
  /** When it last said so, milliseconds since 1970. */
  seen: number;
}

/** How often an owner says that it is alive, in milliseconds. */
const ALIVE = STALE_AFTER / 5;
/** Records that are stored in one transaction: some 10 ms, for which others that write must wait. */
const PUT_AT_ONCE = 8;
/** Outdated records that go from the next index in one transaction. */
const GONE_AT_ONCE = 200;

/** Records of the index that the next one does not have as they are: a version is of one state of one record, for ever. */
const MISSING = `FROM records r WHERE NOT EXISTS (SELECT 1 FROM ${NEXT}records n WHERE n.version = r.version AND n.row = r.row)`;
const COUNTS = `SELECT (SELECT count(*) FROM ${NEXT}records) AS done, (SELECT count(*) FROM records) AS total`;

/** Runs work, and turns SQLite's errors into Lectern's. */
export type Guard = <T>(work: () => T) => T;

/** A rebuild over tables of the same file, written through the engine's own connection. */
export class SqliteRebuild implements Rebuild {
  readonly batch = 32;
  readonly #db: DatabaseSync;
  readonly #guard: Guard;
  readonly #target: Target;
  readonly #owner: string;
  readonly #writer: Writer;
  readonly #missing: StatementSync;
  readonly #row: StatementSync;
  readonly #alive: NodeJS.Timeout;
  /** Every record up to this version has been handed out, or is there: later writes have later versions. */
  #after = 0;

  private constructor(db: DatabaseSync, guard: Guard, target: Target, owner: string) {
    this.#db = db;
    this.#guard = guard;
    this.#target = target;
    this.#owner = owner;
    this.#writer = new Writer(db, NEXT);
    this.#missing = db.prepare(
      `SELECT version, json, EXISTS (SELECT 1 FROM vectors v WHERE v.row = r.row) AS embedded
       ${MISSING} AND r.version > ? ORDER BY r.version LIMIT ?`,
    );
    this.#row = db.prepare("SELECT row FROM records WHERE id = ? AND version = ?");
    this.#alive = setInterval(() => this.#sayAlive(), ALIVE);
    this.#alive.unref();
  }

  /** Begins a rebuild or goes on with one. @throws `already-running` */
  static begin(db: DatabaseSync, guard: Guard, target: Target): SqliteRebuild {
    const owner = newOwner();
    return guard(() => {
      transaction(db, () => {
        let note = readNote(db);
        if (note && isHeld(note))
          throw new LecternError(
            "already-running",
            "Another process is rebuilding the index: wait for it, or run `npx lectern reindex --cancel`",
          );
        if (!note || !isFor(note, target)) {
          dropNext(db);
          createNext(db, readGeneration(db) + 1);
          note = { ...target, begunAt: new Date().toISOString(), owner, seen: 0 };
        }
        writeNote(db, { ...note, owner, seen: Date.now() });
      });
      return new SqliteRebuild(db, guard, target, owner);
    });
  }

  async pending(limit: number): Promise<{ records: StoredRecord[]; done: number; total: number }> {
    return this.#guard(() =>
      snapshot(this.#db, () => {
        this.#held();
        return this.#read(limit);
      }),
    );
  }

  async put(records: readonly RebuiltRecord[]): Promise<void> {
    for (const record of records) checkVectors(record, this.#target.space?.dimensions ?? 0);
    for (let at = 0; at < records.length; at += PUT_AT_ONCE) {
      this.#step(() => this.#put(records.slice(at, at + PUT_AT_ONCE)));
      await setImmediate();
    }
  }

  async swap(): Promise<boolean> {
    while (this.#step(() => this.#dropGone()) > 0) await setImmediate();
    return this.#step(() => {
      const { done, total } = counts(this.#db);
      if (done !== total || this.#db.prepare(`SELECT 1 ${MISSING} LIMIT 1`).get()) {
        this.#after = 0;
        return false;
      }
      swapTables(this.#db);
      writeSpace(this.#db, this.#target.space);
      writeWays(this.#db, [this.#target.derivation]);
      writeMeta(this.#db, "generation", String(readGeneration(this.#db) + 1));
      writeMeta(this.#db, "version", String(Number(readMeta(this.#db, "version") ?? 0) + 1));
      dropNext(this.#db);
      return true;
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#alive);
    try {
      if (this.#db.isOpen) transaction(this.#db, () => writeNote(this.#db, { ...this.#held(), owner: null }));
    } catch {
      // It has ended, or the disk is full: then others see by the process, or by the time, that it was left.
    }
  }

  #read(limit: number): { records: StoredRecord[]; done: number; total: number } {
    const rows = this.#missing.all(this.#after, limit) as unknown as MissingRow[];
    this.#after = rows.at(-1)?.version ?? this.#after;
    const records = rows.map(({ json, version, embedded }) => ({
      record: JSON.parse(json) as LecternRecord,
      version,
      hasVectors: embedded === 1,
    }));
    return { records, ...counts(this.#db) };
  }

  #put(records: readonly RebuiltRecord[]): void {
    for (const rebuilt of records) {
      const found = this.#row.get(rebuilt.record.id, rebuilt.version) as { row: number } | undefined;
      if (found) this.#writer.mirror(rebuilt, found.row);
    }
  }

  /** One transaction of the process that holds the rebuild. @throws `cancelled` where another does, or none */
  #step<T>(work: () => T): T {
    return this.#guard(() =>
      transaction(this.#db, () => {
        writeNote(this.#db, { ...this.#held(), seen: Date.now() });
        return work();
      }),
    );
  }

  /** @returns what is noted of the rebuild, which this process holds */
  #held(): Note {
    const note = readNote(this.#db);
    if (note?.owner === this.#owner) return note;
    throw new LecternError(
      "cancelled",
      note ? "Another process has taken the rebuild over: this one had been silent" : "The rebuild was cancelled",
    );
  }

  #sayAlive(): void {
    try {
      this.#step(() => {});
    } catch {
      // The next step says so too, to who is waiting for it.
    }
  }

  /** Takes away some records that the index has no more. @returns how many */
  #dropGone(): number {
    const gone = this.#db
      .prepare(
        `SELECT n.id FROM ${NEXT}records n
         WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.version = n.version AND r.row = n.row)
           AND NOT EXISTS (SELECT 1 FROM records r WHERE r.row = n.row) LIMIT ${GONE_AT_ONCE}`,
      )
      .all() as unknown as { id: string }[];
    for (const { id } of gone) this.#writer.drop(id);
    return gone.length;
  }
}

interface MissingRow {
  version: number;
  json: string;
  embedded: number;
}

/** The unfinished rebuild, if there is one. */
export function rebuildState(db: DatabaseSync): RebuildState | null {
  const note = readNote(db);
  return note && { ...counts(db), begunAt: note.begunAt, running: isHeld(note) };
}

/** Drops the unfinished rebuild. @returns whether there was one */
export function cancelRebuild(db: DatabaseSync): boolean {
  const was = readNote(db) !== null;
  dropNext(db);
  return was;
}

function counts(db: DatabaseSync): { done: number; total: number } {
  return db.prepare(COUNTS).get() as { done: number; total: number };
}

function isHeld({ owner, seen }: Note): boolean {
  return owner !== null && !isGone(owner) && Date.now() - seen < STALE_AFTER;
}

function isFor(note: Note, { space, derivation }: Target): boolean {
  return sameSpace(note.space, space) && outdatedParts([note.derivation], derivation).length === 0;
}

function readNote(db: DatabaseSync): Note | null {
  const text = readMeta(db, "rebuild");
  return text === null ? null : (JSON.parse(text) as Note);
}

function writeNote(db: DatabaseSync, note: Note): void {
  writeMeta(db, "rebuild", JSON.stringify(note));
}
