import { readFile, rename, writeFile } from "node:fs/promises";
import { LRUCache } from "lru-cache";
import {
  fitting,
  type Suggestion,
  spaced,
  suggestedWords,
  typedReadings,
  typedWords,
} from "../../indexes/suggestions.ts";
import { messageOf } from "../errors.ts";

/** A query is suggested once it was asked so often: one that a single person tried stays theirs. */
const OFTEN = 3;
const LONGEST = 100;
const KEPT = 5_000;
/** How often what has changed is written, in milliseconds. */
const WRITTEN = 60_000;

interface Past {
  asked: number;
  /** How many records it found the last time. */
  records: number;
}

/**
 * Queries that people have asked, to suggest to others: only where the operator has turned that on. Of each its text, how
 * often it was asked and what it found are kept; not by whom, nor when.
 */
export class PastQueries {
  readonly #file: string;
  readonly #warn: (message: string) => void;
  readonly #kept = new LRUCache<string, Past>({ max: KEPT });
  #changed = false;
  #writing: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  private constructor(file: string, warn: (message: string) => void) {
    this.#file = file;
    this.#warn = warn;
    this.#timer = setInterval(() => void this.#write(), WRITTEN).unref();
  }

  /** A file that cannot be read counts as empty, with a warning. */
  static async open(file: string, warn: (message: string) => void): Promise<PastQueries> {
    const past = new PastQueries(file, warn);
    try {
      for (const [text, asked, records] of JSON.parse(await readFile(file, "utf8")) as [string, number, number][])
        past.#kept.set(text, { asked, records });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT")
        warn(`Past queries could not be read from ${file}: ${messageOf(error)}`);
    }
    return past;
  }

  /** Remembers what somebody searched for and found. */
  note(typed: string, records: number): void {
    const text = typed.trim().replace(/\s+/g, " ").toLowerCase();
    if (records === 0 || text.length > LONGEST || typedWords(text).length === 0) return;
    this.#kept.set(text, { asked: (this.#kept.get(text)?.asked ?? 0) + 1, records });
    this.#changed = true;
  }

  /** What a text may be the beginning of, the most asked first. */
  suggest(text: string, limit: number): Suggestion[] {
    const readings = typedReadings(text).map(fitting);
    const fits = (words: string): boolean => readings.some((fits) => fits(words));
    return [...this.#kept.entries()]
      .filter(([query, { asked }]) => asked >= OFTEN && fits(spaced(suggestedWords(query))))
      .sort(([a, x], [b, y]) => y.asked - x.asked || (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([query, { records }]) => ({ kind: "query", text: query, records }));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  /** The one that was not asked for the longest first, as they are read again. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      if (!this.#changed) return;
      this.#changed = false;
      const entries = [...this.#kept.entries()].reverse();
      const text = JSON.stringify(entries.map(([query, { asked, records }]) => [query, asked, records]));
      try {
        await writeFile(`${this.#file}.new`, text, { mode: 0o600 });
        await rename(`${this.#file}.new`, this.#file);
      } catch (error) {
        this.#changed = true;
        this.#warn(`Past queries could not be kept: ${messageOf(error)}`);
      }
    });
    return this.#writing;
  }
}
