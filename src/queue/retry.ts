import { type ErrorCode, LecternError } from "../errors.ts";

export interface RetryOptions {
  /** How often a job is begun at most, from 1. */
  attempts: number;
  /** The wait before the second attempt, in milliseconds; each further one is twice as long. */
  delay: number;
  /** The longest wait, in milliseconds. */
  longest: number;
  /** Whether a job waits as long as it takes for what is no fault of its own ({@link NO_FAULT}). Default false. */
  patient?: boolean;
}

/** Two minutes in all, for what may pass; and for what is no fault of the job's, once a minute. */
export const RETRY: RetryOptions = { attempts: 8, delay: 1_000, longest: 60_000, patient: true };

/**
 * The engine is away, or was rebuilt for another model than this process has loaded: then the process that is started anew
 * does the job, or another that has the right one.
 */
const NO_FAULT: ReadonlySet<string> = new Set<ErrorCode>(["engine-unavailable", "index-mismatch"]);

/** How a job goes on after an error. */
export interface Again {
  /** Milliseconds till the next attempt. */
  wait: number;
  /** Attempts that it gets back. */
  back: 0 | 1;
}

/** @returns null where the job is to be given up */
export function againAfter(error: unknown, attempts: number, retry: RetryOptions): Again | null {
  const wait = waitAfter(attempts, retry);
  if (retry.patient && retry.attempts > 1 && error instanceof LecternError && NO_FAULT.has(error.code))
    // The waits grow, and the last attempt is never used up.
    return { wait, back: attempts >= retry.attempts - 1 ? 1 : 0 };
  return attempts < retry.attempts && isRetryable(error) ? { wait, back: 0 } : null;
}

/** @param attempts how often the job was begun so far, from 1 */
export function waitAfter(attempts: number, { delay, longest }: RetryOptions): number {
  return Math.min(delay * 2 ** (attempts - 1), longest);
}

/** What sockets, name resolution and `fetch` (undici) say of a network that may be there again later. */
const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_SOCKET",
]);

/** Whether doing the same again may end better: as the table of errors says, and for errors of the network. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof LecternError) return error.retryable;
  if (!(error instanceof Error)) return false;
  if (NETWORK.has((error as NodeJS.ErrnoException).code ?? "")) return true;
  return error.cause !== undefined && error.cause !== error && isRetryable(error.cause);
}

/** Why a job is given up whose process was killed at each attempt. */
export const killedTooOften = (attempts: number): string =>
  `It was begun ${attempts} times, and each time its process ended in the middle of it`;

export const INTERRUPTED = "It was interrupted. Run the command again: what was stored is not done twice.";
