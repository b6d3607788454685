import type { DatabaseSync } from "node:sqlite";
import { type Failure, noCounts } from "../../indexes/report.ts";
import { guard, openDatabase, transaction } from "../database.ts";
import type { Job, JobState, NewJob } from "./queue.ts";

/** A running job whose process has not said so for this long is taken to be abandoned, in milliseconds. */
export const STALE_AFTER = 15_000;

interface Row {
  id: string;
  state: JobState;
  name: string;
  input: string;
  counts: string;
  bytes_read: number;
  bytes_size: number | null;
  error: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    input TEXT NOT NULL,
    counts TEXT NOT NULL,
    bytes_read INTEGER NOT NULL DEFAULT 0,
    bytes_size INTEGER,
    error TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    queued INTEGER NOT NULL,
    owner TEXT,
    seen INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS failures (
    job TEXT NOT NULL, record INTEGER NOT NULL, line INTEGER NOT NULL, key TEXT, reason TEXT NOT NULL, raw TEXT NOT NULL,
    PRIMARY KEY (job, record)
  ) WITHOUT ROWID;`;

/** The tables of the embedded queue. */
export class JobStore {
  readonly #path: string;
  readonly #db: DatabaseSync;

  constructor(path: string) {
    this.#path = path;
    this.#db = openDatabase(path);
    guard(path, () => this.#db.exec(TABLES));
  }

  /** @param owner who does it at once; null: it waits in line */
  insert(id: string, job: NewJob, owner: string | null): void {
    const now = new Date();
    this.#run(
      `INSERT INTO jobs (id, state, name, input, counts, created_at, started_at, queued, owner, seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      owner ? "running" : "waiting",
      job.name,
      JSON.stringify(job.input),
      JSON.stringify(noCounts()),
      now.toISOString(),
      owner ? now.toISOString() : null,
      owner ? 0 : 1,
      owner,
      now.getTime(),
    );
  }

  get(id: string): Job | null {
    const row = this.#all("SELECT * FROM jobs WHERE id = ?", id)[0];
    return row ? toJob(row) : null;
  }

  list(limit: number): Job[] {
    return this.#all("SELECT * FROM jobs ORDER BY number DESC LIMIT ?", limit).map(toJob);
  }

  /** Takes the oldest waiting job for `owner`. */
  claim(owner: string): Job | null {
    const row = this.#all(
      `UPDATE jobs SET state = 'running', owner = ?, seen = ?, started_at = coalesce(started_at, ?)
       WHERE number = (SELECT min(number) FROM jobs WHERE state = 'waiting') RETURNING *`,
      owner,
      Date.now(),
      new Date().toISOString(),
    )[0];
    return row ? toJob(row) : null;
  }

  /**
   * Puts abandoned jobs back in line; those that were not in it have failed.
   *
   * @param gone tells whether an owner is known to be dead
   */
  release(gone: (owner: string) => boolean): void {
    guard(this.#path, () =>
      transaction(this.#db, () => {
        const running = this.#db.prepare("SELECT id, queued, owner, seen FROM jobs WHERE state = 'running'").all();
        for (const { id, queued, owner, seen } of running as unknown as {
          id: string;
          queued: number;
          owner: string;
          seen: number;
        }[]) {
          if (!gone(owner) && Date.now() - seen < STALE_AFTER) continue;
          if (queued) this.#db.prepare("UPDATE jobs SET state = 'waiting', owner = NULL WHERE id = ?").run(id);
          else
            this.finish(id, "failed", "It was interrupted. Run the command again: what was stored is not done twice.");
        }
      }),
    );
  }

  handBack(id: string): void {
    this.#run("UPDATE jobs SET state = 'waiting', owner = NULL WHERE id = ? AND state = 'running'", id);
  }

  /** @returns false when the job is not running any more: it was cancelled */
  progress({ id, counts, bytes }: Pick<Job, "id" | "counts" | "bytes">): boolean {
    const changes = this.#run(
      "UPDATE jobs SET counts = ?, bytes_read = ?, bytes_size = ?, seen = ? WHERE id = ? AND state = 'running'",
      JSON.stringify(counts),
      bytes.read,
      bytes.size,
      Date.now(),
      id,
    );
    return changes > 0;
  }

  finish(id: string, state: JobState, error: string | null): boolean {
    const changes = this.#run(
      "UPDATE jobs SET state = ?, error = ?, finished_at = ?, owner = NULL WHERE id = ? AND state IN ('waiting', 'running')",
      state,
      error,
      new Date().toISOString(),
      id,
    );
    return changes > 0;
  }

  fail(job: string, failures: readonly Failure[]): void {
    guard(this.#path, () =>
      transaction(this.#db, () => {
        const insert = this.#db.prepare("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?)");
        for (const { record, line, key, reason, raw } of failures) insert.run(job, record, line, key, reason, raw);
      }),
    );
  }

  failures(job: string, offset: number, limit: number): Failure[] {
    return guard(this.#path, () =>
      this.#db
        .prepare("SELECT key, reason, record, line, raw FROM failures WHERE job = ? ORDER BY record LIMIT ? OFFSET ?")
        .all(job, limit, offset)
        .map((row) => ({ ...row }) as unknown as Failure),
    );
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #run(sql: string, ...values: (string | number | null)[]): number {
    return Number(guard(this.#path, () => this.#db.prepare(sql).run(...values)).changes);
  }

  #all(sql: string, ...values: (string | number)[]): Row[] {
    return guard(this.#path, () => this.#db.prepare(sql).all(...values) as unknown as Row[]);
  }
}

function toJob(row: Row): Job {
  return {
    id: row.id,
    state: row.state,
    name: row.name,
    input: JSON.parse(row.input),
    counts: JSON.parse(row.counts),
    bytes: { read: row.bytes_read, size: row.bytes_size },
    error: row.error,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
