import { describe, expect, test } from "vitest";
import { linksOf, pagesOver } from "./pages-support.ts";
import { inDomains, indexed } from "./records.ts";

const TEXT = "A pocket ultrasound shows the valves of the heart at home.";
const news = { kind: "news", title: "Valves of the heart seen at home", abstract: TEXT, date: "2024-02-03" } as const;

const pages = pagesOver(
  [
    { id: "paper", title: "Pocket ultrasound of heart valves", abstract: TEXT, doi: "10.5555/paper" },
    { id: "taken-back", title: "Pocket ultrasound of the heart", abstract: TEXT, status: ["retracted" as const] },
    { id: "about", ...news, related: [{ relation: "news-about" as const, ref: "doi:10.5555/paper" }] },
    { id: "near", ...news, language: "nl" },
    { id: "of-eyes", ...news, domains: inDomains("ophthalmology") },
  ].map((record) => indexed({ domains: inDomains("cardiovascular-diseases"), ...record })),
);

/** What a section of a record's page holds, by the id of its heading; null where it is not there. */
async function section(record: string, id: string): Promise<string | null> {
  const { html } = await pages.get(`/records/${record}`);
  return html.split(`aria-labelledby="${id}"`)[1]?.split("</section>")[0] ?? null;
}

describe("a publication's page", () => {
  test("has the news that names it, with its date", async () => {
    const told = (await section("paper", "news"))!;
    expect(linksOf(told)).toEqual(["/records/about"]);
    expect(told).toContain("3 February 2024");
  });

  test("has news of its domains that is near it and does not name it, and says so", async () => {
    const near = (await section("paper", "near-news"))!;
    expect(linksOf(near)).toEqual(["/records/near"]);
    expect(near).toContain("It does not name this publication.");
    expect(near).toContain('<a href="/records/near" lang="nl">');
  });

  test("says of a retracted record that is similar that it is", async () => {
    const similar = (await section("paper", "similar"))!;
    expect(similar.split('href="/records/taken-back"')[1]!.split("</li>")[0]).toContain('class="badge retracted"');
  });

  test("leads to the pages of its domains", async () => {
    expect(linksOf((await section("paper", "domains"))!)).toEqual(["/domains/cardiovascular-diseases"]);
  });
});

test("a news item's page leads to what it is about, and looks for no other news", async () => {
  expect(linksOf((await section("about", "related"))!)).toEqual(["/records/paper"]);
  expect(await section("about", "near-news")).toBeNull();
});
