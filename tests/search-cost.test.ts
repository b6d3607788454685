import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { stringsIn } from "../src/engine/sqlite-expressions.ts";
import { Matching } from "../src/engine/sqlite-matching.ts";
import { Citations } from "../src/export/citations.ts";
import { exportRoutes } from "../src/http/export.ts";
import { parse } from "../src/search/query-grammar.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { indexed } from "./records.ts";

/** What a search costs is counted, in what is asked of the engine and in strings that it looks for. */

const WORDS = Array.from({ length: 900 }, (_, i) => `word${i.toString(36)}x`);
const RECORDS = Array.from({ length: 450 }, (_, i) =>
  indexed({ id: `r${i}`, title: `Heart ${WORDS[i]}`, abstract: `${WORDS[i + 1]} of ${WORDS[i + 450]} in hearts.` }),
);

let engine: SqliteEngine;

beforeAll(async () => {
  engine = new SqliteEngine(":memory:", null);
  await engine.put(RECORDS);
});

afterAll(() => engine.close());
afterEach(() => vi.restoreAllMocks());

const request: SearchRequest = { q: "heart", mode: "keyword", filters: [], sort: null, page: 1, perPage: 10 };
const ask = (more: Partial<SearchRequest>) => search({ engine, embedder: null }, { ...request, ...more });

describe("hits that are their records alone", () => {
  test("are those of the pages, in one search", async () => {
    const ids = ({ hits }: Awaited<ReturnType<typeof ask>>) => hits.map(({ record }) => record.id);
    for (const sort of ["relevance", "newest", "oldest"] as const)
      for (const q of ["heart", `heart OR ${WORDS.slice(0, 400).join(" OR ")}`, WORDS.slice(0, 300).join(" "), ""]) {
        const pages: string[] = [];
        for (let page = 1; page <= 9; page++) pages.push(...ids(await ask({ q, sort, page, perPage: 50 })));
        const recall = vi.spyOn(engine, "recall");
        const all = await ask({ q, sort, perPage: 450, bare: true });
        expect(ids(all)).toEqual(pages);
        expect(all.counts.total).toBe(pages.length);
        expect(recall).toHaveBeenCalledTimes(1);
        recall.mockRestore();
        for (const { highlights, reasons } of all.hits)
          expect([highlights.title, highlights.abstract, reasons]).toEqual([[], [], []]);
      }
  });

  test("make a file, however long it is", async () => {
    const recall = vi.spyOn(engine, "recall");
    const app = express();
    const searching = { engine, embedder: null };
    app.use(exportRoutes({ searching, citations: new Citations(), publicUrl: null, name: "Lectern" }));
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    const get = (more: string) => fetch(`http://localhost:${port}/v1/search/export?format=csl&mode=keyword${more}`);
    const whole = await get("&q=heart");
    expect(whole.headers.get("lectern-total")).toBe("450");
    expect(await whole.json()).toHaveLength(450);
    expect(recall).toHaveBeenCalledTimes(1);
    // Nobody reads in a file what else could be searched for.
    expect(await (await get("&q=-heart+AND+title:nowhere")).json()).toEqual([]);
    expect(recall).toHaveBeenCalledTimes(2);
    server.close();
  });
});

test("other searches are not tried for what shows none", async () => {
  const tries = async (more: Partial<SearchRequest>) => {
    const recall = vi.spyOn(engine, "recall");
    await ask({ q: "title:glaucoma AND author:nobody", ...more });
    const { length } = recall.mock.calls;
    recall.mockRestore();
    return length;
  };
  expect(await tries({ bare: true })).toBe(1);
  // As it is, without fields, without the rarest word, without operators: nothing is asked for twice.
  expect(await tries({})).toBe(4);
  expect(await tries({ typo: false })).toBeGreaterThan(4);
});

test("others are answered between the tries of a search that finds nothing", async () => {
  const seen: string[] = [];
  const { recall } = engine;
  vi.spyOn(engine, "recall").mockImplementation(async (request) => {
    seen.push("search");
    return recall.call(engine, request);
  });
  let over = false;
  const other = (): void => {
    seen.push("other");
    if (!over) setImmediate(other);
  };
  other();
  await ask({ q: "title:glaucoma AND author:nobody AND abstract:nowhere NOT title:heart" });
  over = true;
  const searches = seen.filter((one) => one === "search").length;
  expect(searches).toBeGreaterThan(3);
  const together = seen.filter((one, i) => one === "search" && seen[i - 1] === "search").length;
  expect(together).toBe(0);
});

describe("over the embedded engine", () => {
  test("matches are put in order once, for the pool and for what is listed behind it", async () => {
    const inOrder = vi.spyOn(Matching.prototype, "inOrder");
    await ask({ perPage: 100, page: 4 });
    expect(inOrder).toHaveBeenCalledTimes(1);
  });

  test("what only counts for the order is not looked for to find what matches", async () => {
    const slots = vi.spyOn(Matching.prototype, "slots");
    await ask({ q: WORDS.slice(0, 900).join(" "), expand: false });
    expect(slots).toHaveBeenCalled();
    // Three of the five rarest words, or fewer, in each way to choose them.
    for (const [wanted] of slots.mock.calls) expect([...stringsIn(wanted)].length).toBeLessThanOrEqual(30);
  });
});

test.each([")", "a)", "(a)", "\u03b3)"])("%s again and again is read without counting parentheses for each", (part) => {
  const split = vi.spyOn(String.prototype, "split");
  parse(part.repeat(Math.floor(8_000 / part.length)));
  const counted = split.mock.calls.filter(([by]) => (by as unknown) === ")");
  expect(counted.length).toBeLessThan(10);
});
