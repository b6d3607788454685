import { once } from "node:events";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { healthRoutes } from "../src/http/health.ts";
import { HashEmbedder } from "./embedder.ts";
import { bundledModel } from "./model.ts";
import { lectern, type RunningServer, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
const PAPERS = ["Glaucoma and sight", "Asthma in children", "Sleep and memory"]
  .map((title, i) => `${JSON.stringify({ key: `p${i}`, title })}\n`)
  .join("");

const get = async ({ address }: RunningServer, path: string) => (await fetch(`${address}${path}`)).json();
const page = async ({ address }: RunningServer, path: string) => (await fetch(`${address}${path}`)).text();

/** An index with three papers, and a model folder of its own. */
async function place() {
  const folder = await temporaryFolder();
  const model = join(folder, "model");
  cpSync(bundledModel().model, model, { recursive: true });
  const file = join(folder, "papers.jsonl");
  writeFileSync(file, PAPERS);
  const env = {
    LECTERN_DATA_DIR: join(folder, "data"),
    LECTERN_MODEL: model,
    LECTERN_SAMPLE: "off",
    LECTERN_ADMIN_KEY: KEY,
  };
  const loaded = await lectern(["ingest", file], env);
  expect(loaded).toMatchObject({ code: 0 });
  return { env, model, file };
}

describe("a model that cannot be loaded", () => {
  test("leaves search by words, says so, and lets ingest jobs wait until it is mended", async () => {
    const { env, model, file } = await place();
    const weights = join(model, "onnx", "model_quantized.onnx");
    const whole = readFileSync(weights);
    rmSync(join(model, "SHA256SUMS"), { force: true });
    writeFileSync(weights, whole.subarray(0, whole.length >> 1));

    const broken = await startServer(env);
    expect(await get(broken, "/health")).toMatchObject({ status: "ok", meaning: "off", meaningOff: "not-loaded" });
    expect(await get(broken, "/ready")).toMatchObject({ records: 3, meaning: "off", meaningOff: "not-loaded" });
    const answer = await get(broken, "/v1/search?q=glaucoma");
    expect(answer).toMatchObject({ mode: "keyword", meaning: "off", meaningOff: "not-loaded", counts: { total: 1 } });
    expect(answer.notices).toMatchObject([{ code: "meaning-not-loaded" }]);
    const shown = await page(broken, "/search?q=glaucoma");
    expect(shown.match(/by meaning|model/gi)).toHaveLength(1);
    expect(shown).toContain("Search by meaning is off at the moment");

    const sent = await fetch(`${broken.address}/v1/ingest`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}` },
      body: `${JSON.stringify({ key: "new", title: "Zebras and lutein" })}\n`,
    });
    const { id } = (await sent.json()) as { id: string };
    expect(await get(broken, `/v1/jobs/${id}`)).toMatchObject({ state: "waiting" });
    const refused = await lectern(["ingest", file], env);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("could not be loaded") });
    const { stderr } = await broken.stop();
    expect(stderr).toContain("Search goes on by words only, and ingest jobs wait: The model model could not be loaded");

    writeFileSync(weights, whole);
    const mended = await startServer(env);
    expect(await get(mended, "/health")).toMatchObject({ meaning: "on" });
    await expect
      .poll(async () => (await get(mended, `/v1/jobs/${id}`)).state, { timeout: 30_000, interval: 100 })
      .toBe("done");
    expect(await get(mended, "/ready")).toMatchObject({ records: 4, embedded: 4, meaning: { dimensions: 384 } });
    const found = await get(mended, "/v1/search?q=loss+of+vision");
    expect(found).toMatchObject({ mode: "hybrid", meaning: "on", notices: [] });
    expect(found.hits[0].key).toBe("p0");
    await mended.stop();
  }, 60_000);

  test("is told by /health when it fails later, too", async () => {
    const engine = new SqliteEngine(join(await temporaryFolder(), "index.sqlite"), null);
    const failing = Object.assign(new HashEmbedder(), { failing: true });
    const server = express()
      .use(healthRoutes({ engine, embedder: failing }, "1"))
      .listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const health = { status: "ok", version: "1", meaning: "off", meaningOff: "failed" };
    expect(await (await fetch(`${address}/health`)).json()).toEqual(health);
    failing.failing = false;
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ meaning: "on" });
    server.close();
    await engine.close();
  });
});

test("a server without meaning on purpose is a search by words, which says so once", async () => {
  const { env } = await place();
  const server = await startServer({ ...env, LECTERN_EMBEDDER: "off" });
  expect(await get(server, "/health")).toMatchObject({ meaning: "off", meaningOff: "switched-off" });
  const usual = await get(server, "/v1/search?q=glaucoma");
  expect(usual).toMatchObject({ mode: "keyword", meaning: "off", meaningOff: "switched-off", notices: [] });
  expect(usual.counts).toEqual({ words: 1, meaning: 0, total: 1 });
  const alone = await get(server, "/v1/search?q=glaucoma&mode=semantic");
  expect(alone).toMatchObject({ counts: usual.counts, notices: [{ code: "meaning-switched-off" }] });
  const similar = await get(server, `/v1/records/${usual.hits[0].id}/similar`);
  expect(similar).toMatchObject({ by: "words", notices: [] });
  for (const path of ["/", "/search?q=glaucoma", "/search?q=glaucoma&mode=semantic"]) {
    const shown = await page(server, path);
    expect(shown.split("This server searches by words.")).toHaveLength(2);
    expect(shown).not.toMatch(/meaning|class="remarks"/);
  }
  await server.stop();
}, 60_000);
