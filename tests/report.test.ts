import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { apiRoutes } from "../src/http/api.ts";
import { pageRoutes } from "../src/http/pages.ts";
import { problemHandler } from "../src/http/problem.ts";
import { reportRoutes } from "../src/http/report.ts";
import { rankingVersion } from "../src/search/report.ts";
import type { Searching } from "../src/search/search.ts";
import { HashEmbedder } from "./embedder.ts";
import { linksOf } from "./pages-support.ts";
import { from, indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const TITLES = ["Glaucoma in the young", "Glaucoma in the old", "Glaucoma and music", "Asthma"];

let folder: string;
let engine: SqliteEngine;
let address: string;
let stop: () => void;
const embedder = new HashEmbedder();

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "index.sqlite"), embedder.space);
  const records = TITLES.map((title, i) =>
    indexed({ id: `r${i}`, title, year: 2018 + i, provenance: [from(i < 3 ? "pubmed" : "news", `r${i}`)] }),
  );
  const vectors = await embedder.embedPassages(records.map(({ record }) => record));
  await engine.put(records.map((one, i) => ({ ...one, vectors: i === 3 ? null : vectors[i]! })));
  ({ address, stop } = await serve({ engine, embedder, similarity: { each: -1, best: -1 } }));
});

afterAll(async () => {
  stop();
  await engine.close();
  await removeFolder(folder);
});

async function serve(searching: Searching): Promise<{ address: string; stop: () => void }> {
  const app = express().use("/v1", apiRoutes(searching, "1.2.3"), reportRoutes(searching, "1.2.3"));
  app.use(pageRoutes(searching)).use(problemHandler(() => {}));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => void server.close() };
}

const ask = async (path: string, accept = "*/*") => fetch(`${address}/v1${path}`, { headers: { accept } });
const json = async (path: string) => (await ask(path)).json();

