import { appendFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { type Grade, Judgements } from "../src/lab/judgements.ts";
import { meansOf, measure, type Run } from "../src/lab/measure.ts";
import { ndcg, recall, reciprocalRank } from "../src/lab/measures.ts";
import { poolOf } from "../src/lab/pool.ts";
import { compare, readRuns, writeRuns } from "../src/lab/runs.ts";
import { search } from "../src/search/search.ts";
import { HashEmbedder } from "./embedder.ts";
import { indexed } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const AT = "2026-01-02T03:04:05.000Z";
const judgement = (query: string, record: string, grade: Grade | null) => ({ query, record, grade, at: AT });

describe("the file of judgements", () => {
  test("keeps the last word on each query and record, and takes back", async () => {
    const file = new Judgements(join(await temporaryFolder(), "judgements.jsonl"));
    expect(await file.read()).toEqual({ judged: new Map(), unread: [] });
    await file.add([judgement("a", "r1", 2), judgement("a", "r2", 0), judgement("b", "r1", 1)]);
    await file.add([judgement("a", "r1", 3), judgement("b", "r1", null)]);
    expect((await file.read()).judged).toEqual(
      new Map([
        [
          "a",
          new Map([
            ["r1", 3],
            ["r2", 0],
          ]),
        ],
      ]),
    );
    expect((await readFile(file.path, "utf8")).split("\n")).toHaveLength(6);
    expect((await stat(file.path)).mode & 0o077).toBe(0);
  });

  test("goes on after a line that was broken off, and tells its number", async () => {
    const file = new Judgements(join(await temporaryFolder(), "judgements.jsonl"));
    await file.add([judgement("a", "r1", 2)]);
    await appendFile(file.path, '{"query": "a", "rec');
    await file.add([judgement("a", "r2", 1)]);
    await appendFile(file.path, `${JSON.stringify({ ...judgement("a", "r3", 1), grade: 7 })}\n`);
    const { judged, unread } = await file.read();
    expect([[...judged.get("a")!.keys()], unread]).toEqual([
      ["r1", "r2"],
      [2, 4],
    ]);
  });

  test("loses no line of several writers", async () => {
    const path = join(await temporaryFolder(), "judgements.jsonl");
    const files = Array.from({ length: 4 }, () => new Judgements(path));
    await Promise.all(
      Array.from({ length: 80 }, (_, i) => files[i % 4]!.add([judgement("q", `r${i}`, 1), judgement("p", `r${i}`, 1)])),
    );
    const { judged, unread } = await files[0]!.read();
    expect([judged.get("q")!.size, judged.get("p")!.size, unread]).toEqual([80, 80, []]);
  });

  test("that cannot be written is an error that names it", async () => {
    const file = new Judgements(join(await temporaryFolder(), "nowhere", "judgements.jsonl"));
    await expect(file.add([judgement("a", "r1", 2)])).rejects.toMatchObject({
      code: "storage-failed",
      message: expect.stringContaining(file.path),
    });
  });
});

describe("measures", () => {
  const ids = ["a", "b", "c", "d", "e"];

  test("are those of a slow count, for any order and any grades", () => {
    const grades = fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 1, max: 3 }), { minKeys: 1 });
    fc.assert(
      fc.property(fc.shuffledSubarray(ids), grades, fc.integer({ min: 1, max: 5 }), (found, graded, depth) => {
        const relevant = new Map(Object.entries(graded));
        const dcg = (order: readonly string[]): number => {
          let sum = 0;
          for (let i = 0; i < Math.min(depth, order.length); i++)
            sum += (relevant.get(order[i]!) ?? 0) / (Math.log(i + 2) / Math.log(2));
          return sum;
        };
        const best = [...relevant.keys()].sort((a, b) => relevant.get(b)! - relevant.get(a)!);
        expect(ndcg(found, relevant, depth)).toBeCloseTo(dcg(found) / dcg(best), 9);
        const among = found.slice(0, depth).filter((id) => relevant.has(id));
        expect(recall(found, relevant, depth)).toBeCloseTo(among.length / relevant.size, 9);
        const first = found.find((id) => relevant.has(id));
        expect(reciprocalRank(found, relevant)).toBe(first === undefined ? 0 : 1 / (found.indexOf(first) + 1));
      }),
    );
  });
});

