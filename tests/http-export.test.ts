import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RunningServer, startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const KEY = "a-key-for-the-tests-only";
let server: RunningServer;
let folder: string;
/** Ids by title's first word. */
const ids: Record<string, string> = {};

const RECORDS = [
  {
    key: "e1",
    title: "Exportable drops in glaucoma: p < 0.05 & more",
    abstract: "First line.\n\nER  - \nTY  - JOUR\nSecond line on zebrafish.",
    authors: ["Janssens, M", "The Exporting Group"],
    journal: "Illustrations of Eyes",
    journalAbbreviation: "Illus Eyes",
    volume: 12,
    issue: "3 Suppl 1",
    pages: "S865-76",
    issn: "2049-3630",
    date: "2020-03",
    language: "en",
    mesh: ["Glaucoma, Open-Angle"],
    keywords: ["drops"],
    illustration: true,
  },
  {
    key: "e2",
    title: "Exportable drops in zebrafish",
    abstract:
      '=HYPERLINK("http://x.example") is what this abstract begins with, and it goes on for longer than a line.',
    authors: ["Janssens, M"],
    journal: "Illustrations of Eyes",
    year: 2020,
    status: ["retracted"],
    illustration: true,
  },
  { key: "e3", title: "News of zebrafish", kind: "news", date: "2021-05-06", illustration: true },
];

