import type { Counts, Failure } from "../../indexes/report.ts";

export const JOB_STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** One file to ingest. */
export interface JobInput {
  path: string;
  /** A format's name; null: told from the content. */
  format: string | null;
  /** JSONL: our field name -> the file's. */
  map: Readonly<Record<string, string>> | null;
  /** Whether `path` is Lectern's own copy, to be deleted after the job. */
  spooled: boolean;
}

export interface NewJob {
  /** Shown to people: the file's name. */
  name: string;
  input: JobInput;
}

export interface Job extends NewJob {
  id: string;
  state: JobState;
  counts: Counts;
  /** Bytes of the file read so far, and its size where known. */
  bytes: { read: number; size: number | null };
  /** Why it failed. */
  error: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface JobContext {
  /** Aborts when the job is cancelled or the process stops. */
  signal: AbortSignal;
  progress(update: Pick<Job, "counts" | "bytes">): void;
  fail(failures: readonly Failure[]): void;
}

/** Does a job. Done again after a crash, it must come to the same end. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>;

export interface QueueWorker {
  /** Takes no further job; the running one is handed back, to be gone on with later. */
  stop(): Promise<void>;
}

/**
 * The port of the job queue. A job whose process was killed is taken up again. Not in it: what a job does, and
 * schedules.
 */
export interface Queue {
  add(job: NewJob): Promise<Job>;
  /** Adds a job and does it here and now, outside the line; it is not taken up again when this process is killed. */
  run(job: NewJob, handler: JobHandler, signal?: AbortSignal): Promise<Job>;
  get(id: string): Promise<Job | null>;
  /** The newest first. */
  list(limit: number): Promise<Job[]>;
  /** Records that the job could not take, in the file's order. */
  failures(id: string, page: { offset: number; limit: number }): Promise<Failure[]>;
  /** @returns false when there is no such job, or it has ended */
  cancel(id: string): Promise<boolean>;
  /** Does waiting jobs, one at a time, the oldest first. */
  work(handler: JobHandler): QueueWorker;
  close(): Promise<void>;
}
