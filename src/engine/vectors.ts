import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { IndexedRecord } from "./engine.ts";

/** @throws `invalid-vector` unless every vector is as long as the index's and finite */
export function checkVectors({ record, vectors }: IndexedRecord, dimensions: number): void {
  if (!vectors) return;
  const { whole, sentences, sentenceVectors } = vectors;
  const wrong = (expected: string, got: string): never => {
    throw new LecternError("invalid-vector", `Expected ${expected} for the record ${record.id}, got ${got}`);
  };
  if (whole.length !== dimensions) wrong(`a vector of ${dimensions} components`, String(whole.length));
  if (sentenceVectors.length !== sentences.length * dimensions)
    wrong(`${sentences.length} x ${dimensions} sentence components`, String(sentenceVectors.length));
  if (!whole.every(Number.isFinite)) wrong("finite components", "one that is not a number");
}

/** The refusal of an index whose vectors are another model's. */
export function otherSpace(stored: EmbeddingSpace, configured: EmbeddingSpace): LecternError {
  return new LecternError(
    "index-mismatch",
    `The index was embedded with ${nameOf(stored)}, the configuration says ${nameOf(configured)}: set LECTERN_MODEL back, or ingest again into a new index`,
  );
}

function nameOf({ model, revision, dimensions }: EmbeddingSpace): string {
  return `${model} (revision ${revision}, ${dimensions} dimensions)`;
}