beforeAll(async () => {
  folder = await sharedFolder();
  server = await startServer({
    LECTERN_DATA_DIR: join(folder, "data"),
    LECTERN_ADMIN_KEY: KEY,
    LECTERN_SAMPLE: "off",
    LECTERN_PUBLIC_URL: "https://research.example/",
    LECTERN_ALLOWED_ORIGINS: "https://intranet.example",
  });
  const posted = await fetch(`${server.address}/v1/ingest?name=e.jsonl`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}` },
    body: RECORDS.map((record) => JSON.stringify(record)).join("\n"),
  });
  const { id } = (await posted.json()) as { id: string };
  await vi.waitFor(async () => expect(await json(`/v1/jobs/${id}`)).toMatchObject({ state: "done" }), 30_000);
  const { hits } = await json<{ hits: { id: string; key: string }[] }>("/v1/search?q=zebrafish&mode=keyword");
  for (const { id, key } of hits) ids[key] = id;
  expect(Object.keys(ids).sort()).toEqual(["e1", "e2", "e3"]);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.address}${path}`, { headers });
const json = async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>;

describe("records as files", () => {
  test("as RIS, each begins and ends once, whatever its text holds", async () => {
    const response = await get(`/v1/export?format=ris&id=${ids.e1}&id=${ids.e2}`);
    expect(response.headers.get("content-type")).toMatch(/^application\/x-research-info-systems/);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename=lectern-selection\.ris$/);
    const lines = (await response.text()).split(/\r?\n/);
    expect(lines.filter((line) => line.startsWith("TY  - "))).toEqual(["TY  - JOUR", "TY  - JOUR"]);
    expect(lines.filter((line) => line.startsWith("ER  -"))).toHaveLength(2);
    expect(lines).toContain("AU  - Janssens, M");
    expect(lines).toContain("AU  - The Exporting Group");
    for (const line of ["VL  - 12", "IS  - 3 Suppl 1", "SP  - S865", "EP  - S876", "SN  - 2049-3630"])
      expect(lines).toContain(line);
    expect(lines).toContain("KW  - Glaucoma, Open-Angle");
    expect(lines).toContain("TI  - RETRACTED: Exportable drops in zebrafish");
    // However long: readers of RIS take a break within a word for a space.
    expect(lines).toContain(`AB  - ${RECORDS[1]!.abstract}`);
    expect(lines.filter((line) => line.startsWith("N1  - "))).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith("ID  - "))).toEqual([`ID  - ${ids.e1}`, `ID  - ${ids.e2}`]);
    const dates = lines.filter((line) => line.startsWith("DA  - "));
    expect(dates.every((line) => /- \d{4}\/(\d\d)?\/(\d\d)?\/$/.test(line))).toBe(true);
  });

  test("as BibTeX, each has a key of its own, and TeX's signs are escaped", async () => {
    const text = await (await get("/v1/search/export?q=exportable&mode=keyword&format=bibtex")).text();
    const keys = [...text.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
    expect(keys.toSorted()).toEqual(["janssens2020exportable", "janssens2020exportableb"]);
    expect(text).toContain("{The Exporting Group}");
    expect(text).toMatch(/\\& more/);
    expect(text).toMatch(/volume = \{?12\}?,/);
    expect(text).toMatch(/pages = \{S865-+S876\}/);
  });

  test("as CSL-JSON, with the parts of dates and names", async () => {
    const response = await get(`/v1/records/${ids.e1}/export?format=csl`);
    expect(response.headers.get("content-type")).toMatch(/^application\/vnd\.citationstyles\.csl\+json/);
    expect(await response.json()).toEqual([
      expect.objectContaining({
        id: ids.e1,
        type: "article-journal",
        author: [{ family: "Janssens", given: "M" }, { literal: "The Exporting Group" }],
        issued: { "date-parts": [[2020, 3]] },
        "container-title": "Illustrations of Eyes",
        volume: "12",
        issue: "3 Suppl 1",
        page: "S865-S876",
        ISSN: "2049-3630",
        keyword: "Glaucoma, Open-Angle, drops",
      }),
    ]);
    expect(await json(`/v1/records/${ids.e3}/export?format=csl`)).toMatchObject([{ type: "article-newspaper" }]);
  });

  test("as CSV, a cell is no formula, and all comes back as it was", async () => {
    const text = await (await get("/v1/search/export?q=zebrafish&mode=keyword&format=csv")).text();
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ id }) => id).sort()).toEqual(Object.values(ids).sort());
    const of = (key: string) => rows.find(({ id }) => id === ids[key])!;
    expect(of("e2").abstract).toBe(`'${RECORDS[1]!.abstract}`);
    expect(of("e1").abstract).toContain("Second line on zebrafish.");
    expect(of("e1")).toMatchObject({ authors: "Janssens, M; The Exporting Group", volume: "12", pages: "S865-S876" });
    expect(of("e1")).toMatchObject({ year: "2020", illustration: "made-up" });
    expect(of("e2").status).toBe("retracted");
  });

  test("of a search, as many as asked for, in its order, under its filters", async () => {
    const csl = (more: string) =>
      json<{ id: string }[]>(`/v1/search/export?q=zebrafish&mode=keyword&format=csl${more}`);
    expect(await csl("&limit=2")).toHaveLength(2);
    expect((await csl("&kind=news")).map(({ id }) => id)).toEqual([ids.e3]);
    const newest = await csl("&sort=newest");
    expect(newest[0]!.id).toBe(ids.e3);
    expect(await csl("&author=Nobody")).toEqual([]);
  });

  test("what cannot be had is told", async () => {
    for (const [path, status, detail] of [
      [`/v1/records/${ids.e1}/export?format=endnote`, 400, "format"],
      [`/v1/records/${ids.e1}/export`, 400, "format"],
      ["/v1/records/nobody/export?format=ris", 404, "nobody"],
      ["/v1/export?format=ris&id=nobody&id=none", 404, "nobody"],
      ["/v1/export?format=ris", 400, "id"],
      ["/v1/search/export?q=a&format=ris&limit=1001", 400, "limit"],
      ["/v1/search/export?q=a&format=ris&colour=red", 400, "colour"],
    ] as const) {
      const response = await get(path);
      expect.soft([path, response.status]).toEqual([path, status]);
      expect.soft(((await response.json()) as { detail: string }).detail).toContain(detail);
    }
  });
});

