import type { PassageVectors } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";

/** Topics whose best sentence is looked for: the others are too far to matter (measured: the same result as for all). */
const REFINED = 100;

/** Bound on REFINED x sentences, so that a very long abstract takes no longer than 3 ms. */
const MOST_PRODUCTS = 2000;

/** Cosine between a record and each topic: half from the text, title and mean sentence, half from the best sentence. */
export class TopicVectors {
  readonly #topics: number;
  readonly #dimensions: number;
  /** Topics x dimensions, unit rows. */
  readonly #matrix: Float32Array;

  /** @param vectors one unit vector a topic, at least one, all of the same length */
  constructor(vectors: readonly Float32Array[]) {
    this.#topics = vectors.length;
    this.#dimensions = vectors[0]!.length;
    this.#matrix = new Float32Array(this.#topics * this.#dimensions);
    vectors.forEach((vector, i) => {
      this.#matrix.set(vector, i * this.#dimensions);
    });
  }

  /**
   * @returns for each topic -1 to 1; two of the same subject have 0.5 or more
   * @throws `invalid-vector` if the vectors are of another length than the topics'
   */
  similarities(vectors: PassageVectors): Float32Array {
    const d = this.#dimensions;
    if (vectors.whole.length !== d)
      throw new LecternError("invalid-vector", `Expected a vector of ${d} numbers, got ${vectors.whole.length}`);
    const sentences = this.#unitSentences(vectors);
    const base = this.#base(vectors, sentences);
    if (sentences.length === 0) return base;

    const count = Math.min(this.#topics, REFINED, Math.max(1, Math.floor(MOST_PRODUCTS / sentences.length)));
    const least = base.toSorted()[this.#topics - count]!;
    const best: { topic: number; gain: number }[] = [];
    let gains = 0;
    for (let topic = 0; topic < this.#topics; topic++) {
      if (base[topic]! < least) continue;
      let max = -1;
      for (const sentence of sentences) max = Math.max(max, dot(this.#matrix, topic, sentence));
      best.push({ topic, gain: (max - base[topic]!) / 2 });
      gains += (max - base[topic]!) / 2;
    }
    const usual = gains / best.length;
    for (let topic = 0; topic < this.#topics; topic++) base[topic]! += usual;
    for (const { topic, gain } of best) base[topic]! += gain - usual;
    return base;
  }

  /** A dot product is linear, so the mean of the cosines with text, title and sentences is that with their mean. */
  #base(vectors: PassageVectors, sentences: readonly Float32Array[]): Float32Array {
    const at = vectors.sentences.findIndex((sentence) => sentence.field === "title");
    const title = sentences[at] ?? vectors.whole;
    const mean = new Float32Array(this.#dimensions);
    for (let i = 0; i < mean.length; i++) {
      let sum = 0;
      for (const sentence of sentences) sum += sentence[i]!;
      const sentence = sentences.length > 0 ? sum / sentences.length : vectors.whole[i]!;
      mean[i] = (vectors.whole[i]! + title[i]! + sentence) / 3;
    }
    const base = new Float32Array(this.#topics);
    for (let topic = 0; topic < this.#topics; topic++) base[topic] = dot(this.#matrix, topic, mean);
    return base;
  }

  #unitSentences({ sentences, sentenceVectors }: PassageVectors): Float32Array[] {
    const d = this.#dimensions;
    return sentences.map((_, s) => {
      const row = Float32Array.from(sentenceVectors.subarray(s * d, (s + 1) * d));
      let squares = 0;
      for (const x of row) squares += x * x;
      const norm = Math.sqrt(squares) || 1;
      for (let i = 0; i < row.length; i++) row[i]! /= norm;
      return row;
    });
  }
}

/** Of row `row` of a matrix with a vector. Four sums at once: three times as fast in V8 as one. */
function dot(matrix: Float32Array, row: number, vector: Float32Array): number {
  const d = vector.length;
  const from = row * d;
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  let i = 0;
  for (; i + 3 < d; i += 4) {
    a += matrix[from + i]! * vector[i]!;
    b += matrix[from + i + 1]! * vector[i + 1]!;
    c += matrix[from + i + 2]! * vector[i + 2]!;
    e += matrix[from + i + 3]! * vector[i + 3]!;
  }
  for (; i < d; i++) a += matrix[from + i]! * vector[i]!;
  return a + b + c + e;
}
