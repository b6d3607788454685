import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { problemHandler } from "../src/http/problem.ts";
import { type SitemapOptions, sitemapRoutes } from "../src/http/sitemap.ts";
import { inDomains, indexed } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const BASE = "https://research.example/a&b";
const IDS = Array.from({ length: 12 }, (_, i) => `paper-${i}`);

let folder: string;
let engine: SqliteEngine;

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "index.sqlite"), null);
  await engine.put([
    ...IDS.map((id) => indexed({ id, illustration: false, domains: inDomains("ophthalmology") })),
    indexed({ id: "made-up", illustration: true, domains: inDomains("ophthalmology") }),
    indexed({ id: "taken-back", illustration: false, status: ["retracted"] }),
  ]);
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

/** The routes alone, on a free port. */
async function serve(options: Partial<SitemapOptions> = {}) {
  const app = express();
  app.use(sitemapRoutes({ engine, publicUrl: BASE, ...options }));
  app.use(problemHandler(() => {}));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
}

/** The texts of the elements of this name, and the name of the root. */
function read(text: string, element: string): { root: string; found: string[] } {
  const parser = new SaxesParser();
  const open: string[] = [];
  const found: string[] = [];
  let root = "";
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length === 0) {
      root = name;
      expect(attributes.xmlns).toBe("http://www.sitemaps.org/schemas/sitemap/0.9");
    }
    open.push(name);
  });
  parser.on("text", (value) => open.at(-1) === element && found.push(value));
  parser.on("closetag", () => void open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  return { root, found };
}

/** All addresses of all parts, those of each part in a list. */
async function partsOf(get: Awaited<ReturnType<typeof serve>>): Promise<string[][]> {
  const { type, text } = await get("/sitemap.xml");
  expect(type).toMatch(/^application\/xml/);
  const { root, found } = read(text, "loc");
  expect(root).toBe("sitemapindex");
  return Promise.all(
    found.map(async (address) => {
      expect(address.startsWith(`${BASE}/`)).toBe(true);
      const part = read((await get(address.slice(BASE.length))).text, "loc");
      expect(part.root).toBe("urlset");
      return part.found;
    }),
  );
}

test("robots are told what not to follow, and where the sitemap is", async () => {
  const { type, text } = await (await serve())("/robots.txt");
  expect(type).toMatch(/^text\/plain/);
  expect(text).toBe(
    `User-agent: *\nDisallow: /search\nDisallow: /?\nDisallow: /selection\nDisallow: /feed.atom\nDisallow: /v1/\nDisallow: /lab\n\nSitemap: ${BASE}/sitemap.xml\n`,
  );
  const unnamed = await (await serve({ publicUrl: null }))("/robots.txt");
  expect(unnamed.text).toMatch(/^Sitemap: http:\/\/127\.0\.0\.1:\d+\/sitemap\.xml$/m);
});

test("the sitemap has every record that may be indexed once, and the domains that have records", async () => {
  const wanted = ["/", "/domains", "/domains/ophthalmology", ...[...IDS, "taken-back"].map((id) => `/records/${id}`)];
  for (const part of [1, 4, 16, 50_000]) {
    const parts = await partsOf(await serve({ part }));
    expect(parts.flat().sort()).toEqual(wanted.map((path) => BASE + path).sort());
    expect(parts).toHaveLength(Math.ceil(wanted.length / part));
    for (const one of parts) expect(one.length).toBeLessThanOrEqual(part);
  }
});

test("a record's entry has the day on which it was last taken in", async () => {
  const { text } = await (await serve())("/sitemap-1.xml");
  expect(text).toContain(
    `<url><loc>${BASE.replace("&", "&amp;")}/records/paper-3</loc><lastmod>2024-01-01</lastmod></url>`,
  );
  expect(read(text, "lastmod").found).toHaveLength(IDS.length + 1);
});

test.each(["2", "0", "-1", "1.5", "x"])("there is no part %s of a sitemap of one part", async (part) => {
  const { status, text } = await (await serve())(`/sitemap-${part}.xml`);
  expect(status).toBe(404);
  expect(text).toContain("no part");
});

test("records are read anew only where the list is old and the index has changed, and once for all who ask", async () => {
  const scan = vi.spyOn(engine, "scan");
  onTestFinished(() => scan.mockRestore());
  const get = await serve({ kept: 0 });
  await Promise.all([partsOf(get), partsOf(get), partsOf(get)]);
  expect(scan).toHaveBeenCalledTimes(1);
  const kept = await serve();
  await partsOf(kept);
  await engine.put([indexed({ id: "later", illustration: false })]);
  expect((await partsOf(get)).flat()).toContain(`${BASE}/records/later`);
  expect((await partsOf(kept)).flat()).not.toContain(`${BASE}/records/later`);
  expect(scan).toHaveBeenCalledTimes(3);
  await engine.remove(["later"]);
});
