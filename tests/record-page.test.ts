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
    {
      id: "from-pubmed",
      illustration: false,
      title: "Gout and heat",
      abstract: "It was hot. Nothing followed.",
      sections: [
        { label: "BACKGROUND AND AIMS", start: 0, end: 11 },
        { label: "Conclusion (IgE)", start: 12, end: 29 },
      ],
      authors: [
        { name: "Ward, A", affiliation: "Ghent" },
        { name: "Ward, B", affiliation: "Leuven" },
        { name: "Ward, C", affiliation: "Ghent" },
        { name: "Ward, D" },
      ],
      pmid: "7",
      pmcid: "PMC8",
      url: "http://pubmed.ncbi.nlm.nih.gov/7",
      domains: [],
    },
    {
      id: "of-one-place",
      title: "Gout",
      domains: [],
      authors: ["E", "F"].map((name) => ({ name, affiliation: "Ghent" })),
    },
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

describe("a record from PubMed", () => {
  test("leads to each place once, whoever else names the same address", async () => {
    const { html } = await pages.get("/records/from-pubmed");
    const out = linksOf(html).filter((link) => link.includes("nih.gov"));
    expect(out).toEqual(["https://pubmed.ncbi.nlm.nih.gov/7/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC8/"]);
    expect(html).toContain('"sameAs":["https://pubmed.ncbi.nlm.nih.gov/7/"]');
  });

  test("tells each place where authors work once, by a number behind their names, and none where all are of one", async () => {
    const { html } = await pages.get("/records/from-pubmed");
    expect(html).toContain("<ol><li>Ghent</li><li>Leuven</li></ol>");
    const marks = [...html.matchAll(/>(Ward, .)<\/a>(?:<sup>(\d+)<\/sup>)?/g)].map(([, name, mark]) => [name, mark]);
    expect(marks).toEqual([
      ["Ward, A", "1"],
      ["Ward, B", "2"],
      ["Ward, C", "1"],
      ["Ward, D", undefined],
    ]);
    const ofOne = (await pages.get("/records/of-one-place")).html;
    expect(ofOne).toContain("<ul><li>Ghent</li></ul>");
    expect(ofOne).not.toContain("<sup>");
  });

  test("does not shout the labels of its abstract", async () => {
    const { html } = await pages.get("/records/from-pubmed");
    expect([...html.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, label]) => label).slice(0, 2)).toEqual([
      "Background and aims",
      "Conclusion (IgE)",
    ]);
  });
});
