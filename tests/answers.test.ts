import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import * as bodies from "../src/http/answers.ts";
import { apiRoutes } from "../src/http/api.ts";
import { problemHandler } from "../src/http/problem.ts";
import { reportRoutes } from "../src/http/report.ts";
import { similarRoutes } from "../src/http/similar.ts";
import type { ToldTerm } from "../src/search/told-terms.ts";
import { HashEmbedder } from "./embedder.ts";
import { inDomains, indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const RECORDS = [
  { id: "heart", title: "Heart attack in adults", abstract: "A tumour is rare. Statins were given.", doi: "10.1000/a" },
  { id: "infarction", title: "Myocardial infarction and interleukin 6", pmcid: "PMC1", mesh: ["Inflammation"] },
  { id: "stroke", title: "Stroke in children", abstract: "Stroke (CVA) in children.", types: ["Review"], year: 2020 },
  { id: "uti", title: "Urinary tract infection (UTI) in children", year: 2021, domains: inDomains("nephrology") },
  { id: "utis", title: "UTI: urinary tract infection (UTI) in adults", status: ["retracted" as const] },
  { id: "glaucoma", title: "Glaucoma", authors: [{ name: "Janssens, M", orcid: "0000-0002-1825-0097" }] },
];

const QUERIES = [
  "",
  "heart attack",
  "glaucma treatment",
  "Schlaganfall Kinder",
  "UTI",
  "urinary tract infection",
  "IL-6",
  "tumor",
  "the heart of the matter",
  "to be or not to be",
  '"heart attack" adults',
  '"no such phrase" stroke',
  "glauco* -children",
  "title:stroke abstract:children tiab:tumour",
  "author:Jans* mesh:inflammation has:abstract",
  "type:review year:2019..2021 domain:nephrology",
  "NOT (children OR adults)",
  "(stroke OR glaucoma) AND (children OR adults)",
  "(stroke AND (children NOT adults)) OR is:retracted OR type:review OR year:2021",
  "heart NOT (attack AND (adults OR is:open))",
  "heart NOT (attack NOT adults)",
  "stroke[ti] AND children[tiab] NOT review[pt]",
  "hepatitis B",
  "10.1000/a",
  "10.1000/none",
  "orcid:0000-0002-1825-0097",
  "123456789 stroke",
  '"open (phrase OR',
];

let folder: string;
let engine: SqliteEngine;
let address: string;
let stop: () => void;
const embedder = new HashEmbedder();

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "index.sqlite"), embedder.space);
  const records = RECORDS.map((one) => indexed(one));
  const vectors = await embedder.embedPassages(records.map(({ record }) => record));
  await engine.put(records.map((one, i) => ({ ...one, vectors: vectors[i]! })));
  const searching = { engine, embedder };
  const app = express().use("/v1", apiRoutes(searching, "1"), reportRoutes(searching, "1"), similarRoutes(searching));
  const server = app.use(problemHandler(() => {})).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  stop = () => void server.close();
});

afterAll(async () => {
  stop();
  await engine.close();
  await removeFolder(folder);
});

async function get<T extends z.ZodType>(schema: T, path: string, parameters: Record<string, string> = {}) {
  const response = await fetch(`${address}${path}?${new URLSearchParams(parameters)}`);
  const body = await response.json();
  expect([response.status, z.prettifyError(schema.safeParse(body).error ?? new z.ZodError([]))]).toEqual([200, ""]);
  return body as z.output<T>;
}

const terms = async (q: string): Promise<ToldTerm[]> =>
  (await get(bodies.SearchBody, "/search", { q })).interpretation.terms as ToldTerm[];

describe.each(QUERIES)("the answers to %s", (q) => {
  test("have no key that is not listed, however the query is asked", async () => {
    const whole = await get(bodies.SearchBody, "/search", { q, explain: "true" });
    const ways: Record<string, string>[] = [{ mode: "keyword" }, { mode: "semantic" }, { typo: "off", expand: "off" }];
    for (const more of ways) {
      await get(bodies.SearchBody, "/search", { q, sort: "newest", ...more });
      const report = await get(bodies.ReportBody, "/search/report", { q, ...more, format: "json" });
      expect(report.typed).toBe(q);
    }
    const report = await get(bodies.ReportBody, "/search/report", { q, format: "json" });
    const { terms, needed } = whole.interpretation;
    expect({ terms: report.terms, needed: report.needed }).toEqual({ terms, needed });
    await get(bodies.FacetBody, "/facets/type", { q });
    await get(bodies.SuggestBody, "/suggest", { q: q.slice(0, 200) });
  });

  test("tell nothing that stands for another thing within the index", async () => {
    const { interpretation, hits } = await get(bodies.SearchBody, "/search", { q });
    expect(JSON.stringify([interpretation, hits.map(({ reasons }) => reasons)])).not.toMatch(
      /"z[qjv][a-p]{16}[qjv]|hasabstract|"0000000218250097/,
    );
  });
});

