import { afterAll, expect, test } from "vitest";
import { Citations } from "../src/export/citations.ts";
import { atomFeed } from "../src/export/feed.ts";
import { makeRecord } from "./records.ts";

const citations = new Citations();
afterAll(() => citations.close());

const paper = makeRecord({ id: "p", title: "A paper", authors: [{ name: "García, Ñ" }], journal: "Tests", year: 2020 });
const news = makeRecord({
  id: "n",
  kind: "news",
  title: "An item",
  authors: [{ name: "Jansen, A" }],
  journal: "Gazette",
  date: "2024-03-05",
  year: 2024,
});

test("in RIS news are news, with who wrote them and when, between papers", async () => {
  const records = [paper, news, { ...paper, id: "q" }];
  const blocks = (await citations.file(records, "ris")).split("ER  -").map((block) => block.trim().split("\n"));
  expect(blocks.slice(0, 3).map(([type]) => type)).toEqual(["TY  - JOUR", "TY  - NEWS", "TY  - JOUR"]);
  expect(blocks[1]).toEqual(
    expect.arrayContaining(["AU  - Jansen, A", "DA  - 2024/03/05/", "T2  - Gazette", "TI  - An item", "ID  - n"]),
  );
});

test("in BibTeX letters are as they are written, and TeX's own signs escaped", async () => {
  const text = await citations.file([{ ...paper, title: "Dröge & ß of 𝛼 zq 心" }], "bibtex");
  expect(text).toContain("author = {García, Ñ}");
  expect(text).toContain("title = {Dröge \\& ß of 𝛼 zq 心}");
});

test("BibTeX has the abstract and the keywords, under the names that they have there", async () => {
  const whole = {
    ...paper,
    abstract: "In 5 % of \u0141\u00f3d\u017a.",
    mesh: ["Glaucoma, Open-Angle"],
    keywords: ["drops"],
  };
  const text = await citations.file([whole], "bibtex");
  expect(text).toContain("\tabstract = {In 5 \\% of \u0141\u00f3d\u017a.},\n");
  expect(text).toContain("\tkeywords = {Glaucoma, Open-Angle, drops},\n");
  expect(text).not.toMatch(/annote|chapter/);
});

test("an abbreviated journal stands in a Vancouver citation, and in an APA one its name", async () => {
  const printed = { ...paper, journalAbbreviation: "Tsts", volume: "3", pages: "11-19" };
  expect(await citations.cite(printed, "vancouver", "en")).toBe("García Ñ. A paper. Tsts. 2020;3:11–9.");
  expect(await citations.cite(printed, "apa", "en")).toBe("García, Ñ. (2020). A paper. Tests, 3, 11–19.");
});

test("initials that PubMed writes as one word are each an initial, in every style and file", async () => {
  const authors = ["O'Byrne, PM", "De Smet, ML Jr", "Janssens, M", "Li, Bo"].map((name) => ({ name }));
  const several = { ...paper, authors };
  expect(await citations.cite(several, "vancouver", "en")).toMatch(/^O’Byrne PM, De Smet ML Jr, Janssens M, Li B\. /);
  expect(await citations.cite(several, "apa", "en")).toMatch(
    /^O’Byrne, P\. M\., De Smet, M\. L\., Jr, Janssens, M\., & Li, B\./,
  );
  expect(await citations.file([several], "ris")).toContain("AU  - O'Byrne, P M");
  expect(await citations.file([several], "ris")).toContain("AU  - De Smet, M L, Jr");
  expect(await citations.file([several], "bibtex")).toContain("De Smet, Jr, M L and");
});

test("a feed says who publishes it, and a title with signs of HTML is whole", () => {
  const news = makeRecord({ id: "n", title: "Survival when a<b & p<0.05", status: ["retracted"] });
  const feed = atomFeed([news], {
    title: "Latest",
    publisher: "A Hospital",
    description: "",
    page: "https://research.example/",
    self: "https://research.example/feed.atom",
    name: "search",
    language: "en",
    recordPage: () => "https://research.example/records/n",
  });
  expect(feed).toContain('<title type="html"><![CDATA[RETRACTED: Survival when a&lt;b &amp; p&lt;0.05]]></title>');
  expect(feed).toMatch(/<author>\s*<name>A Hospital<\/name>\s*<\/author>/);
  expect(feed).toContain("Made up");
});
