import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LecternRecord } from "../indexes/record.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import type { Engine } from "../src/engine/engine.ts";
import type { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
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

const request = (q: string, more: Partial<SearchRequest>): SearchRequest => ({
  q,
  mode: "hybrid",
  filters: [],
  sort: null,
  page: 1,
  perPage: 10,
  ...more,
});
const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  search({ engine, embedder }, request(q, more));
const ids = ({ hits }: SearchAnswer): string[] => hits.map(({ record }) => record.id);

/** An engine that answers `get` with what `change` makes of each record. */
function changing(change: (record: LecternRecord) => LecternRecord | null): Engine {
  return new Proxy(engine, {
    get: (target, name) =>
      name === "get"
        ? async (wanted: string[]) => {
            const stored = [...(await target.get(wanted))].map(
              ([id, one]) => [id, { ...one, version: one.version + 1, record: change(one.record) }] as const,
            );
            return new Map(stored.filter(([, { record }]) => record));
          }
        : Reflect.get(target, name)?.bind(target),
  });
}

describe("search", () => {
  test("finds records by their words, best first, and says where they stand", async () => {
    const answer = await ask("heart failure", { mode: "keyword" });
    expect(ids(answer)[0]).toBe("failure");
    const [{ record, highlights, bestSentence, score }] = answer.hits as [(typeof answer.hits)[0]];
    expect(highlights.title.map(({ start, end }) => record.title.slice(start, end))).toEqual(["Heart", "failure"]);
    expect(highlights.abstract.map(({ start, end }) => record.abstract.slice(start, end))).toEqual([
      "heart",
      "failure",
    ]);
    expect(bestSentence?.text).toBe("Hospital stays for heart failure were shorter.");
    expect(score).toBeGreaterThan(0);
    expect(answer).toMatchObject({ query: "heart failure", mode: "keyword", sort: "relevance", notices: [] });
    expect(answer.terms.map(({ text }) => text)).toEqual(["heart", "failure"]);
  });

  test("finds records by their meaning, with no word in common", async () => {
    for (const [q, id] of [
      ["trouble sleeping", "sleep"],
      ["ocular hypertension", "glaucoma"],
      ["wheezy kids", "asthma"],
    ] as const) {
      const answer = await ask(q, { mode: "semantic" });
      expect(ids(answer)[0]).toBe(id);
      expect(answer.counts).toEqual({ words: 0, meaning: answer.counts.total, total: answer.counts.meaning });
      expect(ids(await ask(q))[0]).toBe(id);
      expect(ids(await ask(q, { mode: "keyword", expand: false }))).not.toContain(id);
    }
  });

  test("orders by meaning what is asked for in fields and by operators, and finds no more for it", async () => {
    const q = "tiab:(sleeping OR heart OR failure OR nights)";
    const [byWords, both] = [await ask(q, { mode: "keyword" }), await ask(q, { explain: true })];
    expect(both).toMatchObject({ mode: "hybrid", counts: byWords.counts });
    expect(both.counts.meaning).toBe(0);
    expect(ids(both).toSorted()).toEqual(ids(byWords).toSorted());
    expect(both.hits[0]!.explain!.whole.share).toBeGreaterThan(0);
    expect(await ask("author:Janssens year:2020")).toMatchObject({ mode: "keyword" });
  });

  test("counts words and meaning apart, the same in every order, and facets add up to them", async () => {
    const answer = await ask("heart attack");
    const { counts, facets } = answer;
    expect(counts.words).toBeGreaterThan(0);
    expect(counts.meaning).toBeGreaterThan(0);
    expect(counts.total).toBe(counts.words + counts.meaning);
    expect(answer.hits).toHaveLength(counts.total);
    for (const facet of ["domain", "year"] as const)
      expect(facets[facet]!.reduce((sum, { count }) => sum + count, 0)).toBe(counts.total);
    for (const sort of ["newest", "oldest"] as const) {
      const sorted = await ask("heart attack", { sort });
      expect([sorted.counts, sorted.facets, sorted.sort]).toEqual([counts, facets, sort]);
      expect(ids(sorted).sort()).toEqual(ids(answer).sort());
      const years = sorted.hits.map(({ record }) => record.year!);
      expect(years).toEqual(years.toSorted((a, b) => (sort === "newest" ? b - a : a - b)));
      expect(sorted.hits.every(({ score }) => score === null)).toBe(true);
    }
  });

  test("gives each match once over its pages", async () => {
    for (const more of [{}, { sort: "newest" }, { mode: "semantic" }] as const) {
      const all = ids(await ask("patients with heart disease", more));
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((page) => ask("patients with heart disease", { ...more, page, perPage: 3 })),
      );
      expect(pages.flatMap(ids)).toEqual(all);
      expect(all.length).toBeGreaterThan(3);
    }
  });

  test("of nothing lists everything, the newest first", async () => {
    const answer = await ask(" ", { perPage: 20 });
    expect(ids(answer)).toEqual(ILLUSTRATIONS.toSorted((a, b) => b.year! - a.year!).map(({ id }) => id));
    expect(answer).toMatchObject({
      sort: "newest",
      counts: { words: 12, meaning: 0, total: 12 },
      needed: null,
      notices: [],
    });
    expect(answer.hits[0]).toMatchObject({ score: null, bestSentence: null, highlights: { title: [], abstract: [] } });
  });

  test("of nonsense finds nothing", async () => {
    for (const q of ["asdkjh qwe", "zxcvb", "qqqq wwww eeee"]) expect((await ask(q)).counts.total).toBe(0);
  });

  test("shows best sentences and highlights that fit the record", async () => {
    for (const q of ["eye pressure", "IL-6 in survivors", '"T cell"', "meniere", "food and vessels", "antibiotcs"]) {
      const answer = await ask(q);
      expect(answer.hits.length).toBeGreaterThan(0);
      for (const { record, bestSentence, highlights } of answer.hits) {
        expect(bestSentence!.text).toBe(record[bestSentence!.field].slice(bestSentence!.start, bestSentence!.end));
        expect(bestSentence!.text).toMatch(/^\p{Lu}.*[\p{L}.]$/u);
        for (const field of ["title", "abstract"] as const)
          for (const { start, end } of highlights[field])
            expect(record[field].slice(start, end)).toMatch(/^[\p{L}\p{N}-]+( [\p{L}\p{N}-]+)*$/u);
      }
    }
    expect((await ask("headache days")).hits[0]!.bestSentence!.text).toBe(
      "Monthly injections halved the days with headache.",
    );
  });

  test("keeps to filters, and to what is excluded in every mode", async () => {
    const filters = [{ kind: "anyOf", facet: "domain", values: ["cardiology"] }] as const;
    const cardiology = await ask("heart", { filters });
    expect(ids(cardiology)).toContain("failure");
    expect(new Set(cardiology.hits.map(({ record }) => record.domains[0]!.id))).toEqual(new Set(["cardiology"]));
    expect(ids(await ask("heart"))).toContain("diet");
    for (const mode of ["hybrid", "keyword", "semantic"] as const) {
      expect(ids(await ask("heart disease", { mode }))).toContain("failure");
      expect(ids(await ask("heart disease -spironolactone", { mode }))).not.toContain("failure");
    }
    const without = await ask("-heart");
    expect(without).toMatchObject({ sort: "newest", counts: { words: 10, meaning: 0 } });
    expect((await ask('"heart failure" disease')).hits.map(({ record }) => record.id)).toEqual(["failure"]);
  });

  test("goes on by words where embedding fails or is off, and says so", async () => {
    const failing: Embedder = {
      space: embedder.space,
      threads: 1,
      embedQuery: async () => {
        throw new LecternError("embedder-unavailable", "gone");
      },
      embedPassages: embedder.embedPassages,
      close: async () => {},
    };
    const byWords = await ask("heart failure", { mode: "keyword" });
    const notice = "Search by meaning is off at the moment: these are the results by words.";
    for (const mode of ["hybrid", "semantic"] as const) {
      const answer = await search({ engine, embedder: failing }, request("heart failure", { mode }));
      expect(answer).toEqual({
        ...byWords,
        meaningOff: "failed",
        notices: [expect.objectContaining({ text: notice })],
      });
    }
    const without = { engine, embedder: null, meaningOff: "not-loaded" } as const;
    for (const mode of ["hybrid", "semantic"] as const)
      expect(await search(without, request("heart failure", { mode }))).toEqual({
        ...byWords,
        meaningOff: "not-loaded",
        notices: [expect.objectContaining({ code: "meaning-not-loaded" })],
      });
    expect((await search(without, request("is:retracted", {}))).notices).toEqual([]);
    const bug: Embedder = { ...failing, embedQuery: () => Promise.reject(new TypeError("a bug")) };
    await expect(search({ engine, embedder: bug }, request("heart", {}))).rejects.toThrow("a bug");
  });

  test("without meaning on purpose goes by words, and says so to who asks for meaning alone", async () => {
    const byWords = await ask("heart failure", { mode: "keyword" });
    const off = { engine, embedder: null };
    for (const mode of ["hybrid", "keyword"] as const)
      expect(await search(off, request("heart failure", { mode }))).toEqual({
        ...byWords,
        meaningOff: "switched-off",
      });
    expect(await search(off, request("heart failure", { mode: "semantic" }))).toEqual({
      ...byWords,
      meaningOff: "switched-off",
      notices: [expect.objectContaining({ code: "meaning-switched-off" })],
    });
  });

  test("shows what is there now of a record that changed or went since it was recalled", async () => {
    const changed = changing((record) =>
      record.id === "infarct" ? null : { ...record, title: "New", abstract: "The heart." },
    );
    const answer = await search({ engine: changed, embedder }, request("heart failure aspirin", {}));
    expect(ids(answer)).not.toContain("infarct");
    for (const { highlights, bestSentence } of answer.hits) {
      expect(highlights).toEqual({ title: [], abstract: [{ start: 4, end: 9 }] });
      expect(bestSentence).toEqual({ field: "abstract", start: 0, end: 10, text: "The heart." });
    }
  });
});
