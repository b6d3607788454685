import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { domains } from "../indexes/domains.ts";
import type { LecternRecord } from "../indexes/record.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { barsOf } from "../web/histogram.ts";
import type { IconName } from "../web/icon.ts";
import { linksOf, pagesOver, servePages } from "./pages-support.ts";
import { inDomains, indexed } from "./records.ts";

const HEART = "cardiovascular-diseases";
const RECORDS: Partial<LecternRecord>[] = [
  ...(Array.from({ length: 12 }, (_, i) => ({
    id: `paper-${i}`,
    title: `Valves, part ${i}`,
    year: 2000 + 2 * i,
    date: `${2000 + 2 * i}`,
    mesh: i < 3 ? ["Heart Valves", "Adult"] : ["Heart Valves"],
    domains: inDomains(HEART),
    status: i === 11 ? (["retracted"] as const) : [],
  })) as Partial<LecternRecord>[]),
  ...Array.from({ length: 7 }, (_, i) => ({
    id: `news-${i}`,
    kind: "news" as const,
    title: `News of the heart, ${i}`,
    year: 2020,
    date: `2020-03-0${i + 1}`,
    domains: inDomains(HEART),
  })),
  { id: "eye", title: "A lens", year: 2024, date: "2024", domains: inDomains("ophthalmology") },
];

const pages = pagesOver(RECORDS.map((record) => indexed(record)));

const text = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const recordsOf = (html: string): string[] => linksOf(html).filter((link) => link.startsWith("/records/"));

describe("the start page", () => {
  test("is ready for typing, lists the domains that have records, and the newest of both kinds", async () => {
    const { status, html } = await pages.get("/");
    expect(status).toBe(200);
    expect(html).toMatch(/<input id="q"[^>]* autofocus/);
    expect(text(html)).toContain("13 publications and 7 news items in 2 medical domains");
    expect(linksOf(html).filter((link) => link.startsWith("/domains/"))).toEqual([
      `/domains/${HEART}`,
      "/domains/ophthalmology",
    ]);
    expect(text(html)).toContain("Cardiovascular diseases 19 , 19 records");
    expect(recordsOf(html)).toEqual([
      "/records/eye",
      ...[11, 10, 9, 8].map((i) => `/records/paper-${i}`),
      ...[6, 5, 4, 3, 2].map((i) => `/records/news-${i}`),
    ]);
    expect(linksOf(html)).toEqual(
      expect.arrayContaining(["/search?kind=publication", "/search?kind=news", "/domains"]),
    );
  });

  test("sends searches on to their page, where they once stood here", async () => {
    expect((await pages.get("/?q=valves&kind=publication")).html).toContain("Results for “valves”");
  });

  test("of an empty index says how to fill it", async () => {
    const empty = new SqliteEngine(":memory:", null);
    const served = await servePages({ engine: empty, embedder: null });
    try {
      const { html } = await served.get("/");
      expect(html).toContain("npx lectern ingest FILE");
      expect(html).not.toContain('class="latest"');
    } finally {
      served.close();
      await empty.close();
    }
  });
});

describe("a domain's page", () => {
  test("tells what the domain is, what is new, when and about what was written, and searches within it", async () => {
    const { status, html } = await pages.get(`/domains/${HEART}`);
    expect(status).toBe(200);
    expect(text(html)).toContain(domains.find(({ id }) => id === HEART)!.description.en);
    expect(recordsOf(html).slice(0, 8)).toEqual([11, 10, 9, 8, 7, 6, 5, 4].map((i) => `/records/paper-${i}`));
    expect(recordsOf(html).slice(8)).toEqual([6, 5, 4, 3, 2].map((i) => `/records/news-${i}`));
    expect(html).toContain('class="brief retracted"');
    expect(html).toContain(`<input type="hidden" name="domain" value="${HEART}"/>`);
    expect(text(html)).toContain("Heart Valves 12 , 12 records Adult 3");
    const links = linksOf(html);
    expect(links).toContain(`/search?domain=${HEART}&kind=publication`);
    expect(links).toContain(`/search?domain=${HEART}&mesh=Heart+Valves`);
    // One of both kinds, in the page as in its head.
    expect([...new Set(links.filter((link) => link.includes("feed")))]).toEqual([`/domains/${HEART}/feed.atom`]);
    expect(html).toMatch(/<h2 id="along">[\s\S]*<code id="snippet">[\s\S]*<button[^>]* data-copy="snippet"/);
  });

  test("draws a bar for each year, those without records too, and tells the numbers as a table", async () => {
    const { html } = await pages.get(`/domains/${HEART}`);
    expect(html.match(/data-year="/g)).toHaveLength(23);
    const [, table] = /<table class="numbers">([\s\S]*?)<\/table>/.exec(html)!;
    expect(text(table!)).toMatch(/2022 1 2020 1 2018 1/);
    expect(linksOf(table!)).toContain(`/search?domain=${HEART}&kind=publication&yearFrom=2022&yearTo=2022`);
  });

  test("without records says so, and one that is no domain is not found", async () => {
    const { html } = await pages.get("/domains/nursing");
    expect(text(html)).toContain("Nothing of this domain is in the index yet.");
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    expect(linksOf(main)).toEqual(["/domains", "/search"]);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect((await pages.get("/domains/astrology")).status).toBe(404);
  });
});

test("the directory has every domain in a table, with a link where it has records", async () => {
  const { html } = await pages.get("/domains");
  expect(html.match(/<th scope="row">/g)).toHaveLength(domains.length);
  expect(linksOf(html).filter((link) => link.startsWith("/domains/"))).toHaveLength(2);
  expect(text(html)).toMatch(/Cardiovascular diseases [^\d]* 19 /);
});

test("bars stand for every year between the first and the last, at most eighty, whatever order the counts come in", () => {
  const counts = [
    { value: "2003", count: 2 },
    { value: "2000", count: 5 },
    { value: "1999", count: 0 },
  ];
  expect(barsOf(counts)).toEqual([
    { year: 2000, count: 5 },
    { year: 2001, count: 0 },
    { year: 2002, count: 0 },
    { year: 2003, count: 2 },
  ]);
  expect(barsOf([])).toEqual([]);
  const long = barsOf([
    { value: "1850", count: 1 },
    { value: "2020", count: 1 },
  ]);
  expect([long.length, long[0]!.year]).toEqual([80, 1941]);
});

test("every domain, and every name of an icon, has a picture", () => {
  const idsOf = (file: string) =>
    [...readFileSync(new URL(`../web/assets/${file}`, import.meta.url), "utf8").matchAll(/<symbol id="([^"]+)"/g)].map(
      ([, id]) => id!,
    );
  expect(idsOf("domains.svg").sort()).toEqual(domains.map(({ id }) => id).sort());
  const names: Record<IconName, true> = {
    search: true,
    "external-link": true,
    "lock-open": true,
    newspaper: true,
    "file-text": true,
    rss: true,
    download: true,
    copy: true,
    "triangle-alert": true,
    calendar: true,
    "chevron-right": true,
  };
  expect(idsOf("icons.svg").sort()).toEqual(Object.keys(names).sort());
});
