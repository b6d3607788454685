import type { Candidate } from "./engine.ts";

/** What an object takes beside its words and vectors, in bytes. */
const OBJECT = 1_500;

/** What a candidate takes in memory, in bytes, about: what is kept is bounded by it, since an abstract may be long. */
export function candidateSize({ words, vectors }: Candidate): number {
  const stems = words.fields.reduce((sum, field) => sum + field.length, 0);
  return (
    OBJECT +
    5 * stems +
    5 * words.topical.stems.length +
    (vectors ? 4 * vectors.whole.length + vectors.sentenceVectors.length : 0)
  );
}
