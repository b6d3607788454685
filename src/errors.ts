/**
 * Every error that Lectern itself raises, in one table: HTTP status, title, and whether trying again may help.
 * The message says what was expected and what came.
 */
export const ERRORS = {
  "invalid-parameter": { status: 400, title: "A parameter is not valid", retryable: false },
  "invalid-body": { status: 400, title: "The request body is not valid", retryable: false },
  "body-too-large": { status: 413, title: "The request body is too large", retryable: false },
  "unsupported-format": { status: 415, title: "The format is not supported", retryable: false },
  unauthorized: { status: 401, title: "A key is needed", retryable: false },
  forbidden: { status: 403, title: "The key does not allow this", retryable: false },
  "not-found": { status: 404, title: "There is nothing at this address", retryable: false },
  "method-not-allowed": { status: 405, title: "The method is not allowed here", retryable: false },
  "rate-limited": { status: 429, title: "Too many requests", retryable: true },
  "invalid-configuration": { status: 500, title: "The configuration is not valid", retryable: false },
  "invalid-model": { status: 500, title: "The embedding model cannot be used", retryable: false },
  "invalid-record": { status: 422, title: "The record is not valid", retryable: false },
  "invalid-source": { status: 422, title: "The source cannot be read", retryable: false },
  "invalid-vector": { status: 422, title: "The vector does not fit the index", retryable: false },
  "index-mismatch": { status: 500, title: "The index does not fit this version or model", retryable: false },
  "embedder-unavailable": { status: 503, title: "Embedding is not available", retryable: true },
  "engine-unavailable": { status: 503, title: "The search engine is not available", retryable: true },
  "queue-unavailable": { status: 503, title: "The job queue is not available", retryable: true },
  busy: { status: 503, title: "Too many ask for this at once", retryable: true },
  "storage-failed": { status: 507, title: "The data could not be stored", retryable: true },
  "already-running": { status: 409, title: "Another process is at this work", retryable: false },
  "job-state": { status: 409, title: "The job is not in a state for this", retryable: false },
  cancelled: { status: 409, title: "The work was cancelled", retryable: false },
  internal: { status: 500, title: "Something went wrong here", retryable: false },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export type ErrorCode = keyof typeof ERRORS;

/** One thing wrong with an input: its place (`year`, `authors.0.orcid`), what was expected, what came. */
export interface Issue {
  path: string;
  expected: string;
  got: string;
  /** Where in a text, in UTF-16 offsets, `end` exclusive. */
  start?: number;
  end?: number;
}

export class LecternError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, options: { issues?: readonly Issue[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "LecternError";
    this.code = code;
    this.issues = options.issues ?? [];
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get title(): string {
    return ERRORS[this.code].title;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** The message of anything that was thrown, on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, " ").trim();
}

/** A value as an error message shows it: JSON, at most 80 characters. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
