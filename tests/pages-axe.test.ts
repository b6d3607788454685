import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, openBrowser, openWindow, overflow, violations, type Window } from "./browser.ts";
import { openState, type PageState, STATES, signIn } from "./page-states.ts";
import { SITE_KEY, type Site, startBrokenSite, startSite } from "./pages-site.ts";

/** Widths of a phone, a narrow desktop; and of a desktop at 400 %, the narrowest that the guidelines ask for. */
const WIDTHS = [360, 1280];
const NARROWEST = 320;
/** Structure does not depend on colours: in the dark only what does is looked at again. */
const COLOURS = ["color-contrast", "link-in-text-block"];

describe.skipIf(!hasChromium)("no barrier, no error, nothing that must be scrolled sideways", () => {
  let site: Site;
  let broken: Site;
  let browser: Browser;
  const windows = new Map<string, Window>();

  beforeAll(async () => {
    // With the model, which the pages say more with.
    [site, broken, browser] = await Promise.all([
      startSite({ LECTERN_EMBEDDER: "on" }),
      startBrokenSite(),
      openBrowser(),
    ]);
  });

  /** States of one server, one reader and one language share a window. */
  async function windowFor({ broken: away = false, signedIn = false, language = "en" }: PageState): Promise<Window> {
    const name = `${away} ${signedIn} ${language}`;
    const known = windows.get(name);
    if (known) return known;
    const opened = await openWindow(browser, (away ? broken : site).address, { language });
    windows.set(name, opened);
    if (signedIn) await signIn(opened.page, SITE_KEY);
    return opened;
  }

  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.stop(), broken?.stop()]);
  });

  test.each(STATES)("$name", async (state) => {
    const { page, problems } = await windowFor(state);
    problems.length = 0;
    await page.setViewportSize({ width: NARROWEST, height: 800 });
    await openState(page, state);
    expect(await overflow(page)).toBe(0);
    const found: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: "light" });
      found.push(...(await violations(page)));
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await violations(page, COLOURS)).map((one) => `in the dark: ${one}`));
      expect(await overflow(page)).toBe(0);
    }
    expect(found).toEqual([]);
    expect(problems).toEqual([]);
  });
});
