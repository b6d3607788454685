/** What can become of one input record of an ingest. */
export const OUTCOMES = ["added", "updated", "merged", "unchanged", "rejected"] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** How many records were read, and what became of them. */
export type Counts = Record<OutcomeName, number> & { read: number };

export function noCounts(): Counts {
  return { read: 0, added: 0, updated: 0, merged: 0, unchanged: 0, rejected: 0 };
}

/** A record that was not taken: why, where it stands in its file (both from 1), and its own text. */
export interface Failure {
  key: string | null;
  reason: string;
  record: number;
  line: number;
  /** Cut at 64 KiB. */
  raw: string;
}
