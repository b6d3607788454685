import { open, readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { LecternError, messageOf } from "../errors.ts";
import { LONGEST_QUERY } from "../search/search.ts";

/** The file of the hospital's own judgements, in the data directory. */
export const JUDGEMENTS_FILE = "judgements.jsonl";

/** How well a record answers a query. 0: not at all; 1: in part; 2: well; 3: it is what was looked for. */
export const GRADES = [0, 1, 2, 3] as const;
export type Grade = (typeof GRADES)[number];

/** A query and a record, judged: one line of the file. The last one about both counts. */
export const Judgement = z.strictObject({
  query: z
    .string()
    .max(LONGEST_QUERY)
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .refine((text) => text !== "", "a query"),
  record: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/, "the id of a record"),
  /** Null takes back what was judged before. */
  grade: z.literal([...GRADES, null]),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  by: z.string().trim().min(1).max(100).optional(),
});
export type Judgement = z.output<typeof Judgement>;

/** What is judged: by query, then by record. */
export type Judged = ReadonlyMap<string, ReadonlyMap<string, Grade>>;

interface Read {
  judged: Judged;
  /** Numbers of lines that are no judgement, as a power cut may leave one. */
  unread: readonly number[];
}

/** Judgements in a file that is only ever appended to; any number of processes may do so. */
export class Judgements {
  readonly path: string;
  /** The last write of this process. */
  #writing: Promise<unknown> = Promise.resolve();
  #read: { state: string; value: Read } | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Stores them, on disk when it returns. @throws `storage-failed` */
  async add(judgements: readonly Judgement[]): Promise<void> {
    if (judgements.length === 0) return;
    const lines = judgements.map((judgement) => `${JSON.stringify(judgement)}\n`).join("");
    const written = this.#writing.then(() => append(this.path, lines));
    this.#writing = written.catch(() => {});
    return written;
  }

  /**
   * All that is judged and not taken back, in the order in which queries came first.
   *
   * @throws `storage-failed` where the file is there and cannot be read
   */
  async read(): Promise<Read> {
    // Thousands of lines take a tenth of a second, and a page of results asks each time.
    const state = await stateOf(this.path);
    if (state !== this.#read?.state) this.#read = { state, value: await this.#readAll() };
    return this.#read.value;
  }

  async #readAll(): Promise<Read> {
    const judged = new Map<string, Map<string, Grade>>();
    const unread: number[] = [];
    const lines = (await contentOf(this.path)).split("\n");
    for (const [i, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const judgement = parse(line);
      if (!judgement) {
        unread.push(i + 1);
        continue;
      }
      const { query, record, grade } = judgement;
      const records = judged.get(query) ?? new Map<string, Grade>();
      if (grade === null) records.delete(record);
      else records.set(record, grade);
      judged.set(query, records);
    }
    for (const [query, records] of judged) if (records.size === 0) judged.delete(query);
    return { judged, unread };
  }
}

function parse(line: string): Judgement | null {
  try {
    return Judgement.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Another one after each change of the file. */
async function stateOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true }).catch(() => ({ ino: 0, size: 0, mtimeNs: 0 }));
  return `${ino} ${size} ${mtimeNs}`;
}

async function contentOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw failed(path, error);
  });
}

/** One write for all lines, so that those of two processes do not mix. */
async function append(path: string, lines: string): Promise<void> {
  try {
    const file = await open(path, "a+", 0o600);
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
      // A line that a crash broke off stays one line.
      await file.write(size > 0 && buffer[0] !== 10 ? `\n${lines}` : lines);
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw failed(path, error);
  }
}

function failed(path: string, error: unknown): LecternError {
  return new LecternError("storage-failed", `The judgements ${path} cannot be kept: ${messageOf(error)}`, {
    cause: error,
  });
}
