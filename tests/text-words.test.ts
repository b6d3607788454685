import fc from "fast-check";
import { expect, test } from "vitest";
import { inRow, stem, tokenise } from "../indexes/analysis.ts";
import { SEARCH_FIELDS, type SearchText } from "../indexes/fields.ts";
import { packWords, stemHash, textWords, unpackWords } from "../indexes/text-words.ts";

const words = fc.array(fc.constantFrom("heart", "hearts", "IL-6", "T-cell", "the", "ß", "1999", "α", "of", "eyes"), {
  maxLength: 30,
});
const field = fc.oneof(
  words.map((some) => some.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const text: fc.Arbitrary<SearchText> = fc.record({ title: field, abstract: field, topics: field, names: field });

test("what ranking reads of a text comes back from its bytes, wherever these lie", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 3 }), (some, offset) => {
      const made = textWords(some);
      const bytes = packWords(made);
      const elsewhere = new Uint8Array(offset + bytes.length);
      elsewhere.set(bytes, offset);
      expect(unpackWords(elsewhere.subarray(offset))).toEqual(made);
    }),
  );
});

test("each field has a stem for each of its words in a row, and the length counts words, joined ones too", () => {
  fc.assert(
    fc.property(text, (some) => {
      const { fields, length } = textWords(some);
      const tokens = SEARCH_FIELDS.map((field) => tokenise(some[field]));
      expect(fields.map((stems) => [...stems])).toEqual(
        tokens.map((field) => inRow(field).map(({ word }) => stemHash(word))),
      );
      expect(length).toBe(tokens.flat().length);
    }),
  );
});

test("two words have one stem where Porter gives them one", () => {
  expect(stemHash("hearts")).toBe(stemHash("heart"));
  expect(stem("hearing")).not.toBe(stem("heart"));
  expect(stemHash("hearing")).not.toBe(stemHash("heart"));
});

test("topical are words that tell something, twice in the title, never those of names", () => {
  const { topical } = textWords({
    title: "Glaucoma and IL-6",
    abstract: "The glaucomas of 1999 in an eye",
    topics: "Eye",
    names: "Glaucoma, A",
  });
  const counts = new Map([...topical.stems].map((stem, i) => [stem, topical.counts[i]]));
  expect(counts).toEqual(
    new Map([
      [stemHash("glaucoma"), 3],
      [stemHash("eye"), 2],
    ]),
  );
  const often = textWords({ title: "", abstract: "heart ".repeat(300), topics: "", names: "" });
  expect([...often.topical.counts]).toEqual([255]);
});
