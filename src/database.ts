import { randomUUID } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LecternError, messageOf } from "./errors.ts";

/** How long a writer waits for another process's transaction to end, in milliseconds. */
const BUSY_TIMEOUT = 15_000;

/**
 * Opens a database file in WAL mode, made if it is not there, with its folder.
 *
 * @throws `storage-failed` naming the file and what is wrong with it
 */
export function openDatabase(path: string): DatabaseSync {
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    refuseScrap(path);
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT });
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;");
    // NORMAL survives a killed process; only a power cut can take the last transactions, and the job is then done again.
    return db;
  } catch (error) {
    if (db?.isOpen) db.close();
    throw new LecternError("storage-failed", `The data file ${path} cannot be opened: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** No database file is smaller than its smallest page, in bytes. */
const SMALLEST = 512;

/**
 * SQLite takes a file of some bytes for an empty one and would write over it. (Only its size is looked at: opening and
 * closing it here would take the locks of this process's other connections away.)
 */
function refuseScrap(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size < SMALLEST) throw new Error("file is not a database");
}

interface SqliteError extends Error {
  errcode: number;
}

/** Runs `work`, and turns what SQLite throws into Lectern's own errors. */
export function guard<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !("errcode" in error)) throw error;
    throw translated(error as SqliteError, path);
  }
}

/** Result codes: https://www.sqlite.org/rescode.html; the low byte is the primary one. */
function translated(error: SqliteError, path: string): LecternError {
  const cause = { cause: error };
  switch (error.errcode & 0xff) {
    case 13:
      return new LecternError(
        "storage-failed",
        `The disk is full: ${path} could not grow. What was stored is intact`,
        cause,
      );
    case 10:
      return new LecternError("storage-failed", `The disk refused to read or write ${path}: ${error.message}`, cause);
    case 8:
      return new LecternError("storage-failed", `The data file ${path} may not be written to`, cause);
    case 5:
    case 6:
      return new LecternError("engine-unavailable", `Another process holds ${path} for too long`, cause);
    case 11:
    case 26:
      return new LecternError(
        "engine-unavailable",
        `The data file ${path} is damaged: restore it from a backup`,
        cause,
      );
    default:
      return new LecternError("internal", `The data file ${path}: ${error.message}`, cause);
  }
}

/** Runs `work` in a transaction that writes: all of it is stored, or nothing. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has rolled back by itself after some errors (a full disk).
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** Runs `work` over one unchanging state of the file, whatever other processes write meanwhile. */
export function snapshot<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN");
  try {
    return work();
  } finally {
    if (db.isTransaction) db.exec("COMMIT");
  }
}

/** Work in the file whose process has not said so for this long is taken to be abandoned, in milliseconds. */
export const STALE_AFTER = 15_000;

/** A name under which this process holds work in the file: no other has it. */
export function newOwner(): string {
  return `${hostname()}:${process.pid}:${randomUUID()}`;
}

/** Whether an owner was a process of this machine that is no more. */
export function isGone(owner: string): boolean {
  const [host, pid] = owner.split(":");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
