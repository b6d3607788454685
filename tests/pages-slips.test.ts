import { describe, expect, test } from "vitest";
import { errorPage } from "../web/error-page.ts";
import { english } from "../web/texts.ts";
import { linksOf, pagesOver } from "./pages-support.ts";
import { indexed } from "./records.ts";
import { assets, brand } from "./site.ts";

const pages = pagesOver([
  indexed({ id: "a", title: "Glaucoma and drops", year: 2020 }),
  indexed({ id: "b", title: "Glaucoma and light", year: 2010 }),
]);

test("two years typed the wrong way round are a range all the same", async () => {
  const { status, html } = await pages.get("/search?q=glaucoma&yearFrom=2021&yearTo=2019");
  expect(status).toBe(200);
  expect(html).toContain("Glaucoma and drops".split(" ").at(-1));
  expect(linksOf(html)).not.toContain("/records/b");
});

test("what is no year is left out, with a word of it, and all else stays", async () => {
  for (const year of ["20", "x", "20200", "1200", ">=2015", "2015-2018", "2015..2018"]) {
    const { status, html } = await pages.get(
      `/search?q=glaucoma&kind=publication&yearFrom=${encodeURIComponent(year)}&yearTo=2015`,
    );
    expect(status).toBe(200);
    expect(html.replaceAll("&gt;", ">")).toContain(`${year} was left out: expected years`);
    expect(linksOf(html)).toContain("/records/b");
    expect(linksOf(html)).not.toContain("/records/a");
    expect(html).toContain('<input type="hidden" name="kind" value="publication"');
  }
});

test("what newsletters add to links is no fault of the reader's", async () => {
  for (const path of [
    "/search?q=glaucoma&utm_source=mail&fbclid=1",
    "/records/a?utm_campaign=x",
    "/?gclid=1",
    "/domains?mc_cid=2",
  ])
    expect([path, (await pages.get(path)).status]).toEqual([path, 200]);
});

describe("an error page", () => {
  const page = (status: number) =>
    errorPage(
      {
        texts: english,
        assets,
        brand,
        here: { base: "https://research.example", path: "/search?q=heart&domain=oncology" },
        domains: new Map(),
        meaningOff: null,
        longestQuery: 100,
      },
      { status, message: "No.", issues: [], retryAfter: null },
      "heart",
    );

  test("of what passes offers the very same search again, with its filters", () => {
    for (const status of [429, 503]) {
      expect(linksOf(page(status))).toContain("/search?q=heart&domain=oncology");
      expect(linksOf(page(status))).not.toContain("/search?q=heart");
    }
    expect(linksOf(page(400))).toContain("/search?q=heart");
  });

  test("has its ways on as links, without bullets where there is one", () => {
    expect(page(404)).toContain('<ul class="ways" role="list">');
  });
});
