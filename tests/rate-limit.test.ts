import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = await sharedFolder();
  server = await startServer({
    LECTERN_DATA_DIR: join(folder, "data"),
    LECTERN_SAMPLE: "off",
    LECTERN_EMBEDDER: "off",
    LECTERN_RATE_LIMIT: "4",
    LECTERN_TRUST_PROXY: "1",
    LECTERN_ALLOWED_ORIGINS: "*",
  });
});
afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

const get = (path: string, from: string) =>
  fetch(`${server.address}${path}`, { headers: { "x-forwarded-for": from, origin: "https://intranet.example" } });

test("an address that searches too often is told to wait, whatever it searches by, and others go on", async () => {
  for (const path of ["/v1/search?q=a", "/v1/suggest?q=a", "/search?q=a", "/v1/facets/journal"]) {
    const response = await get(path, "192.0.2.1");
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get("ratelimit-policy")).toMatch(/"search".*q=4.*w=60/);
  }
  const refused = await get("/v1/search?q=a", "192.0.2.1");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit")).toMatch(/r=0/);
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(await refused.json()).toMatchObject({ title: "Too many requests", detail: expect.stringContaining("4") });
  const page = await get("/search?q=a", "192.0.2.1");
  expect([page.status, page.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
  expect(await page.text()).toMatch(/<p>Try again in \d+ seconds?\.<\/p>/);
  expect(await (await get("/search?q=a&lang=nl", "192.0.2.1")).text()).toMatch(
    /Probeer het over \d+ seconden? opnieuw\./,
  );
  expect((await get("/v1/search?q=a", "192.0.2.2")).status).toBe(200);
});

test("records, health and what belongs to pages are not bounded", async () => {
  for (let i = 0; i < 6; i++) {
    expect((await get("/health", "192.0.2.3")).status).toBe(200);
    expect((await get("/v1/records/none", "192.0.2.3")).status).toBe(404);
  }
});
