import { fitting, type Reading } from "../../indexes/suggestions.ts";

/** Words are filed under so many of their first letters. */
const FILED = 3;
/**
 * Entries found by how their words begin. An entry is filed under the first letters of each of its words, and a search
 * looks through the smallest files that can hold what it looks for: some 100 bytes an entry, and a thousandth of the
 * entries for a word of three letters.
 */
export class Beginnings<T extends { words: string }> {
  /** By place; what has gone or was set again leaves a gap. */
  #entries: (T | undefined)[] = [];
  readonly #places = new Map<number, number>();
  /** Places of the entries by the beginnings of their words. */
  readonly #files = new Map<string, number[]>();
  readonly #gone: number;

  /** @param gone files are made anew when more of what they hold has gone than is there, and more than so many entries */
  constructor({ gone = 1_000 }: { gone?: number } = {}) {
    this.#gone = gone;
  }

  get size(): number {
    return this.#places.size;
  }

  /** @param entry its words as `spaced` makes them */
  set(key: number, entry: T): void {
    this.drop(key);
    this.#add(key, entry);
  }

  drop(key: number): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#entries[place] = undefined;
    if (this.#entries.length - this.size > Math.max(this.#gone, this.size)) this.#pack();
  }

  /** The entries that have a word for each of a reading, in no order. */
  *fitting(reading: Reading): Iterable<T> {
    const [files = []] = reading
      .map((beginnings) => beginnings.flatMap((beginning) => this.#filesOf(beginning)))
      .sort((a, b) => lengthOf(a) - lengthOf(b));
    const fits = fitting(reading);
    const seen = files.length > 1 ? new Uint8Array(this.#entries.length) : null;
    for (const file of files)
      for (const place of file) {
        const entry = this.#entries[place];
        if (!entry || seen?.[place]) continue;
        if (seen) seen[place] = 1;
        if (fits(entry.words)) yield entry;
      }
  }

  #filesOf(beginning: string): number[][] {
    if (beginning.length >= FILED) {
      const file = this.#files.get(beginning.slice(0, FILED));
      return file ? [file] : [];
    }
    return [...this.#files].flatMap(([letters, file]) => (letters.startsWith(beginning) ? [file] : []));
  }

  #add(key: number, entry: T): void {
    const place = this.#entries.push(entry) - 1;
    this.#places.set(key, place);
    for (const letters of new Set(entry.words.split(" ").map((word) => word.slice(0, FILED)))) {
      if (letters === "") continue;
      const file = this.#files.get(letters);
      if (file) file.push(place);
      else this.#files.set(letters, [place]);
    }
  }

  #pack(): void {
    const left = [...this.#places].map(([key, place]) => [key, this.#entries[place]!] as const);
    this.#entries = [];
    this.#files.clear();
    for (const [key, entry] of left) this.#add(key, entry);
  }
}

function lengthOf(files: readonly number[][]): number {
  return files.reduce((sum, file) => sum + file.length, 0);
}
