import type { Embedder } from "../embed/embedder.ts";
import { LecternError } from "../errors.ts";
import { type Said, said } from "./notices.ts";

/**
 * Why nothing is found by meaning: the operator wants none; the model could not be loaded when the process started; it
 * was loaded and fails now; the index has been rebuilt for another model than this process has loaded.
 */
export type MeaningOff = "switched-off" | "not-loaded" | "failed" | "other-model";

/** The notice, where there is one: a server that has no meaning on purpose only says so to who asks for nothing else. */
export function meaningNotice(off: MeaningOff, alone: boolean): Said[] {
  return off === "switched-off" && !alone ? [] : [said(`meaning-${off}`)];
}

/** The model failed. */
class NotEmbedded extends Error {}

/** The vector of a query. @throws what `offBy` knows where the model fails */
export async function embedded(embedder: Embedder, text: string): Promise<Float32Array> {
  try {
    return await embedder.embedQuery(text);
  } catch (error) {
    throw error instanceof LecternError ? new NotEmbedded(error.message, { cause: error }) : error;
  }
}

/** Why meaning is off after a search that failed; null where it did not fail for that. */
export function offBy(error: unknown): MeaningOff | null {
  if (error instanceof NotEmbedded) return "failed";
  // Rebuilt for another model than this process has loaded: vectors of two models are never compared.
  return error instanceof LecternError && error.code === "index-mismatch" ? "other-model" : null;
}
