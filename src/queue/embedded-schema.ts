import type { DatabaseSync } from "node:sqlite";
import type { Job, JobState } from "./queue.ts";
import { readCounts, readInput } from "./stored.ts";

/** `queued`: 1 for a job in line, 0 for one that its process does itself; `due`: not before, milliseconds since 1970. */
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
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS queue_pause (paused INTEGER PRIMARY KEY);`;

/** Columns that came after the first version. */
const LATER: readonly [string, string][] = [
  ["key", "TEXT"],
  ["attempts", "INTEGER NOT NULL DEFAULT 0"],
  ["due", "INTEGER NOT NULL DEFAULT 0"],
];

export function prepareTables(db: DatabaseSync): void {
  db.exec(TABLES);
  const there = db.prepare("SELECT name FROM pragma_table_info('jobs')").all() as { name: string }[];
  for (const [name, type] of LATER)
    if (!there.some((column) => column.name === name)) db.exec(`ALTER TABLE jobs ADD COLUMN ${name} ${type}`);
  db.exec("CREATE INDEX IF NOT EXISTS jobs_key ON jobs (key) WHERE key IS NOT NULL");
}

export interface Row {
  id: string;
  key: string | null;
  state: JobState;
  name: string;
  input: string;
  counts: string;
  bytes_read: number;
  bytes_size: number | null;
  attempts: number;
  error: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export function toJob(row: Row): Job {
  return {
    id: row.id,
    key: row.key,
    state: row.state,
    name: row.name,
    input: readInput(row.input),
    counts: readCounts(row.counts),
    bytes: { read: row.bytes_read, size: row.bytes_size },
    attempts: row.attempts,
    error: row.error,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
