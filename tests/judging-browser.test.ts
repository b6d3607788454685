import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { lectern, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const CHROMIUM = "/usr/bin/chromium";
const KEY = "a-key-to-judge-with-only";

test.skipIf(!existsSync(CHROMIUM))(
  "in a browser one signs in with a key, judges under a result without any script, and stays at it",
  async () => {
    const env = { LECTERN_DATA_DIR: await temporaryFolder(), LECTERN_JUDGE_KEY: KEY, LECTERN_EMBEDDER: "off" };
    const server = await startServer(env);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    try {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      const refused: string[] = [];
      page.on("console", (message) => /refused|violat|policy/i.test(message.text()) && refused.push(message.text()));
      await page.goto(`${server.address}/lab`);
      await page.getByLabel("Key").fill(KEY);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("You are signed in").waitFor();
      await page.goto(`${server.address}/search?q=heart`);
      const results = page.locator(".hits > li");
      await results.nth(1).getByRole("button", { name: "Yes" }).click();
      await results.nth(1).getByText("Judged: well").waitFor();
      expect(page.url()).toBe(`${server.address}/search?q=heart#${await results.nth(1).getAttribute("id")}`);
      expect(await results.nth(1).getByRole("button", { pressed: true }).allTextContents()).toEqual(["Yes"]);
      expect(await page.getByRole("button", { pressed: true }).count()).toBe(1);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/judged.png` });
      expect(refused).toEqual([]);
      const listed = await lectern(["judge", "--list"], env);
      expect(listed.stdout).toContain("   1 judged,   1 relevant  heart\n");
      await lectern(["relevance"], env);
      await page.goto(`${server.address}/lab`);
      await page.getByRole("row", { name: /words and meaning/ }).waitFor();
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/lab.png` });
    } finally {
      await browser.close();
      await server.stop();
    }
  },
  60_000,
);
