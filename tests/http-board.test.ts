import { existsSync } from "node:fs";
import { join } from "node:path";
import { Queue as BullQueue } from "bullmq";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { LINES, PREFIX } from "../src/queue/bullmq-lines.ts";
import { eventsOf } from "./events.ts";
import { hasRedis, type RedisServer, startRedis } from "./redis.ts";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder, temporaryFolder } from "./temporary.ts";

const KEY = "a-key:for-the-tests-only";
const basic = (password: string, name = "anyone") => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});
const settings = { LECTERN_ADMIN_KEY: KEY, LECTERN_SAMPLE: "off", LECTERN_EMBEDDER: "off" };
const CHROMIUM = "/usr/bin/chromium";
const hasChromium = existsSync(CHROMIUM);
const BROWSER = hasChromium ? "in a browser" : `in a browser (skipped: there is no ${CHROMIUM})`;

test("without Redis the board's address says what to set, to administrators only", async () => {
  const server = await startServer({ ...settings, LECTERN_DATA_DIR: join(await temporaryFolder(), "data") });
  onTestFinished(async () => void (await server.stop()));
  expect((await fetch(`${server.address}/admin/queues`)).status).toBe(401);
  const response = await fetch(`${server.address}/admin/queues`, { headers: basic(KEY) });
  expect(response.status).toBe(404);
  expect((await response.json()).detail).toContain("REDIS_URL");
});

