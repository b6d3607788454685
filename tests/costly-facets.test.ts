import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { linksOf, type PageServer, servePages } from "./pages-support.ts";
import { indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

/** As an engine is that takes long to count some facets. */
class SlowEngine extends SqliteEngine {
  readonly costly = ["author", "mesh"] as const;
}

let folder: string;
let engine: SlowEngine;
let server: PageServer;

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SlowEngine(join(folder, "index.sqlite"), null);
  const mesh = ["Heart Failure", "Heart Valves", "Hypertension"];
  await engine.put(
    mesh.map((_, i) =>
      indexed({ id: `r${i}`, title: `Heart ${i}`, mesh: mesh.slice(i), authors: [{ name: "Maes, J" }] }),
    ),
  );
  server = await servePages({ engine, embedder: null });
});

afterAll(async () => {
  server.close();
  await engine.close();
  await removeFolder(folder);
});

const answer = async (query: string) => JSON.parse((await server.get(`/v1/search?${query}`)).html);
const group = async (query: string, facet: string) =>
  (await server.get(`/search?${query}`)).html.split(`aria-labelledby="facet-${facet}"`)[1]!.split("</nav>")[0]!;

test("facets that take an engine long are counted where they are asked for by name", async () => {
  const { facets } = await answer("q=heart");
  expect(facets).toHaveProperty("domain");
  expect(facets).not.toHaveProperty("author");
  expect(facets).not.toHaveProperty("mesh");
  expect(Object.keys((await answer("q=heart&facets=author,mesh")).facets)).toEqual(["author", "mesh"]);
});

test("a page tells them where somebody asks for one, by a link or by words", async () => {
  expect(linksOf(await group("q=heart&kind=publication", "mesh"))).toEqual([
    "/search?q=heart&kind=publication&facet=mesh#facet-mesh",
  ]);
  expect(await group("q=heart", "author")).toContain('name="prefix"');
  const told = (html: string) => [...html.matchAll(/<span class="text">([^<]+)<.*?aria-hidden="true">(\d+)</gs)];
  const all = told(await group("q=heart&facet=mesh", "mesh")).map(([, value, count]) => `${value} ${count}`);
  expect(all).toEqual(["Hypertension 3", "Heart Valves 2", "Heart Failure 1"]);
  const some = told(await group("q=heart&facet=mesh&prefix=val", "mesh")).map(([, value]) => value);
  expect(some).toEqual(["Heart Valves"]);
});

test("of nothing found, nothing is offered to be counted", async () => {
  expect((await server.get("/search?q=zzzzzz")).html).not.toContain("facet-author");
});
