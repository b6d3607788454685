import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stem, tokenise } from "../indexes/analysis.ts";
import { SEARCH_FIELDS, type SearchText } from "../indexes/fields.ts";
import type { Term } from "../src/engine/word-query.ts";
import { type Bm25Parameters, bm25 } from "../src/search/bm25.ts";
import { parseQuery } from "../src/search/query.ts";
import { candidate as candidateOf } from "./records.ts";

const parameters: Bm25Parameters = {
  k1: 1.2,
  b: 0.75,
  fields: { title: 2, abstract: 1, topics: 1.5, names: 0.5 },
  otherForm: 0.4,
};

const candidate = (text: Partial<SearchText>) => candidateOf("a", text);

/** The terms of a query, each found in so many records. */
function terms(q: string, documents = 1): Term[] {
  return parseQuery(q).words!.terms.map((term) => ({
    ...term,
    alternatives: term.alternatives.map((alternative) => ({ ...alternative, documents })),
  }));
}

const wordsOf = (text: string, joined = false): string[] =>
  tokenise(text).flatMap((token) => (token.joined === joined ? token.word : []));

/** BM25 as the book has it, field weights multiplying the frequencies. */
function naive(
  one: SearchText,
  asked: readonly Term[],
  { documents, averageLength }: { documents: number; averageLength: number },
): number {
  const { k1, b, fields, otherForm } = parameters;
  const length = SEARCH_FIELDS.reduce((sum, field) => sum + tokenise(one[field]).length, 0);
  const telling = asked.filter((term) => term.telling || term.required);
  return (telling.length > 0 ? telling : asked).reduce((sum, term) => {
    const found = Math.max(1, ...term.alternatives.map((alternative) => alternative.documents!));
    const idf = Math.log(1 + (documents - found + 0.5) / (found + 0.5));
    let frequency = 0;
    for (const field of SEARCH_FIELDS)
      for (const { words, field: only, via, literal } of term.alternatives) {
        if (only && only !== field) continue;
        const counted = (form: (word: string) => string): number => {
          const row = words.map(form).join(" ");
          const plain = wordsOf(one[field]).map(form);
          return (
            plain.filter((_, i) => plain.slice(i, i + words.length).join(" ") === row).length +
            wordsOf(one[field], true).filter((joined) => form(joined) === row).length
          );
        };
        const same = counted((word) => word);
        const count = literal ? same : same + otherForm * (counted(stem) - same);
        frequency +=
          fields[field] *
          {
            exact: 1,
            variant: 1,
            notation: 1,
            translation: 1,
            abbreviation: 0.9,
            synonym: 0.8,
            corrected: 0.8,
            prefix: 0.7,
          }[via] *
          count;
      }
    return sum + (idf * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / Math.max(1, averageLength)));
  }, 0);
}

const word = fc.constantFrom("heart", "hearts", "failing", "IL-6", "il6", "the", "T-cell", "cell", "other");
const text = (most: number): fc.Arbitrary<string> =>
  fc.array(word, { maxLength: most }).map((words) => words.join(" "));
const made = fc.record({ title: text(5), abstract: text(12), topics: text(3), names: text(2) });
const question = fc.oneof(
  text(4),
  fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => `"${words.join(" ")}"`),
  fc.tuple(word, word).map(([a, b]) => `title:${a} OR tiab:"${b}"`),
);

describe("BM25", () => {
  test("counts a word in the form that is asked for more than in another", () => {
    const pool = ["organ", "organs", "organic", "none"].map((title) => candidate({ title }));
    const [organ, organs, organic, none] = bm25(pool, terms("organ"), { documents: 9, averageLength: 1 }, parameters);
    expect(organ).toBeGreaterThan(organs!);
    expect([organs, none]).toEqual([organic, 0]);
    expect(organic).toBeGreaterThan(0);
  });

  test("is what the slow and obvious one gives", () => {
    const collection = fc.record({
      documents: fc.integer({ min: 50, max: 1000 }),
      averageLength: fc.double({ min: 0, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(made, { maxLength: 6 }),
        question,
        fc.integer({ min: 0, max: 50 }),
        collection,
        (pool, q, documents, all) => {
          if (!parseQuery(q).words) return;
          const asked = terms(q, documents);
          const scores = bm25(pool.map(candidate), asked, all, parameters);
          for (const [i, one] of pool.entries()) expect(scores[i]).toBeCloseTo(naive(one, asked, all), 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is that also of more words than are looked for one by one", () => {
    const other = Array.from({ length: 150 }, (_, i) => `word${i}`);
    fc.assert(
      fc.property(fc.array(made, { maxLength: 6 }), question, (pool, q) => {
        if (!parseQuery(q).words) return;
        const asked = terms(`${other.slice(75).join(" ")} (${q}) ${other.slice(0, 75).join(" ")} `);
        const all = { documents: 100, averageLength: 7 };
        const scores = bm25(pool.map(candidate), asked, all, parameters);
        for (const [i, one] of pool.entries()) expect(scores[i]).toBeCloseTo(naive(one, asked, all), 9);
      }),
      { numRuns: 50 },
    );
  });

  test("is higher for a rarer word, a shorter text, more of a word, and a word in the title", () => {
    const collection = { documents: 100, averageLength: 5 };
    const score = (texts: Partial<SearchText>, q = "heart ", documents = 10): number =>
      bm25([candidate(texts)], terms(q, documents), collection, parameters)[0]!;
    const one = { abstract: "heart and more words" };
    expect(score(one, "heart ", 2)).toBeGreaterThan(score(one, "heart ", 90));
    expect(score({ abstract: "heart" })).toBeGreaterThan(score(one));
    expect(score({ abstract: "heart heart more words" })).toBeGreaterThan(score(one));
    expect(score({ title: "heart and more words" })).toBeGreaterThan(score(one));
    expect(score(one, "heart ", 500)).toBeGreaterThan(0);
    expect(score({ abstract: "" })).toBe(0);
  });

  test("is less for a word found in another spelling", () => {
    const via = (how: "exact" | "corrected" | "prefix"): Term[] =>
      terms("heart ").map((term) => ({ ...term, alternatives: [{ words: ["heart"], via: how, documents: 3 }] }));
    const pool = [candidate({ abstract: "heart" })];
    const [exact, corrected, prefix] = (["exact", "corrected", "prefix"] as const).map(
      (how) => bm25(pool, via(how), { documents: 9, averageLength: 1 }, parameters)[0]!,
    );
    expect(exact).toBeGreaterThan(corrected!);
    expect(corrected).toBeGreaterThan(prefix!);
  });
});

test("a short form hardly counts where it stands in other capitals, and another word not at all", () => {
  const score = (q: string, title: string): number =>
    bm25(
      [candidate({ title, abstract: "", topics: "", names: "" })],
      terms(q),
      { documents: 50, averageLength: 5 },
      {
        ...parameters,
        k1: 1e9,
        otherForm: 0.5,
      },
    )[0]!;
  for (const [q, same, other] of [
    ["EGFR", "EGFR early", "eGFR early"],
    ["eGFR", "eGFR early", "EGFR early"],
    ["AIDS", "Treating AIDS early", "Hearing aids early"],
  ] as const)
    expect(score(q, other) / score(q, same)).toBeCloseTo(0.1, 5);
  expect(score("aids", "Treating AIDS early")).toBe(score("aids", "Hearing aids early"));
  expect(score("AIDS", "First aid early")).toBe(0);
  expect(score("UTI", "UTIs at sea")).toBe(score("UTI", "UTI at sea"));
});
