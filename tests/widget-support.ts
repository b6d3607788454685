import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startServer } from "./server.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

export interface Embedding {
  /** Of a real Lectern with the sample records, by words only. */
  lectern: string;
  browser: Browser;
  /** A page of another origin, with a strict policy, opened in a window of its own. */
  open(body: string, look?: Look): Promise<Host>;
  stop(): Promise<void>;
}

export interface Look extends BrowserContextOptions {
  /** Attributes of the page's root element. Default `lang="en"`. */
  root?: string;
  /** Does something before the page is loaded. */
  before?(page: Page): Promise<unknown>;
}

export interface Host {
  page: Page;
  /** What the console and the policy had to say: nothing, as a rule. */
  complaints: string[];
}

/** Lectern, and another site that embeds it. */
export async function startEmbedding(environment: Record<string, string> = {}): Promise<Embedding> {
  const folder = await sharedFolder();
  const pages: string[] = [];
  const site = createServer((request, response) => {
    const page = pages[Number(request.url!.slice(1))];
    response.writeHead(page ? 200 : 404, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; script-src ${server.address}; connect-src ${server.address}; style-src 'none'; require-trusted-types-for 'script'`,
    });
    response.end(page);
  });
  const server = await startServer({
    LECTERN_DATA_DIR: folder,
    LECTERN_EMBEDDER: "off",
    LECTERN_ALLOWED_ORIGINS: "*",
    ...environment,
  });
  const browser = await openBrowser();
  await new Promise<void>((resolve) => site.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  return {
    lectern: server.address,
    browser,
    async open(body, { root = 'lang="en"', before, ...look } = {}) {
      const context = await browser.newContext({ viewport: { width: 800, height: 900 }, ...look });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await before?.(page);
      const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>A ward</title>`;
      // A site has a background of its own, which axe must know of to judge contrasts.
      const ground = look.colorScheme === "dark" ? "#121212" : "#ffffff";
      pages.push(
        `<!doctype html><html ${root}>${head}<body bgcolor="${ground}"><main><h1>A ward</h1>${body}</main></html>`,
      );
      await page.goto(`${origin}/${pages.length - 1}`);
      return { page, complaints };
    },
    async stop() {
      await browser.close();
      site.closeAllConnections();
      site.close();
      await server.stop();
      await removeFolder(folder);
    },
  };
}

/** Notes the element's events from before the page is there: `[type, detail]`. */
export async function noteEvents(page: Page): Promise<() => Promise<[string, Record<string, unknown>][]>> {
  await page.addInitScript(`
    globalThis.noted = [];
    for (const type of ["lectern:search", "lectern:select", "lectern:error"])
      document.addEventListener(type, (event) => noted.push([type, event.detail]));
  `);
  return () => page.evaluate("noted");
}
