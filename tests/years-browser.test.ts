import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

const yearsIn = (page: Page): Record<string, string> => {
  const { searchParams } = new URL(page.url());
  return Object.fromEntries([...searchParams].filter(([name]) => name.startsWith("year")));
};

describe.skipIf(!hasChromium)("the years of a search", () => {
  const site = siteInBrowser();

  test("are chosen with the keyboard: arrows move a bound, Enter asks for the range", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients&kind=publication");
    const from = page.getByRole("slider", { name: "Year From" });
    const first = Number(await from.getAttribute("min"));
    await from.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("textbox", { name: "From" }).inputValue()).toBe(String(first + 2));
    expect(yearsIn(page)).toEqual({});
    expect(await page.locator(".years .bar.chosen").count()).toBe((await page.locator(".years .bar").count()) - 2);
    await Promise.all([page.waitForURL(/yearFrom=/), page.keyboard.press("Enter")]);
    expect(yearsIn(page)).toEqual({ yearFrom: String(first + 2) });
    expect(new URL(page.url()).searchParams.get("kind")).toBe("publication");
    expect(await page.getByRole("slider", { name: "Year From" }).inputValue()).toBe(String(first + 2));
  });

  test("are chosen with a pointer: a thumb that is let go of, or a bar", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients");
    const to = page.getByRole("slider", { name: "Year To" });
    await to.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await to.boundingBox())!;
    await page.mouse.move(x + width - 8, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await Promise.all([page.waitForURL(/yearTo=\d{4}/), page.mouse.up()]);
    expect(Object.keys(yearsIn(page))).toEqual(["yearTo"]);
    const bar = page.locator(".years .bar").first();
    const year = (await bar.getAttribute("data-year"))!;
    await Promise.all([page.waitForURL(new RegExp(`yearFrom=${year}&yearTo=${year}`)), bar.click()]);
    await page.getByRole("link", { name: /^Remove the filter Year/ }).click();
    expect(yearsIn(page)).toEqual({});
  });

  test("never cross: a bound stops at the other", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients");
    const [from, to] = ["From", "To"].map((name) => page.getByRole("slider", { name: `Year ${name}` }));
    await from!.focus();
    await page.keyboard.press("End");
    await to!.focus();
    await page.keyboard.press("Home");
    expect(await to!.inputValue()).toBe(await from!.inputValue());
  });

  test("are not stuck for the pointer where both stand at the last year", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients");
    const [from, to] = ["From", "To"].map((name) => page.getByRole("slider", { name: `Year ${name}` }));
    await from!.focus();
    await page.keyboard.press("End");
    const last = await to!.inputValue();
    expect(await from!.inputValue()).toBe(last);
    const { x, y, width, height } = (await to!.boundingBox())!;
    await page.mouse.move(x + width - 8, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await Promise.all([page.waitForURL(/yearFrom=\d{4}/), page.mouse.up()]);
    expect(Object.keys(yearsIn(page))).toEqual(["yearFrom"]);
    expect(Number(yearsIn(page).yearFrom)).toBeLessThan(Number(last));
  });

  test("that no bar has stay as they were typed while the other bound moves, and no bar looks chosen", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients&yearFrom=1900");
    const [from, to] = ["From", "To"].map((name) => page.getByRole("textbox", { name, exact: true }));
    await page.getByRole("slider", { name: "Year To" }).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await from!.inputValue()).toBe("1900");
    expect(await to!.inputValue()).not.toBe("");
    await page.goto("/search?q=patients&yearFrom=1500&yearTo=1501");
    const fill = page.locator(".years .bar .fill").last();
    const opacity = () => fill.evaluate((bar) => bar.ownerDocument.defaultView!.getComputedStyle(bar).opacity);
    expect(await page.locator(".years .bar.chosen").count()).toBe(0);
    expect(Number(await opacity())).toBeLessThan(1);
    await from!.fill("");
    await to!.fill("");
    expect(Number(await opacity())).toBe(1);
  });

  test("that are none reach the server, which says so", async () => {
    const page = await site.window();
    await page.goto("/search?q=patients");
    await page.getByRole("textbox", { name: "From", exact: true }).pressSequentially("soon");
    await Promise.all([page.waitForURL(/yearFrom=soon/), page.keyboard.press("Enter")]);
    await page.getByText("soon was left out").waitFor();
  });

  test("without scripts are two fields and a list of years", async () => {
    const page = await site.window({ scripts: false });
    await page.goto("/search?q=patients");
    expect(await page.getByRole("slider").count()).toBe(0);
    await page.getByText("Year by year").click();
    const link = page.getByRole("navigation", { name: "Year" }).getByRole("link").first();
    await link.click();
    expect(yearsIn(page).yearFrom).toBe(yearsIn(page).yearTo);
  });
});
