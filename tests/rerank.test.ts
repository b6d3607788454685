import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CrossEncoder } from "../src/embed/cross-encoder.ts";
import type { Reranker } from "../src/embed/reranker.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import type { Reranking } from "../src/search/rerank.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { writeOverlapModel } from "./cross-encoder-model.ts";
import { indexed } from "./records.ts";
import { lectern, startServer } from "./server.ts";
import { removeFolder, sharedFolder, temporaryFolder } from "./temporary.ts";

let folder: string;
let encoder: CrossEncoder;
let engine: SqliteEngine;

const settings = (model: string) => ({ model, dtype: "q8", cacheDir: join(model, "none") });

/** How often each has 'fever' decides the order of the model, and the length of what else there is that of BM25. */
const TEXTS = Array.from({ length: 12 }, (_, i) => ({
  id: `r${i}`,
  title: `Report ${i} of fever`,
  abstract: `${"fever ".repeat(i % 6)}${"rest and water and air ".repeat(i * 6)}`,
}));

beforeAll(async () => {
  folder = await sharedFolder();
  encoder = await CrossEncoder.open(settings(writeOverlapModel(join(folder, "overlap"))), 2);
  engine = new SqliteEngine(join(folder, "index.sqlite"), null);
  await engine.put(TEXTS.map((text) => indexed(text)));
});

afterAll(async () => {
  await encoder.close();
  await engine.close();
  await removeFolder(folder);
});

