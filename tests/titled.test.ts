import { expect, test } from "vitest";
import { searchText } from "../indexes/fields.ts";
import { textWords } from "../indexes/text-words.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Ranked } from "../src/search/rank.ts";
import { search } from "../src/search/search.ts";
import { titledFirst } from "../src/search/titled.ts";
import { indexed, makeRecord } from "./records.ts";

const ranked = (...titles: string[]): Ranked[] =>
  titles.map((title, i) => ({
    candidate: { id: title, version: 1, words: textWords(searchText(makeRecord({ title }))), vectors: null },
    score: 1 - i / 10,
    parts: { words: 0, whole: 0, sentence: 0, related: 0 },
    shares: { words: 0, whole: 0, sentence: 0, related: 0, neighbours: 0 },
    nearest: null,
  }));
const order = (text: string, ...titles: string[]) =>
  titledFirst(ranked(...titles), text).map(
    ({ candidate, titled }) => candidate.id + (titled ? ` <${titled.from}` : ""),
  );

test("a record whose title is asked for comes first, then those whose titles begin so", () => {
  const titles = [
    "IL-6 in sepsis",
    "IL-6 in sepsis and shock: a trial",
    "The IL-6 in sepsis",
    "IL-6 in Sepsis, and Shock.",
  ];
  expect(order("il-6 in sepsis and shock", ...titles)).toEqual([
    "IL-6 in Sepsis, and Shock. <4",
    "IL-6 in sepsis and shock: a trial <2",
    "IL-6 in sepsis",
    "The IL-6 in sepsis",
  ]);
});

test("a subject of two words is no title, nor of three a beginning", () => {
  expect(order("heart failure", "Failure", "Heart failure")).toEqual(["Failure", "Heart failure"]);
  expect(order("hearts and failure", "x", "Heart and failure in y")).toEqual(["x", "Heart and failure in y"]);
  expect(order("hearts and failure", "x", "Heart and failure")).toEqual(["Heart and failure <2", "x"]);
  expect(order("", "x")).toEqual(["x"]);
});

test("a search for a title has its record first, and says from where it came", async () => {
  const engine = new SqliteEngine(":memory:", null);
  const title = "The effects of syrup on the liver";
  const abstract = "The liver, the liver, the syrup: effects of syrup on the liver of syrup. ".repeat(9);
  await engine.put([
    indexed({ id: "wordy", title: "Effects of liver syrup, liver effects of syrup", abstract }),
    indexed({ id: "titled", title, abstract: "Nothing of the kind was seen in a long text. ".repeat(30) }),
  ]);
  const ask = async (q: string, sort: "relevance" | "newest" = "relevance") =>
    (
      await search(
        { engine, embedder: null },
        { q, mode: "keyword", filters: [], sort, page: 1, perPage: 10, explain: true },
      )
    ).hits.map(({ record, explain }) => [record.id, explain?.titled]);
  expect(await ask("syrup effects liver")).toEqual([
    ["wordy", undefined],
    ["titled", undefined],
  ]);
  for (const q of [title, title.toUpperCase(), `${title}.`, "the effects of syrup on the"])
    expect(await ask(q), q).toEqual([
      ["titled", { from: 2 }],
      ["wordy", undefined],
    ]);
  expect((await ask(title, "newest")).map(([, titled]) => titled)).toEqual([undefined, undefined]);
  await engine.close();
});
