import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium, overflow } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

const box = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())!;
const sizeOf = (page: Page, selector: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).fontSize`);

describe.skipIf(!hasChromium)("the pages' look", () => {
  const site = siteInBrowser();

  test("results end where the navigation over them ends", async () => {
    const page = await site.window({ width: 1440 });
    await page.goto("/search?q=heart");
    const [results, sections] = [await box(page, ".results"), await box(page, ".sections")];
    expect(results.x + results.width).toBeCloseTo(sections.x + sections.width, 0);
  });

  test("the drawing of a few years is not blown up, and stays within a phone", async () => {
    const page = await site.window({ width: 768 });
    await page.goto("/domains/cardiovascular-diseases");
    const bars = await page.locator(".histogram .bar").count();
    expect((await box(page, ".histogram")).width).toBeLessThanOrEqual(Math.min(400, bars * 48));
    await page.setViewportSize({ width: 320, height: 800 });
    expect((await box(page, ".histogram")).width).toBeLessThanOrEqual(288);
  });

  test("the directory fits the narrowest phone", async () => {
    const page = await site.window({ width: 280 });
    for (const language of ["en", "nl", "fr", "de"]) {
      await page.goto(`/domains?lang=${language}`);
      expect([language, await overflow(page)]).toEqual([language, 0]);
    }
  });

  test("files of a record are offered in the size of what is around them", async () => {
    const page = await site.window();
    await page.goto("/records/doi-10_2e5555_2flectern_2ewhole");
    expect(await sizeOf(page, ".citing .words")).toBe(await sizeOf(page, ".citation"));
  });

  test("the form that stands for the widget without scripts is as easy to hit as others", async () => {
    const page = await site.window({ width: 768, scripts: false });
    await page.goto("/embed");
    const [field, button] = [await box(page, ".preview input[type=search]"), await box(page, ".preview button")];
    expect(Math.min(field.height, button.height)).toBeGreaterThanOrEqual(44);
    expect(field.width).toBeGreaterThan(300);
  });

  test("on a phone the filters stay open for who chooses several, and are folded for who comes from elsewhere", async () => {
    const page = await site.window({ width: 360 });
    await page.goto("/search?q=patients");
    const panel = page.locator("details.filters");
    expect(await panel.getAttribute("open")).toBeNull();
    await panel.locator("summary").first().click();
    await panel.getByRole("link", { name: /^Publication/ }).click();
    await page.waitForURL(/kind=publication/);
    expect(await panel.getAttribute("open")).not.toBeNull();
    await panel.getByLabel("From", { exact: true }).fill("2020");
    await panel.getByLabel("From", { exact: true }).press("Enter");
    await page.waitForURL(/yearFrom=2020/);
    expect(await panel.getAttribute("open")).not.toBeNull();
    await page.getByRole("navigation", { name: "Parts of the library" }).getByRole("link", { name: "News" }).click();
    await page.waitForURL(/kind=news/);
    expect(await panel.getAttribute("open")).toBeNull();
  });

  test("nobody puts them into a frame, by the old header and by the new", async () => {
    const { headers } = await fetch(`${site.address}/`);
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});
