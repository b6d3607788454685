import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
const admin = { authorization: `Bearer ${KEY}` };

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = await sharedFolder();
  server = await startServer({ LECTERN_DATA_DIR: join(folder, "data"), LECTERN_ADMIN_KEY: KEY });
});

afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.address}${path}`, { headers });
  return { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.json() };
}

async function post(path: string, body: string | Buffer, headers: Record<string, string> = admin) {
  const response = await fetch(`${server.address}${path}`, { method: "POST", body: body as BodyInit, headers });
  return { status: response.status, body: await response.json() };
}

async function jobDone(id: string) {
  await expect
    .poll(async () => (await get(`/v1/jobs/${id}`, admin)).body.state, { timeout: 20_000, interval: 50 })
    .toMatch(/done|failed/);
  return (await get(`/v1/jobs/${id}`, admin)).body;
}

describe("the first start", () => {
  test("has loaded the sample, and says so", async () => {
    expect(server.output()).toMatch(/\d+ sample records are in the index/);
    const { body } = await get("/ready");
    expect(body).toMatchObject({ status: "ready", meaning: { model: "all-MiniLM-L6-v2", dimensions: 384 } });
    expect(body.embedded).toBe(body.records);
    expect(body.records).toBeGreaterThan(76);
  });

  test("does not print a configured key", () => {
    expect(server.output()).not.toContain(KEY);
  });
});

describe("GET /v1/search", () => {
  test("answers with the documented fields", async () => {
    const { status, body } = await get("/v1/search?q=glaucoma&perPage=3");
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining(["query", "mode", "counts", "hits", "facets", "page", "perPage", "tookMs"]),
    );
    expect(body).toMatchObject({ query: "glaucoma", mode: "hybrid", page: 1, perPage: 3 });
    expect(body.counts.total).toBe(body.counts.words + body.counts.meaning);
    const [hit] = body.hits;
    expect(hit).toMatchObject({ id: expect.any(String), title: expect.any(String), score: expect.any(Number) });
    const { field, start, end, text } = hit.bestSentence;
    expect(hit[field].slice(start, end)).toBe(text);
    for (const mark of hit.highlights.title) expect(hit.title.slice(mark.start, mark.end)).toMatch(/glaucoma/i);
    expect(hit).not.toHaveProperty("provenance");
  });

  test("finds by meaning what shares no word with the question", async () => {
    const { body } = await get("/v1/search?q=loss+of+sight+from+raised+eye+pressure&perPage=5");
    expect(JSON.stringify(body.hits.map(({ title }: { title: string }) => title))).toMatch(/glaucoma/i);
  });

  test("lists everything, newest first, without a query, page by page", async () => {
    const seen: string[] = [];
    for (let page = 1; ; page++) {
      const { body } = await get(`/v1/search?perPage=50&page=${page}`);
      if (body.hits.length === 0) break;
      seen.push(...body.hits.map(({ id }: { id: string }) => id));
      expect(body.counts.total).toBeGreaterThanOrEqual(seen.length);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect((await get("/v1/search")).body.counts.total).toBe(seen.length);
  });

  test("counts facets that add up, and the same whatever the sort", async () => {
    const answers = await Promise.all(
      ["relevance", "newest", "oldest"].map(async (sort) => (await get(`/v1/search?q=children&sort=${sort}`)).body),
    );
    const [first] = answers;
    for (const { counts, facets } of answers)
      expect({ counts, facets }).toEqual({ counts: first.counts, facets: first.facets });
    const sum = first.facets.kind.reduce((total: number, { count }: { count: number }) => total + count, 0);
    expect(sum).toBe(first.counts.total);
  });

  test("filters by every facet, several values being alternatives", async () => {
    const { body } = await get("/v1/search?kind=news&yearFrom=2024&yearTo=2024");
    expect(body.hits.every(({ kind, year }: { kind: string; year: number }) => kind === "news" && year === 2024)).toBe(
      true,
    );
    const one = (await get("/v1/search?domain=ophthalmology")).body.counts.total;
    const two = (await get("/v1/search?domain=ophthalmology&domain=nephrology")).body.counts.total;
    expect(one).toBeGreaterThan(0);
    expect(two).toBeGreaterThan(one);
  });

  test("counts the facets that are named, and so many of their values", async () => {
    const { facets } = (await get("/v1/search?facets=kind,type&facetValues=2&facets=")).body;
    expect(facets).toEqual({ kind: expect.any(Array), type: expect.any(Array) });
    expect(facets.type).toHaveLength(2);
    const chosen = (await get("/v1/search?retracted=true&author=Nobody&facets=author&zeros=true")).body;
    expect(chosen.facets.author).toContainEqual({ value: "Nobody", count: 0 });
    expect((await get("/v1/search?author=Nobody&facets=author")).body.facets.author).not.toContainEqual(
      expect.objectContaining({ value: "Nobody" }),
    );
  });

  test("looks up a facet's values, with counts that a search by them has", async () => {
    const { body } = await get("/v1/facets/mesh?prefix=ATRIAL&kind=publication");
    expect(body).toMatchObject({ facet: "mesh", values: expect.any(Array) });
    expect(body.values.length).toBeGreaterThan(0);
    for (const { value, count } of body.values) {
      expect(value.toLowerCase()).toContain("atrial");
      const filtered = await get(`/v1/search?kind=publication&mesh=${encodeURIComponent(value)}`);
      expect(filtered.body.counts.total).toBe(count);
    }
    expect((await get("/v1/facets/shoe-size")).body).toMatchObject({ status: 404 });
    expect((await get("/v1/facets/mesh?page=2")).body.errors[0].path).toBe("page");
  });

  test.each([
    ["openAccess=maybe", "openAccess", "true"],
    ["facets=authors", "facets", "author"],
    ["facetValues=0", "facetValues", "a whole number from 1 to 1000"],
    ["page=0", "page", "a whole number from 1 to 10000"],
    ["perPage=1000", "perPage", "a whole number from 1 to 100"],
    ["yearFrom=20224", "yearFrom", "a whole number from 1500 to 2100"],
    ["yearFrom=2024&yearTo=2020", "yearTo", "a year from 2024 on"],
    ["mode=fuzzy", "mode", "hybrid"],
    ["domain=onclogy", "domain", "the id of a domain"],
    ["qq=x", "qq", "`q`, or nothing"],
    ["q=a&q=b", "q", "text"],
    ["page=500&perPage=100", "page", "within the first 10,000"],
  ])("refuses %s with a problem that names the parameter", async (query, path, expected) => {
    const { status, type, body } = await get(`/v1/search?${query}`);
    expect(status).toBe(400);
    expect(type).toContain("application/problem+json");
    expect(body).toMatchObject({ status: 400, title: expect.any(String), errors: [{ path }] });
    expect(body.errors[0].expected).toContain(expected);
  });

  test("reads a query of up to 8,000 characters, and any text", async () => {
    const long = await get(`/v1/search?q=${"a".repeat(10_000)}`);
    expect(long.status).toBe(400);
    expect(long.body.errors[0]).toMatchObject({ path: "q", expected: "at most 8,000 characters" });
    const strategy = Array.from({ length: 200 }, (_, i) => `("glaucome n\u00e9ovasculaire ${i}"[tiab])`).join(" OR ");
    const read = await get(`/v1/search?q=${encodeURIComponent(strategy)}`);
    expect([read.status, read.body.interpretation.terms[0].terms.length]).toEqual([200, 200]);
    expect((await get(`/v1/search?q=${encodeURIComponent("\u9752\u5149".repeat(4_000))}`)).status).toBe(200);
    const refused = (await get(`/v1/search?q=${"a+(b+OR+".repeat(60)}`)).body.errors[0];
    expect(refused).toMatchObject({ path: "q", expected: "nested at most 30 deep", start: 0, end: 480 });
    for (const q of ['"unbalanced', "AND OR NOT", "a*b(c]", "\u0000", "%", "'; DROP TABLE records; --", "-", '""'])
      expect((await get(`/v1/search?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect((await get("/v1/search?q=%22heart+failure")).body.notices[0].code).toBe("quotation-open");
  });
});

