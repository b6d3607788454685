import { Buffer, isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { LecternError, messageOf } from "../errors.ts";

/** A chunk of 16 KiB inflates to 16 MiB at most. */
const INFLATE_PIECE = 16 * 1024;
const READ_SIZE = 64 * 1024;

/** An `invalid-source`, with the file's name before the message. */
export function refuse(name: string, message: string, cause?: unknown): LecternError {
  return new LecternError("invalid-source", `${name} ${message}`, { cause });
}

/** A file's bytes and its size in bytes (undefined for a pipe). The file is closed with the iteration. Throws `invalid-source`. */
export async function openFile(
  path: string,
  name: string,
): Promise<{ chunks: AsyncGenerator<Uint8Array>; size?: number }> {
  try {
    const file = await open(path);
    const stat = await file.stat();
    if (stat.isDirectory()) {
      await file.close();
      throw refuse(name, "is a folder, not a file");
    }
    const chunks = (async function* () {
      try {
        for (;;) {
          const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_SIZE), 0, READ_SIZE, null);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    })();
    return stat.isFile() ? { chunks, size: stat.size } : { chunks };
  } catch (error) {
    throw unreadable(error, name);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "cannot be read: permission denied",
  EPERM: "cannot be read: permission denied",
  EISDIR: "is a folder, not a file",
  ENAMETOOLONG: "cannot be read: the name is too long",
};

/** An error of Lectern's own as it is, any other as `invalid-source`. */
export function unreadable(error: unknown, name: string): LecternError {
  if (error instanceof LecternError) return error;
  const code = String((error as { code?: unknown } | null)?.code);
  return refuse(name, REASONS[code] ?? `cannot be read: ${messageOf(error)}`, error);
}

/** Inflated, all that could be before an error. Throws `invalid-source` where the data are cut off or damaged. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  const ready: Uint8Array[] = [];
  let failure: (Error & { code?: string }) | null = null;
  stream.on("data", (data: Uint8Array) => ready.push(data));
  stream.on("error", (error: Error) => {
    failure = error;
  });
  const settled = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      const done = (): void => {
        stream.off("error", done);
        resolve();
      };
      stream.on("error", done);
      act(done);
    });
  const check = (): void => {
    if (failure === null) return;
    const cut = failure.code === "Z_BUF_ERROR";
    throw refuse(
      name,
      cut ? "ends in the middle of the compressed data" : "is damaged: its compressed data cannot be read",
      failure,
    );
  };
  try {
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += INFLATE_PIECE) {
        await settled((done) => stream.write(chunk.subarray(start, start + INFLATE_PIECE), done));
        yield* ready.splice(0);
        check();
      }
    }
    await settled((done) => stream.once("end", done).end());
    yield* ready.splice(0);
    check();
  } finally {
    stream.destroy();
  }
}

/** UTF-8 as text, a byte order mark left out; the text before a fault is yielded. Throws `invalid-source`, naming the byte. */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.length - unfinished(bytes);
    yield* strictUtf8(bytes.subarray(0, whole), offset, name);
    offset += whole;
    rest = bytes.subarray(whole);
  }
  yield* strictUtf8(Buffer.from(rest), offset, name);
}

/** @param encoding 'utf-16le' or 'utf-16be'. The byte order mark is left out. Throws `invalid-source`. */
export async function* decodeUtf16(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  name: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (error) {
      throw refuse(name, "is not valid UTF-16, which its first two bytes say it is; save it as UTF-8", error);
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** @param offset of `bytes` in the file, in bytes. */
function* strictUtf8(bytes: Buffer, offset: number, name: string): Generator<string> {
  const good = isUtf8(bytes) ? bytes.length : validLength(bytes);
  const text = bytes.toString("utf8", 0, good);
  if (text !== "") yield offset === 0 ? text.replace(/^\uFEFF/, "") : text;
  if (good === bytes.length) return;
  const byte = `0x${bytes[good]!.toString(16).padStart(2, "0")}`;
  const place = (offset + good).toLocaleString("en-US");
  throw refuse(name, `is not UTF-8 text: the byte ${byte} at offset ${place} does not fit; save the file as UTF-8`);
}

/** How many bytes at the end begin a UTF-8 sequence that is not complete: 0 to 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? back : 0;
  }
  return 0;
}

/** The length of the longest start of whole sequences that is UTF-8. */
function validLength(bytes: Uint8Array): number {
  for (let at = 0; ; ) {
    const lead = bytes[at];
    if (lead === undefined || !isUtf8(bytes.subarray(at, at + sequenceLength(lead)))) return at;
    at += sequenceLength(lead);
  }
}

function sequenceLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
