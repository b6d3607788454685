import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { linksOf, type PageServer, servePages } from "./pages-support.ts";
import { indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

let folder: string;
let engine: SqliteEngine;
let server: PageServer;

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "index.sqlite"), null);
  await engine.put([
    indexed({ id: "adults", title: "Glaucoma in adults", year: 2020, journal: "The Lancet", types: ["Review"] }),
    indexed({ id: "children", title: "Glaucoma in children", year: 2021 }),
    indexed({ id: "asthma", title: "Asthma in children", year: 2021, kind: "news" }),
  ]);
  server = await servePages({ engine, embedder: null });
});

afterAll(async () => {
  server.close();
  await engine.close();
  await removeFolder(folder);
});

const ask = (q: string, more: Partial<SearchRequest> = {}) =>
  search({ engine, embedder: null }, { q, mode: "keyword", filters: [], sort: null, page: 1, perPage: 10, ...more });
/** 'reason: q (records)' */
const suggested = async (q: string, more: Partial<SearchRequest> = {}): Promise<string[]> => {
  const { counts, suggestions } = await ask(q, more);
  expect(counts.total).toBe(0);
  return suggestions.map(({ reason, request, records }) => `${reason}: ${request.q} (${records})`);
};

describe("a phrase that no record has", () => {
  test("is searched for by its words, and the answer says so with the place", async () => {
    const answer = await ask('children "glaucoma adults"');
    expect(answer.hits.map(({ record }) => record.id)).toEqual(expect.arrayContaining(["adults", "children"]));
    const text = "No record has “glaucoma adults” as it stands: its words were searched for instead.";
    expect(answer.interpretation.notices).toMatchObject([{ text, start: 9, end: 26, malformed: false }]);
    expect(answer.notices).toMatchObject([{ text }]);
    expect(answer.query).toBe("children glaucoma adults");
  });

  test("stays where a record has it, where a field or an operator asks for it, and in strict mode", async () => {
    expect((await ask('"in children"')).counts.total).toBe(2);
    for (const q of ['title:"glaucoma adults"', '"glaucoma adults" AND children', '-"glaucoma adults" zzzz'])
      expect((await ask(q)).counts.total).toBe(0);
    expect((await ask('"glaucoma adults"', { strict: true })).counts.total).toBe(0);
    expect((await ask("“glaucoma adults”")).hits[0]!.record.id).toBe("adults");
    expect((await ask("«\u00a0glaucoma adults\u00a0»")).hits[0]!.record.id).toBe("adults");
  });
});

test("what was quoted is no operator, field or exclusion when its quotation marks are taken off", async () => {
  const read = async (q: string) => (await ask(q)).query;
  expect(await read('"glaucoma OR asthma"')).toBe("glaucoma or asthma");
  expect((await ask('"glaucoma OR asthma"')).terms.map(({ text }) => text)).toEqual(["glaucoma", "or", "asthma"]);
  expect(await read('"adults -glaucoma"')).toBe("adults glaucoma");
  expect(await read('adults "glaucoma year:2020 (eye)"')).toBe("adults glaucoma year 2020 eye");
  expect(await read('"glaucoma IL-6"')).toBe("glaucoma IL-6");
});

describe("where nothing is found", () => {
  test.each([
    ["glaucma", { typo: false }, ["spelling: glaucoma (2)", "switches: glaucma (2)"]],
    [
      "glaucoma AND glaucomaq",
      { typo: false },
      ["spelling: glaucoma AND glaucoma (2)", "switches: glaucoma AND glaucomaq (2)", "words: glaucoma (2)"],
    ],
    ["glaucoma AND asthma", {}, ["words: glaucoma (2)"]],
    ["zzzz AND asthma", {}, ["words: asthma (1)"]],
    ["title:glaucoma AND asthma[tiab] AND (zzzz OR yyyy) NOT adults", {}, ["operators: glaucoma asthma zzzz yyyy (3)"]],
    ["glaucoma -children -adults", {}, ["exclusions: glaucoma (2)"]],
    ["asthma year:1999", {}, ["filters: asthma (1)"]],
    ["asthma journal:lancet", {}, ["filters: asthma (1)"]],
    ['title:"glaucoma adults"', {}, ["fields: glaucoma adults (2)"]],
    ['mesh:"glaucoma adu', {}, ["fields: glaucoma adu (2)"]],
    ["asthma 1999[dp]", {}, ["filters: asthma (1)"]],
    ["Asthma Children[Author - First]", {}, ["fields: Asthma Children (2)"]],
    ["Glaucoma Monthly[ta]", {}, ["fields: Glaucoma Monthly (2)"]],
    ["'glaucoma'/exp AND adults:ti", {}, ["fields: glaucoma AND adults (1)", "words: title:adults (1)"]],
    ['"glaucoma adults" AND adults', {}, ["quotes: (glaucoma adults) AND adults (1)", "words: adults (1)"]],
    ["asthma", { filters: [{ kind: "anyOf", facet: "type", values: ["Review"] }] }, ["filters: asthma (1)"]],
    ["", { filters: [{ kind: "anyOf", facet: "type", values: ["Letter"] }] }, ["filters:  (3)"]],
    ["asdkjh qwe", {}, []],
  ] as const)("%s with %j suggests what finds something", async (q, more, expected) => {
    const got = await suggested(q, more);
    expect(got).toEqual(expected);
  });

  test("a search that finds something has no suggestions", async () => {
    expect((await ask("glaucoma")).suggestions).toEqual([]);
    expect((await ask("")).suggestions).toEqual([]);
  });

  test("each suggestion finds as many records as it says, by its parameters", async () => {
    const asked = async (query: string) => JSON.parse((await server.get(`/v1/search?${query}`)).html);
    const { suggestions } = await asked("q=asthma+-children&type=Review&type=Letter&strict=true");
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { parameters, records } of suggestions) {
      const pairs = Object.entries(parameters).flatMap(([name, values]) =>
        [values].flat().map((one) => [name, String(one)]),
      );
      const body = await asked(new URLSearchParams(pairs).toString());
      expect([records, body.counts.total]).toEqual([records, records]);
      expect(records).toBeGreaterThan(0);
    }
  });

  test("because nothing was asked, the page says so, and leads to everything", async () => {
    const { html } = await server.get("/search?q=%3F%21");
    expect(html).toContain("\u201c?!\u201d has no words to search for.");
    expect(html).not.toContain("lectern ingest");
  });

  test("the page has them as links with their counts", async () => {
    const { html } = await server.get("/search?q=asthma&type=Review");
    expect(linksOf(html)).toContain("/search?q=asthma");
    expect(html).toMatch(/Without filters: asthma<\/a> <span class="count">1 record/);
  });
});