describe("a citation", () => {
  test("is written in a style and a language", async () => {
    const cite = async (more = "", id = ids.e1) =>
      (await json<{ text: string }>(`/v1/records/${id}/citation${more}`)).text;
    expect(await cite()).toBe(
      "Janssens M, The Exporting Group. Exportable drops in glaucoma: p < 0.05 & more. Illus Eyes. 2020 Mar;12(3 Suppl 1):S865–76.",
    );
    expect(await cite("?style=apa")).toMatch(/^Janssens, M\.,? & The Exporting Group\. \(2020\)\. Exportable drops/);
    expect(await cite("?style=vancouver&lang=nl")).toContain("maart 2020;12(3 Suppl 1)");
    expect(await cite("", ids.e2)).toContain("RETRACTED: Exportable");
    expect((await get(`/v1/records/${ids.e1}/citation?style=harvard`)).status).toBe(400);
  }, 30_000);
});

/** The texts of a feed's elements, by name. */
function readFeed(text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const add = (name: string, text: string) => {
    found[name] = [...(found[name] ?? []), text];
  };
  const parser = new SaxesParser();
  let value = "";
  parser.on("opentag", ({ name, attributes }) => {
    value = "";
    if (name === "link") add(`link ${attributes.rel ?? ""}`, String(attributes.href));
  });
  parser.on("text", (part) => {
    value += part;
  });
  parser.on("cdata", (part) => {
    value += part;
  });
  parser.on("closetag", ({ name }) => {
    add(name, value);
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
  return found;
}

describe("a feed", () => {
  test("of a search has the newest first, with ids that stay, and addresses as they are reached from outside", async () => {
    const response = await get("/feed.atom?q=zebrafish&mode=keyword");
    expect(response.headers.get("content-type")).toMatch(/^application\/atom\+xml/);
    const feed = readFeed(await response.text());
    expect(feed.title!.slice(0, 2)).toEqual(["zebrafish · Lectern", "News of zebrafish"]);
    expect(feed.title).toContain("RETRACTED: Exportable drops in zebrafish");
    expect(feed.id).toHaveLength(4);
    expect(new Set(feed.id).size).toBe(4);
    for (const id of feed.id!) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(feed["link self"]).toEqual(["https://research.example/feed.atom?q=zebrafish&mode=keyword"]);
    expect(feed["link "]).toContain(`https://research.example/records/${ids.e3}`);
    const again = readFeed(await (await get("/feed.atom?mode=keyword&q=zebrafish&limit=1")).text());
    expect(again.id).toEqual(feed.id!.slice(0, 2));
  });

  test("and a report name the server as it is reached from outside", async () => {
    const report = await (await get("/v1/search/report?q=zebrafish")).text();
    expect(report).toContain("Lectern at research.example, 3 records");
  });

  test("of a domain has its records, and of a domain that is none there is none", async () => {
    const all = readFeed(await (await get("/feed.atom")).text());
    expect(all.entry).toHaveLength(3);
    const eyes = readFeed(await (await get("/domains/ophthalmology/feed.atom")).text());
    expect(eyes.entry!.length).toBeGreaterThan(0);
    expect(eyes.entry!.length).toBeLessThan(3);
    expect((await get("/domains/astrology/feed.atom")).status).toBe(404);
  });
});

describe("other sites", () => {
  test("may read answers where they are allowed, and no others", async () => {
    const allowed = await get("/v1/search?q=zebrafish", { origin: "https://intranet.example" });
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://intranet.example");
    expect(allowed.headers.get("vary")).toContain("Origin");
    const other = await get("/v1/search?q=zebrafish", { origin: "https://elsewhere.example" });
    expect(other.headers.get("access-control-allow-origin")).not.toBe("https://elsewhere.example");
    const jobs = await get("/v1/jobs", { origin: "https://intranet.example" });
    expect(jobs.headers.get("access-control-allow-origin")).toBeNull();
  });
});
