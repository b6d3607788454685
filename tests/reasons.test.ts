import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Embedder } from "../src/embed/embedder.ts";
import type { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Hit } from "../src/search/hits.ts";
import { type SearchAnswer, type SearchRequest, search } from "../src/search/search.ts";
import { openLibrary } from "./illustrated-library.ts";
import { ILLUSTRATIONS } from "./illustrations.ts";

let embedder: Embedder;
let engine: SqliteEngine;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ embedder, engine, close } = await openLibrary(ILLUSTRATIONS));
});
afterAll(() => close());

const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  search({ engine, embedder }, { q, mode: "hybrid", filters: [], sort: null, page: 1, perPage: 10, ...more });

async function hitOf(id: string, q: string, more: Partial<SearchRequest> = {}): Promise<Hit> {
  const { hits } = await ask(q, more);
  return hits.find(({ record }) => record.id === id)!;
}

describe("the reasons of a hit", () => {
  test("name each word that it has, in which fields, and that it is near in meaning", async () => {
    const { reasons } = await hitOf("failure", "heart failure");
    expect(reasons).toEqual([
      { by: "words", text: "heart", via: "exact", as: "heart", fields: expect.arrayContaining(["title", "abstract"]) },
      { by: "words", text: "failure", via: "exact", as: "failure", fields: expect.arrayContaining(["title"]) },
      { by: "meaning", cosine: expect.any(Number) },
    ]);
    const { cosine } = reasons.at(-1) as { cosine: number };
    expect(cosine).toBeGreaterThan(0.25);
    expect(cosine).toBeLessThanOrEqual(1);
  });

  test("tell a word that was read as another", async () => {
    const { reasons } = await hitOf("failure", "haert failure");
    expect(reasons).toContainEqual(
      expect.objectContaining({ by: "words", text: "haert", via: "corrected", as: "heart" }),
    );
    const half = await hitOf("failure", "failure hea");
    expect(half.reasons).toContainEqual(expect.objectContaining({ text: "hea", via: "prefix", as: "heart" }));
  });

  test("tell a word that the record has in another form only as that form", async () => {
    const form = { by: "words", via: "form", as: "heart", fields: expect.arrayContaining(["title"]) };
    expect((await hitOf("failure", "hearts failure")).reasons).toContainEqual({ ...form, text: "hearts" });
    const phrase = await hitOf("failure", '"heart failure"');
    expect(phrase.reasons).toContainEqual(expect.objectContaining({ via: "exact", as: "heart failure" }));
  });

  test("name of an OR what the record has of it", async () => {
    const told = async (q: string) =>
      (await hitOf("failure", q, { mode: "keyword" })).reasons.map((one) => ("text" in one ? one.text : one.by));
    expect(await told("glaucoma OR heart OR lung")).toEqual(["heart"]);
    expect(await told("(mesh:glaucoma OR title:heart) failure")).toEqual(["title:heart", "failure"]);
  });

  test("are none but meaning for what has no word of the query", async () => {
    const { hits } = await ask("losing sight from sugar", { perPage: 50 });
    const wordless = hits.filter(({ reasons }) => !reasons.some(({ by }) => by === "words"));
    expect(wordless.length).toBeGreaterThan(0);
    for (const { reasons } of wordless)
      expect(reasons).toEqual([{ by: expect.stringMatching(/^(meaning|first-results)$/), cosine: expect.any(Number) }]);
  });

  test("are words alone by words alone, and none where nothing is looked for", async () => {
    const { reasons } = await hitOf("failure", "heart", { mode: "keyword" });
    expect(reasons.map(({ by }) => by)).toEqual(["words"]);
    for (const hit of (await ask("")).hits) expect(hit.reasons).toEqual([]);
  });

  test("are the same whatever the order", async () => {
    const byRelevance = await ask("heart failure", { perPage: 50 });
    const byDate = await ask("heart failure", { perPage: 50, sort: "newest" });
    const words = (answer: SearchAnswer) =>
      Object.fromEntries(
        answer.hits.map(({ record, reasons }) => [record.id, reasons.filter(({ by }) => by !== "first-results")]),
      );
    expect(words(byDate)).toEqual(words(byRelevance));
    expect(byDate.hits[0]!.reasons.length).toBeGreaterThan(0);
  });
});

describe("an explained answer", () => {
  test("tells for each hit what adds up to its score", async () => {
    for (const mode of ["hybrid", "keyword", "semantic"] as const) {
      const { hits } = await ask("heart OR retinopathy OR aspirin", { mode, explain: true });
      expect(hits.length).toBeGreaterThan(1);
      for (const { score, explain } of hits) {
        const { words, whole, sentence, related, neighbours } = explain!;
        const sum = words.share + whole.share + sentence.share + related.share + neighbours.share;
        expect(sum).toBeCloseTo(score!, 10);
        expect(words.terms.reduce((total, { value }) => total + value, 0)).toBeCloseTo(words.value, 10);
        if (mode === "keyword") expect(whole.share).toBe(0);
      }
    }
  });

  test("has no explanation where there is no score, and none is given unasked", async () => {
    const { hits } = await ask("heart", { explain: true, sort: "newest" });
    for (const { score, explain } of hits) expect([score, explain]).toEqual([null, null]);
    for (const hit of (await ask("heart")).hits) expect(hit).not.toHaveProperty("explain");
  });
});
