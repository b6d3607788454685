/**
 * `npm run screenshots`: every page and state of `tests/page-states.ts` at three widths, light and dark, into `screenshots/`.
 * By itself over a server of its own with the sample; `LECTERN_SCREENSHOTS_URL` names one that runs, whose pages then stand
 * for themselves: what it has no record for is left out. Words after the command choose states: `-- results record`.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openBrowser, openWindow } from "./browser.ts";
import { openState, type PageState, STATES, signIn } from "./page-states.ts";
import { SITE_KEY, startBrokenSite, startSite } from "./pages-site.ts";

const FOLDER = fileURLToPath(new URL("../screenshots/", import.meta.url));
/** Widths and least heights, in CSS pixels. */
const SIZES = [
  [360, 780],
  [768, 1024],
  [1440, 900],
] as const;
const SCHEMES = ["light", "dark"] as const;
/** What is longer is cut, in CSS pixels. */
const HIGHEST = 6000;

const given = process.env.LECTERN_SCREENSHOTS_URL?.replace(/\/+$/, "");
const chosen = process.argv.slice(2);
const wanted = STATES.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
await mkdir(FOLDER, { recursive: true });
const site = given ? null : await startSite({ LECTERN_EMBEDDER: "on" });
const broken = await startBrokenSite();
const browser = await openBrowser();
let failed = 0;
try {
  for (const [i, state] of wanted.entries()) {
    const told = await photograph(state).catch((error: Error) => {
      failed++;
      return `left out: ${error.message.split("\n")[0]}`;
    });
    console.log(`${i + 1}/${wanted.length} ${state.name}: ${told}`);
  }
} finally {
  await browser.close();
  await Promise.all([site?.stop(), broken.stop()]);
}
console.log(
  `${wanted.length - failed} states at ${SIZES.map(([width]) => width).join(", ")} px, light and dark, are in ${FOLDER}`,
);
if (failed > 0) process.exitCode = 1;

async function photograph(state: PageState): Promise<string> {
  const address = state.broken ? broken.address : (given ?? site!.address);
  const { page, close } = await openWindow(browser, address, { language: state.language ?? "en" });
  try {
    if (state.signedIn) await signIn(page, process.env.LECTERN_JUDGE_KEY ?? SITE_KEY);
    await openState(page, state);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate("document.fonts.ready");
        const whole = Number(await page.evaluate("document.documentElement.scrollHeight"));
        const clip = { x: 0, y: 0, width, height: Math.min(HIGHEST, Math.max(height, whole)) };
        await page.screenshot({ path: `${FOLDER}${state.name}-${width}-${colorScheme}.png`, fullPage: true, clip });
      }
    }
  } finally {
    await close();
  }
  return `${SCHEMES.length * SIZES.length} screenshots`;
}
