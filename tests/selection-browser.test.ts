import { describe, expect, test } from "vitest";
import { hasChromium } from "./browser.ts";
import { siteInBrowser } from "./site-window.ts";

describe.skipIf(!hasChromium)("the results in a browser", () => {
  const site = siteInBrowser();

  test("without scripts are chosen and cited, and saved as a file", async () => {
    const { page, close } = await site.open({ scripts: false });
    await page.goto("/search?q=made+up+pocket+ultrasound");
    const boxes = page.getByRole("checkbox", { name: /^Choose: Made up/ });
    expect(await boxes.count()).toBe(3);
    expect(await page.getByRole("checkbox", { name: "Choose all" }).count()).toBe(0);
    for (const box of await boxes.all()) await box.check();
    const chosen = page.getByRole("form", { name: "Chosen results" });
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      chosen.getByRole("button", { name: "BibTeX" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("lectern-selection.bib");
    await chosen.getByRole("button", { name: "Cite" }).click();
    expect(await page.locator("#references > li").count()).toBe(3);
    await page.getByRole("link", { name: "APA" }).click();
    expect(await page.locator("#references").textContent()).toContain("Carberry, J.,");
    await close();
  });

  test("are counted as they are chosen by the keyboard, all at once too, and what can be done stays in view", async () => {
    const { page, problems, close } = await site.open({ width: 360, height: 700 });
    await page.goto("/search?q=patients");
    const chosen = page.getByRole("form", { name: "Chosen results" });
    const cite = chosen.getByRole("button", { name: "Cite" });
    const told = chosen.getByRole("status");
    expect(await told.textContent()).toBe("No result is chosen");
    expect(await cite.isDisabled()).toBe(true);
    const boxes = page.getByRole("checkbox", { name: /^Choose: / });
    await boxes.nth(0).focus();
    await page.keyboard.press("Space");
    expect(await told.textContent()).toBe("1 chosen");
    const { y, height } = (await cite.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(700);
    // Where the focus goes next is not covered by it.
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<number>("document.activeElement.getBoundingClientRect().bottom");
    expect(focused).toBeLessThanOrEqual((await chosen.boundingBox())!.y);
    const all = chosen.getByRole("checkbox", { name: "Choose all" });
    await all.focus();
    await page.keyboard.press("Space");
    expect(await told.textContent()).toBe("10 chosen");
    await boxes.nth(3).uncheck();
    expect(await told.textContent()).toBe("9 chosen");
    expect(await all.evaluate((box) => (box as HTMLInputElement).indeterminate)).toBe(true);
    await all.check();
    await all.uncheck();
    expect(await cite.isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  test("have long facets, whose values are found without scripts, and chosen from what was found", async () => {
    const { page, close } = await site.open({ scripts: false });
    await page.goto("/search?q=patients&sort=newest");
    const headings = page.getByRole("navigation", { name: "MeSH heading" });
    await headings.getByText(/^\d+ more$/).click();
    await headings.getByLabel("Find in: MeSH heading").fill("artif");
    await headings.getByRole("button", { name: "Find" }).click();
    const values = headings.getByRole("listitem");
    expect(await values.count()).toBeGreaterThan(0);
    for (const value of await values.allTextContents()) expect(value).toMatch(/artif/i);
    const { y } = (await headings.boundingBox())!;
    expect(y).toBeLessThan(800);
    await values.first().getByRole("link").click();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("mesh")).toMatch(/artif/i);
    expect([searchParams.get("q"), searchParams.get("sort"), searchParams.get("prefix")]).toEqual([
      "patients",
      "newest",
      null,
    ]);
    await close();
  });
});
