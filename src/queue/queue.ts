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
  /**
   * What the job is for, in the caller's words. While a job with the same key waits, runs or is done (and is
   * remembered), adding another returns that one and does nothing; after it has failed or was cancelled, a new one is
   * made.
   */
  key?: string;
}

export interface Job extends Omit<NewJob, "key"> {
  id: string;
  key: string | null;
  state: JobState;
  counts: Counts;
  /** Bytes of the file read so far, and its size where known. */
  bytes: { read: number; size: number | null };
  /** How often it was begun; being handed back does not count. */
  attempts: number;
  /** Why it failed, or what it waits for another attempt after. */
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
  /** Whether the job is done again after this error of its handler: what it reads must stay. */
  willRetry(error: unknown): boolean;
}

/** Does a job. Done again after a crash, it must come to the same end. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>;

export interface QueueWorker {
  /** Takes no further job; the running one is handed back, to be gone on with later. */
  stop(): Promise<void>;
}

/**
 * The port of the job queue.
 *
 * Order: jobs begin in the order in which they were added, one at a time for each worker; one that is handed back or
 * taken over goes first again, one that waits for another attempt lets the others pass. With one worker the files of a
 * source are therefore taken in order; with several, one may end before an earlier one.
 *
 * Attempts: an error that may pass (`isRetryable`) is tried again after a growing wait, and a job whose process was
 * killed is taken up by another; the last attempt's end is "failed", with the reason. `list(limit, "failed")` is the
 * list of what was given up. What cannot be read as a job fails, and holds up no other.
 *
 * Not in it: what a job does, schedules, priorities.
 */
export interface Queue {
  add(job: NewJob): Promise<Job>;
  /** Adds a job and does it here and now, outside the line, once: it is not taken up again, nor tried again. */
  run(job: Omit<NewJob, "key">, handler: JobHandler, signal?: AbortSignal): Promise<Job>;
  get(id: string): Promise<Job | null>;
  /** The newest first; `state`: only those in it. */
  list(limit: number, state?: JobState): Promise<Job[]>;
  /** Records that the job could not take, in the file's order. */
  failures(id: string, page: { offset: number; limit: number }): Promise<Failure[]>;
  /** @returns false when there is no such job, or it has ended */
  cancel(id: string): Promise<boolean>;
  /** No worker, wherever it runs, begins a job until `resume`; running ones go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  isPaused(): Promise<boolean>;
  /** Does waiting jobs, one at a time, the oldest first. */
  work(handler: JobHandler): QueueWorker;
  close(): Promise<void>;
}
