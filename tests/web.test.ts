import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abstractParts } from "../indexes/sections.ts";
import type { Hit } from "../src/search/hits.ts";
import type { SearchAnswer, SearchRequest } from "../src/search/search.ts";
import { addressOf, chosenOf, only, START, toggled, without, withoutFilters, yearsOf } from "../web/address.ts";
import type { Site } from "../web/layout.ts";
import { cutAt, segments } from "../web/marked.ts";
import { pageNumbers } from "../web/pagination.ts";
import { searchPage } from "../web/search-page.ts";
import { english } from "../web/texts.ts";
import { makeRecord } from "./records.ts";
import { assets, brand } from "./site.ts";

const site: Site = {
  texts: english,
  assets,
  brand,
  here: { base: "https://research.example", path: "/" },
  domains: new Map([["cardiology", "Cardiology"]]),
  meaningOff: null,
  longestQuery: 2000,
};

function answerOf(overrides: Partial<SearchAnswer> = {}): SearchAnswer {
  return {
    query: "glaucoma",
    mode: "hybrid",
    sort: "relevance",
    counts: { words: 1, meaning: 0, total: 1 },
    hits: [],
    facets: {},
    terms: [],
    excluded: [],
    needed: null,
    interpretation: { filters: [], words: [], instead: [], identifiers: [], notices: [] },
    suggestions: [],
    notices: [],
    ...overrides,
  };
}

function hitOf(overrides: Partial<Hit>): Hit {
  return {
    record: makeRecord(),
    highlights: { title: [], abstract: [] },
    bestSentence: null,
    score: null,
    reasons: [],
    ...overrides,
  };
}

function render(request: Partial<SearchRequest>, answer: Partial<SearchAnswer>, sample = 0): string {
  return searchPage(site, { request: { ...START, ...request }, answer: answerOf(answer), sample, lastHit: 10_000 });
}

describe("addresses", () => {
  test("leave out what is as usual", () => {
    expect(addressOf(START)).toBe("/search");
    expect(addressOf({ ...START, q: "a & b", page: 2, perPage: 10 })).toBe("/search?q=a+%26+b&page=2");
  });

  test("a value toggled twice is gone, the others stay, and the page is the first again", () => {
    const one = toggled({ ...START, q: "x", page: 4 }, "type", "Review");
    const two = toggled(one, "type", "Meta-Analysis");
    expect(addressOf(two)).toBe("/search?q=x&type=Review&type=Meta-Analysis");
    expect(toggled(two, "type", "Review").filters).toEqual([
      { kind: "anyOf", facet: "type", values: ["Meta-Analysis"] },
    ]);
    expect(toggled(one, "type", "Review").filters).toEqual([]);
  });

  test("a year toggled is a range of one year, and takes the place of another range", () => {
    const range = { ...START, filters: [{ kind: "years", facet: "year", from: 2001, to: null } as const] };
    expect(chosenOf(range, "year")).toEqual([]);
    const year = toggled(range, "year", "2020");
    expect(addressOf(year)).toBe("/search?yearFrom=2020&yearTo=2020");
    expect(yearsOf(toggled(year, "year", "2020"))).toEqual({ from: null, to: null });
  });

  test("one value instead of others, none of a facet, and no filters at all", () => {
    const request = toggled(toggled(toggled(START, "domain", "a"), "domain", "b"), "kind", "news");
    expect(addressOf(only(request, "domain", "c"))).toBe("/search?domain=c&kind=news");
    expect(addressOf(without(request, "domain"))).toBe("/search?kind=news");
    expect(addressOf(withoutFilters({ ...request, q: "x" }))).toBe("/search?q=x");
  });
});

