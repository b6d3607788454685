import { describe, expect, test } from "vitest";
import type { Alternative, Term } from "../src/engine/word-query.ts";
import type { Interpretation, SearchAnswer } from "../src/search/search.ts";
import { readings } from "../web/reading.ts";
import { english, TEXTS } from "../web/texts.ts";

const NOTHING_READ: Interpretation = { filters: [], words: [], instead: [], identifiers: [], notices: [] };
const site = { texts: english, domains: new Map([["cardiology", "Cardiology"]]) };

function answerOf(answer: Partial<SearchAnswer>): SearchAnswer {
  return {
    query: "",
    mode: "hybrid",
    sort: "relevance",
    counts: { words: 1, meaning: 0, total: 1 },
    hits: [],
    facets: {},
    terms: [],
    excluded: [],
    needed: null,
    interpretation: NOTHING_READ,
    suggestions: [],
    notices: [],
    ...answer,
  };
}

function read(typed: string, query: string, read: Partial<Interpretation> = {}, terms: Term[] = []): string[] {
  return readings(site, typed, answerOf({ query, terms, interpretation: { ...NOTHING_READ, ...read } }));
}

test("a query that was not read as typed is shown as read; quotation marks and spaces are no difference", () => {
  expect(read("a OR b AND c", "a OR (b AND c)")).toEqual(["Read as: a OR (b AND c)"]);
  expect(read("acid reflux (GERD)", "acid reflux GERD")).toEqual([]);
  expect(read(" “heart  failure” ", '"heart failure"')).toEqual([]);
  expect(read("HEART FAILURE", "heart failure")).toEqual([]);
  expect(read("DIET AND CANCER IN WOMEN", "diet and cancer in women")).toEqual(["Read as: diet and cancer in women"]);
  expect(read("ALS", "ALS")).toEqual([]);
});

test("the filters of a query are named with their values", () => {
  const filters = [
    { kind: "anyOf", facet: "domain", values: ["cardiology"], fixed: true },
    { kind: "years", facet: "year", from: 2019, to: null, fixed: true },
    { kind: "anyOf", facet: "kind", values: ["news"], not: true, fixed: true },
    { kind: "anyOf", facet: "journal", values: ["A", "B", "C", "D", "E", "F", "G"], fixed: true },
  ] as const;
  expect(read("x", "x", { filters })).toEqual([
    "The query filters by Domain: Cardiology; Year: from 2019; not Kind: News; Journal: A, B, C, D, E or 2 others.",
  ]);
});

test("of an OR, each word is told of that was not found as typed", () => {
  const term = (text: string, documents: number): Term => ({
    text,
    alternatives: [{ words: [text], via: "exact", documents }],
    telling: true,
    required: true,
    prefix: false,
    typos: true,
  });
  const [eye, zzzz] = [term("eye", 3), term("title:zzzz", 0)];
  const both = { ...term("eye OR title:zzzz", 3), anyOf: [eye, zzzz] };
  expect(read("eye OR title:zzzz", "eye OR title:zzzz", {}, [both])).toEqual(["No record has “title:zzzz”."]);
});

test("other words that were searched for are told in one sentence, and what records define with how many do", () => {
  const exact = { text: "ms", via: "exact", records: 9 } as const;
  const words = [
    { text: "hartfalen", as: [{ text: "heart failure", via: "translation", records: 3 }] },
    {
      text: "tumours",
      as: [
        { text: "tumours", via: "exact", records: 2 },
        { text: "tumors", via: "variant", records: 4 },
      ],
    },
    {
      text: "MS",
      as: [
        exact,
        { text: "multiple sclerosis", via: "abbreviation", records: 12, defined: 6 },
        { text: "mass spectrometry", via: "abbreviation", records: 2, defined: 1 },
      ],
    },
    { text: "pain", as: [{ ...exact, text: "pain" }] },
  ] as const;
  expect(read("x", "x", { words })).toEqual([
    "Searched for, too: “heart failure” (for “hartfalen”); “tumors” (for “tumours”).",
    "Records here write “MS” as “multiple sclerosis” (6 records) or “mass spectrometry” (1 record), too: this was searched for as well.",
  ]);
});

