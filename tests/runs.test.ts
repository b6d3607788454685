import fc from "fast-check";
import { expect, test } from "vitest";
import { eachRun } from "../indexes/runs.ts";

test("runs are those of a regular expression over letters, numbers and marks, in any text", () => {
  const piece = fc.constantFrom(
    "a",
    "Z9",
    "0",
    "é",
    "e\u0301",
    "\u0301",
    "α",
    "漢",
    "𝒜",
    "🧬",
    "\ud800",
    "\udc00",
    "-",
    " ",
    "½",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );
  const property = fc.property(text, (text) => {
    const found: { start: number; end: number; ascii: boolean }[] = [];
    eachRun(text, (start, end, ascii) => found.push({ start, end, ascii }));
    const expected = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([run], i, all) => ({
      start: all[i]!.index,
      end: all[i]!.index + run.length,
      ascii: /^[\x00-\x7f]+$/.test(run),
    }));
    expect(found).toEqual(expected);
  });
  fc.assert(property, { numRuns: 2_000 });
});
