import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

const back = async (page: Page): Promise<void> => {
  // Such a page is loaded no second time: nothing is to be waited for.
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate("globalThis.brought").catch(() => null)).toBe(true);
};

const state = (page: Page) =>
  page.evaluate(`({
    q: document.querySelector("#q").value,
    mode: document.querySelector("[name=mode]:checked").value,
    years: [...document.querySelectorAll(".range input")].map(({ value }) => value),
    atEnds: [...document.querySelectorAll(".slider input")].map((thumb, i) => thumb.value === (i === 0 ? thumb.min : thumb.max)),
    bars: document.querySelectorAll(".bar.chosen").length,
    chosen: document.querySelectorAll(".pick :checked").length,
  })`);

describe.skipIf(!hasChromium)("a page that Back brings as it was left", () => {
  // As people's browsers do, and those of tests only if they are asked.
  const site = siteInBrowser({ keep: true, environment: { LECTERN_EMBEDDER: "on" } });

  test("has its address's search in its form again, and the results that were chosen", async () => {
    const page = await site.window();
    await page.addInitScript("addEventListener('pageshow', ({ persisted }) => { globalThis.brought = persisted; })");
    const asked = {
      q: "heart",
      mode: "hybrid",
      years: ["", ""],
      atEnds: [true, true],
      bars: 0,
      chosen: 1,
    };
    await page.goto("/search?q=heart");
    await page.locator(".pick input").first().check();
    await page.getByRole("radio", { name: "words only" }).check();
    await page.getByRole("combobox").fill("stroke");
    await Promise.all([page.waitForURL(/q=stroke/), page.keyboard.press("Enter")]);
    await back(page);
    expect(await state(page)).toEqual(asked);
    await page.getByRole("slider", { name: "Year From" }).focus();
    await page.keyboard.press("ArrowRight");
    await Promise.all([page.waitForURL(/yearFrom=/), page.keyboard.press("Enter")]);
    await back(page);
    expect(await state(page)).toEqual(asked);
    expect(await page.getByText("1 chosen").count()).toBe(1);
  });

  test("follows what a browser fills into its fields after it was read anew", async () => {
    const page = await site.window();
    await page.goto("/search?q=heart");
    const last = await page.getByRole("slider", { name: "Year To" }).getAttribute("max");
    await page.evaluate(`
      document.querySelector(".range input").value = "${last}";
      dispatchEvent(new PageTransitionEvent("pageshow"));`);
    expect(await page.getByRole("slider", { name: "Year From" }).inputValue()).toBe(last);
    expect(await page.locator(".bar.chosen").count()).toBe(1);
  });
});
