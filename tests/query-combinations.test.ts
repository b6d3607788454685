import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LecternRecord } from "../indexes/record.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { indexed } from "./records.ts";

const WORDS = ["ash", "birch", "cedar", "elm"];
const TYPES = ["Review", "Letter"];
const LANGUAGES = ["en", "nl"];
/** Only the first is about a cell B. */
const NAMES = ["cell B", "cell of group B", "x"];

/** One record for each choice of words, type, language and year, with one of the names. */
const RECORDS = Array.from({ length: 96 }, (_, i) => ({
  id: `r${i}`,
  title: `${NAMES[(i >> 1) % 3]} ${WORDS.filter((_, bit) => (i >> bit) & 1).join(" ")}`,
  types: [TYPES[i % 2]!],
  language: LANGUAGES[(i >> 4) % 2]!,
  year: 2018 + (i % 3),
})) satisfies Partial<LecternRecord>[];

const engine = new SqliteEngine(":memory:", null);
beforeAll(async () => {
  await engine.put(RECORDS.map((record) => indexed(record)));
});
afterAll(() => engine.close());

async function ids(q: string, more: Partial<SearchRequest> = {}): Promise<string[]> {
  const request: SearchRequest = { q, mode: "keyword", filters: [], sort: null, page: 1, perPage: 100, ...more };
  return (await search({ engine, embedder: null }, request)).hits.map(({ record }) => record.id).sort();
}

/** A query, and what it is true of. */
interface Meant {
  q: string;
  is: (record: (typeof RECORDS)[number]) => boolean;
}
const meant = (q: string, is: Meant["is"]): Meant => ({ q, is });

const leaf: fc.Arbitrary<Meant> = fc.oneof(
  fc.constantFrom(...WORDS).map((word) => meant(word, ({ title }) => title.includes(word))),
  fc.constant(meant("(cell B)", ({ title }) => title.includes("cell B"))),
  fc.constantFrom(...TYPES).map((type) => meant(`type:${type.toLowerCase()}`, ({ types }) => types.includes(type))),
  fc.constantFrom(...LANGUAGES).map((one) => meant(`language:${one}`, ({ language }) => language === one)),
  fc.constantFrom(2018, 2019).map((from) => meant(`year:${from}..2019`, ({ year }) => year >= from && year <= 2019)),
);
const { query } = fc.letrec<{ query: Meant; parts: Meant[] }>((tie) => ({
  parts: fc.array(tie("query"), { minLength: 2, maxLength: 4 }),
  query: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    tie("parts").map((parts) =>
      meant(`(${parts.map(({ q }) => q).join(" OR ")})`, (record) => parts.some(({ is }) => is(record))),
    ),
    tie("parts").map((parts) =>
      meant(`(${parts.map(({ q }) => q).join(" AND ")})`, (record) => parts.every(({ is }) => is(record))),
    ),
    tie("query").map(({ q, is }) => meant(`(NOT ${q})`, (record) => !is(record))),
  ),
}));

