import { describe, expect, test } from "vitest";
import { parseQuery } from "../src/search/query.ts";

const read = (text: string) => parseQuery(text).read;
const notices = (text: string) =>
  parseQuery(text).notices.map(({ code, start, end }) => [code, text.slice(start, end)]);

describe("Ovid's language", () => {
  test.each([
    ["heart attack*.ti,ab.", "tiab:heart tiab:attack*"],
    ["(heart or cardiac).ti, ab. and Infarct$.tw.", "(tiab:heart OR tiab:cardiac) AND Infarct*"],
    ['"quality of life".ti,ab,kf.', 'keyword:"quality of life" OR tiab:"quality of life"'],
    ["heart failure.ti,kw. /freq=2", "(title:heart title:failure) OR (keyword:heart keyword:failure)"],
    ["(a and b not c).ti,kw.", "(title:a OR keyword:a) AND ((title:b OR keyword:b) -(title:c OR keyword:c))"],
    [
      "x not (a b not (c d not e)).ti,kw.",
      "x -(((title:a title:b) OR (keyword:a keyword:b)) -(((title:c title:d) OR (keyword:c keyword:d)) -(title:e OR keyword:e)))",
    ],
    ["exp Myocardial Infarction/", 'mesh:"Myocardial Infarction"'],
    ["exp wounds and injuries/ and child.mp.", 'mesh:"wounds and injuries" AND child'],
    ['exp *"Wounds and Injuries"/', 'mesh:"Wounds and Injuries"'],
    ["Diabetes Mellitus, Type 2/", 'mesh:"Diabetes Mellitus, Type 2"'],
    ["Quality of Life/", 'mesh:"Quality of Life"'],
    ["(stroke/ or stroke.mp.) and aspirin.ti.", '(mesh:"stroke" OR stroke) AND title:aspirin'],
    ["heart failure.mp. not (exp animals/ not humans/)", 'heart failure -(mesh:"animals" -mesh:"humans")'],
    ["randomized controlled trial.pt. AND smith j.au.", 'type:"randomized controlled trial" AND author:"smith j"'],
    ["lancet.jn. and 2019.yr. and english.lg.", "journal:lancet AND year:2019 AND language:english"],
  ])("%s is read as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(notices(text)).toEqual([]);
    expect(read(expected)).toBe(expected);
  });

  test.each([
    ["exp *Heart Failure/dt, th", 'mesh:"Heart Failure"', [["field-not-here", "/dt, th"]]],
    ["asthma/dt and child.tw.", 'mesh:"asthma" AND child', [["field-not-here", "/dt"]]],
    ["heart.tw. and antwerp.in.", "heart", [["field-not-here", "antwerp.in."]]],
    ["(hip adj3 pain).tw.", "hip AND pain", [["proximity-not-here", "adj3"]]],
    ["(hip adj pain).tw.", "hip AND pain", [["proximity-not-here", "adj"]]],
    [
      "wom#n.ti. or tumo?r*.ti.",
      "title:wom* OR title:tumo*",
      [
        ["word-star", "wom#n"],
        ["word-star", "tumo?r*"],
      ],
    ],
  ])("%s is read as %s, and says what it cannot", (text, expected, said) => {
    expect(read(text)).toBe(expected);
    expect(notices(text)).toEqual(said);
  });

  test.each([
    "and or not And adj",
    "HIV/AIDS and tuberculosis",
    "and/or not",
    "w/ or w/o insulin",
    "effects of aspirin on HIV/",
    "asthma/ copd",
    "e.g. heart, i.e. no lungs",
    "gov.au and us",
    "heart .ti. or x",
    "heart.ti,ab",
    "heart.xy. or lung",
    "https://example.org/heart/",
  ])("is not seen in %s", (text) => {
    expect(read(text)).toBe(text.replace(/\/(?=\s|$)/g, ""));
  });
});
