import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Sessions } from "../src/http/sessions.ts";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const ADMIN = "the-administrators-own-key";
const JUDGE = "a-key-to-judge-with-only";

let server: RunningServer;
let folder: string;
let id: string;

beforeAll(async () => {
  folder = await sharedFolder();
  server = await startServer({
    LECTERN_DATA_DIR: folder,
    LECTERN_ADMIN_KEY: ADMIN,
    LECTERN_JUDGE_KEY: JUDGE,
    LECTERN_EMBEDDER: "off",
  });
  id = (await (await fetch(`${server.address}/v1/search?q=glaucoma`)).json()).hits[0].id;
}, 60_000);

afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

const lines = () =>
  readFileSync(join(folder, "judgements.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

async function api(body: unknown, key: string | null = JUDGE) {
  const response = await fetch(`${server.address}/v1/judgements`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
  });
  return { status: response.status, body: await response.json() };
}

async function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.address}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const page = async (path: string, cookie = "") =>
  (await fetch(`${server.address}${path}`, { headers: { cookie } })).text();

async function signIn(key = JUDGE): Promise<string> {
  const { status, headers } = await form("/lab/sign-in", { key });
  expect([status, headers.get("location")]).toEqual([303, "/lab"]);
  return headers.get("set-cookie")!.split(";")[0]!;
}

const tokenOf = (html: string): string => /name="token" value="([^"]+)"/.exec(html)![1]!;

describe("POST /v1/judgements", () => {
  test("keeps a judgement of who has a key to judge, or the administrator's", async () => {
    const given = { query: " glaucoma \n", record: id, grade: 3, by: "an" };
    expect(await api(given)).toEqual({
      status: 201,
      body: { query: "glaucoma", record: id, grade: 3, by: "an", at: expect.stringMatching(/Z$/) },
    });
    expect((await api({ query: "glaucoma", record: id, grade: null }, ADMIN)).status).toBe(201);
    expect(lines()).toMatchObject([{ grade: 3, by: "an" }, { grade: null }]);
    await api({ query: "eye pressure", record: id, grade: 1 });
    const listed = await fetch(`${server.address}/v1/judgements`, { headers: { authorization: `Bearer ${JUDGE}` } });
    expect(await listed.json()).toEqual({ queries: [{ query: "eye pressure", grades: { [id]: 1 } }], unread: [] });
  });

  test("refuses other keys, and the key to judge does nothing else", async () => {
    expect((await api({}, null)).status).toBe(401);
    expect((await api({}, "another-key-altogether")).status).toBe(403);
    expect((await fetch(`${server.address}/v1/judgements`)).status).toBe(401);
    const headers = { authorization: `Bearer ${JUDGE}` };
    expect((await fetch(`${server.address}/v1/jobs`, { headers })).status).toBe(403);
    expect((await fetch(`${server.address}/v1/ingest`, { method: "POST", headers, body: "{}" })).status).toBe(403);
  });

  test.each([
    [{ query: "x", grade: 2 }, "record"],
    [{ query: "x", record: "../etc", grade: 2 }, "record"],
    [{ query: "  ", record: "r", grade: 2 }, "query"],
    [{ query: "x", record: "r", grade: 4 }, "grade"],
    [{ query: "x", record: "r", grade: 1, at: "2020-01-01T00:00:00Z" }, "at"],
  ])("refuses %j and names what is wrong", async (body, path) => {
    const refused = await api(body);
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, path]);
  });

  test("says which grades there are, as they are written", async () => {
    const { body } = await api({ query: "x", record: "r", grade: "2" });
    expect(body.errors).toEqual([{ path: "grade", expected: "one of 0, 1, 2, 3, null", got: '"2"' }]);
  });

  test("refuses a record that is not there", async () => {
    expect(await api({ query: "x", record: "nobody", grade: 1 })).toMatchObject({ status: 404 });
  });
});

