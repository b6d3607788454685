import { expect } from "vitest";
import { inDomains, indexed } from "../records.ts";
import { type AddCase, anyOf, ask, type Question, store, summary } from "./engine-asking.ts";

/** Which of a facet's values are told. */
export function facetValueCases(add: AddCase): void {
  add("of many values only the most frequent are told, all years, and those that are chosen", async ({ engine }) => {
    await store(
      engine,
      ...Array.from({ length: 12 }, (_, i) =>
        indexed({
          id: `r${i}`,
          year: 2000 + i,
          authors: Array.from({ length: i + 1 }, (_, n) => ({ name: `Author ${String(n).padStart(2, "0")}` })),
        }),
      ),
    );
    const values = { limit: 3 };
    const { facets } = await ask(engine, { values });
    expect(summary(facets.author)).toBe("Author 00 12, Author 01 11, Author 02 10");
    expect(facets.year).toHaveLength(12);
    const filters = [anyOf("author", "Author 11", "Author 01", "Nobody")];
    const chosen = await ask(engine, { values, filters });
    expect(summary(chosen.facets.author)).toBe("Author 00 12, Author 01 11, Author 02 10, Author 11 1");
  });

  add("values of a facet are looked up by what is in them, under the question and the filters", async ({ engine }) => {
    const names = ["Janssens, M", "Jansen, P", "M\u00fcller, J", "van der Jans, K", "Peeters, L"];
    await store(
      engine,
      ...names.map((name, i) =>
        indexed({ id: `r${i}`, title: i % 2 ? "Fever" : "Sepsis", language: i < 3 ? "en" : "nl", authors: [{ name }] }),
      ),
    );
    const lookUp = async (beginning: string, more: Question = {}) =>
      summary((await ask(engine, { facets: ["author"], values: { limit: 20, beginning }, ...more })).facets.author);
    expect(await lookUp("JANS")).toBe("Jansen, P 1, Janssens, M 1, van der Jans, K 1");
    expect(await lookUp("mull")).toBe("M\u00fcller, J 1");
    expect(await lookUp("jans", { q: "fever" })).toBe("Jansen, P 1, van der Jans, K 1");
    expect(await lookUp("jans", { filters: [anyOf("language", "en")] })).toBe("Jansen, P 1, Janssens, M 1");
    expect(await lookUp("jans", { filters: [anyOf("author", "Peeters, L")] })).toBe(
      "Jansen, P 1, Janssens, M 1, van der Jans, K 1",
    );
    expect(await lookUp("jans", { values: { limit: 1, beginning: "jans" } })).toBe("Jansen, P 1");
    expect(await lookUp("zzz")).toBe("");
  });

  add("languages and domains are looked up by their names in four languages", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "nl", language: "nl", domains: inDomains("oncology") }),
      indexed({ id: "fr", language: "fr", domains: inDomains("ophthalmology") }),
    );
    const lookUp = async (facet: "language" | "domain", beginning: string) =>
      summary((await ask(engine, { facets: [facet], values: { limit: 20, beginning } })).facets[facet]);
    for (const name of ["nl", "dut", "Neder", "n\u00e9er", "Niederl"])
      expect(await lookUp("language", name)).toBe("nl 1");
    for (const name of ["ophth", "oogz", "Augenh"]) expect(await lookUp("domain", name)).toBe("ophthalmology 1");
    expect(await lookUp("domain", "kanker")).toBe("oncology 1");
    expect(await lookUp("domain", "zzz")).toBe("");
  });

  add(
    "of more values than an answer may have, the rare ones are looked up, and counted where chosen",
    async ({ engine }) => {
      const numbered = (from: number) =>
        Array.from({ length: 300 }, (_, i) => ({ name: `Author ${String(from + i).padStart(4, "0")}` }));
      await store(
        engine,
        ...Array.from({ length: 5 }, (_, i) =>
          indexed({ id: `r${i}`, title: i % 2 ? "Fever" : "Sepsis", authors: numbered(i * 250), journal: "One" }),
        ),
        indexed({ id: "rare", title: "Sepsis", authors: [{ name: "Zoe van Rare" }], language: "nl" }),
      );
      const facets = ["author"] as const;
      const counted = async (more: Question) => summary((await ask(engine, { facets, ...more })).facets.author);
      const values = { limit: 5, beginning: "rar zo" };
      expect(await counted({ values })).toBe("Zoe van Rare 1");
      expect(await counted({ values, q: "fever" })).toBe("");
      expect(await counted({ values, q: '"sepsis"', filters: [anyOf("language", "nl")] })).toBe("Zoe van Rare 1");
      expect(await counted({ values, filters: [anyOf("journal", "One")] })).toBe("");
      const filters = [anyOf("author", "Zoe van Rare", "Nobody")];
      expect(await counted({ values: { limit: 1 }, filters })).toBe("Author 0250 2, Zoe van Rare 1");
      expect(await counted({ values: { limit: 1 }, q: "fever", filters })).toBe("Author 0250 1");
    },
  );

  add("values of records that changed or went are not counted any more", async ({ engine }) => {
    const by = (id: string, ...names: string[]) => indexed({ id, authors: names.map((name) => ({ name })) });
    await store(engine, by("a", "Old", "Both"), by("b", "Both"), by("c", "Gone"));
    const author = async () => summary((await ask(engine, { facets: ["author"] })).facets.author);
    expect(await author()).toBe("Both 2, Gone 1, Old 1");
    const { version } = (await engine.get(["a"])).get("a")!;
    await store(engine, { ...by("a", "New", "Newer", "Both"), base: version });
    await engine.remove(["c"]);
    expect(await author()).toBe("Both 2, New 1, Newer 1");
  });
}
