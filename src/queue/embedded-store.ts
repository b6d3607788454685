import type { DatabaseSync } from "node:sqlite";
import { type Failure, noCounts } from "../../indexes/report.ts";
import { guard, openDatabase, STALE_AFTER, transaction } from "../database.ts";
import { prepareTables, type Row, toJob } from "./embedded-schema.ts";
import type { Job, JobState, NewJob } from "./queue.ts";
import { type Again, INTERRUPTED, killedTooOften } from "./retry.ts";

/** The tables of the embedded queue. */
export class JobStore {
  readonly #path: string;
  readonly #db: DatabaseSync;

  constructor(path: string) {
    this.#path = path;
    this.#db = openDatabase(path);
    guard(path, () => transaction(this.#db, () => prepareTables(this.#db)));
  }

  /**
   * @param owner who does it at once; null: it waits in line
   * @returns the job's id, or that of the job that has its key
   */
  insert(id: string, job: NewJob, owner: string | null): string {
    const now = new Date();
    return guard(this.#path, () =>
      transaction(this.#db, () => {
        const same = this.#all(
          "SELECT * FROM jobs WHERE key = ? AND state IN ('waiting', 'running', 'done') LIMIT 1",
          job.key ?? null,
        )[0];
        if (same) return same.id;
        this.#run(
          `INSERT INTO jobs (id, key, state, name, input, counts, attempts, created_at, started_at, queued, owner, seen)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          id,
          job.key ?? null,
          owner ? "running" : "waiting",
          job.name,
          JSON.stringify(job.input),
          JSON.stringify(noCounts()),
          owner ? 1 : 0,
          now.toISOString(),
          owner ? now.toISOString() : null,
          owner ? 0 : 1,
          owner,
          now.getTime(),
        );
        return id;
      }),
    );
  }

  get(id: string): Job | null {
    const row = this.#all("SELECT * FROM jobs WHERE id = ?", id)[0];
    return row ? toJob(row) : null;
  }

  list(limit: number, state: JobState | null): Job[] {
    return this.#all(
      "SELECT * FROM jobs WHERE ?1 IS NULL OR state = ?1 ORDER BY number DESC LIMIT ?2",
      state,
      limit,
    ).map(toJob);
  }

  /** Takes the oldest waiting job for `owner`, if one is due and no other is being done. */
  claim(owner: string): Job | null {
    const row = this.#all(
      `UPDATE jobs SET state = 'running', owner = ?1, seen = ?2, attempts = attempts + 1, error = NULL,
         started_at = coalesce(started_at, ?3)
       WHERE number = (SELECT min(number) FROM jobs WHERE state = 'waiting' AND due <= ?2)
         AND NOT EXISTS (SELECT 1 FROM queue_pause)
         AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running' AND queued = 1) RETURNING *`,
      owner,
      Date.now(),
      new Date().toISOString(),
    )[0];
    return row ? toJob(row) : null;
  }

  pause(paused: boolean): void {
    this.#run(paused ? "INSERT OR IGNORE INTO queue_pause VALUES (1)" : "DELETE FROM queue_pause");
  }

  isPaused(): boolean {
    return guard(this.#path, () => this.#db.prepare("SELECT 1 FROM queue_pause").get()) !== undefined;
  }

  /**
   * Puts abandoned jobs back in line; those that were not in it have failed.
   *
   * @param gone tells whether an owner is known to be dead
   * @param attempts how often a job is begun at most
   */
  release(gone: (owner: string) => boolean, attempts: number): void {
    guard(this.#path, () =>
      transaction(this.#db, () => {
        const running = this.#db.prepare("SELECT * FROM jobs WHERE state = 'running'").all();
        for (const row of running as unknown as (Row & { queued: number; owner: string; seen: number })[]) {
          if (!gone(row.owner) && Date.now() - row.seen < STALE_AFTER) continue;
          if (!row.queued) this.finish(row.id, "failed", INTERRUPTED);
          else if (row.attempts >= attempts) this.finish(row.id, "failed", killedTooOften(row.attempts));
          else this.#run("UPDATE jobs SET state = 'waiting', owner = NULL WHERE id = ?", row.id);
        }
      }),
    );
  }

  /** Puts a job that was given up back in line as if it were new. @returns false as `Queue.retry` says */
  restart(id: string): boolean {
    return guard(this.#path, () =>
      transaction(this.#db, () => {
        const changes = this.#run(
          `UPDATE jobs SET state = 'waiting', counts = ?, bytes_read = 0, bytes_size = NULL, attempts = 0, due = 0,
             error = NULL, started_at = NULL, finished_at = NULL
           WHERE id = ? AND state = 'failed' AND queued = 1 AND NOT EXISTS (
             SELECT 1 FROM jobs AS same WHERE same.key = jobs.key AND same.state IN ('waiting', 'running', 'done'))`,
          JSON.stringify(noCounts()),
          id,
        );
        if (changes > 0) this.#run("DELETE FROM failures WHERE job = ?", id);
        return changes > 0;
      }),
    );
  }

  handBack(id: string): void {
    this.#run(
      "UPDATE jobs SET state = 'waiting', owner = NULL, attempts = attempts - 1 WHERE id = ? AND state = 'running'",
      id,
    );
  }

  /** Puts a job back in line, for another attempt after `wait` milliseconds. */
  retry(id: string, error: string, { wait, back }: Again): void {
    this.#run(
      `UPDATE jobs SET state = 'waiting', owner = NULL, error = ?, due = ?, attempts = attempts - ?
       WHERE id = ? AND state = 'running'`,
      error,
      Date.now() + wait,
      back,
      id,
    );
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

  #all(sql: string, ...values: (string | number | null)[]): Row[] {
    return guard(this.#path, () => this.#db.prepare(sql).all(...values) as unknown as Row[]);
  }
}
