import { describe, expect, test } from "vitest";
import { domains } from "../indexes/domains.ts";
import type { LecternRecord } from "../indexes/record.ts";
import { linksOf, pagesOver } from "./pages-support.ts";
import { from, inDomains, indexed } from "./records.ts";

const [eye, heart] = domains.map(({ id }) => id) as [string, string];

const RECORDS: Partial<LecternRecord>[] = [
  {
    id: "gone",
    title: "Glaucoma cured by music",
    status: ["retracted"],
    year: 2020,
    date: "2020-02-01",
    domains: inDomains(eye),
    related: [
      { relation: "retracted-by", ref: "pmid:77" },
      { relation: "comment-on", ref: "doi:10.1000/else<where>" },
    ],
  },
  { id: "notice", title: "Retraction notice", pmid: "77", year: 2021, date: "2021-05" },
  {
    id: "sample",
    title: "Glaucoma seen by a lens",
    provenance: [from("lectern-sample", "s1")],
    language: "nl",
    domains: inDomains(eye, heart),
    year: 2019,
    date: "2019",
  },
  ...Array.from({ length: 25 }, (_, i) => ({
    id: `heart-${i}`,
    title: `Valves of the heart, part ${i}`,
    illustration: false,
    domains: inDomains(heart),
    year: 2000 + i,
    date: `${2000 + i}`,
    types: i % 2 === 0 ? ["Review"] : [],
  })),
];

const pages = pagesOver(RECORDS.map((record) => indexed(record)));

