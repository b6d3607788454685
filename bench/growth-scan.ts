import { fold } from "../indexes/analysis.ts";
import type { LecternRecord } from "../indexes/record.ts";
import type { IndexedRecord } from "../src/engine/engine.ts";

/** The naive way, to compare with: every record is looked at for every word, and every vector multiplied, in a loop. */
export class PlainScan {
  readonly #records: { record: Pick<LecternRecord, "id" | "journal">; text: string }[] = [];
  readonly #vectors: Float32Array;
  readonly #dimensions: number;

  /** @param most so many records are added at most */
  constructor(dimensions: number, most: number) {
    this.#dimensions = dimensions;
    this.#vectors = new Float32Array(most * dimensions);
  }

  get size(): number {
    return this.#records.length;
  }

  add({ record, vectors }: IndexedRecord): void {
    this.#vectors.set(vectors!.whole, this.size * this.#dimensions);
    const { id, journal, title, abstract } = record;
    this.#records.push({ record: { id, ...(journal ? { journal } : {}) }, text: fold(`${title} ${abstract}`) });
  }

  /** Ids of the best by the share of words that they have and by cosine, summed. */
  search(text: string, vector: Float32Array, count: number): string[] {
    const words = fold(text).split(/\W+/).filter(Boolean);
    return this.#best(count, (at) => {
      const { text } = this.#records[at]!;
      return words.filter((word) => text.includes(word)).length / words.length + this.#cosine(at, vector);
    });
  }

  nearest(vector: Float32Array, count: number, fits: (record: Pick<LecternRecord, "journal">) => boolean): string[] {
    return this.#best(count, (at) => (fits(this.#records[at]!.record) ? this.#cosine(at, vector) : null));
  }

  #best(count: number, scoreOf: (at: number) => number | null): string[] {
    const scored: { at: number; score: number }[] = [];
    for (let at = 0; at < this.size; at++) {
      const score = scoreOf(at);
      if (score !== null) scored.push({ at, score });
    }
    scored.sort((a, b) => b.score - a.score);
    return scored.slice(0, count).map(({ at }) => this.#records[at]!.record.id);
  }

  #cosine(at: number, vector: Float32Array): number {
    let sum = 0;
    for (let i = 0, k = at * this.#dimensions; i < vector.length; i++, k++) sum += vector[i]! * this.#vectors[k]!;
    return sum;
  }
}
