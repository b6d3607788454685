import express from "express";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Engine } from "../src/engine/engine.ts";
import { LecternError } from "../src/errors.ts";
import { readSearch } from "../src/http/contract.ts";
import type { SearchRequest } from "../src/search/search.ts";
import { addressOf } from "../web/address.ts";
import { pagesOver, servePages } from "./pages-support.ts";
import { indexed } from "./records.ts";

const EVIL = "<script>alert(1)</script>";
const EVIL_QUERY = '"><img src=x onerror=alert(1)>';

const authors = [{ name: EVIL, affiliation: EVIL }];
const lists = { keywords: [EVIL], mesh: [EVIL], types: [EVIL] };
const domains = [{ id: "x", confidence: 1, evidence: EVIL }];
const pages = pagesOver([
  indexed({
    id: "evil",
    title: EVIL,
    abstract: EVIL,
    journal: EVIL,
    ...lists,
    authors,
    domains,
    doi: `10.1000/${EVIL}`,
  }),
]);

describe("whatever a record or a reader writes", () => {
  const query = encodeURIComponent(EVIL_QUERY);
  const paths = [
    "/",
    `/search?q=${query}`,
    "/search?q=alert",
    `/search?journal=${encodeURIComponent(EVIL)}`,
    `/search?type=${query}&yearFrom=1999`,
    "/records/evil",
    `/records/${query}`,
    `/search?q=${query}&mode=${query}&${query}=1`,
  ];

  test.each(paths)("is text on the page, and nothing else: %s", async (path) => {
    const { html } = await pages.get(path);
    const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/g)];
    expect(html.slice("<!doctype html>".length).split("<").length - 1).toBe(tags.length);
    for (const [, name, attributes] of tags) {
      expect(name).not.toMatch(/^(script|style|img|iframe)$/);
      const names = [...attributes!.matchAll(/([a-z-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute!);
      expect(names.filter((attribute) => /^(on|style$|srcdoc$)/.test(attribute))).toEqual([]);
    }
  });

  test("and can still be read", async () => {
    expect((await pages.get("/records/evil")).html).toContain("<h1>&lt;script>alert(1)&lt;/script></h1>");
    expect((await pages.get(`/search?q=${query}`)).html).toContain('value="&quot;>&lt;img src=x onerror=alert(1)>"');
  });
});

test("an address that a page makes is read as the search that it was made of", () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }), {
    minLength: 1,
    maxLength: 3,
  });
  const year = fc.integer({ min: 1500, max: 2100 });
  const requests: fc.Arbitrary<SearchRequest> = fc.record({
    q: fc.string({ unit: "grapheme" }),
    mode: fc.constantFrom("hybrid", "keyword", "semantic"),
    filters: fc
      .tuple(fc.option(values), fc.option(values), fc.option(values), fc.boolean(), fc.option(fc.tuple(year, year)))
      .map(([type, journal, author, open, years]) => [
        ...(type ? [{ kind: "anyOf" as const, facet: "type" as const, values: type }] : []),
        ...(journal ? [{ kind: "anyOf" as const, facet: "journal" as const, values: journal }] : []),
        ...(author ? [{ kind: "anyOf" as const, facet: "author" as const, values: author }] : []),
        ...(open ? [{ kind: "anyOf" as const, facet: "openAccess" as const, values: ["true"] }] : []),
        ...(years
          ? [{ kind: "years" as const, facet: "year" as const, from: Math.min(...years), to: Math.max(...years) }]
          : []),
      ]),
    sort: fc.constantFrom(null, "relevance", "newest", "oldest"),
    page: fc.integer({ min: 1, max: 100 }),
    perPage: fc.integer({ min: 1, max: 100 }),
  });
  const parse = express()["settings" as never]["query parser fn"] as (text: string) => unknown;
  fc.assert(
    fc.property(requests, (request) => {
      expect(readSearch(parse(addressOf(request).slice("/search?".length)))).toEqual(request);
    }),
  );
});

test("a failure of the engine is a page, and is logged", async () => {
  const logged: unknown[] = [];
  const recall = () => Promise.reject(new LecternError("engine-unavailable", "The engine is away"));
  const broken = { recall, statistics: () => pages.engine().statistics() } as unknown as Engine;
  const at = await servePages({ engine: broken, embedder: null }, (error) => logged.push(error));
  const { status, headers, html } = await at.get("/search?q=x");
  at.close();
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toBe("5");
  expect(html).toContain("The engine is away");
  expect(logged).toHaveLength(1);
});

test("what the pages link to is kept by browsers, and asked for anew when it changes", async () => {
  const { html } = await pages.get("/");
  for (const path of [/rel="stylesheet" href="([^"]+)"/, /rel="icon"[^>]* href="([^"]+)"/].map(
    (link) => link.exec(html)![1]!,
  )) {
    const { status, headers } = await pages.get(path);
    expect(status).toBe(200);
    expect(path).toMatch(/\?v=[0-9a-f]{12}$|^\/assets\/typeface-\d+\.\d+\.\d+\//);
    expect(headers.get("cache-control")).toMatch(/max-age=\d{6,}/);
    expect(headers.get("etag")).toBeTruthy();
  }
  expect((await pages.get("/assets/../../package.json")).html).not.toContain("dependencies");
  expect((await pages.get("/robots.txt")).html).toContain("Disallow: /v1/");
});
