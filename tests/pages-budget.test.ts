import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

/** All that a page loads in a browser that has nothing yet: bytes on the way, compressed, without the heads of answers. */
const BUDGET = 60_000;

describe.skipIf(!hasChromium)("the first load fits a slow line", () => {
  const site = siteInBrowser();

  test.each([
    ["the start page", "/"],
    ["the directory of domains", "/domains"],
    ["a domain", "/domains/cardiovascular-diseases"],
    ["a page of results", "/search?q=heart"],
    ["a record", "/records/doi-10_2e5555_2flectern_2ewhole"],
    ["a record of 200 authors and their hospitals, with letters beyond Latin-1", "/records/pmid-999999902"],
  ])("of %s", async (_name, path) => {
    const { page, problems, close } = await site.open();
    const sizes = new Map<string, Promise<number>>();
    page.on("requestfinished", (request) => {
      sizes.set(
        new URL(request.url()).pathname,
        request.sizes().then((all) => all.responseBodySize),
      );
    });
    await page.goto(path, { waitUntil: "networkidle" });
    const loaded = await Promise.all([...sizes].map(async ([url, size]) => [url, await size] as const));
    await close();
    const total = loaded.reduce((sum, [, size]) => sum + size, 0);
    expect(loaded.length).toBeGreaterThan(2);
    expect(total, JSON.stringify(loaded)).toBeLessThanOrEqual(BUDGET);
    expect(problems).toEqual([]);
  });
});
