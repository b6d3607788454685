import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, violations } from "./browser.ts";
import { type Embedding, startEmbedding } from "./widget-support.ts";

describe.skipIf(!hasChromium)("the widget's look", () => {
  let site: Embedding;
  let tag: (attributes?: string) => string;

  beforeAll(async () => {
    site = await startEmbedding();
    tag = (attributes = "") => `
      <script type="module" src="${site.lectern}/widget.js"></script>
      <lectern-search src="${site.lectern}" ${attributes}><form><button>Go</button></form></lectern-search>`;
  });

  afterAll(() => site.stop());

  const field = (page: Page) => page.getByRole("combobox");

  test.each([
    ["light", 280, 'lang="en"'],
    ["dark", 280, 'lang="ar" dir="rtl"'],
    ["dark", 800, 'lang="fr"'],
  ] as const)(
    "axe finds nothing, and nothing is wider than its column: %s, %d pixels, %s",
    async (colorScheme, width, root) => {
      const { page, complaints } = await site.open(tag(), { colorScheme, root, viewport: { width, height: 700 } });
      await page.locator("lectern-search").getByRole("listitem").first().waitFor();
      expect(await violations(page)).toEqual([]);
      await field(page).fill("sepsis bedside monitor waveforms");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
    },
  );

  test("twice as large letters fit a column of 280 pixels, and none is cut off", async () => {
    const { page } = await site.open(tag(), { viewport: { width: 280, height: 700 } });
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    await page.locator("lectern-search").getByRole("listitem").first().waitFor();
    await field(page).fill("sepsis");
    await page.getByRole("option").first().waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(280);
    const cut = `[...document.querySelector("lectern-search").shadowRoot.querySelectorAll("*")].filter((one) => {
      const { overflowX } = getComputedStyle(one);
      return one.clientWidth > 1 && overflowX !== "visible" && one.tagName !== "INPUT" && one.scrollWidth > one.clientWidth + 1;
    }).map((one) => one.outerHTML.slice(0, 200))`;
    expect(await page.evaluate(cut)).toEqual([]);
    const letters =
      'parseFloat(getComputedStyle(document.querySelector("lectern-search").shadowRoot.querySelector("a")).fontSize)';
    expect(await page.evaluate(letters)).toBeGreaterThanOrEqual(28);
  });

  test.each(["light", "dark"] as const)("an accent of any lightness can be read: %s", async (colorScheme) => {
    const accents = ["#ffe600", "#ff6a00", "#101010", "#8ad0ff", "#d0006f"];
    const tags = accents.map((accent, i) => tag(`accent="${accent}" texts='{"label": "${i}"}' limit="1"`));
    const { page } = await site.open(tags.join(""), { colorScheme });
    await expect.poll(() => page.getByRole("listitem").count()).toBe(accents.length);
    expect(await violations(page)).toEqual([]);
  });

  test.each(["#002b5c", "#ffe9c9", "#7a1f5c"])(
    "on a background of any colour it can be read: %s",
    async (background) => {
      const { page } = await site.open(tag(`background="${background}"`));
      await page.locator("lectern-search").getByRole("listitem").first().waitFor();
      expect(await violations(page)).toEqual([]);
      await field(page).fill("sepsis");
      await page.getByRole("option").first().waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  test("stands on what the page has where it is, and its text follows the page's color-scheme", async () => {
    const { page } = await site.open(tag());
    await page.evaluate(
      'Object.assign(document.body.style, { background: "#10263d", color: "#fff", colorScheme: "dark" })',
    );
    await page.locator("lectern-search").getByRole("listitem").first().waitFor();
    const main = 'document.querySelector("lectern-search").shadowRoot.querySelector(".lectern")';
    expect(await page.evaluate(`getComputedStyle(${main}).backgroundColor`)).toBe("rgba(0, 0, 0, 0)");
    expect(await violations(page)).toEqual([]);
  });

  test("takes the page's colours by custom properties, and any rule of the page by its parts", async () => {
    const { page } = await site.open(tag('limit="1"'));
    await page.getByRole("listitem").waitFor();
    const colour = (part: string, property: string): Promise<string> =>
      page.evaluate(
        `getComputedStyle(document.querySelector("lectern-search").shadowRoot.querySelector("[part~=${part}]")).${property}`,
      );
    await page.evaluate(`{
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("lectern-search { --lectern-accent: rgb(90, 0, 60); --lectern-text: rgb(1, 2, 3) } lectern-search::part(title) { font-style: italic }");
      document.adoptedStyleSheets = [sheet];
    }`);
    expect(await colour("button", "backgroundColor")).toBe("rgb(90, 0, 60)");
    expect(await colour("input", "color")).toBe("rgb(1, 2, 3)");
    expect(await colour("title", "fontStyle")).toBe("italic");
  });

  test("a browser that is too old for it keeps the form", async () => {
    const before = (page: Page) => page.addInitScript("delete AbortSignal.any");
    const { page, complaints } = await site.open(tag(), { before });
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("button", { name: "Go" }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
