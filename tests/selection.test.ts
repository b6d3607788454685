import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Site, startSite } from "./pages-site.ts";
import { linksOf } from "./pages-support.ts";

const WHOLE = "doi-10_2e5555_2flectern_2ewhole";
const GONE = "doi-10_2e5555_2flectern_2egone";

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

async function get(path: string) {
  const response = await fetch(`${site.address}${path}`, { redirect: "manual" });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

describe("chosen results", () => {
  test("are boxes of one form, each with its record's title", async () => {
    const { html } = await get("/search?q=made+up+pocket+ultrasound&perPage=3");
    expect(html.match(/<input form="selection" type="checkbox" name="id" value="[^"]+"/g)).toHaveLength(3);
    expect(html).toMatch(/value="doi-10_2e5555_2flectern_2ewhole"[^>]*><span class="hidden">Choose: Made up: a pocket/);
    expect(html).toMatch(/<form id="selection"[^>]* action="\/selection" method="get"/);
  });

  test.each(["ris", "bibtex", "csl", "csv"])("become a file of the form %s", async (format) => {
    const { status, headers } = await get(`/selection?id=${WHOLE}&id=${GONE}&as=${format}`);
    expect(status).toBe(303);
    expect(headers.get("location")).toBe(`/v1/export?format=${format}&id=${WHOLE}&id=${GONE}`);
    expect((await get(headers.get("location")!)).headers.get("content-disposition")).toContain("lectern-selection");
  });

  test("become a list of references, in the order in which they stand, a retracted one as such", async () => {
    const { status, html } = await get(`/selection?id=${WHOLE}&id=${GONE}&as=vancouver`);
    expect(status).toBe(200);
    const references = [...html.matchAll(/<li class="citation">(.*?)<\/li>/g)].map(([, text]) => text);
    expect(references).toHaveLength(2);
    expect(references[0]).toMatch(/^Carberry J, Nobody A.*general practice.*2023/);
    expect(references[1]).toMatch(/^Nobody A, Nobody B\. RETRACTED: /);
    expect(linksOf(html)).toEqual(
      expect.arrayContaining(
        ["apa", "harvard1", "ris", "csv"].map((as) => `/selection?id=${WHOLE}&id=${GONE}&as=${as}`),
      ),
    );
    expect(html).toContain('<meta name="robots" content="noindex"');
  });

  test("that are not there any more are left out, and counted; a way leads back to the results, and nowhere else", async () => {
    const from = encodeURIComponent("/search?q=made+up&page=2");
    const { html } = await get(`/selection?id=${WHOLE}&id=nobody&from=${from}`);
    expect(html.match(/<li class="citation">/g)).toHaveLength(1);
    expect(html).toContain("1 chosen record is not here any more.");
    expect(linksOf(html)).toContain("/search?q=made+up&page=2");
    for (const other of [
      "https://evil.example/",
      "//evil.example/search?q=x",
      "/\\evil.example",
      "javascript:alert(1)",
    ])
      expect((await get(`/selection?id=${WHOLE}&from=${encodeURIComponent(other)}`)).html).not.toContain(
        "Back to the results",
      );
    expect((await get("/selection?id=nobody")).status).toBe(404);
  });

  test("errors of files and feeds are pages in a browser, and documents for all else", async () => {
    const type = async (path: string, accept: string) =>
      (await fetch(`${site.address}${path}`, { headers: { accept } })).headers.get("content-type");
    for (const path of ["/v1/export?format=ris&id=none", "/v1/search/export?format=x", "/feed.atom?kind=x"]) {
      expect(await type(path, "text/html,*/*;q=0.8")).toBe("text/html; charset=utf-8");
      for (const accept of ["*/*", "application/atom+xml", "application/json"])
        expect(await type(path, accept)).toBe("application/problem+json; charset=utf-8");
    }
  });

  test("become a file of those that are there, whose header names the others; a search's tells how many it has", async () => {
    const { status, headers, html } = await get(`/v1/export?format=ris&id=nobody&id=${WHOLE}`);
    expect([status, headers.get("lectern-missing")]).toEqual([200, "nobody"]);
    expect(html.match(/^TY {2}-/gm)).toHaveLength(1);
    const some = await get("/v1/search/export?q=made+up&format=ris&limit=2");
    const { counts } = JSON.parse((await get("/v1/search?q=made+up")).html);
    expect(some.headers.get("lectern-total")).toBe(String(counts.total));
  });

  test("that are made up are named, and not cited", async () => {
    const { hits } = JSON.parse((await get("/v1/search?q=wearable&kind=publication&perPage=1")).html);
    const { html } = await get(`/selection?id=${hits[0].id}&id=${GONE}`);
    expect(html.match(/<li class="citation">/g)).toHaveLength(1);
    expect(html).toContain("Not cited: made up");
    expect(linksOf(html)).toContain(`/records/${hits[0].id}`);
  });

  test("are asked for where there are none, whatever they should become", async () => {
    for (const as of ["vancouver", "ris"]) {
      const { status, html } = await get(`/selection?as=${as}`);
      expect(status).toBe(400);
      expect(html).toContain("No result was chosen");
    }
  });

  test("that are not there, too many, or to become what there is not, are an error's page", async () => {
    expect((await get("/selection?id=nobody")).status).toBe(404);
    const many = Array.from({ length: 101 }, (_, i) => `id=r${i}`).join("&");
    for (const wrong of [`/selection?id=${WHOLE}&as=pdf`, `/selection?${many}`, `/selection?id=${WHOLE}&x=1`]) {
      const { status, headers } = await get(wrong);
      expect(status).toBe(400);
      expect(headers.get("content-type")).toContain("text/html");
    }
  });
});

describe("the values of a facet", () => {
  const groupOf = (html: string, facet: string) =>
    html.split(`aria-labelledby="facet-${facet}"`)[1]!.split("</nav>")[0]!;

  test("are narrowed to those with words that begin so, under the search as it is", async () => {
    const { html } = await get("/search?q=heart&kind=publication&facet=mesh&prefix=he");
    const group = groupOf(html, "mesh");
    const values = [...group.matchAll(/<span class="text">(.*?)<\/span>/g)].map(([, value]) => value!);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toMatch(/\bhe/i);
    for (const [name, value] of [
      ["q", "heart"],
      ["kind", "publication"],
      ["facet", "mesh"],
    ])
      expect(group).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    expect(linksOf(group)).toContain("/search?q=heart&kind=publication#facet-mesh");
    expect(linksOf(group)[0]).toMatch(/^\/search\?q=heart&kind=publication&mesh=/);
    const whole = JSON.parse((await get("/v1/facets/mesh?q=heart&kind=publication&prefix=he")).html);
    expect(values).toEqual(whole.values.map(({ value }: { value: string }) => value.replaceAll("&", "&amp;")));
  });

  test("may be none, which is said, with the way back", async () => {
    const group = groupOf((await get("/search?q=heart&facet=mesh&prefix=zzz")).html, "mesh");
    expect(group).toContain("None has a word that begins with “zzz”.");
    expect(linksOf(group)).toEqual(["/search?q=heart#facet-mesh"]);
  });

  test("are all there where nothing is looked for; and what cannot be narrowed is refused", async () => {
    const { html } = await get("/search?q=heart&facet=mesh&prefix=");
    expect(html).toContain((await get("/search?q=heart")).html.split('class="results"')[1]!.slice(0, 500));
    expect((await get("/search?q=heart&facet=year&prefix=2")).status).toBe(400);
  });
});
