import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import type { RebuiltRecord } from "./engine.ts";

/** @throws `invalid-vector` unless every vector is as long as the index's and finite */
export function checkVectors({ record, vectors }: Omit<RebuiltRecord, "version">, dimensions: number): void {
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

/** Whether vectors of both may be compared. A model's name does not matter: its files and settings are in the revision. */
export function sameSpace(a: EmbeddingSpace | null, b: EmbeddingSpace | null): boolean {
  return a?.revision === b?.revision && a?.dimensions === b?.dimensions;
}

/** The refusal, at opening, of an index whose vectors are another model's. */
export function otherSpace(stored: EmbeddingSpace, configured: EmbeddingSpace): LecternError {
  return new LecternError(
    "index-mismatch",
    `The index was embedded with ${nameOf(stored)}, the configuration says ${nameOf(configured)}: run \`npx lectern reindex\` to embed it anew (a server that still runs with the old setting goes on answering meanwhile), or set the model back`,
  );
}

/** The refusal where an index has changed its model under a process that runs with the old one. */
export function movedSpace(stored: EmbeddingSpace, loaded: EmbeddingSpace): LecternError {
  return new LecternError(
    "index-mismatch",
    `The index is embedded with ${nameOf(stored)} by now, this process has loaded ${nameOf(loaded)}: start it again with the settings of the index`,
  );
}

function nameOf({ model, revision, dimensions }: EmbeddingSpace): string {
  return `${model} (revision ${revision}, ${dimensions} dimensions)`;
}