const PLACE = hasRedis ? "over Redis" : "over Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`the board ${PLACE}`, () => {
  let redis: RedisServer;
  let folder: string;
  let server: RunningServer;
  let job: { id: string };

  beforeAll(async () => {
    redis = await startRedis(true);
    folder = await sharedFolder();
    server = await startServer({ ...settings, LECTERN_DATA_DIR: join(folder, "data"), REDIS_URL: redis.url });
    const headers = { authorization: `Bearer ${KEY}` };
    const body = '{"key": "a", "title": "One"}\n';
    job = await (await fetch(`${server.address}/v1/ingest?name=one.jsonl`, { method: "POST", body, headers })).json();
    for await (const { event, data } of eventsOf(await fetch(`${server.address}/v1/jobs/${job.id}/events`)))
      if (event === "end") expect(data.state).toBe("done");
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await redis.remove();
    await removeFolder(folder);
  });

  const get = (path: string, init: RequestInit = { headers: basic(KEY) }) =>
    fetch(`${server.address}/admin/queues${path}`, init);

  test("is for administrators: the key is a browser's password, or a bearer token", async () => {
    const paths = ["", "/api/queues", "/static/favicon.ico", "/nothing"];
    // Only so many wrong keys may be tried.
    const wrong = [basic("wrong"), basic(""), { authorization: "Basic ?" }, { authorization: "Bearer x" }];
    for (const [headers, at] of [[{}, paths] as const, ...wrong.map((one, i) => [one, paths.slice(i, i + 1)] as const)])
      for (const path of at) {
        const refused = await get(path, { headers });
        expect(refused.status).toBe(401);
        expect(refused.headers.get("www-authenticate")).toMatch(/^Basic realm="[^"]+", charset="UTF-8"$/);
        expect(refused.headers.get("content-type")).toContain("application/problem+json");
      }
    for (const headers of [basic(KEY), basic(KEY, ""), { authorization: `Bearer ${KEY}` }])
      expect((await get("", { headers })).status).toBe(200);
  });

  test("a password opens nothing but the board: other addresses take bearer tokens, which no browser sends by itself", async () => {
    const headers = basic(KEY);
    expect((await fetch(`${server.address}/v1/jobs`, { headers })).status).toBe(401);
    expect((await fetch(`${server.address}/v1/ingest`, { method: "POST", body: "{}", headers })).status).toBe(401);
  });

  test("changes nothing, whatever is asked of it", async () => {
    const line = `/api/queues/${Object.keys(LINES)[0]}`;
    const asked: [string, string][] = [
      ["PUT", "/api/queues/pause"],
      ["PUT", `${line}/pause`],
      ["PUT", `${line}/empty`],
      ["PUT", `${line}/obliterate`],
      ["PUT", `${line}/${job.id}/clean`],
      ["PUT", `${line}/${job.id}/retry/completed`],
      ["POST", `${line}/add`],
      ["PATCH", `${line}/${job.id}/update-data`],
      ["DELETE", `${line}/${job.id}`],
    ];
    for (const [method, path] of asked) {
      const refused = await get(path, { method, headers: basic(KEY), ...(method === "DELETE" ? {} : { body: "{}" }) });
      expect(refused.status).toBe(405);
      expect(refused.headers.get("allow")).toBe("GET, HEAD");
    }
    const { queues } = await (await get("/api/queues")).json();
    expect(queues).toMatchObject(Object.keys(LINES).map((name) => ({ name, readOnlyMode: true, isPaused: false })));
    expect(queues[0].counts).toMatchObject({ completed: 1, waiting: 0 });
  });

  test("names no other site, and its policy lets a page load from no other", async () => {
    const page = await get("");
    expect(page.headers.get("content-security-policy")).toMatch(
      /^default-src 'none';script-src 'self';style-src 'self'( 'sha256-[^']+')+;img-src 'self';connect-src 'self';/,
    );
    const html = await page.text();
    expect(html).not.toMatch(/https?:|\/\/[a-z]/);
    const scripts = [...html.matchAll(/src="([^"]+\.js)"/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, script] of scripts) expect((await get(`/${script}`)).status).toBe(200);
    // The rest of the site is no looser for it.
    const { headers } = await fetch(`${server.address}/`);
    expect(headers.get("content-security-policy")).toMatch(/style-src 'self';/);
  });

  test("shows no data of a job, for they may name paths, but leads to what Lectern knows of it", async () => {
    const name = Object.keys(LINES)[0]!;
    const [host, port] = redis.url.slice("redis://".length).split(":");
    const line = new BullQueue(name, { connection: { host: host!, port: Number(port) }, prefix: PREFIX });
    onTestFinished(() => line.close());
    await line.pause();
    const id = `${job.id}-2`;
    await line.add("file", { path: "/data/secret" }, { jobId: id });
    const found = [
      await (await get(`/api/queues?activeQueue=${name}&page=1&jobsPerPage=10`)).text(),
      await (await get(`/api/queues/${name}/${id}`)).text(),
    ];
    for (const text of found) {
      expect(text).toContain(id);
      expect(text).toContain(`"/v1/jobs/${job.id}"`);
      expect(text).not.toContain("secret");
      expect(text).not.toContain(folder);
    }
    await line.remove(id);
    await line.resume();
  });

  test.skipIf(!hasChromium)(
    `works ${BROWSER}, under its policy`,
    async () => {
      const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
      onTestFinished(() => browser.close());
      const context = await browser.newContext({ httpCredentials: { username: "me", password: KEY } });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
      page.on("pageerror", (error) => wrong.push(error.message));
      page.on(
        "request",
        (request) => request.url().startsWith(`${server.address}/admin/`) || wrong.push(request.url()),
      );
      page.on(
        "response",
        (response) => response.status() < 400 || wrong.push(`${response.status()} ${response.url()}`),
      );
      await page.goto(`${server.address}/admin/queues`);
      await page.getByRole("link", { name: "ingest" }).first().click();
      await page.getByText(job.id).waitFor();
      expect(await page.getByRole("link", { name: "In Lectern" }).getAttribute("href")).toBe(`/v1/jobs/${job.id}`);
      await page.getByText(job.id).click();
      await page.waitForURL(`**/admin/queues/queue/ingest/${job.id}**`);
      await page.reload();
      await page.getByText(job.id).waitFor();
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  test("says that Redis is away, and works again when it is back", async () => {
    await redis.stop();
    const response = await get("/api/queues");
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect((await get("")).status).toBe(200);
    await redis.start();
    await expect.poll(async () => (await get("/api/queues")).status, { timeout: 20_000 }).toBe(200);
  }, 60_000);
});
