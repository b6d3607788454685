import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = await sharedFolder();
  server = await startServer({ LECTERN_DATA_DIR: join(folder, "data"), LECTERN_ADMIN_KEY: "a-key-for-the-tests-only" });
});

afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

async function get(path: string) {
  const response = await fetch(`${server.address}${path}`);
  return { status: response.status, body: await response.json() };
}

async function compare(body: unknown, type = "application/json") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${server.address}/v1/similar`, {
    method: "POST",
    body: text,
    headers: { "content-type": type },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test("a record has similar ones, with reasons and the people who wrote them", async () => {
  const [{ id }] = (await get("/v1/search?q=glaucoma&kind=publication")).body.hits;
  const { body } = await get(`/v1/records/${id}/similar?limit=4`);
  expect(body).toMatchObject({ id, by: "meaning", notices: [], people: expect.any(Array) });
  expect(body.hits).toHaveLength(4);
  for (const hit of body.hits) {
    expect(hit).toMatchObject({ title: expect.any(String), shared: { mesh: expect.any(Array) } });
    expect(hit.id).not.toBe(id);
    expect(hit).not.toHaveProperty("provenance");
    expect(hit[hit.bestSentence.field].slice(hit.bestSentence.start, hit.bestSentence.end)).toBe(hit.bestSentence.text);
  }
  expect((await get("/v1/records/none/similar")).status).toBe(404);
  expect((await get(`/v1/records/${id}/similar?limit=51`)).body.errors[0].path).toBe("limit");
});

test("a text has similar records, under filters, and no cache keeps the answer", async () => {
  const text = "Glaucoma: raised pressure in the eye, and what it does to the optic nerve and to vision. ".repeat(100);
  const { status, headers, body } = await compare({
    text,
    limit: 3,
    filters: { kind: ["publication"], yearFrom: 2015 },
  });
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body.hits.length).toBeGreaterThan(0);
  expect(JSON.stringify(body.hits.map(({ title }: { title: string }) => title))).toMatch(/glaucoma/i);
  for (const hit of body.hits) expect([hit.kind, hit.year >= 2015]).toEqual(["publication", true]);
});

test.each([
  [{}, "text", "text"],
  [{ text: " " }, "text", ""],
  [{ text: "x".repeat(10_001) }, "text", "at most 10,000 characters"],
  [{ text: "x", limit: 0 }, "limit", ""],
  [{ text: "x", filters: { colour: ["red"] } }, "filters.colour", ""],
  [{ text: "x", filters: { yearFrom: 2020, yearTo: 2019 } }, "yearTo", "a year from 2020 on"],
])("refuses %j with a problem that names the place", async (body, path, expected) => {
  const answer = await compare(body);
  expect(answer).toMatchObject({ status: 400, body: { type: "urn:lectern:problem:invalid-body", errors: [{ path }] } });
  expect(answer.body.errors[0].expected).toContain(expected);
});

test("refuses what is not JSON, and what is too large", async () => {
  expect((await compare("{ not json")).status).toBe(400);
  expect((await compare("text", "text/plain")).body).toMatchObject({ status: 400, errors: [{ path: "body" }] });
  expect((await compare({ text: "x".repeat(200_000) })).status).toBe(413);
});
