import type { SourceRecord } from "../../indexes/record.ts";
import type { LecternError } from "../errors.ts";

/** Where a record stands in its file: its number and the line it starts on, both from 1. */
export interface Place {
  record: number;
  line: number;
}

/**
 * One record of a source: read, or not. An error travels with its entry and never stops the others.
 * `raw` is the record's own text, cut at {@link MAX_RAW} characters; `key` is the caller's id where one could be read.
 */
export type Entry = { place: Place; raw: string; key: string | null } & (
  | { ok: true; record: SourceRecord }
  | { ok: false; error: LecternError }
);

/** A failure keeps at most this many characters of the record's raw text. */
export const MAX_RAW = 64 * 1024;

/** One record may be this long, in UTF-16 units; a longer one is refused as one record, and reading goes on. */
export const MAX_RECORD = 8 * 1024 * 1024;

export interface ReadOptions {
  /** JSONL only: our field name -> the file's field name, for files with names of their own. */
  map?: Readonly<Record<string, string>>;
}

/**
 * A file format. Reading streams: memory does not grow with the file. `read` throws `invalid-source` where nothing
 * after a point can be read (broken XML, no text); what came before it has been yielded.
 */
export interface SourceFormat {
  name: string;
  /** Shown to people: 'PubMed XML'. */
  label: string;
  /** The value of `provenance.source` of its records. */
  source: string;
  /** Whether a file that starts with this text (up to 4,096 characters, no BOM) is of this format. */
  sniff(head: string): boolean;
  read(chunks: AsyncIterable<string>, options: ReadOptions): AsyncIterable<Entry>;
}