describe("words and values under operators", () => {
  test("find what a slow and obvious reading finds, however they are nested", async () => {
    await fc.assert(
      fc.asyncProperty(query, async ({ q, is }) => {
        const expected = RECORDS.filter(is).map(({ id }) => id);
        expect(await ids(q), q).toEqual(expected.sort());
      }),
      { numRuns: 300 },
    );
  });

  test("are exact also in strict mode and without expansion", async () => {
    const expected = RECORDS.filter(({ title, types }) => title.includes("ash") || types.includes("Review"));
    for (const more of [{ strict: true }, { expand: false }, { typo: false }])
      expect(await ids("ash OR type:review", more)).toEqual(expected.map(({ id }) => id).sort());
  });

  test("may be nested as deep as the language goes", async () => {
    const nested = (n: number, one: (i: number) => string) =>
      `${Array.from({ length: n }, (_, i) => one(i)).join("")}elm`;
    const forms = [
      (i: number) => (i % 2 ? "(ash AND " : "(birch OR "),
      () => "(ash NOT ",
      (i: number) => (i % 2 ? "(ash NOT " : "(birch OR "),
    ];
    for (const form of forms) {
      const q = `${nested(27, form)}${")".repeat(27)} OR (cedar AND NOT (ash birch))`;
      expect((await ids(q)).length, q).toBeGreaterThan(0);
    }
  });

  test("may have many stars, each of which stands for fewer words then", async () => {
    const stars = Array.from({ length: 400 }, (_, i) => `w${i}*`).join(" OR ");
    expect(await ids(`${stars} OR elm*`)).toEqual(await ids("elm"));
  });

  test("are looked for once where they are there twice, but for a word and its star", async () => {
    const terms = async (q: string) => {
      const request = { mode: "keyword" as const, filters: [], sort: null, page: 1, perPage: 10 };
      const { terms } = await search({ engine, embedder: null }, { q, ...request });
      return terms.flatMap(({ anyOf = [] }) => anyOf.map(({ text, prefix }) => `${text} ${prefix}`));
    };
    expect(await terms("elm OR (ash AND elm) OR elm* OR elm* OR cedar")).toEqual([
      "elm false",
      "ash false",
      "elm always",
      "cedar true",
    ]);
    expect(await terms('"elm ash" OR "elm ash*" OR "elm ash"')).toEqual(["elm ash false", "elm ash* always"]);
    expect(await ids("ced OR ced*")).toEqual(await ids("cedar"));
  });

  test("may be as many as a long strategy has", async () => {
    const many = Array.from({ length: 400 }, (_, i) => `(ash AND w${i} NOT elm)`).join(" OR ");
    expect(await ids(`${many} OR (ash birch cedar elm)`)).toEqual(await ids("ash AND birch AND cedar AND elm"));
  }, 30_000);
});

test("values beside words are known by any of their names, a stretch of years by its years, and what is not here is told", async () => {
  const request = { mode: "keyword" as const, filters: [], sort: null, page: 1, perPage: 100 };
  const ask = (q: string) => search({ engine, embedder: null }, { q, ...request });
  const dutch = RECORDS.filter(({ language, title }) => language === "nl" || title.includes("ash"));
  expect((await ask("ash OR language:Nederlands")).counts.total).toBe(dutch.length);
  const late = RECORDS.filter(({ year, title }) => year >= 2019 || title.includes("ash"));
  expect((await ask("ash OR 2019:3000[dp]")).counts.total).toBe(late.length);
  const none = await ask("ash OR type:sonnet");
  expect(none.notices).toMatchObject([{ code: "value-nowhere", values: ["type", "sonnet"], start: 7, end: 18 }]);
  expect(none.counts.total).toBe(RECORDS.filter(({ title }) => title.includes("ash")).length);
});

test("values alone are listed with the newest first, and a record that has one is told why it is here", async () => {
  const request = { mode: "keyword" as const, filters: [], sort: null, page: 1, perPage: 100 };
  const { sort } = await search({ engine, embedder: null }, { q: "type:review OR language:nl", ...request });
  expect(sort).toBe("newest");
  const { hits } = await search({ engine, embedder: null }, { q: "(ash birch) OR (elm type:review)", ...request });
  const reasons = hits.find(({ record }) => record.id === "r8")!.reasons;
  expect(reasons).toMatchObject([{ text: "elm" }, { text: "type:review", as: "type:review" }]);
});

test("Cochrane's filter for randomised trials finds these", async () => {
  const trials = new SqliteEngine(":memory:", null);
  const records = [
    { id: "type", types: ["Randomized Controlled Trial"] },
    { id: "word", abstract: "Patients were randomly assigned." },
    { id: "title", title: "A trial" },
    { id: "topic", mesh: ["Clinical Trials as Topic"] },
    { id: "mice", title: "A trial", mesh: ["Animals"] },
    { id: "both", title: "A trial", mesh: ["Animals", "Humans"] },
    { id: "none", title: "A case" },
  ];
  await trials.put(records.map((record) => indexed(record)));
  const q =
    "(randomized controlled trial[pt] OR controlled clinical trial[pt] OR randomized[tiab] OR placebo[tiab] OR clinical trials as topic[mesh:noexp] OR randomly[tiab] OR trial[ti]) NOT (animals[mh] NOT humans[mh])";
  const request = { q, mode: "keyword" as const, filters: [], sort: null, page: 1, perPage: 100 };
  const { hits } = await search({ engine: trials, embedder: null }, request);
  expect(hits.map(({ record }) => record.id).sort()).toEqual(["both", "title", "topic", "type", "word"]);
  await trials.close();
});