describe("GET /v1/suggest", () => {
  test("tells what a text may be the beginning of, each with its kind", async () => {
    const { suggestions } = (await get("/v1/suggest?q=glauco&limit=5")).body;
    expect(suggestions.length).toBeGreaterThan(1);
    expect(suggestions.length).toBeLessThanOrEqual(5);
    for (const { kind, text, records, id } of suggestions) {
      expect(text).toMatch(/glauco/i);
      expect(records).toBeGreaterThan(0);
      expect(["mesh", "author", "journal", "title"]).toContain(kind);
      if (kind === "title") expect((await get(`/v1/records/${id}`)).body.title).toBe(text);
    }
    expect((await get("/v1/suggest")).body).toEqual({ suggestions: [] });
    expect((await get(`/v1/suggest?q=${"a".repeat(201)}`)).body.errors[0].path).toBe("q");
    expect((await get("/v1/suggest?q=heart&limit=21")).body.errors[0].path).toBe("limit");
  });
});

describe("the other addresses", () => {
  test("a record comes with where it is from; one that is not there is a problem", async () => {
    const { id } = (await get("/v1/search?q=glaucoma")).body.hits[0];
    expect((await get(`/v1/records/${id}`)).body).toMatchObject({ id, provenance: [{ source: "lectern-sample" }] });
    expect(await get("/v1/records/none")).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("none") },
    });
    expect(await get("/v1/nothing")).toMatchObject({ status: 404, type: expect.stringContaining("problem+json") });
  });

  test("the domains come with labels and counts", async () => {
    const { body } = await get("/v1/domains");
    expect(body.domains.length).toBeGreaterThan(30);
    expect(body.domains[0]).toMatchObject({
      label: { en: expect.any(String), nl: expect.any(String) },
      description: { en: expect.any(String), fr: expect.any(String) },
      records: expect.any(Number),
    });
  });

  test("loading needs the administrator's key", async () => {
    expect((await post("/v1/ingest", "{}", {})).status).toBe(401);
    expect((await post("/v1/ingest", "{}", { authorization: "Bearer wrong" })).status).toBe(403);
    expect((await get("/v1/jobs")).status).toBe(401);
    expect((await fetch(`${server.address}/v1/jobs/x`, { method: "DELETE" })).status).toBe(401);
  });

  test("an upload is a job that ends with its counts, and its failures", async () => {
    const lines = `${JSON.stringify({ key: "up-1", title: "Lutein in the macula of zebras" })}\n{"key": "up-2"}\n`;
    const { status, body } = await post("/v1/ingest?name=up.jsonl", lines);
    expect(status).toBe(202);
    expect(body).toMatchObject({ name: "up.jsonl", id: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(folder);
    const job = await jobDone(body.id);
    expect(job).toMatchObject({ state: "done", counts: { read: 2, added: 1, rejected: 1 } });
    expect(job.failures[0]).toMatchObject({ key: "up-2", record: 2, line: 2, raw: '{"key": "up-2"}' });
    expect((await get("/v1/search?q=zebras")).body.hits[0].key).toBe("up-1");
    const open = (await get(`/v1/jobs/${body.id}`)).body;
    expect(open.failures[0]).toMatchObject({ key: "up-2", reason: job.failures[0].reason });
    expect(open.failures[0]).not.toHaveProperty("raw");
  });

  test("an upload that is not what it says fails alone, with one message", async () => {
    const { body } = await post("/v1/ingest?format=pubmed-xml&name=bad.xml", '{"key": "x", "title": "y"}\n');
    const job = await jobDone(body.id);
    expect(job.state).toBe("failed");
    expect(job.error).toContain("bad.xml");
    expect((await post("/v1/ingest", "")).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining("got nothing"),
    });
    expect((await post("/v1/ingest?format=endnote", "x")).body.errors[0].path).toBe("format");
  });

  test("no answer says what the server is made of, and pages may run nothing foreign", async () => {
    const response = await fetch(`${server.address}/health`);
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(await response.json()).toEqual({ status: "ok", version, meaning: "on" });
  });
});
