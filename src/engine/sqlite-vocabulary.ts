import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { allowedEdits, begun, corrections, lettersIn, type Spelling } from "./spelling.ts";

/** So many words that begin alike are looked at, the most frequent ones. */
const LONGER = 1_000;
/** A misspelt word is compared with some thousand others; a search that finds nothing is tried again in other ways. */
const CORRECTED_KEPT = 2_000;
const LAST_CHARACTER = "\u{10ffff}";

/** What the index's words say of one query's: each question is asked once, however often the query has the word. */
export class Vocabulary {
  readonly #near: StatementSync;
  readonly #all: StatementSync;
  readonly #prefix: StatementSync;
  readonly #begun = new Map<string, ReturnType<typeof begun>>();
  /** In the index's version that was read last. */
  readonly #corrected = new LRUCache<string, Spelling[]>({ max: CORRECTED_KEPT });
  #version = 0;
  /** Words by their first letter, then by their length, of letters that were asked for more than once. */
  readonly #lengths = new Map<string, Map<number, Spelling[]> | null>();

  constructor(db: DatabaseSync) {
    this.#near = db.prepare(
      "SELECT word, documents FROM spellings WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
    );
    this.#all = db.prepare("SELECT word, documents FROM spellings WHERE word >= ? AND word < ?");
    this.#prefix = db.prepare(
      "SELECT word, documents FROM spellings WHERE word > ? AND word < ? ORDER BY documents DESC, word LIMIT ?",
    );
  }

  /** To be called before the first word of a query. @param version of the index */
  begin(version: number): void {
    if (version !== this.#version) this.#corrected.clear();
    this.#version = version;
    this.forget();
  }

  /** To be called behind the last word of a query. */
  forget(): void {
    this.#begun.clear();
    this.#lengths.clear();
  }

  /** The words that one may be the beginning of, as `begun` has them. */
  begun(word: string, most: number, literal: boolean): ReturnType<typeof begun> {
    const key = `${most} ${literal} ${word}`;
    let found = this.#begun.get(key);
    if (!found) {
      const longer = this.#prefix.all(word, word + LAST_CHARACTER, LONGER) as unknown as Spelling[];
      found = begun(longer, most, literal);
      this.#begun.set(key, found);
    }
    return found;
  }

  /** The words that one is misspelt for; none where no edit is allowed. */
  corrections(word: string): Spelling[] {
    const edits = allowedEdits(word);
    if (edits === 0) return [];
    let found = this.#corrected.get(word);
    if (!found) {
      found = corrections(word, this.#spellings(word[0]!, word.length - edits, word.length + edits));
      this.#corrected.set(word, found);
    }
    return found;
  }

  /** The words with a first letter and of some lengths: of a letter that is asked for again all are read, once. */
  #spellings(first: string, shortest: number, longest: number): readonly Spelling[] {
    const end = first + LAST_CHARACTER;
    let lengths = this.#lengths.get(first);
    if (lengths === undefined) {
      this.#lengths.set(first, null);
      return this.#near.all(first, end, shortest, longest) as unknown as Spelling[];
    }
    if (lengths === null) {
      const all = this.#all.all(first, end) as unknown as Spelling[];
      const known = all.map(({ word, documents }) => ({ word, documents, letters: lettersIn(word) }));
      // By characters, as SQLite counts.
      lengths = Map.groupBy(known, ({ word }) => [...word].length);
      this.#lengths.set(first, lengths);
    }
    const found: Spelling[][] = [];
    for (let length = shortest; length <= longest; length++) found.push(lengths.get(length) ?? []);
    return found.flat();
  }
}
