import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../indexes/edit-distance.ts";
import { type Suggestion, typedReadings, typedWords } from "../indexes/suggestions.ts";
import type { Engine } from "../src/engine/engine.ts";
import { beginsNearly, finishedNearly } from "../src/engine/spelling.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { suggest } from "../src/search/suggest.ts";
import { indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

describe("a word that is being typed", () => {
  test("is the beginning of a word but for an edit when some beginning of it is one edit away, or none", () => {
    const word = fc.array(fc.constantFrom(..."abc"), { minLength: 1, maxLength: 9 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(word, word, (known, typed) => {
        const beginnings = Array.from({ length: known.length }, (_, i) => known.slice(0, i + 1));
        const near = beginnings.some((beginning) => editDistance(typed, beginning, 1) <= 1);
        expect(beginsNearly(known, typed)).toBe(typed.length >= 5 && typed[0] === known[0] && near);
      }),
      { numRuns: 2000 },
    );
  });

  test("is taken as it is when it is short or has a digit", () => {
    expect(beginsNearly("glaucoma", "glauk")).toBe(true);
    expect(beginsNearly("glaucoma", "glak")).toBe(false);
    expect(beginsNearly("brca1gene", "brca2")).toBe(false);
  });

  test("of four letters is another with an edit where a word follows it", () => {
    expect(finishedNearly("heart", "hart")).toBe(true);
    for (const [word, typed] of [
      ["heartache", "hart"],
      ["part", "hart"],
      ["har", "hat"],
      ["il6a", "il6b"],
    ] as const)
      expect(finishedNearly(word, typed)).toBe(false);
    expect(finishedNearly("glaucoma", "glauk")).toBe(true);
  });

  test("is read as it is and in its other spelling, then as other notations of a name", () => {
    expect(typedReadings("oesophag tumours")).toEqual([
      [
        ["oesophag", "esophag"],
        ["tumours", "tumors"],
      ],
    ]);
    expect(typedReadings("il-6 seps")).toEqual([
      [["il"], ["6"], ["seps"]],
      [["il6"], ["seps"]],
      [["interleukin6"], ["seps"]],
      [["interleukin"], ["6"], ["seps"]],
    ]);
    expect(typedReadings("x")).toEqual([]);
  });

  test.each([
    ["Heart of the m", ["heart", "m"]],
    ["disease of the", ["disease", "the"]],
    ["IL-6", ["il", "6"]],
    ["x", []],
    ["M\u00fcller m\u00fcller", ["muller"]],
    ["a b c d e f g h i j k", ["b", "c", "d", "e", "f", "g", "h"]],
  ])("of %j, %j are looked for", (text, words) => {
    expect(typedWords(text)).toEqual(words);
  });
});

test("over SQLite, a word of four letters before another one is read with an edit", async () => {
  const folder = await sharedFolder();
  const engine = new SqliteEngine(join(folder, "lectern.sqlite"), null);
  await engine.put([indexed({ id: "a", mesh: ["Heart Failure"] }), indexed({ id: "b", title: "Harts in fens" })]);
  const texts = async (typed: string) => (await engine.suggest(typed, 8)).map(({ text }) => text);
  expect(await texts("hart fa")).toEqual(["Heart Failure"]);
  expect(await texts("hart fe")).toEqual(["Harts in fens"]);
  expect(await texts("hart")).toEqual(["Harts in fens"]);
  await engine.close();
  await removeFolder(folder);
});

describe("suggestions of all kinds", () => {
  const of = (kind: Suggestion["kind"], count: number): Suggestion[] =>
    Array.from({ length: count }, (_, i) => ({ kind, text: `${kind} ${i}`, records: 1 }));
  const mixed = async (found: Suggestion[], limit: number) => {
    const engine = { suggest: async () => found } as unknown as Engine;
    return (await suggest({ engine }, "x", limit)).map(({ text }) => text);
  };

  test("share the places, and leave what they do not need to others", async () => {
    const found = [...of("mesh", 8), ...of("author", 1), ...of("title", 8)];
    expect(await mixed(found, 6)).toEqual(["mesh 0", "mesh 1", "mesh 2", "author 0", "title 0", "title 1"]);
    expect(await mixed(found, 2)).toEqual(["mesh 0", "author 0"]);
    expect(await mixed(of("journal", 2), 8)).toEqual(["journal 0", "journal 1"]);
  });
});
