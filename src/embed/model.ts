import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { LecternError, messageOf } from "../errors.ts";

/** Which model embeds, and how. Any feature-extraction model that transformers.js runs. */
export interface ModelSettings {
  /** A folder (with `config.json`, `tokenizer.json`, `onnx/`), or a hub's `organisation/name`. */
  model: string;
  /** transformers.js's name for the weights: `q8` reads `onnx/model_quantized.onnx`, `fp32` reads `onnx/model.onnx`. */
  dtype: string;
  /** Put before a query, and before a record's text: E5 wants 'query: ' and 'passage: '. */
  queryPrefix: string;
  passagePrefix: string;
  /** Longest window in word pieces, 8 or more, with the special ones; 0 takes the tokenizer's own, at most 512. */
  maxTokens: number;
  pooling: "mean" | "cls";
  /** Where a hub's models are downloaded to. */
  cacheDir: string;
}

/** What a worker thread needs to load the model. */
export interface ModelSource extends ModelSettings {
  /** The folder above the model's own, and the model's name in it; for a hub, `root` is null. */
  root: string | null;
  name: string;
  /** Identifies weights and settings; part of the key of every stored vector. */
  revision: string;
}

/** Changes whenever the way from text to vectors does, so that old vectors are not mistaken for new ones. */
const METHOD = "windows-of-sentences/1";

const DTYPE_SUFFIX: Record<string, string> = { fp32: "", q8: "_quantized" };

/**
 * Finds the model, and checks a local one against its `SHA256SUMS` (if it has one).
 *
 * @throws `invalid-model` naming the missing or damaged file
 */
export async function locateModel(settings: ModelSettings): Promise<ModelSource> {
  const folder = resolve(settings.model);
  if (!(await isFolder(folder))) {
    if (/^[\w.-]+\/[\w.-]+$/.test(settings.model) && !settings.model.startsWith("."))
      return { ...settings, root: null, name: settings.model, revision: revisionOf(settings, [settings.model]) };
    throw new LecternError(
      "invalid-model",
      `Expected the model to be a folder or a hub's organisation/name, got ${JSON.stringify(settings.model)}, which is neither`,
    );
  }
  const suffix = DTYPE_SUFFIX[settings.dtype] ?? `_${settings.dtype}`;
  const needed = ["config.json", "tokenizer.json", "tokenizer_config.json", `onnx/model${suffix}.onnx`];
  const hashes = await Promise.all(needed.map((file) => hashFile(folder, file)));
  await verify(folder, new Map(needed.map((file, i) => [file, hashes[i] as string])));
  return { ...settings, root: dirname(folder), name: basename(folder), revision: revisionOf(settings, hashes) };
}

async function verify(folder: string, hashes: Map<string, string>): Promise<void> {
  const sums = await readFile(join(folder, "SHA256SUMS"), "utf8").catch(() => null);
  if (sums === null) return;
  for (const line of sums.split("\n")) {
    const match = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/.exec(line.trim());
    if (!match) continue;
    const [, expected, file] = match as unknown as [string, string, string];
    const got = hashes.get(file) ?? (await hashFile(folder, file));
    if (got !== expected)
      throw new LecternError(
        "invalid-model",
        `The model file ${join(folder, file)} is damaged: expected SHA-256 ${expected}, got ${got}. Copy it again, or rebuild it (models/README.md)`,
      );
  }
}

async function hashFile(folder: string, file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
  } catch (error) {
    throw new LecternError(
      "invalid-model",
      `The model file ${join(folder, file)} cannot be read: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
  return hash.digest("hex");
}

function revisionOf(settings: ModelSettings, contents: readonly string[]): string {
  const { dtype, queryPrefix, passagePrefix, maxTokens, pooling } = settings;
  const identity = JSON.stringify([METHOD, contents, dtype, queryPrefix, passagePrefix, maxTokens, pooling]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 16);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}
