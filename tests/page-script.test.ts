import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

describe.skipIf(!hasChromium)("the search field suggests while one types", () => {
  const site = siteInBrowser();

  test("by the keyboard: a MeSH heading is searched for, with its field", async () => {
    const { page, problems, close } = await site.open();
    await page.goto("/search");
    await page.keyboard.press("Tab");
    const field = page.getByRole("combobox");
    await field.focus();
    await page.keyboard.type("heart fail");
    await page.getByRole("option").first().waitFor();
    expect(await field.getAttribute("aria-expanded")).toBe("true");
    const options = page.getByRole("group", { name: "MeSH headings" }).getByRole("option");
    const heading = (await options.first().locator("span").first().textContent())!;
    const selected = page.getByRole("option", { selected: true });
    await page.keyboard.press("ArrowDown");
    expect(await field.getAttribute("aria-activedescendant")).toBe(await selected.getAttribute("id"));
    expect(await selected.textContent()).toContain(heading);
    await page.keyboard.press("Enter");
    await page.waitForURL(/[?&]mesh=/);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("q"), searchParams.getAll("mesh")]).toEqual([null, [heading]]);
    await page.getByRole("link", { name: heading }).first().waitFor();
    expect(await page.locator(".hits > li").count()).toBeGreaterThan(0);
    expect(problems).toEqual([]);
    await close();
  });

  test("by the mouse: a title leads to its record", async () => {
    const { page, problems, close } = await site.open();
    await page.goto("/");
    await page.getByRole("combobox").pressSequentially("wearables for heart");
    const title = page.getByRole("group", { name: "Titles" }).getByRole("option").first();
    const text = await title.textContent();
    await title.click();
    await page.waitForURL(/\/records\//);
    const heading = (await page.getByRole("heading", { level: 1 }).textContent())!;
    expect([heading, `Illustration ${heading}`]).toContain(text);
    expect(problems).toEqual([]);
    await close();
  });

  test("of a retracted record's title they say that it is", async () => {
    const { page, close } = await site.open();
    await page.goto("/search");
    await page.getByRole("combobox").pressSequentially("made up pocket");
    const titles = page.getByRole("group", { name: "Titles" });
    await titles.getByRole("option", { name: /^Retracted .*hears the heart by itself$/ }).waitFor();
    expect(await titles.getByText("Retracted", { exact: true }).count()).toBe(1);
    expect(await titles.getByRole("option").count()).toBeGreaterThan(1);
    await close();
  });

  test("Escape closes them, an arrow brings them back, and Enter searches for what was typed", async () => {
    const { page, close } = await site.open();
    await page.goto("/search");
    const field = page.getByRole("combobox");
    await field.pressSequentially("heart");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("option").count()).toBe(0);
    expect(await field.inputValue()).toBe("heart");
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("option", { selected: true }).count()).toBe(1);
    await page.keyboard.press("ArrowUp");
    expect(await page.getByRole("option", { selected: true }).count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=heart(&|$)/);
    await close();
  });

  test("what is typed on after an option was reached is what Enter searches for", async () => {
    const { page, close } = await site.open();
    await page.goto("/search");
    const field = page.getByRole("combobox");
    await field.pressSequentially("heart");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("option", { selected: true }).count()).toBe(1);
    // The list stays as it was: nothing new comes.
    await page.route("**/v1/suggest?*", () => {});
    await field.pressSequentially(" failure");
    expect(await field.getAttribute("aria-activedescendant")).toBeNull();
    expect(await page.getByRole("option", { selected: true }).count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?/);
    expect(new URL(page.url()).search).toBe("?q=heart+failure");
    await close();
  });

  test("where suggestions fail the search works, and typing is not disturbed", async () => {
    const { page, close } = await site.open();
    await page.route("**/v1/suggest?*", (route) => route.abort());
    await page.goto("/search");
    const failed = page.waitForEvent("requestfailed");
    await page.getByRole("combobox").pressSequentially("heart");
    await failed;
    expect(await page.getByRole("combobox").getAttribute("aria-expanded")).toBe("false");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=heart(&|$)/);
    await close();
  });
});