describe("a cross-encoder", () => {
  test("scores each text with the query, the same alone or among others", async () => {
    const texts = ["failure of the heart", "kidney", "children with heart failure in the heart", ""];
    const scores = await encoder.score("heart failure in children", texts);
    expect(scores).toEqual([2, 0, 5, 0]);
    expect(await encoder.score("heart failure in children", texts.slice(2))).toEqual([5, 0]);
    expect(await encoder.score("heart", [])).toEqual([]);
    expect(encoder.model).toEqual({ name: "overlap", revision: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  test("reads as much of a long text or query as fits its window, and not more", async () => {
    const [long, both] = [
      await encoder.score("heart", ["heart ".repeat(5_000)]),
      await encoder.score("heart ".repeat(390), ["heart ".repeat(5_000)]),
    ];
    expect(long[0]).toBeGreaterThan(450);
    expect(long[0]).toBeLessThan(512);
    // The query has half of it, the text the rest.
    expect(both[0]).toBeGreaterThan(230 * 230);
    expect(both[0]).toBeLessThan(256 * 256);
  });

  test("of two classes scores by how much likelier the second is; one of three is refused", async () => {
    const two = await CrossEncoder.open(settings(writeOverlapModel(join(folder, "two"), 2)), 1);
    expect(await two.score("heart failure", ["heart", "failure of a heart"])).toEqual([1, 2]);
    await two.close();
    await expect(CrossEncoder.open(settings(writeOverlapModel(join(folder, "three"), 3)), 1)).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining("the model gives 3 classes, expected logits of 1 or 2"),
    });
  });

  test("that is cancelled does not go on with what waits", async () => {
    const over = AbortSignal.abort();
    await expect(encoder.score("new", ["text"], { signal: over })).rejects.toMatchObject({ code: "cancelled" });
    const abort = new AbortController();
    const many = encoder.score(
      "heart",
      Array.from({ length: 300 }, (_, i) => `heart ${i}`),
      { signal: abort.signal },
    );
    abort.abort();
    await expect(many).rejects.toMatchObject({ code: "cancelled" });
    expect(await encoder.score("heart", ["heart"])).toEqual([1]);
  });
});

describe("a search that is reranked", () => {
  const warned: string[] = [];
  const reranking = (more: Partial<Reranking> = {}): Reranking => ({
    reranker: encoder,
    hits: 5,
    limit: 60_000,
    warn: (message) => warned.push(message),
    ...more,
  });
  const ask = (more: Partial<SearchRequest> = {}, rerankings: Reranking | null = reranking()) =>
    search(
      { engine, embedder: null, reranking: rerankings },
      { q: "fever", mode: "hybrid", filters: [], sort: null, page: 1, perPage: 12, ...more },
    );
  const idsOf = async (answer: ReturnType<typeof ask>) => (await answer).hits.map(({ record }) => record.id);
  const failing = (error: Error): Reranker => ({
    ...encoder,
    model: encoder.model,
    score: () => Promise.reject(error),
    close: async () => {},
  });

  test("explains each place by the model's score and the place before", async () => {
    const { hits } = await ask({ explain: true });
    const reranked = hits.map(({ explain }) => explain?.reranked);
    expect(reranked.slice(5)).toEqual(hits.slice(5).map(() => undefined));
    const scores = reranked.slice(0, 5).map((one) => one!.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const before = await idsOf(ask({}, null));
    expect(hits.slice(0, 5).map(({ record }, i) => before[reranked[i]!.from - 1] === record.id)).toEqual(
      Array.from({ length: 5 }, () => true),
    );
  });

  test("has its first hits in the model's order, and the others where they were", async () => {
    const usual = await idsOf(ask({}, null));
    const reranked = await idsOf(ask());
    const fevers = (id: string): number => 1 + (Number(id.slice(1)) % 6);
    // An oracle: counted by hand, equal ones as they were.
    const first = usual.slice(0, 5).map((id, i) => ({ id, i }));
    const expected = first.sort((a, b) => fevers(b.id) - fevers(a.id) || a.i - b.i).map(({ id }) => id);
    expect(reranked).toEqual([...expected, ...usual.slice(5)]);
    expect(reranked).not.toEqual(usual);
    expect((await ask()).notices).toEqual([]);
    const all = await idsOf(ask({}, reranking({ hits: 100 })));
    expect(all.map(fevers)).toEqual(all.map(fevers).toSorted((a, b) => b - a));
  });

  test("never repeats or loses a record over its pages", async () => {
    const whole = await idsOf(ask());
    const pages: string[] = [];
    for (const page of [1, 2, 3, 4]) pages.push(...(await idsOf(ask({ page, perPage: 3 }))));
    expect(pages).toEqual(whole);
  });

  test("is left as it is where it is sorted by date, named by an identifier, without words of its own, or only counted", async () => {
    const broken = reranking({ reranker: failing(new Error("must not be asked")) });
    const unranked = [
      { sort: "newest" },
      { q: "doi:10.1000/x" },
      { q: "" },
      { q: "is:retracted" },
      { perPage: 0 },
    ] as const;
    for (const more of unranked) expect((await ask(more, broken)).notices).toEqual((await ask(more, null)).notices);
  });

  test("has its usual order, a notice and a line in the log where the model fails or takes too long", async () => {
    const usual = await idsOf(ask({}, null));
    const never = { model: encoder.model, score: () => new Promise<number[]>(() => {}), close: async () => {} };
    const gone = failing(new LecternError("embedder-unavailable", "it is gone"));
    for (const [one, line] of [
      [reranking({ reranker: gone }), "it is gone"],
      [reranking({ reranker: never, limit: 10 }), "it took more than 10 ms"],
    ] as const) {
      const answer = await ask({}, one);
      expect(answer.hits.map(({ record }) => record.id)).toEqual(usual);
      expect(answer.notices).toMatchObject([{ code: "not-reranked" }]);
      expect(warned.at(-1)).toBe(`A search was not reranked: ${line}`);
    }
    await expect(ask({}, reranking({ reranker: failing(new TypeError("a bug")) }))).rejects.toThrow("a bug");
  });
});

describe("LECTERN_RERANKER", () => {
  test("reranks the searches of a server, which says so in its report; a broken one leaves them as they were", async () => {
    const place = await temporaryFolder();
    const model = writeOverlapModel(join(place, "cross"));
    const file = join(place, "texts.jsonl");
    const line = ({ id: key, title, abstract }: (typeof TEXTS)[number]) =>
      `${JSON.stringify({ key, title, abstract })}\n`;
    writeFileSync(file, TEXTS.map(line).join(""));
    const env = { LECTERN_DATA_DIR: join(place, "data"), LECTERN_SAMPLE: "off", LECTERN_EMBEDDER: "off" };
    await lectern(["ingest", file], env);
    const keys = async (more: Record<string, string>) => {
      const server = await startServer({ ...env, LECTERN_LOG: "warn", ...more });
      const answer = await (await fetch(`${server.address}/v1/search?q=fever`)).json();
      const report = await (await fetch(`${server.address}/v1/search/report?q=fever`)).text();
      const { stderr } = await server.stop();
      const { notices, hits } = answer;
      return {
        notices,
        report,
        reranker: answer.report.reranker,
        stderr,
        keys: hits.map(({ key }: { key: string }) => key),
      };
    };
    const usual = await keys({});
    expect([usual.reranker, usual.report.includes("reordered")]).toEqual([undefined, false]);
    const reranked = await keys({ LECTERN_RERANKER: model, LECTERN_RERANKER_HITS: "3" });
    expect(reranked.reranker).toMatchObject({ name: "cross", hits: 3 });
    expect(reranked.report).toContain("best match first; the first 3 reordered by the model cross");
    expect(reranked.keys.slice(0, 3).sort()).toEqual(usual.keys.slice(0, 3).sort());
    expect(reranked.keys.slice(3)).toEqual(usual.keys.slice(3));
    expect(reranked.keys).not.toEqual(usual.keys);

    rmSync(join(model, "tokenizer.json"));
    const broken = await keys({ LECTERN_RERANKER: model });
    expect([broken.keys, broken.notices]).toEqual([usual.keys, [expect.objectContaining({ code: "not-reranked" })]]);
    expect(broken.stderr).toContain("Nothing is reranked until the server is started again with a whole model");
    expect(JSON.stringify(broken.reranker)).not.toContain(place);
    const refused = await lectern(["relevance"], { ...env, LECTERN_RERANKER: model });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("tokenizer.json cannot be read") });
  }, 60_000);
});