describe("judging on the page", () => {
  test("shows nothing of it to who has not signed in", async () => {
    const html = await page("/search?q=glaucoma");
    expect(html).not.toMatch(/judge|\/lab\b|lab\.css/);
    expect(await page("/lab")).toContain('type="password"');
  });

  test("takes a key, and gives a cookie that is not the key, for this site and no script", async () => {
    const wrong = await form("/lab/sign-in", { key: "not-a-key" });
    expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([403, null]);
    expect(wrong.html).toContain("not a key to judge with");
    expect(wrong.html).not.toContain("not-a-key");
    const { headers } = await form("/lab/sign-in", { key: JUDGE });
    const cookie = headers.get("set-cookie")!;
    expect(cookie).toMatch(/^lectern-lab=[^;]+; Max-Age=36000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(JUDGE);
    const behindTls = await form("/lab/sign-in", { key: ADMIN }, { "x-forwarded-proto": "https" });
    expect(behindTls.headers.get("set-cookie")).toContain("; Secure");
  });

  test("has buttons under each result, which keep a judgement, show it, and take it back", async () => {
    const cookie = await signIn();
    const path = "/search?q=glaucoma&yearFrom=2000";
    const html = await page(path, cookie);
    const buttons = html.match(/<form class="judge"/g)!.length;
    expect(buttons).toBe(html.match(/<article class="hit/g)!.length);
    expect(html).not.toMatch(/aria-pressed="true"/);
    const send = (grade: string) =>
      form("/lab/judgements", { token: tokenOf(html), query: "glaucoma", record: id, grade, back: path }, { cookie });
    const sent = await send("2");
    expect([sent.status, sent.headers.get("location")]).toEqual([303, `${path}#hit-${id}`]);
    expect(lines().at(-1)).toMatchObject({ query: "glaucoma", record: id, grade: 2 });
    const judged = await page(path, cookie);
    expect(judged.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(judged).toContain("Judged: well");
    expect(judged).toContain(`id="hit-${id}"`);
    expect((await send("")).status).toBe(303);
    expect(lines().at(-1)).toMatchObject({ grade: null });
    expect(await page(path, cookie)).not.toMatch(/aria-pressed="true"/);
    expect(await page("/", cookie)).not.toContain('class="judge"');
  });

  test("takes nothing without the form's own token, from another site, or with a cookie that was made up", async () => {
    const cookie = await signIn();
    const token = tokenOf(await page("/search?q=glaucoma", cookie));
    const other = tokenOf(await page("/search?q=glaucoma", await signIn()));
    const fields = { token, query: "glaucoma", record: id, grade: "2", back: "/" };
    const before = lines().length;
    const name = "lectern-lab=";
    const [until, nonce, mac] = cookie.slice(name.length).split(".") as [string, string, string];
    const refused: [Record<string, string>, Record<string, string>][] = [
      [fields, {}],
      [{ ...fields, token: "" }, { cookie }],
      [{ ...fields, token: other }, { cookie }],
      [fields, { cookie, "sec-fetch-site": "same-site" }],
      [fields, { cookie, "sec-fetch-site": "cross-site" }],
      [fields, { cookie: `${name}${Number(until) + 1}.${nonce}.${mac}` }],
      [fields, { cookie: `${name}${until}.${nonce}.` }],
    ];
    for (const [body, headers] of refused) expect((await form("/lab/judgements", body, headers)).status).toBe(403);
    expect((await form("/lab/sign-out", {}, { cookie })).status).toBe(403);
    expect(lines()).toHaveLength(before);
    expect((await form("/lab/judgements", fields, { cookie, "sec-fetch-site": "same-origin" })).status).toBe(303);
  });

  test("goes back to the search only, never to another site", async () => {
    const cookie = await signIn();
    const token = tokenOf(await page("/search?q=glaucoma", cookie));
    for (const back of [
      "//evil.example",
      "https://evil.example/",
      "/\\evil.example",
      "/lab",
      "/search?q=a\r\nset-cookie: x=1",
      "",
    ]) {
      const { headers } = await form(
        "/lab/judgements",
        { token, query: "glaucoma", record: id, grade: "0", back },
        { cookie },
      );
      expect(headers.get("location")).toBe(`/#hit-${id}`);
    }
    const wrong = await form(
      "/lab/judgements",
      { token, query: "x", record: "<b>", grade: "7", back: "/" },
      { cookie },
    );
    expect([wrong.status, wrong.html.includes("<b>")]).toEqual([400, false]);
  });

  test("ends by signing out", async () => {
    const cookie = await signIn();
    const html = await page("/lab", cookie);
    expect(html).toMatch(/\d+ judgements? of \d+ quer/);
    const out = await form("/lab/sign-out", { token: tokenOf(html) }, { cookie });
    expect([out.status, out.headers.get("location")]).toEqual([303, "/"]);
    expect(out.headers.get("set-cookie")).toMatch(/^lectern-lab=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });
});

test("a session ends by itself, and with a key that is changed", () => {
  let now = 1_000;
  let cookie = "";
  const request = { get: (name: string) => (name === "cookie" ? cookie : undefined), secure: false };
  const response = {
    cookie(name: string, value: string) {
      cookie = `a=b; ${name}=${value}`;
    },
  };
  const [one, two] = [new Sessions(["k1", "k2"], () => now), new Sessions(["k1", "k3"], () => now)];
  one.open(request as never, response as never);
  const token = one.formToken(request as never);
  expect(token).not.toBeNull();
  expect(two.formToken(request as never)).toBeNull();
  now += 10 * 60 * 60 * 1000 - 1;
  expect(one.formToken(request as never)).toBe(token);
  now += 1;
  expect(one.formToken(request as never)).toBeNull();
});

test("wrong keys are tried a few times only, and who knows the key is not held up by having used it", async () => {
  for (let i = 0; i < 30; i++) await signIn();
  const tried: number[] = [];
  for (let i = 0; i < 25; i++) tried.push((await form("/lab/sign-in", { key: `guess-${i}` })).status);
  expect(tried.filter((status) => status === 403).length).toBeLessThanOrEqual(20);
  const refused = await form("/lab/sign-in", { key: JUDGE });
  expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
});
