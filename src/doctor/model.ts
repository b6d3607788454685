import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Config } from "../config.ts";
import { CrossEncoder } from "../embed/cross-encoder.ts";
import { locateModel } from "../embed/model.ts";
import { TransformersEmbedder } from "../embed/transformers.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";

const { ok, warning, problem } = findings("model");
const reranker = findings("reranker");

/** Whether the cross-encoder's files are whole, and it scores a text in time; nothing where none is configured. */
export async function checkReranker({ reranking, dataDir }: Config): Promise<Finding[]> {
  if (!reranking) return [];
  const { hits, limit, model, dtype } = reranking;
  const cacheDir = join(dataDir, "models");
  try {
    // To download it is the server's business.
    if (!existsSync(model) && !existsSync(join(cacheDir, model)))
      return [
        reranker.warning(
          `${model} is not downloaded yet`,
          "start Lectern once where the hub can be reached, or set LECTERN_RERANKER to a folder",
        ),
      ];
    const encoder = await CrossEncoder.open({ model, dtype, cacheDir }, 1);
    try {
      const from = performance.now();
      await encoder.score("A doctor's test of the model", ["The heart is a muscle. ".repeat(60)]);
      const took = performance.now() - from;
      const found = `${encoder.model.name} is whole, and scores a long text in ${took.toFixed(0)} ms`;
      if (took * hits < limit) return [reranker.ok(found)];
      return [
        reranker.warning(
          `${found}: ${hits} of them may take longer than ${limit} ms on one thread, and then nothing is reranked`,
          "lower LECTERN_RERANKER_HITS, or raise LECTERN_RERANKER_LIMIT_MS",
        ),
      ];
    } finally {
      await encoder.close();
    }
  } catch (error) {
    const advice =
      "copy the model's folder again, or set LECTERN_RERANKER to another model for sequence classification";
    return [reranker.problem(messageOf(error), advice)];
  }
}

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