describe("own judgements over an index", () => {
  const embedder = new HashEmbedder();
  let engine: SqliteEngine;

  beforeEach(async () => {
    engine = new SqliteEngine(join(await temporaryFolder(), "index.sqlite"), embedder.space);
    const records = Array.from({ length: 30 }, (_, i) => indexed({ id: `r${i}`, title: `Fever of kind ${i}` }));
    const vectors = await embedder.embedPassages(records.map(({ record }) => record));
    await engine.put(records.map((one, i) => ({ ...one, vectors: vectors[i]! })));
  });
  afterEach(() => engine.close());

  const judged = (grades: Record<string, Record<string, Grade>>) =>
    new Map(Object.entries(grades).map(([query, records]) => [query, new Map(Object.entries(records))]));
  const searching = () => ({ engine, embedder, similarity: { each: -1, best: -1 } });

  test("are measured as /v1/search finds, without records that have gone", async () => {
    const request = { q: "fever", mode: "hybrid", filters: [], sort: null, page: 1, perPage: 100 } as const;
    const order = (await search(searching(), request)).hits.map(({ record }) => record.id);
    const grades = { [order[0]!]: 2, [order[4]!]: 1, [order[7]!]: 0, gone: 3 } as Record<string, Grade>;
    const { run, gone, unusable } = await measure(
      searching(),
      judged({ fever: grades, cough: { r1: 0 }, lost: { gone: 2 } }),
      "1.2.3",
    );
    expect(gone).toEqual([
      { query: "fever", record: "gone" },
      { query: "lost", record: "gone" },
    ]);
    expect(unusable).toEqual(["cough", "lost"]);
    const ideal = 2 + 1 / Math.log2(3);
    expect(run.queries).toEqual([
      {
        query: "fever",
        judged: expect.stringMatching(/^[0-9a-f]{8}$/),
        ndcg10: expect.closeTo((2 + 1 / Math.log2(6)) / ideal, 9),
        recall100: 1,
        mrr: 1,
      },
    ]);
    expect(run.means.hybrid).toEqual(meansOf(run.queries));
    expect(run).toMatchObject({ lectern: { version: "1.2.3" }, model: { name: "hash" }, index: { documents: 30 } });
    expect(Object.keys(run.means)).toEqual(["hybrid", "keyword", "semantic"]);
  });

  test("are asked for over the best of all modes, each once, always in the same order, which is no ranking", async () => {
    const pool = (await poolOf(searching(), "fever of kind 7")).map(({ id }) => id);
    expect(new Set(pool).size).toBe(pool.length);
    const best = new Set<string>();
    for (const mode of ["hybrid", "keyword", "semantic"] as const) {
      const request = { q: "fever of kind 7", mode, filters: [], sort: null, page: 1, perPage: 10 } as const;
      for (const { record } of (await search(searching(), request)).hits) best.add(record.id);
    }
    expect(new Set(pool)).toEqual(best);
    expect((await poolOf(searching(), "fever of kind 7")).map(({ id }) => id)).toEqual(pool);
    expect((await poolOf(searching(), "fever of kind  8")).map(({ id }) => id)).not.toEqual(pool);
  });
});

describe("two runs", () => {
  const run = (queries: Record<string, [ndcg10: number, judged?: string]>, more: Partial<Run> = {}): Run => {
    const each = Object.entries(queries).map(([query, [ndcg10, judged = "-"]]) => ({
      query,
      judged,
      ndcg10,
      recall100: 1,
      mrr: 1,
    }));
    const means = { hybrid: meansOf(each), keyword: meansOf([]), semantic: meansOf([]) };
    const lectern = { version: "1", ranking: "r" };
    return { at: AT, lectern, model: null, index: { documents: 1, version: "1" }, means, queries: each, ...more };
  };

  test("compare over the queries that are judged the same in both, the furthest first", () => {
    const before = run({ a: [0.5], b: [0.5], c: [0.9], d: [0.2], e: [0.1, "old"] });
    const after = run(
      { a: [0.6], b: [0.9], c: [0.4], d: [0.2], e: [1, "new"], f: [1] },
      { lectern: { version: "1", ranking: "s" } },
    );
    const comparison = compare(before, after);
    expect(comparison.queries).toBe(4);
    expect([comparison.before.ndcg10, comparison.after.ndcg10]).toEqual([expect.closeTo(0.525), expect.closeTo(0.525)]);
    expect(comparison.better.map(({ query }) => query)).toEqual(["b", "a"]);
    expect(comparison.worse).toEqual([{ query: "c", before: 0.9, after: 0.4 }]);
    expect(comparison.others).toEqual(["e", "f"]);
    expect(comparison.differs).toEqual(["ranking"]);
    const other = { model: { name: "m", revision: "x", dimensions: 8 }, index: { documents: 2, version: "2" } };
    expect(compare(before, run({}, other)).differs).toEqual(["index", "model"]);
  });

  test("are kept in a file, whole, and one that is damaged is named", async () => {
    const path = join(await temporaryFolder(), "runs.json");
    expect(await readRuns(path)).toEqual({ accepted: null, latest: null, comparison: null });
    const runs = { accepted: run({ a: [0.5] }), latest: run({ a: [0.4] }), comparison: null };
    await writeRuns(path, runs);
    expect(await readRuns(path)).toEqual(runs);
    await appendFile(path, "}");
    await expect(readRuns(path)).rejects.toMatchObject({
      code: "storage-failed",
      message: expect.stringContaining(path),
    });
  });
});