describe("highlighted text", () => {
  test("is cut where highlights begin and end, whatever stretch of it is shown", () => {
    const cases = fc.tuple(
      fc.string({ maxLength: 30 }),
      fc.array(fc.nat(30), { maxLength: 8 }),
      fc.nat(30),
      fc.nat(30),
    );
    fc.assert(
      fc.property(cases, ([text, cuts, a, b]) => {
        const places = [...new Set(cuts)].filter((at) => at <= text.length).sort((x, y) => x - y);
        const marks = places.flatMap((start, i) =>
          i % 2 === 0 && places[i + 1] ? [{ start, end: places[i + 1]! }] : [],
        );
        const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const found = segments(text, marks, from, to);
        expect(found.map((segment) => segment.text).join("")).toBe(text.slice(from, to));
        const oracle = Array.from({ length: to - from }, (_, i) =>
          marks.some((m) => m.start <= from + i && from + i < m.end),
        );
        expect(found.flatMap((segment) => Array.from({ length: segment.text.length }, () => segment.marked))).toEqual(
          oracle,
        );
      }),
    );
  });

  test("a beginning ends with a whole word, and never within a character", () => {
    const text = "Deep endometriosis, of the bowel";
    expect(text.slice(0, cutAt(text, 21))).toBe("Deep endometriosis");
    expect(cutAt("short", 280)).toBe(5);
    expect("😀😀😀".slice(0, cutAt("😀😀😀", 3))).toBe("😀");
  });

  test("stands in the title and the nearest sentence where the query's words do", () => {
    const record = makeRecord({ title: "Raised pressure & glaucoma", abstract: "First. Glaucoma harms nerves. Last." });
    const html = render(
      { q: "glaucoma" },
      {
        hits: [
          hitOf({
            record,
            highlights: { title: [{ start: 18, end: 26 }], abstract: [{ start: 7, end: 15 }] },
            bestSentence: { field: "abstract", start: 7, end: 29, text: "Glaucoma harms nerves." },
          }),
        ],
      },
    );
    expect(html).toContain('<a href="/records/record">Raised pressure &amp; <mark>glaucoma</mark></a>');
    expect(html).toContain("<blockquote><mark>Glaucoma</mark> harms nerves.</blockquote>");
    expect(html).not.toContain("Last.");
  });
});

describe("the pages' numbers", () => {
  test.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [1, 9, [1, 2, null, 9]],
    [4, 9, [1, 2, 3, 4, 5, null, 9]],
    [5, 9, [1, null, 4, 5, 6, null, 9]],
    [9, 9, [1, null, 8, 9]],
  ])("on page %i of %i", (current, last, expected) => {
    expect(pageNumbers(current, last)).toEqual(expected);
  });
});

describe("the search page", () => {
  test("adds up what was found, and knows one from several", () => {
    expect(render({ q: "x" }, { counts: { words: 142, meaning: 18, total: 160 } })).toContain(
      "142 by words, 18 more of the nearest in meaning",
    );
    expect(render({ q: "x" }, { counts: { words: 1, meaning: 0, total: 1 } })).toContain(">1 record by words<");
    const library = { query: "", sort: "newest", counts: { words: 1106, meaning: 0, total: 1106 } } as const;
    expect(render({}, library)).toContain("1,106 records, newest first");
  });

  test("shows eight values of a facet, folds the others, and keeps a chosen one that no record has", () => {
    const journal = Array.from({ length: 12 }, (_, i) => ({ value: `Journal ${i}`, count: 20 - i }));
    const filters = [{ kind: "anyOf", facet: "journal", values: ["Gone"] } as const];
    const html = render({ q: "x", filters }, { facets: { journal } });
    const [shown, folded] = html.split("<summary>5 more</summary>");
    expect(shown).toContain("Journal 6<");
    expect(shown).toContain('aria-current="true"');
    expect(folded).toContain("Journal 7<");
    expect(html).toContain('<span class="text">Gone</span>');
  });

  test("helps where nothing was found", () => {
    const filters = [{ kind: "anyOf", facet: "kind", values: ["news"] } as const];
    const html = render(
      { q: '"raised pressure" -eye', mode: "keyword", filters },
      { mode: "keyword", counts: { words: 0, meaning: 0, total: 0 } },
    );
    for (const advice of ["filters.", "fewer words", "quotation marks", "with a minus", "words and meaning"])
      expect(html).toContain(advice);
    expect(render({}, { query: "", counts: { words: 0, meaning: 0, total: 0 } })).toContain("npx lectern ingest FILE");
  });
});

test("an abstract is taken apart at its labels, and nothing of it is lost", () => {
  const abstract = "Before. Aim text. Between. Result text. After.";
  const at = (label: string, text: string) => ({
    label,
    start: abstract.indexOf(text),
    end: abstract.indexOf(text) + text.length,
  });
  expect(abstractParts({ abstract, sections: [at("Results", "Result text."), at("Aim", "Aim text.")] })).toEqual([
    { label: null, text: "Before." },
    { label: "Aim", text: "Aim text." },
    { label: null, text: "Between." },
    { label: "Results", text: "Result text." },
    { label: null, text: "After." },
  ]);
});
