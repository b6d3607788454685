import { nearest } from "../../indexes/problems.ts";
import { LecternError, show } from "../errors.ts";
import { decodeUtf8, decodeUtf16, gunzip, openFile, refuse, unreadable } from "./bytes.ts";
import { jsonl } from "./jsonl.ts";
import { Peekable } from "./peek.ts";
import { pubmedXml } from "./pubmed-xml.ts";
import type { Entry, ReadOptions, SourceFormat } from "./source.ts";

export const formats: readonly SourceFormat[] = [pubmedXml, jsonl];

const LABELS = formats.map((format) => format.label).join(", ");

export interface OpenOptions extends ReadOptions {
  /** What messages call the file; default: the path, or 'the upload'. */
  name?: string;
  /** A name of {@link formats}; default: what the content says. The file's name never counts. */
  format?: string;
  /** Of an upload, in bytes, where it is known. */
  size?: number;
}

export interface OpenedSource {
  format: SourceFormat;
  /** To be iterated once. Throws `invalid-source`, after all that could be read. */
  entries: AsyncIterable<Entry>;
  /** Bytes taken from the file so far, as it lies there (compressed, where it is). */
  bytesRead(): number;
  /** Bytes of the file as it lies there; undefined where that is not known. */
  size?: number;
  /** Closes the file of a source whose entries are not, or not all, iterated. */
  close(): Promise<void>;
}

/** How much is looked at to tell a format, in bytes and then in characters. */
const HEAD = 4096;

/** Throws `unsupported-format`, naming those that there are. */
export function formatNamed(name: string): SourceFormat {
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const names = formats.map((candidate) => candidate.name);
  const near = nearest(name, names);
  throw new LecternError(
    "unsupported-format",
    `Expected \`format\` to be ${names.join(" or ")}, got ${show(name)}${near === null ? "" : `; did you mean ${near}?`}`,
  );
}

/**
 * Opens a file (a path) or an upload (its bytes), gunzips and decodes it, and tells its format by its content.
 * Throws `invalid-source` (missing, empty, damaged, of another format than the one given) and `unsupported-format`, with
 * the file's name in the message.
 */
export async function openSource(
  input: string | AsyncIterable<Uint8Array>,
  options: OpenOptions = {},
): Promise<OpenedSource> {
  const name = options.name ?? (typeof input === "string" ? input : "the upload");
  const wanted = options.format === undefined ? null : formatNamed(options.format);
  const file = typeof input === "string" ? await openFile(input, name) : { chunks: input };
  const size = "size" in file ? file.size : options.size;
  const counter = { bytes: 0 };
  const text = await textOf(counted(file.chunks, counter, name), name);
  try {
    const head = (await text.peek(HEAD)).join("").slice(0, HEAD);
    if (head.length < HEAD && head.trim() === "")
      throw text.failure ?? refuse(name, head === "" ? "is empty" : "holds nothing but white space");
    const format = chosen(head, wanted, text.failure, name);
    if (options.map !== undefined && format !== jsonl) {
      throw new LecternError(
        "unsupported-format",
        `${name} is ${format.label}; a map of fields is for ${jsonl.label} only`,
      );
    }
    const entries = entriesOf(format, text, options.map === undefined ? {} : { map: options.map }, name);
    return {
      format,
      entries,
      bytesRead: () => counter.bytes,
      ...(size === undefined ? {} : { size }),
      close: () => text.close(),
    };
  } catch (error) {
    await text.close();
    throw error;
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  counter: { bytes: number },
  name: string,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      counter.bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw unreadable(error, name);
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Peekable<string>> {
  const outer = new Peekable(chunks);
  const isGzip = kindOf(await outer.peek(HEAD)) === "a gzip file";
  const bytes = isGzip ? new Peekable(gunzip(outer, name)) : outer;
  try {
    const kind = kindOf(await bytes.peek(HEAD));
    if (kind === "utf-16le" || kind === "utf-16be") return new Peekable(decodeUtf16(bytes, kind, name));
    if (kind === null) return new Peekable(decodeUtf8(bytes, name));
    throw new LecternError(
      "unsupported-format",
      `${name} is ${kind}${isGzip ? " within gzip" : ""}; expected text: ${LABELS}`,
    );
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

const STARTS = [
  ["a gzip file", [0x1f, 0x8b]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["a ZIP archive", [0x50, 0x4b, 3, 4]],
  ["a PDF", [0x25, 0x50, 0x44, 0x46]],
] as const;

/** What the first bytes are, in words or as an encoding; null for what may be UTF-8. */
function kindOf(head: readonly Uint8Array[]): (typeof STARTS)[number][0] | "a binary file" | null {
  const bytes = Buffer.concat(head).subarray(0, HEAD);
  const known = STARTS.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  return known ?? (bytes.includes(0) ? "a binary file" : null);
}

function chosen(head: string, wanted: SourceFormat | null, failure: unknown, name: string): SourceFormat {
  if (wanted?.sniff(head)) return wanted;
  const found = formats.find((format) => format.sniff(head));
  if (found !== undefined && wanted !== null) {
    throw refuse(name, `is ${found.label} (${found.name}), not ${wanted.label} (${wanted.name}) as was said`);
  }
  // A file whose first record is broken may still be of the format that it is said to be.
  const format = found ?? wanted;
  if (format !== null) return format;
  if (failure !== undefined) throw failure;
  throw new LecternError(
    "unsupported-format",
    `${name} is in none of the formats known here (${LABELS}): it ${described(head)}`,
  );
}

function described(head: string): string {
  let rest = head.trimStart();
  if (/^[{[]/.test(rest)) return "looks like one JSON document, where JSON Lines has one object on each line";
  for (let prolog = ""; prolog !== rest; ) {
    prolog = rest;
    rest = rest.replace(/^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!(?!--)[^>[]*(?:\[[^\]]*\])?[^>]*>)\s*/, "");
  }
  const root = /^<([A-Za-z_][\w:.-]*)/.exec(rest)?.[1];
  return root === undefined
    ? `starts with ${show(head.trimStart().slice(0, 40))}`
    : `is XML or HTML with the root element <${root}>`;
}

/** The format's entries, with the file's name before the message of an error. */
async function* entriesOf(
  format: SourceFormat,
  text: AsyncIterable<string>,
  options: ReadOptions,
  name: string,
): AsyncGenerator<Entry> {
  let failure: unknown;
  const watched = async function* (): AsyncGenerator<string> {
    try {
      yield* text;
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    yield* format.read(watched(), options);
  } catch (error) {
    if (error === failure || !(error instanceof LecternError)) throw error;
    throw new LecternError(error.code, `${name}: ${error.message}`, { issues: error.issues, cause: error });
  }
}
