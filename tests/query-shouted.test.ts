import { describe, expect, test } from "vitest";
import { parseQuery } from "../src/search/query.ts";

const read = (text: string, strict = false) => parseQuery(text, { strict }).read;

describe("a query in capitals", () => {
  test.each([
    ["HIP FRACTURE", "hip fracture"],
    ["HIP FRACTURE AND (FRAILTY OR AGE) NOT CHILDREN", "(hip fracture) AND ((frailty OR age) -children)"],
    ["STROKE OR TIA", "stroke OR tia"],
    ["DIET AND CANCER IN WOMEN", "diet and cancer in women"],
    ["TO TREAT OR NOT TO TREAT: A REVIEW", "to treat or not to treat: a review"],
    ["WOMEN SHOULD NOT TAKE IRON", "women should not take iron"],
    ["FATTY ACIDS AND INSULIN RESISTANCE.", "fatty acids and insulin resistance."],
    ["LUTEIN, LYCOPENE, AND SELENIUM", "lutein, lycopene, and selenium"],
    ["EFFETS DE L’ÂGE: ÉTUDE À ANVERS", "effets de l’âge: étude à anvers"],
    ["COVID-19, IL-6", "covid-19, il-6"],
  ])("%s is read as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(expected)).toBe(expected);
  });

  test.each([
    "ALS",
    "ACE AND ARB",
    "TNF IL-6",
    "BRCA1",
    "HEART failure",
    '"HEART FAILURE" AND COPD',
    "title:HEART",
    "CARDIO*",
    "title:GLAUCOMA",
  ])("%s stays as it is", (text) => {
    expect(read(text)).toBe(text);
  });

  test("stays as it is where it is read literally, and keeps its identifiers and tags", () => {
    expect(read("DIET AND CANCER", true)).toBe("DIET AND CANCER");
    expect(read("HEART FAILURE[TI] AND SMITH J[AU]")).toBe('(title:HEART title:FAILURE) AND author:"SMITH J"');
    expect(parseQuery("DOI 10.1000/ABCDEF").identifiers).toMatchObject([{ value: "10.1000/abcdef" }]);
  });

  test("has its notices where they were typed", () => {
    const { notices } = parseQuery("HEART FAILURE AND");
    expect(notices.map(({ start, end }) => [start, end])).toEqual([[14, 17]]);
  });
});
