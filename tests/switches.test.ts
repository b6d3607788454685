import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { linksOf, type PageServer, servePages } from "./pages-support.ts";
import { indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const TITLES = {
  adults: "Glaucoma in adults",
  children: "Glaucoma in children and adults",
  therapy: "Therapies for childhood asthma",
  asthma: "Asthma",
};

let folder: string;
let engine: SqliteEngine;
let server: PageServer;

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "index.sqlite"), null);
  await engine.put(Object.entries(TITLES).map(([id, title]) => indexed({ id, title, year: 2020, kind: "news" })));
  server = await servePages({ engine, embedder: null });
});

afterAll(async () => {
  server.close();
  await engine.close();
  await removeFolder(folder);
});

async function ask(query: string, path = "/v1/search") {
  const { status, html } = await server.get(`${path}?${query}`);
  const body = JSON.parse(html);
  return { status, body, ids: body.hits?.map(({ id }: { id: string }) => id).sort() as string[] };
}

describe("typo=off", () => {
  test("takes no word for another, and what it was taken for is told with the parameters to leave it", async () => {
    const usual = await ask("q=glaucma+adults");
    expect(usual.ids).toEqual(["adults", "children"]);
    const { words, instead } = usual.body.interpretation;
    expect(words).toEqual([
      { text: "glaucma", as: [{ text: "glaucoma", via: "corrected", records: 2 }] },
      { text: "adults", as: [{ text: "adults", via: "exact", records: 2 }] },
    ]);
    expect(instead).toEqual([{ without: "corrections", parameters: { q: "glaucma adults", typo: "off" } }]);
    const { body, ids } = await ask(new URLSearchParams(instead[0].parameters).toString());
    expect(ids).toEqual(["adults", "children"]);
    expect(body.interpretation.words[0]).toEqual({ text: "glaucma", as: [] });
    expect(body.interpretation.instead).toEqual([]);
    expect((await ask("q=glaucma&typo=off")).body.counts.total).toBe(0);
    expect((await ask("q=glaucma+OR+asthna&typo=off")).body.counts.total).toBe(0);
  });

  test("takes no word for the beginning of another, but where a star asks for it", async () => {
    const begun = await ask("q=glauc");
    expect(begun.ids).toEqual(["adults", "children"]);
    expect(begun.body.interpretation.instead).toEqual([
      { without: "corrections", parameters: { q: "glauc", typo: "off" } },
    ]);
    expect((await ask("q=glauc&typo=off")).ids).toEqual([]);
    const starred = await ask("q=glauc*&typo=off");
    expect(starred.ids).toEqual(["adults", "children"]);
    expect(starred.body.interpretation.instead).toEqual([]);
  });

  test("holds for the values of a facet, too", async () => {
    expect((await ask("q=glaucma", "/v1/facets/year")).body.values).toEqual([{ value: "2020", count: 2 }]);
    expect((await ask("q=glaucma&typo=off", "/v1/facets/year")).body.values).toEqual([]);
    expect((await ask("q=glaucma&strict=true", "/v1/facets/year")).body.values).toEqual([]);
  });
});

describe("strict=true", () => {
  test.each([
    ["glaucoma adults", ["adults", "children"]],
    ["glaucoma children", ["children"]],
    ["glaucoma asthma", []],
    ["glaucoma zzzz", []],
    ["glaucma", []],
    ["glauc", []],
    ["glauc*", ["adults", "children"]],
    ["glaucoma in the children", ["children"]],
    ["children of adults with childhood glaucoma and asthma", []],
    ["therapies -glaucoma", ["therapy"]],
    ["therapy -glaucoma", []],
  ])("finds what is written in %s", async (q, expected) => {
    expect((await ask(new URLSearchParams({ q, strict: "true" }).toString())).ids).toEqual(expected);
  });

  test.each([
    ['"glaucoma', "A quotation mark is not closed", 0],
    ["glaucoma OR", "OR has nothing to join here", 9],
    ["foo:bar glaucoma", "There is no field foo", 0],
    ["glaucoma year:soon", "was left out: expected", 9],
  ])("refuses %s, with the place", async (q, said, start) => {
    const query = new URLSearchParams({ q }).toString();
    expect((await ask(query)).status).toBe(200);
    for (const path of ["/v1/search", "/v1/facets/year"]) {
      const { status, body } = await ask(`${query}&strict=true`, path);
      expect(status).toBe(400);
      expect(body.detail).toContain(said);
      expect(body.errors[0]).toMatchObject({ path: "q", start });
    }
  });
});

test("a switch is on, off or not given; anything else is refused by name", async () => {
  expect((await ask("q=glaucoma&typo=on&expand=on&strict=false")).ids).toEqual(["adults", "children"]);
  for (const query of ["typo=false", "expand=0", "strict=on"]) {
    const { status, body } = await ask(`q=x&${query}`);
    expect([status, body.errors[0].path]).toEqual([400, query.split("=")[0]]);
  }
});

describe("the page", () => {
  test("keeps the switches in its links and its form", async () => {
    const { html } = await server.get("/search?q=glaucoma&typo=off&expand=off&strict=true&perPage=1");
    const links = linksOf(html).filter((link) => /^\/search\?q=/.test(link));
    expect(links.some((link) => link.includes("page=2"))).toBe(true);
    const kept = ["typo=off", "expand=off", "strict=true"];
    const back = "/search?q=glaucoma&expand=off&typo=off&perPage=1";
    for (const link of links.filter((link) => link !== back && link.includes("glaucoma")))
      expect(kept.filter((part) => link.includes(part))).toEqual(kept);
    expect(links).toContain(back);
    for (const [name, value] of kept.map((part) => part.split("=")))
      expect(html).toMatch(new RegExp(`<input type="hidden" name="${name}" value="${value}"`));
  });

  test("offers to search for what was typed, and the way back", async () => {
    const corrected = await server.get("/search?q=glaucma&sort=newest");
    expect(corrected.html).toContain("No record has “glaucma”; searched for “glaucoma”.");
    expect(corrected.html).toMatch(
      /<a href="\/search\?q=glaucma&amp;typo=off&amp;sort=newest"[^>]*>Search instead for “glaucma”/,
    );
    const literal = await server.get("/search?q=glaucma&typo=off&sort=newest");
    expect(literal.html).toContain("No word is corrected.");
    expect(linksOf(literal.html)).toContain("/search?q=glaucma&sort=newest");
  });

  test("explains what cannot be read strictly", async () => {
    const { status, html } = await server.get('/search?q="glaucoma&strict=true');
    expect(status).toBe(400);
    expect(html).toContain("A quotation mark is not closed");
  });
});
