import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, violations } from "./browser.ts";
import { type Embedding, noteEvents, startEmbedding } from "./widget-support.ts";

describe.skipIf(!hasChromium)("the widget", () => {
  let site: Embedding;
  let tag: (attributes?: string) => string;

  beforeAll(async () => {
    site = await startEmbedding();
    tag = (attributes = "") => `
    <script type="module" src="${site.lectern}/widget.js"></script>
    <lectern-search src="${site.lectern}" ${attributes}>
      <form action="${site.lectern}/search"><label>Search <input name="q"></label><button>Go</button></form>
    </lectern-search>`;
  });

  afterAll(() => site.stop());

  const field = (page: Page) => page.getByRole("combobox");
  const active = (page: Page) => page.locator("lectern-search").getByRole("option", { selected: true });

  describe("in a page of another site with a strict policy", () => {
    test("the latest publications stand under the field, with a way to all of them", async () => {
      const { page, complaints } = await site.open(tag('domain="ophthalmology" lang="nl" limit="2"'));
      const latest = page.getByRole("list", { name: "Nieuwste publicaties" });
      await expect.poll(() => latest.getByRole("link").count()).toBe(2);
      const asked = await (
        await fetch(`${site.lectern}/v1/search?domain=ophthalmology&kind=publication&sort=newest&perPage=2`)
      ).json();
      const titles = asked.hits.map(({ title }: { title: string }) => title);
      expect(await latest.locator("[part=title]").allTextContents()).toEqual(titles);
      expect(await page.getByRole("link", { name: "Alle publicaties" }).getAttribute("href")).toBe(
        `${site.lectern}/search?kind=publication&domain=ophthalmology&lang=nl`,
      );
      expect(await page.getByRole("button", { name: "Go" }).isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    });

    test("results come as one types, only their number is read out, and all of them are a link away", async () => {
      const { page, complaints } = await site.open(tag('limit="3"'));
      await field(page).pressSequentially("heart failure", { delay: 20 });
      await expect.poll(() => page.getByRole("option").count()).toBe(3);
      await expect.poll(() => page.locator("p[role=status]").textContent()).toMatch(/^\d+ results$/);
      const { counts } = await (await fetch(`${site.lectern}/v1/search?q=heart+failure`)).json();
      expect(await page.locator("p[role=status]").textContent()).toBe(`${counts.total} results`);
      expect(await page.getByRole("option").first().locator("mark").count()).toBeGreaterThan(0);
      await page.getByRole("link", { name: "See all results" }).click();
      await page.waitForURL(/\/search\?/);
      expect(page.url()).toBe(`${site.lectern}/search?q=heart+failure&lang=en`);
      expect(complaints).toEqual([]);
    });

    test("the keyboard alone finds a result and opens it", async () => {
      const { page } = await site.open(tag());
      await page.keyboard.press("Tab");
      await page.keyboard.type("heart");
      await page.getByRole("option").first().waitFor();
      expect(await field(page).getAttribute("aria-expanded")).toBe("true");
      const titles = await page.getByRole("option").locator("[part=title]").allTextContents();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      expect(await active(page).locator("[part=title]").textContent()).toBe(titles[1]);
      expect(await field(page).getAttribute("aria-activedescendant")).toBe(await active(page).getAttribute("id"));
      await page.keyboard.press("Home");
      expect(await active(page).count()).toBe(0);
      expect(
        await field(page).evaluate((input) => (input as unknown as { selectionStart: number }).selectionStart),
      ).toBe(0);
      await page.keyboard.press("ArrowUp");
      expect(await active(page).locator("[part=title]").textContent()).toBe(titles.at(-1));
      await page.keyboard.press("ArrowDown");
      expect(await active(page).count()).toBe(0);
      await page.keyboard.press("ArrowDown");
      const address = await active(page).getAttribute("href");
      await page.keyboard.press("Enter");
      await page.waitForURL(address!);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(titles[0]);
    });

    test("Escape closes the list, then empties the field; an arrow opens the list again", async () => {
      const { page } = await site.open(tag());
      await field(page).fill("heart");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Escape");
      expect(await page.getByRole("option").count()).toBe(0);
      expect(await field(page).inputValue()).toBe("heart");
      expect(await field(page).getAttribute("aria-expanded")).toBe("false");
      await page.keyboard.press("Alt+ArrowDown");
      expect(await page.getByRole("option").count()).toBeGreaterThan(0);
      expect(await active(page).count()).toBe(0);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      expect(await field(page).inputValue()).toBe("");
      await page.getByRole("list", { name: "Latest publications" }).waitFor();
    });

    test("Enter with no result chosen goes to the full page", async () => {
      const { page } = await site.open(tag('domain="oncology" lang="de"'));
      await field(page).fill("Lunge");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${site.lectern}/search?q=Lunge&domain=oncology&lang=de`);
    });

    test("Enter right after typing on goes there, too, and not to the old result that was reached", async () => {
      const { page } = await site.open(tag());
      await field(page).fill("heart");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.type(" failure");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${site.lectern}/search?q=heart+failure&lang=en`);
    });

    test("events tell of searches and of what is chosen, and a listener may open it in another way", async () => {
      let noted = async (): Promise<[string, Record<string, unknown>][]> => [];
      const { page } = await site.open(tag('limit="1"'), {
        before: async (page) => {
          noted = await noteEvents(page);
        },
      });
      await page.evaluate('addEventListener("lectern:select", (event) => event.preventDefault())');
      await page.getByRole("listitem").first().waitFor();
      await field(page).fill("heart");
      await page.getByRole("option").first().click();
      const title = await page.getByRole("option").first().locator("[part=title]").textContent();
      const url = await page.getByRole("option").first().getAttribute("href");
      const [latest, search, select] = await noted();
      expect(latest).toEqual(["lectern:search", { query: "", total: expect.any(Number) }]);
      expect(search).toEqual(["lectern:search", { query: "heart", total: expect.any(Number) }]);
      expect(select).toEqual(["lectern:select", { id: url!.split(/[/?]/).at(-2), title, url }]);
      expect(page.url()).not.toContain(site.lectern);
    });

    test("with scripts off the form in its tag stands there, and searches", async () => {
      const { page } = await site.open(tag(), { javaScriptEnabled: false });
      await page.getByRole("textbox", { name: "Search" }).fill("heart");
      await page.getByRole("button", { name: "Go" }).click();
      await page.waitForURL(`${site.lectern}/search?q=heart`);
    });

    test("two on a page share a module and a style sheet, and each keeps to its own domain", async () => {
      const asked: string[] = [];
      const { page, complaints } = await site.open(
        tag('domain="oncology" id="one"') + tag('domain="neurology" id="two" lang="fr"'),
        { before: async (page) => page.on("request", (request) => asked.push(new URL(request.url()).pathname)) },
      );
      await page.locator("#one").getByRole("link").first().waitFor();
      await page.locator("#two").getByRole("link").first().waitFor();
      expect(asked.filter((path) => path === "/widget.js")).toHaveLength(1);
      expect(await page.evaluate("one.shadowRoot.adoptedStyleSheets[0] === two.shadowRoot.adoptedStyleSheets[0]")).toBe(
        true,
      );
      await page.locator("#two").getByRole("combobox").fill("brain");
      await page.locator("#two").getByRole("option").first().waitFor();
      expect(await page.locator("#one").getByRole("option").count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

    test("a retracted paper and an illustration are marked in words", async () => {
      const { page } = await site.open(tag('lang="nl"'));
      await field(page).fill("is:retracted");
      const first = page.getByRole("option").first();
      await first.waitFor();
      expect(await first.locator("[part~=badge]").allTextContents()).toEqual([
        "Ingetrokken",
        "Illustratie: geen echte studie",
      ]);
      expect(await first.getAttribute("part")).toBe("result retracted");
    });
  });

  describe("its attributes", () => {
    test("are followed when they change, and what was typed stays", async () => {
      const { page } = await site.open(tag('limit="2"'));
      await field(page).fill("heart");
      await expect.poll(() => page.getByRole("option").count()).toBe(2);
      await page.evaluate('document.querySelector("lectern-search").setAttribute("limit", "4")');
      await expect.poll(() => page.getByRole("option").count()).toBe(4);
      expect(await field(page).inputValue()).toBe("heart");
      await page.evaluate('document.querySelector("lectern-search").lang = "de"');
      await page.getByRole("button", { name: "Suchen" }).waitFor();
    });

    test("that are wrong are told of by an event, and leave it usable", async () => {
      let noted = async (): Promise<[string, Record<string, unknown>][]> => [];
      const { page } = await site.open(tag('limit="many" texts="{" accent="no colour" width="wide"'), {
        before: async (page) => {
          noted = await noteEvents(page);
        },
      });
      await page.getByRole("list", { name: "Latest publications" }).waitFor();
      const messages = (await noted()).filter(([type]) => type === "lectern:error").map(([, { message }]) => message);
      expect(messages).toEqual([
        "Expected limit to be a whole number from 1 to 20, got many",
        'Expected texts to be JSON such as {"button": "Find"}, got {',
        "Expected accent to be a colour such as #0b5563, got no colour",
        "Expected width to be a whole number from 100 to 10000, got wide",
      ]);
    });

    test("write dates as the pages do, unless the language says whose", async () => {
      const dates = [];
      for (const lang of ["en", "en-US"]) {
        const { page } = await site.open(tag(`lang="${lang}"`));
        await field(page).fill("kind:news");
        await page.getByRole("option").first().waitFor();
        dates.push(await page.getByRole("option").first().locator("[part=meta]").textContent());
      }
      expect(dates[0]).toMatch(/\d{1,2} [A-Z][a-z]+ 20\d\d$/);
      expect(dates[1]).toMatch(/[A-Z][a-z]+ \d{1,2}, 20\d\d$/);
    });

    test("give another language its texts, with its own plurals", async () => {
      const texts = {
        label: "Szukaj",
        button: "Znajdź",
        results: { one: "{n} wynik", few: "{n} wyniki", many: "{n} wyników" },
      };
      const { page } = await site.open(tag(`lang="pl" texts='${JSON.stringify(texts)}'`));
      await page.getByRole("combobox", { name: "Szukaj" }).fill("is:retracted");
      await page.getByText("1 wynik", { exact: true }).first().waitFor();
      expect(await page.getByRole("button", { name: "Znajdź" }).isVisible()).toBe(true);
    });
  });
});
