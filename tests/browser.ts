import { existsSync } from "node:fs";
import axe, { type RunOptions } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where distributions put it, and where `.ci/run` installs it. */
const CHROMIUM = "/usr/bin/chromium";
export const hasChromium = existsSync(CHROMIUM);

/** How a window looks at pages. */
export interface Look {
  /** Default light. */
  scheme?: "light" | "dark";
  /** In CSS pixels; default 1280 by 800. */
  width?: number;
  height?: number;
  /** Default true. */
  scripts?: boolean;
  /** What the browser prefers, as `Accept-Language` has it. Default English. */
  language?: string;
}

export interface Window {
  page: Page;
  /** Errors in the console (what the page's policy refused is one), uncaught exceptions, requests to other sites. */
  problems: string[];
  close(): Promise<void>;
}

/** @param keep true keeps pages for Back and Forward as they were, as people's browsers do */
export async function openBrowser(keep = false): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox"],
    ...(keep ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
  });
}

/** A new window that remembers nothing. */
export async function openWindow(browser: Browser, site: string, look: Look = {}): Promise<Window> {
  const { scheme = "light", width = 1280, height = 800, scripts = true, language = "en" } = look;
  const context = await browser.newContext({
    baseURL: site,
    colorScheme: scheme,
    viewport: { width, height },
    javaScriptEnabled: scripts,
    locale: language,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    const { url } = message.location();
    // That a page's own status is an error is no problem of the page: errors have pages.
    const ownStatus = message.text().startsWith("Failed to load resource") && pages.has(url);
    if (message.type() === "error" && !ownStatus) problems.push(`${message.text()} (${url})`);
  });
  const pages = new Set<string>();
  page.on("request", (request) => {
    const url = request.url();
    if (request.isNavigationRequest()) pages.add(url);
    if (!url.startsWith(`${site}/`) && !url.startsWith("data:")) problems.push(`asked another site: ${url}`);
  });
  return { page, problems, close: () => context.close() };
}

/** WCAG 2.2 asks for 24 px (2.5.8); axe has it off. */
const ALL_RULES: RunOptions = { rules: { "target-size": { enabled: true } } };

/**
 * What axe finds on the page as it is shown now, a readable line for each place. The page's own policy stays in force:
 * axe comes in by the debugger, which no policy binds, and not as a script of the page.
 *
 * @param rules only these; default: all that axe has on by itself, and the size of what is to be touched
 */
export async function violations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = rules.length > 0 ? { runOnly: { type: "rule", values: [...rules] } } : ALL_RULES;
  const found = await page.evaluate(
    async (given) => (await (globalThis as unknown as { axe: typeof axe }).axe.run(given)).violations,
    { ...options, resultTypes: ["violations"] } satisfies RunOptions,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.replace(/^Fix (any|all) of the following:/gm, "").replace(/\s+/g, " ");
      return `${id} (${help}) at ${target.join(" ")}:${why}`;
    }),
  );
}

/** How far a page can be scrolled sideways, in CSS pixels. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
