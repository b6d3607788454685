import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Embedder } from "../src/embed/embedder.ts";
import type { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Alternative, Term } from "../src/engine/word-query.ts";
import { correctedMeaning } from "../src/search/corrected.ts";
import type { Hit } from "../src/search/hits.ts";
import { MODES } from "../src/search/rank.ts";
import { type SearchAnswer, type SearchRequest, search } from "../src/search/search.ts";
import { openLibrary } from "./illustrated-library.ts";
import { ILLUSTRATIONS } from "./illustrations.ts";

const as = (via: Alternative["via"], documents: number, ...words: string[]): Alternative => ({ words, via, documents });
function term(text: string, alternatives: Alternative[], more: Partial<Term> = {}): Term {
  return { text, alternatives, telling: true, required: false, prefix: false, typos: true, ...more };
}

describe("the words to embed", () => {
  const glaucma = term("Glaucma", [as("exact", 0, "glaucma"), as("corrected", 4, "glaucoma")]);

  test("are as typed, but for those that no record has and that were read as others", () => {
    expect(correctedMeaning("Glaucma: in the glaucmas?", [glaucma])).toBe("glaucoma: in the glaucmas?");
    const field = { ...glaucma, text: "title:Glaucma", field: "title" };
    expect(correctedMeaning("eyes (Glaucma)", [term("a OR b", [], { anyOf: [field] })])).toBe("eyes (glaucoma)");
    const likeliest = term("glucma", [as("corrected", 0, "glycoma"), as("corrected", 2, "glaucoma")]);
    expect(correctedMeaning("glucma", [likeliest])).toBe("glaucoma");
  });

  test("are completed where a beginning is that of one word only, and no star asks for all", () => {
    const begun = term("retinopa", [as("exact", 0, "retinopa"), as("prefix", 3, "retinopathy")], { prefix: true });
    expect(correctedMeaning("diabetic retinopa", [begun])).toBe("diabetic retinopathy");
    expect(correctedMeaning("diabetic retinopa", [{ ...begun, prefix: "always" }])).toBe(null);
    const several = term("retino", [as("prefix", 3, "retinopathy"), as("prefix", 1, "retinol")], { prefix: true });
    expect(correctedMeaning("retino", [several])).toBe(null);
  });

  test("are another name where no record has the one that is typed", () => {
    const named = term("Prozac", [as("exact", 0, "prozac"), as("synonym", 3, "fluoxetine")]);
    expect(correctedMeaning("Prozac and sleep", [named])).toBe("fluoxetine and sleep");
    const both = term("Prozac", [as("exact", 1, "prozac"), as("synonym", 3, "fluoxetine")]);
    expect(correctedMeaning("Prozac and sleep", [both])).toBe(null);
    const together = term("heart", [
      as("exact", 0, "heart"),
      { ...as("synonym", 3, "myocardial", "infarction"), of: "heart attack" },
    ]);
    expect(correctedMeaning("heart attack", [together])).toBe(null);
  });

  test("are left alone where a record has a word, or another name of it", () => {
    const known = term("nierfalen", [as("exact", 0, "nierfalen"), as("translation", 3, "renal", "failure")]);
    const unknown = term("xyzzy", [as("exact", 0, "xyzzy")]);
    const excluded = term("mice", [as("corrected", 2, "rice")]);
    expect(correctedMeaning("nierfalen xyzzy", [known, unknown, excluded])).toBe(null);
  });
});

describe("a misspelt query", () => {
  let embedder: Embedder;
  let engine: SqliteEngine;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ embedder, engine, close } = await openLibrary(ILLUSTRATIONS));
  });
  afterAll(() => close());

  const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
    search({ engine, embedder }, { q, mode: "hybrid", filters: [], sort: null, page: 1, perPage: 50, ...more });
  const near = ({ hits }: SearchAnswer) =>
    hits.map(({ record, reasons }) => ({ id: record.id, reasons: reasons.filter(({ by }) => by === "meaning") }));

  test.each(MODES)("finds what the right spelling finds (%s)", async (mode) => {
    const [right, wrong] = [await ask("heart failure ", { mode }), await ask("haert failuer ", { mode })];
    expect(near(wrong)).toEqual(near(right));
    expect(wrong.counts).toEqual(right.counts);
    const read = wrong.terms.map(({ alternatives }) => alternatives.find(({ documents }) => documents)?.via);
    expect(read).toEqual(["corrected", "corrected"]);
    if (mode === "semantic") expect(right.terms).toEqual([]);
  });

  test.each(MODES)("or one with a medicine's trade name finds what its substance finds (%s)", async (mode) => {
    expect(near(await ask("Lipitor ", { mode }))).toEqual(near(await ask("atorvastatin ", { mode })));
    expect((await ask("Lipitor ", { mode })).interpretation.words).toMatchObject([
      { text: "Lipitor", as: [{ text: "atorvastatin", via: "synonym" }] },
    ]);
  });

  test("is embedded as it is where nothing is to be corrected", async () => {
    const literal = near(await ask("haert failuer ", { mode: "semantic", typo: false }));
    expect(literal).not.toEqual(near(await ask("heart failure ", { mode: "semantic" })));
    expect((await ask("haert failuer ", { mode: "semantic", typo: false })).interpretation.instead).toEqual([]);
    expect((await ask("haert failuer ", { mode: "semantic" })).interpretation.instead).toMatchObject([
      { without: "corrections" },
    ]);
  });

  test("has what it was read as marked, and among the reasons", async () => {
    const [{ record, highlights, reasons }] = (await ask("haert failuer ", { mode: "semantic" })).hits as [Hit];
    expect(highlights.title.map(({ start, end }) => record.title.slice(start, end))).toEqual(["Heart", "failure"]);
    expect(reasons).toContainEqual(expect.objectContaining({ text: "haert", via: "corrected", as: "heart" }));
  });

  test("is embedded again in its turn, also where the first vector comes last", async () => {
    const late: Embedder = {
      ...embedder,
      embedQuery: async (text) => {
        const vector = await embedder.embedQuery(text);
        if (text.startsWith("haert")) await new Promise((resolve) => setTimeout(resolve, 50));
        return vector;
      },
    };
    const slow = await search(
      { engine, embedder: late },
      { q: "haert failuer ", mode: "semantic", filters: [], sort: null, page: 1, perPage: 50 },
    );
    expect(near(slow)).toEqual(near(await ask("heart failure ", { mode: "semantic" })));
  });
});
