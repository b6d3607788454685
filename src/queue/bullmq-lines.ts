/** What all keys in Redis begin with; in braces, so that a cluster keeps them together. */
export const PREFIX = "{lectern}";

/** BullMQ's names for the lines, each with what stands in it. */
export const LINES = {
  ingest: "Files to ingest, one after the other",
  "ingest-parts": "Parts of large files, for all workers",
} as const;

/** The job of a part, or of whatever stands in a line: ids begin with the job's, which is a UUID. */
export const jobOf = (id: string): string => id.slice(0, 36);
