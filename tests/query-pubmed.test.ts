import { describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { parseQuery } from "../src/search/query.ts";
import { search } from "../src/search/search.ts";
import { indexed } from "./records.ts";

/** As read, and what is said of it. */
const read = (q: string): unknown => {
  const { read, notices } = parseQuery(q);
  return [read, notices.map(({ code, values }) => `${code} ${values.join(" ")}`.trim())];
};

describe("what is pasted from PubMed", () => {
  test.each([
    ["sepsis AND free full text[sb]", "sepsis", "free full text[sb]"],
    ["sepsis AND Clinical Trial[filter]", "sepsis", "Clinical Trial[filter]"],
    ["sepsis Leuven[ad]", "sepsis", "Leuven[ad]"],
    ['sepsis AND "University Hospitals"[Affiliation]', "sepsis", '"University Hospitals"[Affiliation]'],
    ["(sepsis) AND (english[Filter])", "sepsis", "english[Filter]"],
  ])("%s is searched for without what no record here tells", (q, rest, left) => {
    expect(read(q)).toEqual([rest, [`field-not-here ${left}`]]);
  });

  test("alone, such a tag finds nothing rather than everything", () => {
    expect(parseQuery("humans[filter]")).toMatchObject({ words: null, read: "", unreadable: true });
  });

  test("its type of retracted publications is a state here", () => {
    expect(read('"Retracted Publication"[pt] AND heart')).toEqual(["is:retracted AND heart", []]);
    expect(read("retracted publication[pt]")).toEqual(["is:retracted", []]);
  });
});

describe("a year", () => {
  test.each([
    ["heart year: 2020", "heart year:2020"],
    ["year:>= 2020 heart", "year:2020.. heart"],
    ["year: >=2020", "year:2020.."],
    ["year: 2019..2021 heart", "year:2019..2021 heart"],
    ["dp: 2020", "year:2020"],
  ])("may stand behind a space: %s", (q, expected) => {
    expect(read(q)).toEqual([expected, []]);
  });

  test("is not looked for where a title goes on", () => {
    expect(read("Year: a history")).toEqual(["Year a history", ["field-spaced Year:"]]);
  });
});

describe("an author's name", () => {
  test.each([
    ["author:Janssens, M heart", 'author:"Janssens, M" heart'],
    ["author:Janssens, M.J. heart", 'author:"Janssens, M.J." heart'],
    ["author:Janssens, heart", "author:Janssens, heart"],
    ["author:Janssens, Heart", "author:Janssens, Heart"],
    ["title:Janssens, M", "title:Janssens, M"],
  ])("with a comma and initials is one name: %s", (q, expected) => {
    expect(read(q)).toEqual([expected, []]);
  });

  test("is found with its umlauts written either way, and no other is", async () => {
    const engine = new SqliteEngine(":memory:", null);
    const names = {
      umlaut: "Müller",
      spelt: "Mueller",
      plain: "Muller",
      other: "Miller",
      bauer: "Bauer",
      baur: "Baur",
    };
    await engine.put(Object.entries(names).map(([id, family]) => indexed({ id, authors: [{ name: `${family} K` }] })));
    const ids = async (q: string): Promise<string[]> => {
      const request = { q, mode: "keyword" as const, filters: [], sort: null, page: 1, perPage: 10 };
      return (await search({ engine, embedder: null }, request)).hits.map(({ record }) => record.id).sort();
    };
    expect(await ids("author:Müller")).toEqual(["plain", "spelt", "umlaut"]);
    expect(await ids("author:Mueller")).toEqual(["plain", "spelt", "umlaut"]);
    expect(await ids('author:"Mueller, K"')).toEqual(["plain", "spelt", "umlaut"]);
    expect(await ids("author:Muller")).toEqual(["plain", "umlaut"]);
    expect(await ids("author:Bauer")).toEqual(["bauer"]);
    await engine.close();
  });
});
