import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSentences } from "../indexes/sentences.ts";

const sentences = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe("sentences", () => {
  test.each([
    [
      "end at full stops, question marks and exclamation marks",
      ["Statins lower cholesterol.", "Do they prolong life?", "They certainly do!"],
    ],
    [
      "go on after abbreviations and initials",
      ["Smith et al. found effects vs. placebo, e.g. Fig. 2 by J. Doe.", "Others found nothing at all."],
    ],
    ["go on before a lower-case letter", ["The value was approx. three times that of the pH. of water."]],
    ["keep decimals whole", ["The risk fell by 12.5% (P = .03) over 2.5 years.", "It rose after that again."]],
    ["take short pieces with them", ["Methods: n = 12. We studied many patients."]],
  ])("%s", (_, expected) => {
    expect(sentences(expected.join(" "))).toEqual(expected);
  });

  test("of nothing or of white space are none", () => {
    for (const text of ["", " ", "\n\t "]) expect(sentences(text)).toEqual([]);
  });

  test("cover every letter, in order, without overlap or white space around, and none is too long", () => {
    const piece = fc.constantFrom(
      "Word ",
      "word",
      ". ",
      "? ",
      "\n",
      " ",
      "e.g. ",
      "et al. ",
      "A",
      "é",
      "🧬",
      "漢字。",
      "(",
      "12.5 ",
      "x".repeat(600),
      "\u00a0",
      "\ud800",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (text) => {
        let last = 0;
        for (const { start, end } of splitSentences(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(last, start).trim()).toBe("");
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(1_001);
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
          last = end;
        }
        expect(text.slice(last).trim()).toBe("");
      }),
      { numRuns: 400 },
    );
  });

  test("that are too long are cut at a space, or else between whole characters", () => {
    const spaced = sentences("gene ".repeat(500));
    expect(spaced.every((piece) => /^(?:gene ?)+$/.test(piece))).toBe(true);
    const astral = sentences(`x${"🧬".repeat(1_500)}`);
    expect(astral.length).toBeGreaterThan(2);
    expect(astral.every((piece) => piece.isWellFormed())).toBe(true);
    expect(astral.join("")).toBe(`x${"🧬".repeat(1_500)}`);
  });

  test("of a very long text are found in time", () => {
    const text = "The patients were followed for 12.5 years, e.g. by Dr. Smith. ".repeat(3_000);
    expect(splitSentences(text).length).toBe(3_000);
  });
});