test("records, and those like them, have no key that is not listed", async () => {
  for (const { id } of RECORDS) {
    const record = await get(bodies.RecordBody, `/records/${id}`);
    const [hit] = (await get(bodies.SearchBody, "/search", { q: record.title })).hits.filter((hit) => hit.id === id);
    expect(hit?.openAccessUrl).toBe(record.openAccessUrl);
    await get(bodies.SimilarBody, `/records/${id}/similar`);
  }
  expect((await get(bodies.RecordBody, "/records/infarction")).openAccessUrl).toContain("PMC1");
});

test("every answer has a JSON schema, which the API tells", async () => {
  const schemas = (await (await fetch(`${address}/schema`)).json()) as Record<string, { properties: object }>;
  expect(Object.keys(schemas)).toContain("GET /v1/search/report");
  for (const schema of Object.values(schemas))
    expect(schema).toMatchObject({ type: "object", additionalProperties: false });
  const answer = await get(bodies.SearchBody, "/search", { q: "heart" });
  expect(Object.keys(schemas["GET /v1/search"]!.properties)).toEqual(expect.arrayContaining(Object.keys(answer)));
});

describe("a term", () => {
  test("tells its field, and that a star, quotation marks or a value ask for it", async () => {
    expect(await terms('title:glauco* "heart attack" has:abstract')).toMatchObject([
      { text: "glauco", field: "title", kind: "word", presence: "required", beginning: true },
      { text: "heart attack", kind: "phrase", presence: "required" },
      { text: "abstract", field: "has", kind: "value", presence: "required", as: [{ text: "abstract" }] },
    ]);
    expect(await terms("the heart -children")).toMatchObject([
      { text: "the", presence: "ignored" },
      { text: "heart", presence: "optional" },
      { text: "children", presence: "excluded" },
    ]);
    expect(await terms("to be")).toMatchObject([{ presence: "optional" }, { presence: "optional" }]);
  });

  test.each([
    ["glaucma", "glaucoma", "corrected"],
    ["Schlaganfall", "stroke", "translation"],
    ["tumor", "tumour", "variant"],
    ["IL-6", "interleukin 6", "notation"],
    ["UTI", "urinary tract infection", "abbreviation"],
    ["glauc", "glaucoma", "prefix"],
  ])("%s is read as %s, and why", async (q, text, via) => {
    const [term] = await terms(q);
    expect(term).toMatchObject({ as: expect.arrayContaining([expect.objectContaining({ text, via })]) });
  });

  test("says for which words another name stands that is for several", async () => {
    const name = { text: "myocardial infarction", via: "synonym", of: "heart attack", records: 1 };
    for (const term of await terms("heart attack")) expect(term).toMatchObject({ as: expect.arrayContaining([name]) });
  });

  test("of brackets is a tree, in which each says what it is to its group", async () => {
    const shape = (term: ToldTerm): unknown =>
      "as" in term ? `${term.presence} ${term.text}` : [term.presence, term.operator, ...term.terms.map(shape)];
    const shapes = async (q: string) => (await terms(q)).map(shape);
    expect(await shapes("(stroke AND (children NOT adults)) OR is:retracted")).toEqual([
      [
        "required",
        "OR",
        ["optional", "AND", "required stroke", ["required", "AND", "required children", "excluded adults"]],
        "optional retracted",
      ],
    ]);
    expect(await shapes("heart NOT (attack AND (adults OR children))")).toEqual([
      "optional heart",
      ["excluded", "AND", "required attack", ["required", "OR", "optional adults", "optional children"]],
    ]);
  });

  test("of a value tells those that the index has under that name", async () => {
    expect((await terms("glaucoma OR type:review"))[0]).toMatchObject({
      terms: [{ text: "glaucoma" }, { field: "type", kind: "value", as: [{ text: "Review", records: 1 }] }],
    });
  });
});

test("an identifier's answer counts the facets that are asked for, and no others", async () => {
  const { facets } = await get(bodies.SearchBody, "/search", { q: "10.1000/a", facets: "kind" });
  expect(facets).toEqual({ kind: [{ value: "publication", count: 1 }] });
});