test.each([
  ["en", ["those with “VIII” alone", "those with 2 of them, always with “VIII”,", "those with any one of them"]],
  ["nl", ["met alleen „VIII”", "met 2 ervan, altijd met „VIII”", "met één ervan, om het even welk"]],
  [
    "fr",
    [
      "ne contiennent que «\u202fVIII\u202f»",
      "en contiennent 2, toujours avec «\u202fVIII\u202f»",
      "un seul, n’importe lequel,",
    ],
  ],
  ["de", ["die nur „VIII“ enthalten", "mit 2 davon, immer mit „VIII“,", "mit einem beliebigen davon"]],
] as const)("names what all results have of a relaxed query, in each language", (language, [alone, beside, any]) => {
  const say = (terms: number, of: number, ...always: string[]) =>
    TEXTS[language].reading.relaxed({ terms, of, always });
  expect(say(1, 2, "VIII")).toContain(alone);
  expect(say(2, 3, "VIII")).toContain(beside);
  expect(say(1, 2)).toContain(any);
});

describe("words that were not found as typed", () => {
  const alternative = (word: string, via: Alternative["via"], documents: number) => ({ words: [word], via, documents });
  const term = (text: string, alternatives: Alternative[], more: Partial<Term> = {}): Term => {
    return { text, alternatives, telling: true, required: false, prefix: false, typos: true, ...more };
  };
  const read = (answer: Partial<SearchAnswer>) => readings(site, "x", answerOf({ query: "x", ...answer }));

  test("says what was searched for instead of a word that no record has", () => {
    const none = (text: string) => alternative(text, "exact", 0);
    expect(read({ terms: [term("glaucma", [none("glaucma"), alternative("glaucoma", "corrected", 4)])] })).toEqual([
      "No record has “glaucma”; searched for “glaucoma”.",
    ]);
    const longer = ["a", "b", "c", "d", "e", "f"].map((end) => alternative(`glauc${end}`, "prefix", 1));
    expect(read({ terms: [term("glauc", [none("glauc"), ...longer])] })).toEqual([
      "No record has the word “glauc”; searched for words that begin so: glauca, glaucb, glaucc, glaucd, glauce and 1 other.",
    ]);
    expect(read({ terms: [term("xyzzy", [none("xyzzy")])] })).toEqual(["No record has “xyzzy”."]);
    const twice = [alternative("glaucoma", "prefix", 1), alternative("glaucoma", "prefix", 2)];
    expect(read({ terms: [term("title:glauc", twice)] })).toEqual([
      "No record has the word “title:glauc”; searched for words that begin so: glaucoma.",
    ]);
  });

  test("says of a star only that no word begins so", () => {
    const star = (text: string, found: Alternative[]) => term(text, found, { prefix: "always" });
    const none = alternative("glauc", "exact", 0);
    expect(read({ terms: [star("glauc", [none, alternative("glaucoma", "prefix", 2)])] })).toEqual([]);
    expect(read({ terms: [star("glauc", [none])] })).toEqual(["No record has “glauc*”."]);
  });

  test("says nothing of words that were found as typed, or that are too frequent", () => {
    const of = term("of", [alternative("of", "exact", 0)], { telling: false });
    expect(
      read({ terms: [term("eye", [alternative("eye", "exact", 3)]), of], needed: { terms: 1, of: 1, always: [] } }),
    ).toEqual([]);
  });

  test("tells a relaxed short query from a long one", () => {
    const words = (n: number) => Array.from({ length: n }, (_, i) => term(`w${i}`, [alternative(`w${i}`, "exact", 1)]));
    const needed = (terms: number, of: number, ...always: string[]) => ({ terms, of, always });
    expect(read({ terms: words(3), needed: needed(2, 3) })).toEqual([
      "Few records have all 3 words; those with any 2 of them are shown too.",
    ]);
    expect(read({ terms: words(7), needed: needed(3, 5) })).toEqual([
      "A long query: records count that have at least 3 of its 5 rarest words.",
    ]);
    expect(read({ terms: words(7), needed: needed(4, 6, "a b") })).toEqual([
      "A long query: records count that have “a b”, and at least 3 of its 5 rarest words.",
    ]);
  });
});
