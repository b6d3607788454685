/** What makes two vectors comparable. A query is never embedded in another space than the index was. */
export interface EmbeddingSpace {
  /** Name of the model: 'all-MiniLM-L6-v2'. */
  model: string;
  /** Hash over the model's files and whatever else changes a vector (prefixes, pooling, window, method). */
  revision: string;
  /** Length of every vector: 384 for the bundled model. */
  dimensions: number;
}

/** One sentence of a record: the title, or a stretch of the abstract in UTF-16 offsets, `end` exclusive. */
export interface Sentence {
  field: "title" | "abstract";
  start: number;
  end: number;
}

/** A record's vectors. */
export interface PassageVectors {
  /** Unit length, `dimensions` floats: title and abstract together. */
  whole: Float32Array;
  sentences: readonly Sentence[];
  /** `sentences.length` x `dimensions`, each row scaled so that its largest component is 127: only its direction counts. */
  sentenceVectors: Int8Array;
}

/** Three integers a sentence: 0 for the title or 1 for the abstract, start, end. */
export function packSentences(sentences: readonly Sentence[]): Uint8Array {
  const numbers = sentences.flatMap(({ field, start, end }) => [field === "title" ? 0 : 1, start, end]);
  return new Uint8Array(Int32Array.from(numbers).buffer);
}

export function unpackSentences(packed: Uint8Array): Sentence[] {
  const numbers = new Int32Array(packed.slice().buffer);
  const sentences: Sentence[] = [];
  for (let i = 0; i + 2 < numbers.length; i += 3)
    sentences.push({ field: numbers[i] === 0 ? "title" : "abstract", start: numbers[i + 1]!, end: numbers[i + 2]! });
  return sentences;
}

/** A record's vectors as they are stored, in bytes; what may be a view on these is no copy. */
export function unpackVectors(whole: Uint8Array, sentences: Uint8Array, rows: Uint8Array): PassageVectors {
  return {
    whole: floatsOf(whole),
    sentences: unpackSentences(sentences),
    sentenceVectors: new Int8Array(rows.buffer, rows.byteOffset, rows.byteLength),
  };
}

/** The bytes of a typed array, not copied. */
export function bytesOf(array: Float32Array | Int32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Bytes read back as floats; copied where their place in memory does not allow a view. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** The dot product of a vector with as many floats of another, from a place there on. */
export function dot(a: Float32Array, b: Float32Array, from = 0): number {
  // Four sums at a time: one sum would wait for each addition.
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let i = 0;
  let k = from;
  for (; i + 3 < a.length; i += 4, k += 4) {
    s += a[i]! * b[k]!;
    t += a[i + 1]! * b[k + 1]!;
    u += a[i + 2]! * b[k + 2]!;
    v += a[i + 3]! * b[k + 3]!;
  }
  for (; i < a.length; i++, k++) s += a[i]! * b[k]!;
  return s + t + u + v;
}
