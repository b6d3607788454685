import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Term } from "../src/engine/word-query.ts";
import { bestSentence, highlight } from "../src/search/evidence.ts";
import { parseQuery } from "../src/search/query.ts";

const termsOf = (q: string): readonly Term[] => parseQuery(q).words?.terms ?? [];

/** The text with each highlight in brackets. */
function marked(text: string, q: string | readonly Term[]): string {
  const marks = highlight(text, typeof q === "string" ? termsOf(q) : q, "abstract");
  return marks.reduceRight(
    (out, { start, end }) => `${out.slice(0, start)}[${out.slice(start, end)}]${out.slice(end)}`,
    text,
  );
}

describe("highlights", () => {
  test.each([
    ["mark every form of a word", "Cells and a cell, not cellular", "cell ", "[Cells] and a [cell], not cellular"],
    ["mark words as they were written", "Ménière in ÅRHUS", "meniere arhus ", "[Ménière] in [ÅRHUS]"],
    ["mark compounds whole", "IL-6, IL6 and IL-6-like", "il6 ", "[IL-6], [IL6] and [IL-6]-like"],
    ["mark compounds by their parts too", "IL-6-dependent; IL 6", "IL-6 ", "[IL-6]-dependent; [IL 6]"],
    [
      "mark phrases only where they stand",
      "heart failure, failure of the heart",
      '"heart failure"',
      "[heart failure], failure of the heart",
    ],
    ["mark phrases over hyphens", "The T-cell receptor", '"T cell receptor"', "The [T-cell receptor]"],
    ["leave stop words out", "the heart of the matter", "the heart of ", "the [heart] of the matter"],
    ["leave what is excluded out", "heart and lung", "heart -lung", "[heart] and lung"],
    ["join where they overlap", "acute heart failure", '"acute heart" "heart failure"', "[acute heart failure]"],
    ["are none where nothing is asked", "heart", "", "heart"],
  ])("%s", (_, text, q, expected) => {
    expect(marked(text, q)).toBe(expected);
  });

  test("mark the spellings that a word was read as", () => {
    const [term] = termsOf("glacoma ") as [Term];
    const read = {
      ...term,
      alternatives: [...term.alternatives, { words: ["glaucoma"], via: "corrected" as const, documents: 3 }],
    };
    expect(marked("Glaucomas and glaucoma", [read])).toBe("[Glaucomas] and [glaucoma]");
  });

  test("are in order, do not overlap, and stay within any text", () => {
    const piece = fc.constantFrom("heart ", "IL-6 ", "il", "-", "6 ", "T-cell ", "cell ", "α ", "the ", "🧬", "'s ");
    const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
    const q = fc.oneof(
      text,
      text.map((words) => `"${words}"`),
    );
    fc.assert(
      fc.property(text, q, (text, q) => {
        let last = -1;
        for (const { start, end } of highlight(text, termsOf(q), "abstract")) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end - 1;
        }
      }),
    );
  });
});

describe("the best sentence", () => {
  const record = {
    title: "Statins and the heart",
    abstract: "Patients received atorvastatin. Heart failure and stroke were counted. The heart was imaged.",
  };
  const best = (q: string, nearest: Parameters<typeof bestSentence>[2] = null) =>
    bestSentence(record, termsOf(q), nearest);

  test("is the nearest by meaning, where there is one", () => {
    const nearest = { field: "abstract" as const, start: 0, end: 31 };
    expect(best("heart", nearest)).toEqual({ ...nearest, text: "Patients received atorvastatin." });
  });

  test("is else the one with most of the query's words, the first of equals, the title last", () => {
    expect(best("heart stroke ")?.text).toBe("Heart failure and stroke were counted.");
    expect(best("heart ")?.text).toBe("Heart failure and stroke were counted.");
    expect(best("statins ")).toEqual({ field: "title", start: 0, end: 21, text: record.title });
    expect(best("heart statins ")?.field).toBe("title");
  });

  test("is none where no word of the query is there", () => {
    expect(best("cataract ")).toBeNull();
    expect(best("the ")).toBeNull();
    expect(best("")).toBeNull();
  });
});
