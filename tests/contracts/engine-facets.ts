import { expect } from "vitest";
import { FACETS, type Facet } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { inDomains, indexed, unit } from "../records.ts";
import { type AddCase, anyOf, ask, found, store, summary, years } from "./engine-asking.ts";

/** Values that a query language could take for something else. */
const ODD_VALUES = [
  'He said "x"',
  "It's",
  "back\\slash",
  "a\\",
  "[brackets]",
  "(parentheses)",
  "AND",
  "x OR y",
  "NOT this",
  "NEAR(a b)",
  "star*",
  "^caret",
  "col:on",
  "-minus",
  "50%",
  "under_score",
  "é",
  "e\u0301",
  "  padded  ",
  "UPPER",
  "upper",
  "'; DROP TABLE records; --",
  "__proto__",
  "constructor",
  "1",
  "null",
  "🧬",
];

const RECORDS: Partial<LecternRecord>[] = [
  {
    id: "a",
    journal: "Lancet",
    year: 2019,
    language: "en",
    types: ["Review"],
    domains: inDomains("eye"),
    authors: [{ name: "Janssens, M", affiliation: "Dept. of Ophthalmology, Ghent." }, { name: "Peeters, L" }],
    mesh: ["Sepsis", "Fever"],
    pmcid: "PMC1",
  },
  {
    id: "b",
    journal: "Lancet",
    year: 2020,
    language: "en",
    types: ["Trial", "Review"],
    domains: inDomains("eye", "heart"),
    authors: [{ name: "Janssens, M" }, { name: "Janssens, M" }],
    mesh: ["Sepsis"],
    status: ["retracted"],
    openAccessUrl: "https://example.org/b",
  },
  { id: "c", journal: "BMJ", year: 2020, language: "nl", types: ["Trial"], domains: inDomains("heart") },
  { id: "d", journal: "BMJ", year: 2021, language: "nl", kind: "news", domains: inDomains("lung") },
  { id: "e" },
];

async function library(engine: Engine): Promise<void> {
  await store(engine, ...RECORDS.map((record) => indexed({ title: "Sepsis", ...record })));
}

