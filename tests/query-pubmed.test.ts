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
    ['"therapy"[MeSH Subheading] AND sepsis', "sepsis", '"therapy"[MeSH Subheading]'],
    ["sepsis drug therapy[sh]", "sepsis", "drug therapy[sh]"],
    ["sepsis AND drug therapy [sh]", "sepsis", "drug therapy [sh]"],
    ["aspirin[Supplementary Concept] AND sepsis", "sepsis", "aspirin[Supplementary Concept]"],
    ["sepsis AND 2019/01/01:2020/01/01[EDAT]", "sepsis", "2019/01/01:2020/01/01[EDAT]"],
    ["sepsis NOT free full text[sb]", "sepsis", "free full text[sb]"],
    ...[..."crdt mhda is rn nm vi ip pg jid lr si".split(" "), "Date - Create", "EC/RN Number"].map(
      (tag): [string, string, string] => [`sepsis AND x1[${tag}]`, "sepsis", `x1[${tag}]`],
    ),
  ])("%s is searched for without what no record here tells", (q, rest, left) => {
    expect(read(q)).toEqual([rest, [`field-not-here ${left}`]]);
  });

  test("alone, such a tag finds nothing rather than everything", () => {
    expect(parseQuery("humans[filter]")).toMatchObject({ words: null, read: "", unreadable: true });
  });

  test("words that it writes for states are these", () => {
    expect(read("hasabstract[text] AND heart")).toEqual(["has:abstract AND heart", []]);
    expect(read("heart AND hasabstract")).toEqual(["heart AND has:abstract", []]);
  });

  test.each([
    ["Janssens[Full Author Name]", "author:Janssens"],
    ["Janssens[Author - First]", "author:Janssens"],
    ["0000-0002-1825-0097[auid]", "orcid:0000-0002-1825-0097"],
    ["sepsis[Text Words]", "sepsis"],
    ["10.1000/x[Location ID]", "doi:10.1000/x"],
    ['"Heart Failure"[Majr:NoExp]', 'mesh:"Heart Failure"'],
    ["sepsis AND 2019[epdat]", "sepsis AND year:2019"],
  ])("%s has a tag that is known", (q, expected) => {
    expect(read(q)).toEqual([expected, []]);
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

  test.each([
    ['"2019/06/01"[dp] : "2019/06/30"[dp]', "2019", "2019/06/01:2019/06/30"],
    ["2019/06/01[dp]", "2019", "2019/06/01"],
    ["2019/01/01:2021/06/30[dp]", "2019..2021", "2019/01/01:2021/06/30"],
    ["year:>=2019/06", "2019..", ">=2019/06"],
  ])("with a month is read as the whole year, and that is said: %s", (q, years, written) => {
    expect(read(q)).toEqual([`year:${years}`, [`years-only ${written} ${years}`]]);
  });

  test.each(["2019/01/01:2021/12/31[dp]", "2019/1/1:3000[dp]", "2019:2021[dp]", "year:2019-2021"])(
    "that is whole is said nothing of: %s",
    (q) => {
      expect(parseQuery(q).notices).toEqual([]);
    },
  );

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
