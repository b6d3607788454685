import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snippet } from "../web/snippet.ts";
import { hasChromium } from "./browser.ts";
import { type RunningServer, startServer } from "./server.ts";
import { siteInBrowser } from "./site-window.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

test("the lines hold the element with what is not as usual, and a form for where scripts are off", () => {
  const base = "https://research.hospital.example";
  expect(snippet({ base, domain: "ophthalmology", lang: "nl", limit: 3, width: 320 })).toBe(
    `<script type="module" src="${base}/widget.js"></script>
<lectern-search src="${base}" domain="ophthalmology" lang="nl" limit="3" width="320">
  <form action="${base}/search">
    <label>Zoek in publicaties en nieuws <input type="search" name="q"></label>
    <input type="hidden" name="domain" value="ophthalmology">
    <input type="hidden" name="lang" value="nl">
    <button>Zoeken</button>
  </form>
</lectern-search>`,
  );
  expect(snippet({ base, domain: '"><script>', lang: "en" })).not.toContain('"><script>');
});

describe("the widget's addresses", () => {
  let server: RunningServer;
  let folder: string;

  beforeAll(async () => {
    folder = await sharedFolder();
    const origins = "https://intranet.hospital.example,https://ward.hospital.example";
    const env = { LECTERN_DATA_DIR: folder, LECTERN_EMBEDDER: "off", LECTERN_SAMPLE: "off" };
    server = await startServer({ ...env, LECTERN_ALLOWED_ORIGINS: origins });
  });

  afterAll(async () => {
    await server.stop();
    await removeFolder(folder);
  });

  const get = (path: string) => fetch(`${server.address}${path}`);
  const lines = async (parameters: string): Promise<string> => {
    const page = await (await get(`/embed?${parameters}`)).text();
    const [, code] = /<code id="snippet"[^>]*>([\s\S]*?)<\/code>/.exec(page)!;
    return code!.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  };

  test("are two: one that stays and is soon asked for anew, one that is kept for good; both for every site", async () => {
    const versioned = /src="[^"]*(\/widget\/[0-9a-f]{12}\.js)"/.exec(await lines("pinned=on"))![1]!;
    const [plain, pinned] = await Promise.all([get("/widget.js"), get(versioned)]);
    expect(plain.headers.get("cache-control")).toBe("public, max-age=300");
    expect(pinned.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    for (const { headers } of [plain, pinned]) {
      expect(headers.get("content-type")).toMatch(/^text\/javascript/);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    }
    expect(await plain.text()).toBe(await pinned.text());
  });

  test("still have a version that ran here before an update, and no other", async () => {
    await writeFile(join(folder, "widgets", "0123456789ab.js"), "// of last year\n");
    const before = await get("/widget/0123456789ab.js");
    expect(await before.text()).toBe("// of last year\n");
    expect(before.headers.get("access-control-allow-origin")).toBe("*");
    expect(before.headers.get("cache-control")).toMatch(/max-age=31536000, immutable/);
    expect((await get("/widget/ffffffffffff.js")).status).toBe(404);
    expect((await get("/widget/..%2fadmin-key")).status).toBe(404);
  });

  test("are in lines that the server writes by itself, as its parameters choose, with who may use them", async () => {
    const made = await lines("domain=neurology&language=fr&accent=%23a0102a&limit=7&width=&pinned=on");
    expect(made).toContain('domain="neurology" lang="fr" limit="7" accent="#a0102a">');
    expect(made).toMatch(/integrity="sha384-[A-Za-z0-9+/]{64}" crossorigin="anonymous"/);
    const page = await (await get("/embed")).text();
    expect(page).toContain("<code>https://ward.hospital.example</code>");
    expect(await lines("filled=on&background=%23002B5C&scheme=dark")).toMatch(/background="#002b5c" scheme="dark">/);
    expect(await lines("background=%23002B5C&scheme=")).not.toMatch(/background|scheme/);
    expect((await get("/embed?limit=99")).status).toBe(400);
    expect((await get("/embed?accent=red")).status).toBe(400);
  });
});

