import { describe, expect, test } from "vitest";
import { normalise } from "../src/ingest/normalise.ts";
import { parseIssn, parsePages } from "../src/ingest/printed.ts";
import { recordOf } from "./sources-support.ts";

describe("where a paper was printed", () => {
  test.each([
    ["1865-76", "1865-1876"],
    ["1865–1876", "1865-1876"],
    ["S12-5", "S12-S15"],
    ["S12-S15", "S12-S15"],
    ["e12-e15", "e12-e15"],
    ["7-7", "7"],
    ["pp. 3 - 9", "3-9"],
    ["e0123456", "e0123456"],
    ["101-3; discussion 104", "101-3; discussion 104"],
    ["CD001234-pub2", "CD001234-pub2"],
    // Neither is a stretch that goes on: what it means is not guessed.
    ["98-5", "98-5"],
    ["a1-b2", "a1-b2"],
    ["  ", null],
    ["-", null],
    ["9".repeat(101), null],
  ])("pages %j are %j", (given, pages) => {
    expect(parsePages(given)).toBe(pages);
  });

  test.each([
    ["0028-4793", "0028-4793"],
    ["15334406", "1533-4406"],
    ["ISSN 2434-561x", "2434-561X"],
    ["0028-4794", null],
    ["0028-479", null],
    ["", null],
  ])("an ISSN %j is %j", (given, issn) => {
    expect(parseIssn(given)).toBe(issn);
  });

  test("is read of any record, and what is unreadable of it is left out with a warning", () => {
    const given = { key: "a", title: "A title", volume: 378, issue: " 20 ", pages: "1865-76", issn: "0028-4794" };
    const { volume, issue, pages, issn, warnings } = normalise(given);
    expect([volume, issue, pages, issn]).toEqual(["378", "20", "1865-1876", undefined]);
    expect(warnings).toEqual([{ path: "issn", expected: expect.stringContaining("check digit"), got: '"0028-4794"' }]);
    expect(normalise({ key: "a", title: "A title", volume: "", pages: " " })).not.toHaveProperty("volume");
  });

  test("is in PubMed's records, as older and newer ones have it", async () => {
    const journal = `<Journal><ISOAbbreviation>N. Tests</ISOAbbreviation><ISSN IssnType="Electronic">1533-4406</ISSN>
      <JournalIssue><Volume>378</Volume><Issue>20</Issue><PubDate><Year>2018</Year></PubDate></JournalIssue></Journal>`;
    const pagination = [
      "<Pagination><StartPage>1865</StartPage><EndPage>1876</EndPage><MedlinePgn>1865-1876</MedlinePgn></Pagination>",
      "<Pagination><StartPage>1865</StartPage><EndPage>1876</EndPage></Pagination>",
      "<Pagination><MedlinePgn>1865-76</MedlinePgn></Pagination>",
    ];
    for (const pages of pagination) {
      const record = await recordOf({ article: `${journal}<ArticleTitle>A title</ArticleTitle>${pages}` });
      expect(normalise(record)).toMatchObject({
        volume: "378",
        issue: "20",
        journalAbbreviation: "N. Tests",
        pages: "1865-1876",
        issn: "1533-4406",
      });
    }
  });
});
