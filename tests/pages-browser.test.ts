import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

const box = (page: Page) => page.getByRole("searchbox").or(page.getByRole("combobox")).first();
const titles = (page: Page) => page.locator(".hits h2").allTextContents();
const isOn = (page: Page) => page.evaluate("document.activeElement.matches(':focus-visible')");

describe.skipIf(!hasChromium)("in a browser", () => {
  const site = siteInBrowser();

  test("without any script one searches, filters, sorts, turns pages, and reads a record", async () => {
    const page = await site.window({ scripts: false });
    await page.goto("/");
    await box(page).fill("patients");
    await page.getByRole("search").getByRole("button", { name: "Search" }).click();
    expect(await page.title()).toContain("patients");
    const all = await titles(page);
    expect(all).toHaveLength(10);
    await page.getByRole("link", { name: "Next" }).click();
    const second = await titles(page);
    expect(second.length).toBeGreaterThan(0);
    expect(second.filter((title) => all.includes(title))).toEqual([]);
    await page.getByRole("link", { name: "Newest" }).click();
    await page
      .getByRole("navigation", { name: "Kind" })
      .getByRole("link", { name: /^Publication/ })
      .click();
    await page.getByLabel("From", { exact: true }).fill("2020");
    await page.getByRole("button", { name: "Apply" }).click();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      q: "patients",
      sort: "newest",
      kind: "publication",
      yearFrom: "2020",
    });
    await page.getByRole("link", { name: /^Remove the filter Kind/ }).click();
    expect(page.url()).not.toContain("kind=");
    const [title] = await titles(page);
    await page.locator(".hits h2 a").first().click();
    expect(await page.locator("h1").textContent()).toBe(title);
  });

  test("Back and Forward lead through a search's states, each as it was", async () => {
    const page = await site.window();
    await page.goto("/search?q=heart");
    const found = await titles(page);
    await page.getByRole("link", { name: "Oldest" }).click();
    const oldest = await titles(page);
    expect(oldest).not.toEqual(found);
    await page.locator(".hits h2 a").first().click();
    await page.goBack();
    expect(await titles(page)).toEqual(oldest);
    await page.goBack();
    expect(await titles(page)).toEqual(found);
    expect(await box(page).inputValue()).toBe("heart");
    await page.goForward();
    expect(await titles(page)).toEqual(oldest);
    await page.reload();
    expect(await titles(page)).toEqual(oldest);
  });

  test("by the keyboard alone one skips to the results, opens one, and searches anew", async () => {
    const page = await site.window();
    await page.goto("/search?q=heart");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    expect(await skip.evaluate((link) => link === link.ownerDocument.activeElement)).toBe(true);
    expect((await skip.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    const first = page.locator(".hits h2 a").first();
    for (let i = 0; i < 20 && !(await first.evaluate((link) => link.matches(":focus"))); i++) {
      await page.keyboard.press("Tab");
      expect(await isOn(page)).toBe(true);
    }
    const title = await first.textContent();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/records\//);
    expect(await page.locator("h1").textContent()).toBe(title);
    await box(page).focus();
    await page.keyboard.type("glaucoma");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=glaucoma/);
  });

  test.each(["/", "/domains/cardiovascular-diseases", "/search?q=heart", "/records/doi-10_2e5555_2flectern_2ewhole"])(
    "on %s everything that can be used is reached by Tab, in reading order, and shows the focus",
    async (path) => {
      const page = await site.window({ width: 1280 });
      await page.goto(path);
      // Of buttons that exclude one another, Tab reaches one.
      const usable = (await page.evaluate(`
        [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
            && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0 && (one.type !== "radio" || one.checked))
          .map((one, i) => { one.dataset.place = i; return one.outerHTML.slice(0, 80); })`)) as string[];
      // From the top, also where the page has put the focus somewhere.
      await page.evaluate("document.querySelector('[data-place]').focus()");
      const reached = [0];
      for (const _ of usable.slice(1)) {
        await page.keyboard.press("Tab");
        const { place, outline } = (await page.evaluate(`({
          place: Number(document.activeElement.dataset.place),
          outline: getComputedStyle(document.activeElement).outlineStyle })`)) as { place: number; outline: string };
        expect(outline, usable[place]).not.toBe("none");
        reached.push(place);
      }
      expect(reached.map((place) => usable[place])).toEqual(usable);
    },
  );

  test("twice as large letters, and none is cut off or covered sideways", async () => {
    const page = await site.window({ width: 640 });
    for (const path of [
      "/",
      "/domains/cardiovascular-diseases",
      "/search?q=heart",
      "/records/doi-10_2e5555_2flectern_2ewhole",
    ]) {
      await page.goto(path);
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      const cut = await page.evaluate(`[...document.querySelectorAll("main *, header *, footer *")]
        .filter((one) => !one.closest(".hidden, .skip, pre") && one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 80))`);
      expect(cut).toEqual([]);
    }
  });
});
