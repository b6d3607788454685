import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleScripts } from "../src/http/scripts.ts";
import { hasChromium, violations } from "./browser.ts";
import { type Embedding, noteEvents, startEmbedding } from "./widget-support.ts";

describe.skipIf(!hasChromium)("the widget", () => {
  let site: Embedding;
  let tag: (attributes?: string) => string;

  beforeAll(async () => {
    site = await startEmbedding({ LECTERN_RATE_LIMIT: "4" });
    tag = (attributes = "") =>
      `<script type="module" src="${site.lectern}/widget.js"></script><lectern-search src="${site.lectern}" ${attributes}></lectern-search>`;
  });

  afterAll(() => site.stop());

  const field = (page: Page) => page.getByRole("combobox");
  /** Lets requests for answers through when it is their turn; each goes to the real server, or fails. */
  const searches = (page: Page, handle: (route: Route, query: string) => unknown) =>
    page.route("**/v1/search?*", (route) => handle(route, new URL(route.request().url()).searchParams.get("q") ?? ""));
  const answer = (title: string) => ({
    headers: { "Access-Control-Allow-Origin": "*" },
    json: {
      counts: { total: 1 },
      hits: [
        { id: "x", kind: "publication", title, authors: [], status: [], illustration: true, highlights: { title: [] } },
      ],
    },
  });

  test("a network that fails is told, what was typed stays, and another try may work", async () => {
    const { page } = await site.open(tag(), {
      before: (page) =>
        searches(page, (route, query) => (query === "" ? route.fulfill(answer("latest")) : route.abort())),
    });
    await field(page).fill("heart");
    await page.getByText("The search cannot be reached").first().waitFor();
    await expect.poll(() => page.locator("p[role=status]").textContent()).toContain("cannot be reached");
    expect(await field(page).inputValue()).toBe("heart");
    expect(await page.getByRole("link", { name: "See all results" }).getAttribute("href")).toContain("q=heart");
    expect(await violations(page)).toEqual([]);
    await page.unroute("**/v1/search?*");
    await searches(page, (route) => route.fulfill(answer("found at last")));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("option", { name: "found at last" }).waitFor();
    expect(await page.evaluate("document.activeElement.localName")).toBe("lectern-search");
  });

  test("an answer that comes late does not take the place of a later one", async () => {
    let late: Route | null = null;
    const { page, complaints } = await site.open(tag(), {
      before: (page) =>
        searches(page, (route, query) => {
          if (query === "slow") late = route;
          else return route.fulfill(answer(query || "latest"));
        }),
    });
    await page.getByRole("link", { name: "latest" }).waitFor();
    await field(page).fill("slow");
    await expect.poll(() => late !== null).toBe(true);
    expect(await page.locator("[part=status]").textContent()).toBe("Searching\u2026");
    // What still stands there is not the latest of what is searched for, and the link leads to that.
    expect(await page.locator("[part=heading]").isVisible()).toBe(false);
    expect(await page.locator("[part=all]").getAttribute("href")).toContain("q=slow");
    await field(page).fill("fast");
    await page.getByRole("option", { name: "fast" }).waitFor();
    await late!.fulfill(answer("slow")).catch(() => {});
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
    expect(await page.getByRole("option").locator("[part=title]").allTextContents()).toEqual(["fast"]);
    expect(complaints).toEqual([]);
  });

  test("a server that fails and an answer that is none are told, and a query that cannot be read with its reason", async () => {
    const headers = { "Access-Control-Allow-Origin": "*" };
    let noted = async (): Promise<[string, Record<string, unknown>][]> => [];
    const { page } = await site.open(tag(), {
      before: async (page) => {
        noted = await noteEvents(page);
        await searches(page, (route, query) => {
          if (query === "down") return route.fulfill({ status: 503, headers, json: { detail: "The engine is away" } });
          if (query === "other") return route.fulfill({ headers, body: "<p>Another server</p>" });
          if (query === "(") return route.fulfill({ status: 400, headers, json: { detail: "Expected a bracket" } });
          return route.fulfill(answer("latest"));
        });
      },
    });
    for (const [query, text] of [
      ["down", "The search does not work at the moment"],
      ["other", "The search cannot be reached"],
      ["(", "Expected a bracket"],
    ] as const) {
      await field(page).fill(query);
      await page.locator("[part=message]").getByText(text).waitFor();
    }
    const errors = (await noted()).filter(([type]) => type === "lectern:error").map(([, detail]) => detail);
    expect(errors).toEqual([
      { message: "The engine is away", status: 503, retryAfter: null },
      { message: expect.stringContaining("SyntaxError"), status: null, retryAfter: null },
      { message: "Expected a bracket", status: 400, retryAfter: null },
    ]);
  });

  test("what is wrong with the element is for who made the page; visitors are told plainly that it does not work", async () => {
    let noted = async (): Promise<[string, Record<string, unknown>][]> => [];
    const headers = { "Access-Control-Allow-Origin": "*" };
    const json = { detail: "Expected `domain` to be the id of a domain", errors: [{ path: "domain" }] };
    const { page, complaints } = await site.open(tag('domain="klein"'), {
      before: async (page) => {
        noted = await noteEvents(page);
        await searches(page, (route) => route.fulfill({ status: 400, headers, json }));
      },
    });
    const message = page.locator("[part=message]");
    await message.waitFor();
    expect(await message.textContent()).toBe("The search does not work at the moment.");
    expect(await noted()).toEqual([["lectern:error", { message: json.detail, status: 400, retryAfter: null }]]);
    expect(complaints.join()).toContain(`lectern-search: ${json.detail}`);
  });

  test("too many searches are explained with the time to wait, and the search goes on by itself then", async () => {
    let noted = async (): Promise<[string, Record<string, unknown>][]> => [];
    const asked: string[] = [];
    const { page } = await site.open(tag('limit="1"'), {
      before: async (page) => {
        noted = await noteEvents(page);
        await page.clock.install();
        page.on("request", (request) => asked.push(new URL(request.url()).searchParams.get("q") ?? ""));
      },
    });
    const message = page.locator("[part=message]");
    for (const query of ["heart", "lung", "brain", "kidney", "liver"]) {
      await field(page).fill(query);
      await page.clock.runFor(300);
      await page.getByRole("option").or(message).filter({ visible: true }).first().waitFor();
    }
    await message.waitFor();
    expect(await message.textContent()).toMatch(/^Too many searches at the moment\. It goes on in \d+ seconds?\.$/);
    const [, refused] = (await noted()).findLast(([type]) => type === "lectern:error")!;
    expect(refused).toMatchObject({ status: 429, retryAfter: expect.any(Number) });
    expect(refused.message).toContain("Expected at most 4 searches a minute");
    // It counts down, in view only: to have each second read out would be no help.
    const seconds = async () => Number(/\d+/.exec((await message.textContent())!)![0]);
    const at = await seconds();
    await page.clock.runFor(3000);
    expect(await seconds()).toBe(at - 3);
    expect(await page.locator("p[role=status]").textContent()).toContain(` ${at} second`);
    // Until then nothing more is asked, whatever is typed.
    const before = asked.length;
    await field(page).fill("ear");
    await page.clock.runFor(1000);
    expect(asked.length).toBe(before);
    await searches(page, (route, query) => route.fulfill(answer(`about the ${query}`)));
    await page.clock.runFor(61_000);
    await page.getByRole("option", { name: "about the ear" }).waitFor();
  });

  test("a page that pins a version runs that one, once, and another script not at all: its form stays", async () => {
    const { version, integrity } = (await bundleScripts()).widget;
    const pinned = (checked: string) =>
      `<script type="module" src="${site.lectern}/widget/${version}.js" integrity="${checked}" crossorigin="anonymous"></script>
      <lectern-search src="${site.lectern}"><form><button>Go</button></form></lectern-search>`;
    const fulfil = { before: (page: Page) => searches(page, (route) => route.fulfill(answer("latest"))) };
    const right = await site.open(
      `${pinned(integrity)}<script type="module" src="${site.lectern}/widget.js"></script>`,
      fulfil,
    );
    await right.page.getByRole("link", { name: "latest" }).waitFor();
    expect(right.complaints).toEqual([]);
    const wrong = await site.open(pinned(`sha384-${"A".repeat(64)}`), fulfil);
    await expect.poll(() => wrong.complaints.join()).toContain("integrity");
    expect(await wrong.page.getByRole("button", { name: "Go" }).isVisible()).toBe(true);
  });
});