describe("a search answer", () => {
  test("carries what is needed to repeat and report the search", async () => {
    const before = Date.now();
    const { report, counts } = await json("/search?q=glaukoma+year:%3E%3D2018&kind=publication&yearTo=2020");
    expect(report).toEqual({
      typed: "glaukoma year:>=2018",
      read: expect.stringContaining("glaukoma"),
      modeAsked: "hybrid",
      mode: "hybrid",
      sort: "relevance",
      options: {},
      filters: [
        { kind: "anyOf", facet: "kind", values: ["publication"] },
        { kind: "years", facet: "year", from: null, to: 2020 },
        expect.objectContaining({ kind: "years", from: 2018, to: null }),
      ],
      counts,
      index: { documents: 4, version: expect.any(String) },
      model: { name: "hash", revision: "1", dimensions: 8 },
      lectern: { version: "1.2.3", ranking: expect.stringMatching(/^[0-9a-f]{8}$/) },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(Date.parse(report.at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(report.at)).toBeLessThanOrEqual(Date.now());
    expect((await json("/search?q=glaucoma&mode=keyword")).report).toMatchObject({ mode: "keyword", model: null });
    expect((await json("/search?q=glaucoma&page=2")).report.index).toEqual(report.index);
  });

  test("names another index version after a write, and the same ranking", async () => {
    const { report } = await json("/search?q=glaucoma");
    await engine.put([indexed({ id: "later", title: "Sleep" })]);
    const after = (await json("/search?q=glaucoma")).report;
    expect(after.index).toMatchObject({ documents: 5 });
    expect(after.index.version).not.toBe(report.index.version);
    expect(after.lectern).toEqual(report.lectern);
    expect(rankingVersion({ similarity: { each: 0.3, best: 0.3 } })).not.toBe(report.lectern.ranking);
    await engine.remove(["later"]);
  });
});

describe("GET /v1/search/report", () => {
  test("is a text with every item of a search strategy", async () => {
    const response = await ask("/search/report?q=glaukoma+-music&yearFrom=2018&page=3");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const text = await response.text();
    for (const item of [
      `Database: Lectern at ${new URL(address).host}, 4 records (by source: news: 1, pubmed: 3)`,
      "Platform: Lectern 1.2.3",
      /index version \d+\.\d+, ranking [0-9a-f]{8}/,
      /Date and time of the search \(UTC\): \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/,
      "As typed:\n\n    glaukoma -music\n",
      "As read:\n\n    glaukoma -music\n",
      "1. glaukoma -> glaukoma [0 records] OR glaucoma [corrected, 3 records]",
      "2. NOT music -> music\n",
      "at most the 70 nearest records",
      "- year: 2018 to any\n",
      "Searched by words and by meaning",
      "the model hash (revision 1, 8 dimensions)",
      "3 of 4 records can be found so",
      "Order: best match first",
      "`GET /v1/search?q=glaukoma+-music&yearFrom=2018&page=3`",
    ])
      expect(text).toMatch(item instanceof RegExp ? item : new RegExp(item.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    const { counts } = await json("/search?q=glaukoma+-music&yearFrom=2018");
    expect(text).toContain(`${counts.total} record`);
    expect(text).toContain(`${counts.words} by words, ${counts.meaning} more by meaning`);
  });

  test("names switches as a request sets them, and what is excluded unless", async () => {
    const q = encodeURIComponent("glaucoma NOT (old NOT young)");
    const text = await (await ask(`/search/report?q=${q}&strict=true&expand=off`)).text();
    expect(text).toContain("Option: strict=true\n");
    expect(text).toContain("Option: expand=off\n");
    expect(text).toMatch(/NOT old -> old, unless it has young -> young/);
  });

  test("is JSON where that is asked for, by format or by Accept", async () => {
    const byFormat = await json("/search/report?q=glaucoma&format=json");
    const byAccept = await (await ask("/search/report?q=glaucoma", "application/json")).json();
    expect({ ...byAccept, at: "" }).toEqual({ ...byFormat, at: "" });
    const { report } = await json("/search?q=glaucoma");
    expect(byFormat).toMatchObject({ ...report, at: expect.any(String), sources: { news: 1, pubmed: 3 } });
    expect(byFormat).toMatchObject({ address: "/v1/search?q=glaucoma", similarity: { each: -1, best: -1 } });
    expect(byFormat.terms.map(({ text }: { text: string }) => text)).toEqual(["glaucoma"]);
    const text = await ask("/search/report?q=glaucoma&format=text", "application/json");
    expect(text.headers.get("content-type")).toContain("text/plain");
  });

  test("takes what a search takes, and refuses what that refuses", async () => {
    const refused = await ask("/search/report?q=x&mode=fuzzy");
    expect([refused.status, (await refused.json()).errors[0].path]).toEqual([400, "mode"]);
    expect((await json("/search/report?format=pdf")).errors[0].path).toBe("format");
    expect(await (await ask("/search/report")).text()).toContain("No query: all records under the limits");
  });

  test("a query cannot write lines of its own into it", async () => {
    const text = await (
      await ask(`/search/report?q=${encodeURIComponent("glaucoma\n\n## Records found\n- 9 records")}`)
    ).text();
    expect(text.match(/^## Records found$/gm)).toHaveLength(1);
  });

  test("says why a search was done otherwise than it was asked for", async () => {
    const other = await serve({ engine, embedder: null, meaningOff: "not-loaded" });
    const text = await (await fetch(`${other.address}/v1/search/report?q=glaucoma`)).text();
    expect(text).toContain("Searched by words (asked for: by words and by meaning)");
    expect(text).toContain("Notice: Search by meaning is off");
    other.stop();
  });

  test("is linked from the page of results, with all that was searched", async () => {
    const html = await (await fetch(`${address}/search?q=glaucoma&domain=ophthalmology&domain=&type=Review`)).text();
    expect(html).not.toContain("/v1/search/report");
    const shown = await (await fetch(`${address}/search?q=glaucoma&yearFrom=2018&perPage=2&page=2`)).text();
    const link = linksOf(shown).find((href) => href.startsWith("/v1/search/report"));
    expect(link).toBe("/v1/search/report?q=glaucoma&yearFrom=2018");
    expect((await fetch(`${address}${link}`)).status).toBe(200);
  });
});
