import type { Candidate } from "./engine.ts";

/** What an object takes beside its text and vectors, in bytes. */
const OBJECT = 1_000;

/** What a candidate takes in memory, in bytes, about: what is kept is bounded by it, since an abstract may be long. */
export function candidateSize({ title, abstract, topics, names, vectors }: Candidate): number {
  const text = title.length + abstract.length + topics.length + names.length;
  return OBJECT + text + (vectors ? 4 * vectors.whole.length + vectors.sentenceVectors.length : 0);
}
