import type { Counts, Failure } from "../../indexes/report.ts";

export const JOB_STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];
export type JobEnd = "done" | "failed" | "cancelled";

/** One file to ingest. */
export interface JobInput {
  /** Where the file lies; of one in the spool, where it lies there. */
  path: string;
  /** A format's name; null: told from the content. */
  format: string | null;
  /** JSONL: our field name -> the file's. */
  map: Readonly<Record<string, string>> | null;
  /** Whether it is Lectern's own copy, in the spool, to be deleted after the job. */
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
  /** How often it was begun since it last got on by a part; being handed back does not count. */
  attempts: number;
  /** Why it failed, or what it waits for another attempt after. */
  error: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** A piece of a job that any worker may do, at the same time as others. */
export interface Part {
  /** From 1, in the order of the job's file. */
  number: number;
  /** A file with its records, as it lies in the spool. */
  path: string;
  /** How many records of the job's file it stands for, and how many bytes. */
  records: number;
  bytes: number;
}

/** How the parts of a job stand. */
export interface PartsState {
  /** How much was handed out, by this attempt at the job or an earlier one: so many parts, records and bytes of the file. */
  handedOut: { parts: number; records: number; bytes: number };
  /** Numbers of those that are not done. */
  open: number[];
  /** How many of these are not being done. */
  waiting: number;
  /** Sums over all parts: the counts so far, the bytes of those that are done. */
  counts: Counts;
  bytes: number;
  /** Why one of them was given up; null for none. */
  error: string | null;
}

/**
 * The parts of a running job. What was handed out is done by whichever worker takes it, goes on while the job waits for
 * another attempt, and ends with the job; failures are the job's. A part that is done gives the job its attempts back.
 */
export interface Parts {
  /** Hands out the next one; handing out a number again does nothing. */
  add(part: Part): Promise<void>;
  state(): Promise<PartsState>;
}

export interface PartContext {
  /** Aborts when the job has ended or the process stops. */
  signal: AbortSignal;
  progress(update: Pick<Job, "counts">): void;
  fail(failures: readonly Failure[]): void;
}

export interface JobContext extends PartContext {
  progress(update: Pick<Job, "counts" | "bytes">): void;
  /**
   * Does this when the job's end is written down: done, given up or cancelled. A job that is handed back, tried again or
   * taken over needs what it reads.
   */
  atEnd(work: (end: JobEnd) => Promise<void>): void;
  /** Null where the job is done by one worker alone. */
  parts: Parts | null;
}

/** What a worker tells of its work, for a log. */
export interface WorkEvent {
  /**
   * "retried": it waits for another attempt; "failed": it is given up; "handed back": the process stops; "left": it was
   * cancelled, or is another worker's by now.
   */
  what: "begun" | "done" | "retried" | "failed" | "handed back" | "left";
  /** A job's id, and the number of the part that it is about; null: the whole job. */
  job: string;
  part: number | null;
  /** The job's name; null where it is about a part. */
  name: string | null;
  /** Which attempt this was, from 1. */
  attempt: number;
  /** Of "done". */
  counts?: Counts;
  /** Of "retried", "failed" and "left". */
  error?: string;
  /** Of "retried": milliseconds till the next attempt. */
  wait?: number;
}

/** Does a job. Done again after a crash, it must come to the same end. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>;
export type PartHandler = (part: Part, context: PartContext) => Promise<void>;

export interface PartWork {
  handler: PartHandler;
  /** How many parts this process does at the same time, from 1. */
  atOnce: number;
}

export interface QueueWorker {
  /** Takes nothing further; what is running is handed back, to be gone on with later. Within ten seconds. */
  stop(): Promise<void>;
}

/**
 * The port of the job queue.
 *
 * Order: jobs begin in the order in which they were added, and one ends before the next begins, wherever workers run: of
 * two files with the same record, the later one has the last word. A job that is handed back or taken over goes first
 * again, one that waits for another attempt lets the others pass. Several workers share a job by its parts.
 *
 * Attempts: an error that may pass (`isRetryable`) is tried again after a growing wait, and a job whose process was
 * killed is taken up by another; the last attempt's end is "failed", with the reason. `list(limit, "failed")` is the
 * list of what was given up, and `retry` begins one of them anew. What cannot be read as a job fails, and holds up no
 * other.
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
  /**
   * Puts a job that was given up back in line, as if it had never been begun.
   *
   * @returns false when there is no such job, it has not failed, was never in line, or another with its key is there
   */
  retry(id: string): Promise<boolean>;
  /** No worker, wherever it runs, begins a job or a part of one until `resume`; running ones go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  isPaused(): Promise<boolean>;
  /**
   * Does waiting jobs, the oldest first. A queue of one process, or a worker without `parts`, does each job whole.
   */
  work(handler: JobHandler, parts?: PartWork, tell?: (event: WorkEvent) => void): QueueWorker;
  close(): Promise<void>;
}
