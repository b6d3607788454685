import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import type { ModelSettings } from "../src/embed/model.ts";
import { TransformersEmbedder } from "../src/embed/transformers.ts";

/** Settings of the bundled model, which needs no downloads. */
export function bundledModel(overrides: Partial<ModelSettings> = {}): ModelSettings {
  const { threads: _, enabled: __, similarity: ___, ...model } = readConfig({}).embedding;
  return { ...model, cacheDir: join(tmpdir(), "lectern-no-downloads"), ...overrides };
}

/** The bundled model in so many threads. */
export async function openBundled(threads = 1): Promise<TransformersEmbedder> {
  return TransformersEmbedder.open(bundledModel(), threads);
}

export function cosine(a: Float32Array, b: ArrayLike<number>): number {
  let dot = 0;
  let square = 0;
  for (const [i, component] of a.entries()) {
    dot += component * b[i]!;
    square += b[i]! * b[i]!;
  }
  return square > 0 ? dot / Math.sqrt(square) : 0;
}
