import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../indexes/edit-distance.ts";
import { allowedEdits, corrections, mostBegun } from "../src/engine/spelling.ts";
import type { Term } from "../src/engine/word-query.ts";

/** Optimal string alignment by its recursive definition. */
function naive(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const ways = [
    naive(a.slice(1), b) + 1,
    naive(a, b.slice(1)) + 1,
    naive(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && a[0] === b[1] && a[1] === b[0]) ways.push(naive(a.slice(2), b.slice(2)) + 1);
  return Math.min(...ways);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

describe("the edit distance", () => {
  test("is what its definition says, up to the limit, and one more than the limit beyond", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 7 }), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(naive(a, b), most + 1));
      }),
      { numRuns: 500 },
    );
  });

  test("counts a swap of neighbours once, and is the same both ways", () => {
    expect(editDistance("glaucmoa", "glaucoma", 2)).toBe(1);
    expect(editDistance("", "", 0)).toBe(0);
    expect(editDistance("", "abc", 3)).toBe(3);
    fc.assert(fc.property(word, word, (a, b) => void expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9))));
  });
});

describe("corrections", () => {
  const known = (words: Record<string, number>) =>
    Object.entries(words).map(([word, documents]) => ({ word, documents }));
  const corrected = (word: string, words: Record<string, number>) =>
    corrections(word, known(words)).map(({ word }) => word);

  test("are allowed no edit up to four letters or with a digit, one up to eight, then two", () => {
    const words = ["", "abcd", "brca1", "interleukin6", "abcde", "abcdefgh", "abcdefghi"];
    expect(words.map(allowedEdits)).toEqual([0, 0, 0, 0, 1, 1, 2]);
  });

  test("are the nearest spellings only, the most frequent first, never the word itself", () => {
    expect(corrected("diabetis", { diabetes: 3, diabetic: 9, diabete: 1, diabetis: 5 })).toEqual([
      "diabetic",
      "diabetes",
    ]);
    expect(corrected("retinopathi", { retinopathy: 1, retinopaths: 1, retinopathic: 2 })).toEqual([
      "retinopathic",
      "retinopaths",
      "retinopathy",
    ]);
    expect(corrected("diabetiss", { diabetic: 9, diabetis: 1 })).toEqual(["diabetis"]);
  });

  test("leave out what is much rarer than the most frequent, and all but three", () => {
    expect(corrected("hearts", { heart: 100, hearth: 20, hearty: 19 })).toEqual(["heart", "hearth"]);
    expect(corrected("cases", { bases: 5, vases: 5, cares: 5, cakes: 5 })).toEqual(["bases", "cakes", "cares"]);
  });

  test("are what comparing each word with each finds", () => {
    const letters = fc.array(fc.constantFrom(..."abcdeäz"), { minLength: 3, maxLength: 6 }).map((all) => all.join(""));
    fc.assert(
      fc.property(letters, fc.uniqueArray(letters, { maxLength: 20 }), (word, known) => {
        const distances = known.map((other) => naive(word, other));
        const least = Math.min(...distances.filter((distance) => distance > 0));
        const near = known.filter((_, i) => distances[i] === least && least <= allowedEdits(word));
        const found = corrections(
          word,
          known.map((other) => ({ word: other, documents: 1 })),
        );
        expect(found.map((one) => one.word)).toEqual(near.sort().slice(0, 3));
      }),
      { numRuns: 50 },
    );
  });

  test("of a word that nothing is near are none", () => {
    expect(corrected("glaucoma", { cataract: 5, glaucosa: 0, glauxxma: 4 })).toEqual(["glaucosa"]);
    expect(corrected("brca1", { brca2: 5 })).toEqual([]);
    expect(corrected("glaucoma", {})).toEqual([]);
  });
});

describe("the stars of a query share what they stand for", () => {
  const star = (text: string): Term => ({
    text: `${text}*`,
    alternatives: [{ words: [text], via: "exact", documents: null }],
    telling: true,
    required: true,
    prefix: "always",
    typos: true,
  });
  const query = (stars: readonly Term[]) => ({
    terms: [{ ...star(""), prefix: false, anyOf: stars.slice(1) }],
    excluded: stars.slice(0, 1),
    few: 0,
  });

  test("few stars have as many words as one, many have fewer, and each has one", () => {
    const stars = (count: number) => query(Array.from({ length: count }, (_, i) => star(`w${i}`)));
    expect([2, 50, 100, 300, 5_000].map((count) => mostBegun(stars(count)))).toEqual([60, 60, 30, 10, 1]);
  });

  test("one that is there again takes nothing from the others, unless it is in another field", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => star(`w${i}`));
    expect(mostBegun(query([...hundred, ...hundred]))).toBe(30);
    const inTitles = hundred.map((one): Term => {
      return { ...one, alternatives: one.alternatives.map((row) => ({ ...row, field: "title" })) };
    });
    expect(mostBegun(query([...hundred, ...inTitles]))).toBe(15);
  });
});