describe.skipIf(!hasChromium)("the page that makes the lines, in a browser", () => {
  const site = siteInBrowser();

  test("shows each choice at once, keeps it in the address, and copies the lines", async () => {
    const { page, problems, close } = await site.open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/embed");
    const lines = page.locator("#snippet");
    const widget = page.locator("lectern-search");
    await widget.getByRole("list").getByRole("listitem").first().waitFor();
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    await widget.getByText("Neueste Publikationen").waitFor();
    await page.getByLabel("Results").fill("2");
    await expect.poll(() => widget.getByRole("listitem").count()).toBe(2);
    await page.getByLabel("Accent").fill("#a0102a");
    await expect.poll(() => lines.textContent()).toContain('accent="#a0102a"');
    await page.getByLabel("Background", { exact: true }).fill("#002b5c");
    await expect.poll(() => lines.textContent()).toContain('background="#002b5c"');
    await page.getByLabel("Background of its own").uncheck();
    await expect.poll(() => lines.textContent()).not.toContain("background");
    await page.getByLabel("Keep this version").check();
    await expect.poll(() => lines.textContent()).toContain("integrity=");
    await page.getByText("checks that it is unchanged").waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await lines.textContent());
    await page.getByRole("link", { name: "Nederlands" }).click();
    await page.getByRole("heading", { level: 1, name: "op uw eigen pagina" }).waitFor();
    expect(await lines.textContent()).toContain('lang="de" limit="2" accent="#a0102a"');
    expect(problems).toEqual([]);
    await close();
  });

  test("is quiet while a number is typed, says what is wrong with it when it is left, and gives no old lines", async () => {
    const { page, problems, close } = await site.open();
    await page.goto("/embed?limit=2");
    const [told, copy] = [page.locator("#embed output"), page.locator("[data-copy]")];
    await page.getByLabel("Results").fill("99");
    await page.getByLabel("Width in pixels").focus();
    expect(await told.textContent()).toMatch(/^Results: a whole number from 1 to 20 is needed/);
    expect(await page.evaluate("document.activeElement.name")).toBe("width");
    expect(await copy.isDisabled()).toBe(true);
    expect(await page.locator("#snippet").textContent()).toContain('limit="2"');
    await page.getByLabel("Results").fill("3");
    await expect.poll(() => page.locator("#snippet").textContent()).toContain('limit="3"');
    expect([await told.textContent(), await copy.isEnabled()]).toEqual(["", true]);
    const asked = page.waitForRequest(/width=320/);
    await page.getByLabel("Width in pixels").pressSequentially("320", { delay: 260 });
    expect(await told.textContent()).toBe("");
    await asked;
    expect(problems).toEqual([]);
    await close();
  });

  test("says that the server is away, and asks it again when told to", async () => {
    const { page, close } = await site.open();
    await page.goto("/embed");
    await page.route("**/embed?*", (route) => route.abort());
    await page.getByLabel("Results").fill("3");
    await page.getByText("The server cannot be reached").waitFor();
    expect(await page.locator("[data-copy]").isDisabled()).toBe(true);
    await page.unroute("**/embed?*");
    await page.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => page.locator("#snippet").textContent()).toContain('limit="3"');
    expect(await page.locator("[data-copy]").isEnabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Show" }).isVisible()).toBe(false);
    await close();
  });

  test("makes them without scripts, too", async () => {
    const { page, close } = await site.open({ scripts: false });
    await page.goto("/embed");
    await page.getByLabel("Domain").selectOption({ label: "Neurology" });
    await page.getByRole("button", { name: "Show" }).click();
    expect(await page.locator("#snippet").textContent()).toContain('domain="neurology"');
    expect(await page.getByRole("button", { name: "Copy" }).isVisible()).toBe(false);
    await close();
  });
});
