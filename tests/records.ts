import type { SearchText } from "../indexes/fields.ts";
import type { LecternRecord } from "../indexes/record.ts";
import { textWords } from "../indexes/text-words.ts";
import type { PassageVectors, Sentence } from "../indexes/vectors.ts";
import { normalise, quantise } from "../src/embed/vectors.ts";
import type { Candidate, IndexedRecord } from "../src/engine/engine.ts";

/** Length of the made-up vectors. */
export const DIMENSIONS = 8;

/** A valid record with nothing in it but what is given; its key and source follow from its id. */
export function makeRecord(overrides: Partial<LecternRecord> = {}): LecternRecord {
  const key = overrides.key ?? overrides.id ?? "record";
  return {
    id: key.replace(/[^A-Za-z0-9_-]/g, "_"),
    key,
    kind: "publication",
    title: "Untitled",
    abstract: "",
    sections: [],
    authors: [],
    types: [],
    mesh: [],
    keywords: [],
    status: [],
    related: [],
    illustration: true,
    domains: [],
    provenance: [from("test", key)],
    ...overrides,
  };
}

export function from(source: string, key: string): LecternRecord["provenance"][number] {
  return { source, key, at: "2024-01-01T00:00:00Z", fields: ["title"], hashes: ["-"] };
}

export function inDomains(...ids: string[]): LecternRecord["domains"] {
  return ids.map((id) => ({ id, confidence: 1, evidence: "Given" }));
}

/** A new record without vectors, or with the one given for its text and each of its sentences. */
export function indexed(overrides: Partial<LecternRecord> = {}, vector: Float32Array | null = null): IndexedRecord {
  const record = makeRecord(overrides);
  return { record, vectors: vector && passage(vector, titleOf(record)), base: null };
}

function titleOf(record: LecternRecord): Sentence[] {
  return [{ field: "title", start: 0, end: record.title.length }];
}

/** As recalled: of these texts, the others empty. */
export function candidate(
  id: string,
  { vectors = null, ...texts }: Partial<SearchText> & Partial<Pick<Candidate, "vectors">> = {},
): Candidate {
  const text = { title: "", abstract: "", topics: "", names: "", ...texts };
  return { id, version: 1, words: textWords(text), vectors };
}

export function passage(vector: Float32Array, sentences: readonly Sentence[]): PassageVectors {
  return {
    whole: vector,
    sentences,
    sentenceVectors: quantise(
      sentences.map(() => vector),
      vector.length,
    ),
  };
}

/** A unit vector of 8 components; those not given are 0. */
export function unit(...components: number[]): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  vector.set(components);
  return normalise(vector);
}

/** A unit vector with this cosine to `unit(1)`. */
export function atCosine(cosine: number): Float32Array {
  return unit(cosine, Math.sqrt(1 - cosine * cosine));
}
