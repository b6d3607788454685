import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { type Look, openBrowser, openWindow, type Window } from "./browser.ts";
import { type Site, startSite } from "./pages-site.ts";

export interface SiteInBrowser {
  /** Of the server, once the tests run. */
  readonly address: string;
  open(look?: Look): Promise<Window>;
  /** A window that closes with its test, which fails where anything was wrong in it. */
  window(look?: Look): Promise<Page>;
}

/**
 * A real server and a browser for the tests of the `describe` that this is called in.
 *
 * @param options.keep as of {@link openBrowser}
 * @param options.environment as of {@link startSite}
 */
export function siteInBrowser({ keep = false, environment = {} } = {}): SiteInBrowser {
  let site: Site | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(environment), openBrowser(keep)]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  const open = (look?: Look): Promise<Window> => openWindow(browser!, site!.address, look);
  return {
    get address() {
      return site!.address;
    },
    open,
    async window(look) {
      const { page, problems, close } = await open(look);
      onTestFinished(async () => {
        await close();
        expect(problems).toEqual([]);
      });
      return page;
    },
  };
}
