import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Config } from "../config.ts";
import { locateModel } from "../embed/model.ts";
import { TransformersEmbedder } from "../embed/transformers.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";

const { ok, warning, problem } = findings("model");

/**
 * Whether the model's files are whole, and it embeds.
 *
 * @returns also its space: null where nothing is to be embedded, undefined where it cannot be told
 */
export async function checkModel({
  embedding,
  dataDir,
}: Config): Promise<{ findings: Finding[]; space: EmbeddingSpace | null | undefined }> {
  const { enabled, threads: _, ...settings } = embedding;
  if (!enabled) return { findings: [ok("off: records are found by words only")], space: null };
  const cacheDir = join(dataDir, "models");
  try {
    const { root, name } = await locateModel({ ...settings, cacheDir });
    // To download it is the server's business.
    if (root === null && !existsSync(join(cacheDir, name))) {
      const advice = "start Lectern once where the hub can be reached, or set LECTERN_MODEL to a folder";
      return { findings: [warning(`${name} is not downloaded yet`, advice)], space: undefined };
    }
    const embedder = await TransformersEmbedder.open({ ...settings, cacheDir }, 1);
    try {
      const from = performance.now();
      const length = Math.hypot(...(await embedder.embedQuery("A doctor's test of the model")));
      const took = (performance.now() - from).toFixed(0);
      const { model, dimensions } = embedder.space;
      const finding =
        Math.abs(length - 1) < 1e-3
          ? ok(`${model} is whole, and embeds a query in ${took} ms (${dimensions} dimensions)`)
          : problem(`${model} gives a vector of length ${length}, expected 1`, "use another model (models/README.md)");
      return { findings: [finding], space: embedder.space };
    } finally {
      await embedder.close();
    }
  } catch (error) {
    const advice = "copy or rebuild the model's folder (models/README.md), or set LECTERN_MODEL to another";
    return { findings: [problem(messageOf(error), advice)], space: undefined };
  }
}
