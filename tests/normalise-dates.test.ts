import { describe, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import { LecternError } from "../src/errors.ts";
import { type NormalisedRecord, normalise } from "../src/ingest/normalise.ts";

function of(fields: Partial<SourceRecord>): NormalisedRecord {
  return normalise({ key: "a", title: "A title", ...fields });
}

function refusal(fields: Partial<SourceRecord>): LecternError {
  try {
    of(fields);
  } catch (error) {
    if (error instanceof LecternError) return error;
    throw error;
  }
  throw new Error("the record was taken");
}

describe("the date of a normalised record", () => {
  test.each([
    ["2023-05-07T10:00:00Z", "2023-05-07"],
    ["2023/5/7", "2023-05-07"],
    ["20230507", "2023-05-07"],
    ["7 May 2023", "2023-05-07"],
    ["May 7, 2023", "2023-05-07"],
    ["Sun, 07 May 2023 10:00:00 GMT", "2023-05-07"],
    ["7 mei 2023", "2023-05-07"],
    ["1er août 2020", "2020-08-01"],
    ["3. März 2024", "2024-03-03"],
    ["May 2023", "2023-05"],
    ["2018 Dec 5", "2018-12-05"],
    ["1998 Dec-1999 Jan", "1998-12"],
    ["2000 Nov-Dec", "2000-11"],
    ["2015 Dec 15-31", "2015-12-15"],
    ["1976-1977", "1976"],
    ["2000 Spring", "2000"],
    ["2000 1st Quarter", "2000"],
    ["2023///", "2023"],
    ["2023-00-00", "2023"],
    ["25/7/2023", "2023-07-25"],
    ["2024-02-29", "2024-02-29"],
  ])("has the date %j as %s, and its year", (given, date) => {
    expect(of({ date: given })).toMatchObject({ date, year: Number(date.slice(0, 4)), warnings: [] });
  });

  test.each([
    "2023-02-29",
    "2023-13-01",
    "31 April 2023",
    "n.d.",
    "in press",
    "20224",
    "1400",
    "2023-5-7abc",
    "Volume 12, 2019",
  ])("is refused with the date %j", (date) => {
    expect(refusal({ date }).message).toBe(
      `Expected \`date\` to be a date such as 2023-05-07, 2023-05 or 2023, got ${JSON.stringify(date)}`,
    );
  });

  test("takes the year alone of a date that may be read two ways, and warns", () => {
    expect(of({ date: "5/7/2023" })).toMatchObject({ date: "2023", year: 2023, warnings: [{ path: "date" }] });
  });

  test("has the year of its date where the two differ, and warns", () => {
    expect(of({ date: "2018-12-31", year: 2019 })).toMatchObject({
      year: 2018,
      warnings: [{ path: "year", expected: "2018, the year of `date`", got: "2019" }],
    });
    expect(of({ year: 2019 })).toMatchObject({ year: 2019 });
    expect(of({ year: 2019 }).date).toBeUndefined();
  });

  test("is refused with a year that is none", () => {
    expect(refusal({ year: 20224 }).message).toBe("Expected `year` to be 1500-2100, got 20224");
    expect(refusal({ year: 20224, date: "2022" }).issues).toHaveLength(1);
  });
});
