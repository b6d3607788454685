import { afterAll, beforeAll, expect, test } from "vitest";
import type { FacetValues, Filter } from "../indexes/fields.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import type { SqliteEngine } from "../src/engine/sqlite.ts";
import { search } from "../src/search/search.ts";
import { openLibrary } from "./illustrated-library.ts";
import { ILLUSTRATIONS } from "./illustrations.ts";

let embedder: Embedder;
let engine: SqliteEngine;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ embedder, engine, close } = await openLibrary(ILLUSTRATIONS));
});
afterAll(() => close());

const facetsOf = async (q: string, more: { zeros?: boolean; filters?: Filter[]; values?: FacetValues } = {}) =>
  (await search({ engine, embedder }, { q, mode: "keyword", filters: [], sort: null, page: 1, perPage: 0, ...more }))
    .facets;
const values = (counts: readonly { value: string }[] = []): string[] => counts.map(({ value }) => value);

test("values that no match has are told where they are asked for, behind those that one has", async () => {
  const [everything, found, all] = [
    await facetsOf(""),
    await facetsOf("glaucoma"),
    await facetsOf("glaucoma", { zeros: true }),
  ];
  for (const facet of ["domain", "type", "language", "year"] as const) {
    const counted = found[facet] ?? [];
    expect(all[facet]!.slice(0, counted.length)).toEqual(counted);
    const none = all[facet]!.slice(counted.length);
    expect(none.every(({ count }) => count === 0)).toBe(true);
    expect(values(everything[facet])).toEqual(expect.arrayContaining(values(all[facet])));
  }
  expect(all.year).toHaveLength(everything.year!.length);
  expect(all.domain!.length).toBeGreaterThan(found.domain!.length);
  expect(await facetsOf("", { zeros: true })).toEqual(everything);
});

test("of many there are as many as fit, and those that are filtered by in any case", async () => {
  const nobody: Filter = { kind: "anyOf", facet: "author", values: ["Nobody"] };
  const { author, domain } = await facetsOf("", { zeros: true, filters: [nobody], values: { limit: 3 } });
  expect(author).toContainEqual({ value: "Nobody", count: 0 });
  expect(domain!.map(({ count }) => count)).toEqual([0, 0, 0]);
});
