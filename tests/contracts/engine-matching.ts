import { expect } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { type Alternative, BEGUN, type Term } from "../../src/engine/word-query.ts";
import { parseQuery } from "../../src/search/query.ts";
import { indexed } from "../records.ts";
import { type AddCase, anyOf, ask, expectFound, found, type Question, storeTitles } from "./engine-asking.ts";

/** What a one-word query was read as: its alternatives that are in the index. */
async function readAs(engine: Engine, q: string): Promise<[string, Alternative["via"]][]> {
  const { terms } = await ask(engine, { q });
  return terms.flatMap((term: Term) =>
    term.alternatives.flatMap(({ words, via, documents }): [string, Alternative["via"]][] =>
      documents ? [[words.join(" "), via]] : [],
    ),
  );
}

/** How the words of a query are read against the index, and how many of them a match has. */
export function matchingCases(add: AddCase): void {
  add("a word that is not in the index is read as the words that start so, if it is the last", async ({ engine }) => {
    await storeTitles(engine, { a: "Cardiology", b: "Cardiogenic shock", c: "Shock" });
    expect(await readAs(engine, "cardio")).toEqual([
      ["cardiogenic", "prefix"],
      ["cardiology", "prefix"],
    ]);
    await expectFound(engine, {
      cardio: ["a", "b"],
      "cardio shock": ["b", "c"],
      "cardio* shock": ["b"],
      "shock cardiog": ["b"],
    });
    expect(await readAs(engine, "shock")).toEqual([["shock", "exact"]]);
    expect(await found(engine, "cardio ")).toEqual([]);
  });

  add("a word with a star stands for all words that begin so, up to a bound that is told", async ({ engine }) => {
    const letters = "bcdfghjklmnpqrstvwxz";
    const titles = [...letters].flatMap((a) => [..."aeiou"].map((b) => `hyper${a}${b}k`));
    await storeTitles(engine, Object.fromEntries(titles.slice(0, 50).map((title, i) => [`t${i}`, title])));
    const some = await ask(engine, { q: "hyper*" });
    expect([some.counts.words, some.terms[0]!.cut ?? false]).toEqual([50, false]);
    await storeTitles(engine, Object.fromEntries(titles.slice(50).map((title, i) => [`u${i}`, title])));
    const cut = await ask(engine, { q: "hyper*" });
    expect([cut.counts.words, cut.terms[0]!.cut]).toEqual([BEGUN.star, true]);
    await storeTitles(engine, { one: "Infection", two: "Infections", three: "Infected", four: "Infect" });
    const { terms, counts } = await ask(engine, { q: "infect*" });
    expect(counts.words).toBe(4);
    expect(terms[0]!.alternatives.filter(({ documents }) => documents)).toHaveLength(2);
  });

  add("a misspelt word is read as the likeliest words of the index", async ({ engine }) => {
    await storeTitles(engine, { a: "Glaucoma", b: "Glaucoma and diabetes", c: "Glaucomas", d: "Diabetic retinopathy" });
    expect(await readAs(engine, "glacoma ")).toEqual([["glaucoma", "corrected"]]);
    expect(await readAs(engine, "retinopahty ")).toEqual([["retinopathy", "corrected"]]);
    await expectFound(engine, { glaucmoa: ["a", "b", "c"], "diabtes glaucoma": ["b"], "glxxcoma ": [] });
  });

  add("a word with a digit is never corrected: BRCA1 is not BRCA2", async ({ engine }) => {
    await storeTitles(engine, { two: "BRCA2 carriers", il: "IL-16" });
    await expectFound(engine, {
      BRCA1: [],
      "BRCA1 carriers": ["two"],
      BRCA2: ["two"],
      "IL-6": [],
      "il-17": [],
      brca: ["two"],
    });
    expect(await readAs(engine, "BRCA1")).toEqual([]);
  });

  add("all the telling words of a short query must be there, stop words need not", async ({ engine }) => {
    await storeTitles(engine, { all: "Aspirin for stroke prevention", two: "Aspirin and stroke", one: "Aspirin" });
    await expectFound(engine, {
      "aspirin stroke prevention": ["all"],
      "the aspirin for a stroke": ["all", "two"],
      "aspirin zzzzzz": ["all", "one", "two"],
      zzzzzz: [],
      "the for ": ["all"],
      "for and": [],
    });
  });

  add("three of the five rarest words of a long query must be there", async ({ engine }) => {
    await storeTitles(engine, {
      five: "alpha bravo charlie delta echo",
      three: "alpha bravo charlie",
      two: "delta echo",
      common: "foxtrot golf hotel",
      c2: "foxtrot golf hotel",
      c3: "foxtrot golf hotel alpha",
    });
    expect(await found(engine, "alpha bravo charlie delta echo foxtrot golf hotel ")).toEqual(["five", "three"]);
    const { needed } = await ask(engine, { q: "alpha bravo charlie delta echo foxtrot golf hotel " });
    expect(needed).toEqual({ terms: 3, of: 5, always: [] });
    const phrase = { q: '"golf hotel" alpha ', few: 10 };
    expect(await found(engine, phrase)).toEqual(["c2", "c3", "common"]);
  });

  add("where few records have all the words, one word fewer is asked for, with the rarest", async ({ engine }) => {
    await storeTitles(engine, {
      all: "aspirin stroke statin",
      ...{ as: "aspirin stroke", at: "aspirin statin", a: "aspirin", s: "stroke", s2: "stroke unit", other: "nothing" },
    });
    const relaxed = async (few: number, more: Question = {}): Promise<unknown[]> => {
      const question = { q: "aspirin stroke statin", few, ...more };
      return [await found(engine, question), (await ask(engine, question)).needed];
    };
    expect(await relaxed(0)).toEqual([["all"], { terms: 3, of: 3, always: [] }]);
    expect(await relaxed(1)).toEqual([["all"], { terms: 3, of: 3, always: [] }]);
    expect(await relaxed(2)).toEqual([["all", "at"], { terms: 2, of: 3, always: ["statin"] }]);
    // Fewer words find no more of those with a statin, so the answer tells the most that all of these have.
    expect(await relaxed(10)).toEqual([["all", "at"], { terms: 2, of: 3, always: ["statin"] }]);
    expect(await relaxed(10, { q: '"stroke" aspirin statin' })).toEqual([
      ["all"],
      { terms: 3, of: 3, always: ["stroke"] },
    ]);
    // Nothing has the rarest and another.
    expect(await relaxed(10, { q: "aspirin stroke statin nothing" })).toEqual([
      ["all", "as", "at"],
      { terms: 2, of: 4, always: [] },
    ]);
    expect(await relaxed(10, { q: '"aspirin stroke" nothing' })).toEqual([
      ["all", "as"],
      { terms: 1, of: 2, always: ["aspirin stroke"] },
    ]);
    expect((await ask(engine, { q: "zzzzzz", few: 10 })).counts.words).toBe(0);
  });

  add("words alone are relaxed to any of them, those with the rarest first", async ({ engine }) => {
    await storeTitles(engine, { both: "factor VIII", viii: "haemophilia VIII", one: "risk factor", two: "a factor" });
    const relaxed = (few: number, relaxTo: "half" | "one"): Promise<string[]> =>
      found(engine, { words: { ...parseQuery("factor VIII").words!, few, relaxTo } });
    expect(await relaxed(1, "half")).toEqual(["both"]);
    expect(await relaxed(2, "half")).toEqual(["both", "viii"]);
    expect(await relaxed(3, "half")).toEqual(["both", "one", "two", "viii"]);
    expect(await relaxed(2, "one")).toEqual(["both", "one", "two", "viii"]);
  });

  add("what a query asks for is the same under filters", async ({ engine }) => {
    await storeTitles(engine, { both: "aspirin stroke", stroke: "stroke" });
    const dutch = [
      indexed({ id: "dutch", title: "aspirin", language: "nl" }, null),
      indexed({ id: "dutchBoth", title: "aspirin stroke", language: "nl" }, null),
    ];
    await engine.put(dutch);
    const filters = [anyOf("language", "nl")];
    const question = { q: "aspirin stroke", few: 2 };
    expect(await found(engine, question)).toEqual(["both", "dutchBoth"]);
    expect(await found(engine, { ...question, filters })).toEqual(["dutchBoth"]);
    expect((await ask(engine, { ...question, filters })).needed).toEqual({ terms: 2, of: 2, always: [] });
  });

  add("where nothing that tells anything is in the index, its function words find nothing", async ({ engine }) => {
    await storeTitles(engine, { a: "the heart of the matter", b: "what is to be done" });
    expect(await found(engine, { q: "the qwezxcv" })).toEqual([]);
    expect(await found(engine, { q: "what is zxqvbn" })).toEqual([]);
    expect(await found(engine, { q: "what is to be" })).toEqual(["b"]);
  });

  add("the answer tells the collection's size and mean length, and each word's document count", async ({ engine }) => {
    await storeTitles(engine, { a: "one two three", b: "one two three four five" });
    const { collection, terms } = await ask(engine, { q: "one four missing" });
    expect(collection).toEqual({ documents: 2, averageLength: 4 });
    expect(terms.map(({ text, alternatives }) => [text, alternatives[0]!.documents])).toEqual([
      ["one", 2],
      ["four", 1],
      ["missing", 0],
    ]);
  });
}