describe("the search page", () => {
  test("without a query shows the newest records of the whole library", async () => {
    const { status, headers, html } = await pages.get("/search");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain("<title>All records · Lectern</title>");
    expect(html).toContain("28 records, newest first");
    expect(linksOf(html)).toContain("/records/heart-24");
  });

  test("shows what was found, with the words marked and the query kept", async () => {
    const { html } = await pages.get("/search?q=glaucoma");
    expect(html).toContain("<title>glaucoma · Lectern</title>");
    expect(html).toContain("2 records by words");
    expect(html).toContain("<mark>Glaucoma</mark> cured by music");
    expect(html).toMatch(/<input id="q"[^>]* value="glaucoma"/);
    expect(html).not.toContain("autofocus");
  });

  test("says of a retracted record that it is", async () => {
    const { html } = await pages.get("/search?q=music");
    expect(html).toContain('<article class="hit retracted">');
    expect(html).toContain('<li class="badge retracted">Retracted</li>');
  });

  test("says that there are sample records, and how to take them out", async () => {
    const { html } = await pages.get("/");
    expect(html).toContain("This index shows 1 sample record:");
    expect(html).toContain("npx lectern sample remove");
  });

  test("keeps the whole search in its links and its form", async () => {
    const { html } = await pages.get(
      `/search?q=valves&mode=keyword&domain=${heart}&yearFrom=2001&yearTo=2030&sort=oldest&page=2&perPage=5`,
    );
    const kept = `q=valves&mode=keyword&domain=${heart}`;
    const links = linksOf(html);
    expect(links).toContain(`/search?${kept}&yearFrom=2001&yearTo=2030&sort=oldest&page=3&perPage=5`);
    expect(links).toContain(`/search?${kept}&type=Review&yearFrom=2001&yearTo=2030&sort=oldest&perPage=5`);
    expect(links).toContain(`/search?${kept}&yearFrom=2001&yearTo=2030&perPage=5`);
    for (const [name, value] of [
      ["mode", "keyword"],
      ["domain", heart],
      ["sort", "oldest"],
      ["perPage", "5"],
    ])
      expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    expect(html).toMatch(/<input form="search" type="text" name="yearFrom" value="2001"/);
    // Firefox would keep, over a reload, what the address does not have.
    expect(html).toMatch(/<form id="search"[^>]* autocomplete="off"/);
    expect(html).not.toContain('type="hidden" name="yearFrom"');
    expect(html).not.toContain('type="hidden" name="page"');
  });

  test("takes a filter away by its chip, and all of them at once", async () => {
    const { html } = await pages.get(`/search?q=valves&domain=${heart}&yearFrom=2010&yearTo=2012`);
    const chips = /<ul class="chips".*?<\/ul>/s.exec(html)![0];
    expect(linksOf(chips)).toEqual([
      "/search?q=valves&yearFrom=2010&yearTo=2012",
      `/search?q=valves&domain=${heart}`,
      "/search?q=valves",
    ]);
    expect(chips).toContain("2010–2012");
  });

  test("has pages that together list every match once", async () => {
    const seen: string[] = [];
    for (let path: string | undefined = "/search?q=valves"; path; ) {
      const { html } = await pages.get(path);
      seen.push(...[...html.matchAll(/<h2><a href="\/records\/([^"]+)"/g)].map(([, id]) => id!));
      path = / rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(seen.sort()).toEqual(Array.from({ length: 25 }, (_, i) => `heart-${i}`).sort());
    expect((await pages.get("/search?q=valves&page=9")).html).toContain("There is no page 9: the last is page 3.");
  });

  test("explains a wrong parameter, and keeps what was typed", async () => {
    const { status, headers, html } = await pages.get("/search?q=valves&page=x&tpye=x");
    expect(status).toBe(400);
    expect(headers.get("content-type")).toContain("text/html");
    expect(html).toContain("page: expected a whole number from 1 to 10000, got &quot;x&quot;.");
    expect(html).toContain("tpye: expected type");
    expect(html).toMatch(/<input id="q"[^>]* value="valves"/);
    expect(linksOf(html)).toContain("/search?q=valves");
  });
});

describe("the record page", () => {
  test("warns of a retraction, and leads to the record that tells why", async () => {
    const { status, html } = await pages.get("/records/gone");
    expect(status).toBe(200);
    expect(html).toContain('<p class="warning retracted">This publication was retracted.');
    expect(html).toContain('<a href="/records/notice">Retraction notice</a>');
    expect(linksOf(html)).toContain("https://doi.org/10.1000/else%3Cwhere%3E");
  });

  test("leads to similar records, and not to itself", async () => {
    const { html } = await pages.get("/records/heart-3");
    const similar = html.slice(html.indexOf('id="similar"')).split("</section>")[0]!;
    expect(linksOf(similar)).toHaveLength(5);
    expect(new Set(linksOf(similar)).size).toBe(5);
    for (const link of linksOf(similar)) expect(link).toMatch(/^\/records\/heart-(?!3$)\d+$/);
  });

  test("marks text in another language as such", async () => {
    expect((await pages.get("/records/sample")).html).toContain('<h1 lang="nl">Glaucoma seen by a lens</h1>');
  });

  test("stands for an address that there is not, too, for who reads pages", async () => {
    const { status, html } = await pages.get("/nothing/here", {
      accept: "text/html,*/*;q=0.8",
      "accept-language": "nl",
    });
    expect([status, html.includes('<html lang="nl">')]).toEqual([404, true]);
    // A program is told by whoever answers for the whole server.
    for (const [path, accept] of [
      ["/nothing/here", "application/json"],
      ["/nothing/here", "*/*"],
      ["/v1/nothing", "text/html"],
    ]) {
      const other = await pages.get(path!, { accept: accept! });
      expect([other.status, other.html.includes('class="top"')]).toEqual([404, false]);
    }
  });

  test("is a page that says so where there is no such record, and only a page", async () => {
    const { status, html } = await pages.get("/records/nobody");
    expect(status).toBe(404);
    expect(html).toContain("There is no record with the id &quot;nobody&quot;");
    expect((await pages.get("/records/%E0%A4%A")).status).toBe(400);
    expect((await pages.get("/v1/records/nobody")).headers.get("content-type")).toContain("application/problem+json");
  });
});