export function facetCases(add: AddCase): void {
  add("every value of a facet is counted and filtered by as it stands", async ({ engine }) => {
    await store(
      engine,
      ...ODD_VALUES.map((value, i) => indexed({ id: `r${i}`, journal: value, types: [value, value, "all"] })),
    );
    const { facets } = await ask(engine);
    expect(new Map(facets.journal?.map(({ value, count }) => [value, count]))).toEqual(
      new Map(ODD_VALUES.map((value) => [value, 1])),
    );
    expect(facets.type?.[0]).toEqual({ value: "all", count: ODD_VALUES.length });
    for (const [i, value] of ODD_VALUES.entries()) {
      expect(await found(engine, { filters: [anyOf("journal", value)] })).toEqual([`r${i}`]);
      expect(await found(engine, { filters: [anyOf("type", value)] })).toEqual([`r${i}`]);
    }
    expect(await found(engine, { filters: [anyOf("journal", ...ODD_VALUES)] })).toHaveLength(ODD_VALUES.length);
    for (const none of ["", "lancet", '"', "He said", "*", "ALL"])
      expect(await found(engine, { filters: [anyOf("journal", none)] })).toEqual([]);
    expect(await found(engine, { filters: [anyOf("journal")] })).toEqual([]);
  });

  add(
    "without a question, every record is there and every facet counted, the most frequent first",
    async ({ engine }) => {
      await library(engine);
      const { facets, counts, needed } = await ask(engine);
      expect([counts, needed]).toEqual([{ words: 5, meaning: 0 }, null]);
      expect(FACETS.map((facet) => `${facet}: ${summary(facets[facet])}`)).toEqual([
        "domain: eye 2, heart 2, lung 1",
        "kind: publication 4, news 1",
        "type: Review 2, Trial 2",
        "year: 2020 2, 2019 1, 2021 1",
        "journal: BMJ 2, Lancet 2",
        "language: en 2, nl 2",
        "author: Janssens, M 2, Peeters, L 1",
        "department: Ophthalmology 1",
        "mesh: Sepsis 2, Fever 1",
        "openAccess: false 3, true 2",
        "retracted: false 4, true 1",
      ]);
    },
  );

  add("authors, departments, MeSH headings, open access and retraction are filtered by", async ({ engine }) => {
    await library(engine);
    const by = (facet: Exclude<Facet, "year">, ...values: string[]) =>
      found(engine, { filters: [anyOf(facet, ...values)] });
    expect(await by("author", "Janssens, M")).toEqual(["a", "b"]);
    expect(await by("author", "Peeters, L", "Nobody, N")).toEqual(["a"]);
    expect(await by("department", "Ophthalmology")).toEqual(["a"]);
    expect(await by("mesh", "Fever")).toEqual(["a"]);
    expect(await by("openAccess", "true")).toEqual(["a", "b"]);
    expect(await by("openAccess", "false")).toEqual(["c", "d", "e"]);
    expect(await by("retracted", "true")).toEqual(["b"]);
    expect(await by("retracted", "true", "false")).toHaveLength(5);
  });

  add("only the facets that are asked for are counted", async ({ engine }) => {
    await library(engine);
    expect(Object.keys((await ask(engine, { facets: ["year"] })).facets)).toEqual(["year"]);
    expect((await ask(engine, { facets: [] })).facets).toEqual({});
  });

  add("a filter counts for every facet but its own", async ({ engine }) => {
    await library(engine);
    const { facets, counts } = await ask(engine, { filters: [anyOf("domain", "eye")] });
    expect(counts.words).toBe(2);
    expect(summary(facets.domain)).toBe("eye 2, heart 2, lung 1");
    expect(summary(facets.journal)).toBe("Lancet 2");
    expect(summary(facets.year)).toBe("2019 1, 2020 1");
  });

  add("values of one filter are alternatives, several filters hold together", async ({ engine }) => {
    await library(engine);
    expect(await found(engine, { filters: [anyOf("domain", "eye", "lung")] })).toEqual(["a", "b", "d"]);
    const filters = [anyOf("domain", "eye", "lung"), anyOf("language", "nl", "en"), years(2020, 2021)];
    expect(await found(engine, { filters })).toEqual(["b", "d"]);
    const { facets } = await ask(engine, { filters });
    expect(summary(facets.domain)).toBe("heart 2, eye 1, lung 1");
    expect(summary(facets.year)).toBe("2019 1, 2020 1, 2021 1");
    expect(summary(facets.kind)).toBe("news 1, publication 1");
  });

  add("several filters on one facet hold together, and none of them counts for it", async ({ engine }) => {
    await library(engine);
    const filters = [anyOf("domain", "eye"), anyOf("domain", "heart")];
    expect(await found(engine, { filters })).toEqual(["b"]);
    const { facets } = await ask(engine, { filters });
    expect(summary(facets.domain)).toBe("eye 2, heart 2, lung 1");
    expect(summary(facets.type)).toBe("Review 1, Trial 1");
  });

  add("a range of years has both its ends, may be open, and has no record without a year", async ({ engine }) => {
    await library(engine);
    const inRange = (from: number | null, to: number | null) => found(engine, { filters: [years(from, to)] });
    expect(await inRange(2019, 2020)).toEqual(["a", "b", "c"]);
    expect(await inRange(2020, 2020)).toEqual(["b", "c"]);
    expect(await inRange(2020, null)).toEqual(["b", "c", "d"]);
    expect(await inRange(null, 2019)).toEqual(["a"]);
    expect(await inRange(null, null)).toEqual(["a", "b", "c", "d"]);
    expect(await inRange(2021, 2019)).toEqual([]);
    expect(await inRange(0, 2019)).toEqual(["a"]);
    expect(await inRange(1500, 2018)).toEqual([]);
  });

  add("facets of words and meaning count both, each match once", async ({ engine }) => {
    await library(engine);
    await store(engine, indexed({ id: "m", title: "Fever", journal: "BMJ" }, unit(1)));
    await store(engine, indexed({ id: "both", title: "Sepsis", journal: "BMJ" }, unit(1)));
    const all = await ask(engine, { q: "sepsis", vector: unit(1) });
    expect(all.counts).toEqual({ words: 6, meaning: 1 });
    expect(summary(all.facets.journal)).toBe("BMJ 4, Lancet 2");
    const lancet = await ask(engine, { q: "sepsis", vector: unit(1), filters: [anyOf("journal", "Lancet")] });
    expect(lancet.counts).toEqual({ words: 2, meaning: 0 });
    expect(summary(lancet.facets.journal)).toBe("BMJ 4, Lancet 2");
    expect(summary(lancet.facets.language)).toBe("en 2");
  });

  add("a facet's counts add up to the matches that have a value of it", async ({ engine }) => {
    const many = Array.from({ length: 60 }, (_, i) =>
      indexed(
        {
          id: `r${i}`,
          title: i % 3 ? "Fever" : "Cough",
          year: 2000 + (i % 7),
          journal: `J${i % 4}`,
          language: i % 2 ? "en" : "nl",
        },
        unit(1, i / 30),
      ),
    );
    await store(engine, ...many);
    for (const filters of [[], [anyOf("journal", "J1", "J2")], [anyOf("language", "en"), years(2001, 2004)]])
      for (const question of [{}, { q: "fever" }, { q: "cough", vector: unit(1), similarity: 0.6, nearest: 25 }]) {
        const { counts, facets } = await ask(engine, { ...question, filters });
        const inFilters = (facet: "year" | "journal" | "language", value: string): boolean =>
          filters.every((filter) => {
            if (filter.facet !== facet) return true;
            if (filter.kind === "anyOf") return filter.values.includes(value);
            return Number(value) >= filter.from! && Number(value) <= filter.to!;
          });
        for (const facet of ["year", "journal", "language"] as const) {
          if (filters.some((filter) => filter.facet === facet) && "vector" in question) continue;
          const sum = facets[facet]!.filter(({ value }) => inFilters(facet, value)).reduce(
            (n, { count }) => n + count,
            0,
          );
          expect(sum).toBe(counts.words + counts.meaning);
        }
      }
  });
}
