import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

/** A made-up record that fills every part of the page. */
const TITLE = /^Made up: a pocket ultrasound for the heart/;
const RECORD = "/records/doi-10_2e5555_2flectern_2ewhole";

describe.skipIf(!hasChromium)("a record in a browser", () => {
  const site = siteInBrowser();

  test("is cited in two styles, each of which the keyboard copies as it stands there", async () => {
    const { page, problems, close } = await site.open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(RECORD);
    for (const style of ["Vancouver", "APA"]) {
      const cited = page.locator(".cited", { has: page.getByRole("heading", { name: style }) });
      const button = cited.getByRole("button", { name: "Copy" });
      await button.focus();
      await page.keyboard.press("Enter");
      await cited.getByText("Copied").waitFor();
      const text = await page.evaluate<string>("navigator.clipboard.readText()");
      expect(text).toBe(await cited.locator(".citation").textContent());
      expect(text).toMatch(/Carberry,? J/);
    }
    expect(problems).toEqual([]);
    await close();
  });

  test("without scripts has the citations and nothing that does nothing", async () => {
    const { page, close } = await site.open({ scripts: false });
    await page.goto(RECORD);
    expect(await page.locator(".citation").count()).toBe(2);
    expect(await page.locator("main").getByRole("button").count()).toBe(0);
    await close();
  });

  test("leads to the news about it, and from there back to it", async () => {
    const { page, problems, close } = await site.open();
    await page.goto(RECORD);
    const title = (await page.locator("h1").textContent())!;
    await page
      .getByRole("list")
      .getByRole("link", { name: /^Verzonnen: huisartsen/ })
      .first()
      .click();
    await page.getByRole("region", { name: "Related records" }).getByRole("link", { name: title }).click();
    expect(new URL(page.url()).pathname).toBe(RECORD);
    expect(problems).toEqual([]);
    await close();
  });

  test("of two hundred authors has its abstract on the first sheet of paper, and where they work on none", async () => {
    const { page, close } = await site.open({ width: 718 });
    await page.goto("/records/pmid-999999902");
    await page.emulateMedia({ media: "print" });
    const { y } = (await page.locator("#abstract").boundingBox())!;
    expect(y).toBeLessThan(1000);
    expect(await page.getByText("Affiliations").isVisible()).toBe(false);
    await close();
  });

  test("leads from a domain, a heading and an author to what else has them", async () => {
    const { page, close } = await site.open();
    await page.goto(RECORD);
    for (const [name, at] of [
      ["Cardiovascular diseases", /\/domains\/cardiovascular-diseases$/],
      ["Ultrasonography", /mesh=Ultrasonography/],
      ["Carberry, J", /author=Carberry/],
    ] as const) {
      await page.locator("main").getByRole("link", { name, exact: true }).first().click();
      await page.waitForURL(at);
      expect(await page.getByRole("link", { name: TITLE }).count(), name).toBeGreaterThan(0);
      await page.goBack();
    }
    await close();
  });
});
