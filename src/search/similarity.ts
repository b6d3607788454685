import { dot, type PassageVectors } from "../../indexes/vectors.ts";
import type { Candidate } from "../engine/engine.ts";

/** How near a candidate is to a vector, as cosines. */
export interface Similarity {
  whole: number;
  /** That of its best sentence; of the whole where it has none. */
  sentence: number;
  /** Which sentence that is; -1 for none. */
  at: number;
}

const FAR: Similarity = { whole: 0, sentence: 0, at: -1 };

/** A candidate without vectors is as far as can be. */
export function similarity({ vectors }: Candidate, query: Float32Array | null): Similarity {
  if (!query || !vectors) return FAR;
  const whole = dot(query, vectors.whole);
  const scales = scalesOf(vectors, query.length);
  let sentence = -1;
  let at = -1;
  for (let row = 0; row < scales.length; row++) {
    const cosine = dotRow(query, vectors.sentenceVectors, row * query.length) * scales[row]!;
    if (cosine > sentence) {
      sentence = cosine;
      at = row;
    }
  }
  return { whole, sentence: at < 0 ? whole : sentence, at };
}

/** As `dot`, with a row of integers: one function for both kinds of array would be slower for each. */
function dotRow(a: Float32Array, rows: Int8Array, from: number): number {
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let i = 0;
  let k = from;
  for (; i + 3 < a.length; i += 4, k += 4) {
    s += a[i]! * rows[k]!;
    t += a[i + 1]! * rows[k + 1]!;
    u += a[i + 2]! * rows[k + 2]!;
    v += a[i + 3]! * rows[k + 3]!;
  }
  for (; i < a.length; i++, k++) s += a[i]! * rows[k]!;
  return s + t + u + v;
}

/** One over the length of each sentence's vector; 0 for one that is nothing. They go with the candidate. */
const scales = new WeakMap<PassageVectors, Float64Array>();

function scalesOf(vectors: PassageVectors, dimensions: number): Float64Array {
  let found = scales.get(vectors);
  if (!found) {
    const rows = vectors.sentenceVectors;
    found = Float64Array.from({ length: Math.floor(rows.length / dimensions) }, (_, row) => {
      const square = squareOf(rows, row * dimensions, (row + 1) * dimensions);
      return square > 0 ? 1 / Math.sqrt(square) : 0;
    });
    scales.set(vectors, found);
  }
  return found;
}

/** Four sums at a time, as `dotRow`. */
function squareOf(rows: Int8Array, from: number, to: number): number {
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let k = from;
  for (; k + 3 < to; k += 4) {
    s += rows[k]! * rows[k]!;
    t += rows[k + 1]! * rows[k + 1]!;
    u += rows[k + 2]! * rows[k + 2]!;
    v += rows[k + 3]! * rows[k + 3]!;
  }
  for (; k < to; k++) s += rows[k]! * rows[k]!;
  return s + t + u + v;
}
