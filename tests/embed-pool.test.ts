import { cpSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { locateModel } from "../src/embed/model.ts";
import { TransformersEmbedder } from "../src/embed/transformers.ts";
import { bundledModel, openBundled } from "./model.ts";
import { temporaryFolder } from "./temporary.ts";

const passages = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    title: `Passage ${i}`,
    abstract: "A study of the heart in many patients. ".repeat(5),
  }));

async function copyOfModel(): Promise<string> {
  const folder = join(await temporaryFolder(), "copy");
  cpSync(bundledModel().model, folder, { recursive: true });
  return folder;
}

describe("a model's files", () => {
  test("are checked: a damaged one is named, with both sums", async () => {
    const model = await copyOfModel();
    const settings = bundledModel({ model });
    const same = (await locateModel(bundledModel())).revision;
    expect((await locateModel(settings)).revision).toBe(same);
    for (const file of ["onnx/model_quantized.onnx", "tokenizer.json", "special_tokens_map.json"]) {
      const path = join(model, file);
      const bytes = await readFile(path);
      const middle = bytes.length >> 1;
      bytes[middle]! ^= 1;
      writeFileSync(path, bytes);
      const error = {
        code: "invalid-model",
        message: expect.stringMatching(/is damaged: expected SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}/),
      };
      await expect(locateModel(settings)).rejects.toMatchObject(error);
      await expect(TransformersEmbedder.open(settings, 1)).rejects.toThrow(path);
      bytes[middle]! ^= 1;
      writeFileSync(path, bytes);
    }
    rmSync(join(model, "SHA256SUMS"));
    expect((await locateModel(settings)).revision).toBe(same);
  });

  test("are needed: a missing one is named, and so is a folder that is none", async () => {
    const model = await copyOfModel();
    rmSync(join(model, "tokenizer.json"));
    const missing = locateModel(bundledModel({ model }));
    await expect(missing).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining(join(model, "tokenizer.json")),
    });
    const weights = locateModel(bundledModel({ dtype: "fp16" }));
    await expect(weights).rejects.toThrow("onnx/model_fp16.onnx");
    const nowhere = join(model, "nowhere");
    await expect(locateModel(bundledModel({ model: nowhere }))).rejects.toThrow(
      `got ${JSON.stringify(nowhere)}, which is neither`,
    );
  });

  test("that are no model give one clear error", async () => {
    const model = await copyOfModel();
    rmSync(join(model, "SHA256SUMS"));
    writeFileSync(join(model, "onnx", "model_quantized.onnx"), "no model");
    const opening = TransformersEmbedder.open(bundledModel({ model }), 1);
    await expect(opening).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining("The model copy could not be loaded"),
    });
  });

  test("and every setting that changes a vector make the revision, and nothing else does", async () => {
    const revision = async (overrides: Parameters<typeof bundledModel>[0]) =>
      (await locateModel(bundledModel(overrides))).revision;
    const changes = [
      { queryPrefix: "query: " },
      { passagePrefix: "passage: " },
      { maxTokens: 128 },
      { pooling: "cls" as const },
      {},
    ];
    expect(new Set(await Promise.all(changes.map(revision))).size).toBe(5);
    expect(await revision({ cacheDir: "/elsewhere" })).toBe(await revision({}));
    const hub = await locateModel(bundledModel({ model: "organisation/name" }));
    expect([hub.root, hub.name]).toEqual([null, "organisation/name"]);
  });
});

describe("the pool of threads", () => {
  test("answers a query while passages are queued, before they are done", async () => {
    const embedder = await openBundled(1);
    const order: string[] = [];
    const slow = embedder.embedPassages(passages(60)).then(() => order.push("passages"));
    await embedder.embedQuery("heart").then(() => order.push("query"));
    await slow;
    expect(order).toEqual(["query", "passages"]);
    await embedder.close();
  });

  test("embeds a passage that somebody waits for before those that are queued", async () => {
    const embedder = await openBundled(1);
    const order: string[] = [];
    const slow = embedder.embedPassages(passages(60)).then(() => order.push("passages"));
    await embedder.embedPassages(passages(1), { urgent: true }).then(() => order.push("urgent"));
    await slow;
    expect(order).toEqual(["urgent", "passages"]);
    await embedder.close();
  });

  test("starts a further thread when there is work for it, and gives everything in order", async () => {
    const embedder = await openBundled(2);
    const [vectors, query] = await Promise.all([embedder.embedPassages(passages(40)), embedder.embedQuery("heart")]);
    const alone = await embedder.embedPassages(passages(40).slice(17, 18));
    expect([vectors.length, vectors[17], query.length]).toEqual([40, alone[0], 384]);
    await embedder.close();
  });

  test("drops what is cancelled, and goes on with the rest", async () => {
    const embedder = await openBundled(1);
    const abort = new AbortController();
    const cancelled = embedder.embedPassages(passages(500), { signal: abort.signal });
    const kept = embedder.embedPassages(passages(2));
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    expect(await kept).toHaveLength(2);
    await expect(embedder.embedPassages(passages(1), { signal: abort.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    const late = new AbortController();
    expect(await embedder.embedPassages(passages(1), { signal: late.signal })).toHaveLength(1);
    late.abort();
    await embedder.close();
  });

  test("rejects what is under way when it is closed, and everything after", async () => {
    const embedder = await openBundled(1);
    const first = embedder.embedPassages(passages(1));
    const outcomes = Promise.allSettled([embedder.embedPassages(passages(50)), embedder.embedPassages(passages(1))]);
    await first;
    // The thread is now in the middle of the next passage.
    await embedder.close();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "embedder-unavailable" } });
    await expect(embedder.embedQuery("heart")).rejects.toMatchObject({ code: "embedder-unavailable" });
    await embedder.close();
  });
});
