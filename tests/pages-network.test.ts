import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser, openWindow } from "./browser.ts";
import { type Site, startBrokenSite, startSite } from "./pages-site.ts";

const BOX = "#q";

describe.skipIf(!hasChromium)("where the network or the server fails", () => {
  let site: Site;
  let broken: Site;
  let browser: Browser;

  beforeAll(async () => {
    // Pages are kept for Back, as in people's browsers.
    [site, broken, browser] = await Promise.all([startSite(), startBrokenSite(), openBrowser(true)]);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.stop(), broken?.stop()]);
  });

  test("a page without its style sheets, fonts and scripts still reads and searches", async () => {
    const { page, close } = await openWindow(browser, site.address);
    const missed: string[] = [];
    await page.route("**/*", (route) => {
      if (route.request().isNavigationRequest()) return route.continue();
      missed.push(route.request().resourceType());
      return route.abort();
    });
    await page.goto("/");
    expect(missed).toContain("stylesheet");
    await page.fill(BOX, "glaucoma");
    await page.press(BOX, "Enter");
    await page.waitForURL(/q=glaucoma/);
    expect(await page.locator(".hits h2").first().isVisible()).toBe(true);
    await close();
  });

  test("Back brings the page with what was typed, after a search that did not get through", async () => {
    const { page, close } = await openWindow(browser, site.address);
    await page.goto("/search?q=heart");
    await page.fill(BOX, "glaucoma in children");
    await page.context().setOffline(true);
    await page.press(BOX, "Enter");
    await page.waitForURL(/chrome-error|q=glaucoma/);
    await page.context().setOffline(false);
    await page.goBack({ waitUntil: "commit" });
    await expect
      .poll(() => page.evaluate(`document.querySelector("${BOX}")?.value`).catch(() => null))
      .toBe("glaucoma in children");
    expect(page.url()).toMatch(/q=heart$/);
    await close();
  });

  test("where the index is away, a page says so, and what was typed is there to be sent again", async () => {
    const { page, problems, close } = await openWindow(browser, broken.address);
    const response = await page.goto("/search?q=glaucoma&domain=ophthalmology");
    expect(response!.status()).toBe(503);
    expect(await page.locator("main").innerText()).toContain("cannot be reached");
    expect(await page.inputValue(BOX)).toBe("glaucoma");
    expect(problems).toEqual([]);
    await close();
  });
});
