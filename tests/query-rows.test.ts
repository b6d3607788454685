import { describe, expect, test } from "vitest";
import type { Alternative, Term } from "../src/engine/word-query.ts";
import { readQuery } from "../src/search/literal.ts";
import { parseQuery } from "../src/search/query.ts";

describe("words side by side", () => {
  test.each<[string, free: string[], respelt: string[]]>([
    ["liver hepatitis B", ["liver hepatitis B"], []],
    ["liver AND (hepatitis B)", ["liver", "hepatitis B"], []],
    ["vitamin OR hepatitis B", ["vitamin", "hepatitis B"], []],
    ['chronic "liver" hepatitis title:x B', ["chronic", "hepatitis", "B"], ["title:x"]],
    ["liver NOT (hepatitis B)", ["liver"], ["hepatitis B"]],
    ["liver -(hepatitis B)", ["liver"], ["hepatitis B"]],
    ["liver NOT hepatitis B", ["liver"], ["hepatitis B"]],
    ["liver -hepatitis B", ["liver B"], ["hepatitis"]],
    ["liver AND NOT (vitamin D OR hepatitis C)", ["liver"], ["vitamin D", "hepatitis C"]],
    ["liver NOT (vitamin D NOT (hepatitis C) K)", ["liver"], ["vitamin D K", "hepatitis C"]],
    ["NOT (liver OR NOT (hepatitis B))", [], ["liver", "hepatitis B"]],
    ['NOT (vitamin "E" hepatitis B title:(factor V))', [], ["vitamin", "hepatitis B", "title:factor title:V"]],
    ["title:(hepatitis B) title:C mesh:D", [], ["title:hepatitis title:B title:C", "mesh:D"]],
    ["vitamin D[tiab] AND liver", ["liver"], ["tiab:vitamin tiab:D"]],
    ["author:(Smith J) title:stage 3", ["3"], ["title:stage"]],
    ["NOT (stage TNF-α/β)", [], ["stage TNF-α/β"]],
    ["NOT (x NOT (stage and/or))", [], ["x", "stage and or"]],
  ])("%s", (q, free, respelt) => {
    const { rows, respeltRows } = parseQuery(q);
    const texts = (all: typeof rows) => all.map((row) => row.map(({ text }) => text).join(" "));
    expect({ free: texts(rows), respelt: texts(respeltRows) }).toEqual({ free, respelt });
  });
});

function told(terms: readonly Term[]): Record<string, string[]> {
  const leaves = (term: Term): Term[] =>
    term.anyOf ? [...term.anyOf, ...(term.against ?? [])].flatMap(leaves) : [term];
  const text = ({ words, field }: Alternative): string => [...(field ? [field] : []), ...words].join(" ");
  return Object.fromEntries(terms.flatMap(leaves).map((term) => [term.text, term.alternatives.map(text)]));
}

/** What the words stand for that an exclusion is of, also one within it. */
function excluded(q: string): Record<string, string[]> {
  return told(readQuery({ q }).words!.excluded);
}

/** What the words stand for that are asked for. */
function asked(q: string): Record<string, string[]> {
  return told(readQuery({ q }).words!.terms);
}

describe("what is in a field", () => {
  test("stands with its neighbour there, in the spellings and notations of both", () => {
    expect(asked("title:(haemophilia B)")).toEqual({
      "title:haemophilia": ["title haemophilia", "title hemophilia"],
      "title:B": ["title haemophilia b", "title hemophilia b"],
    });
    const six = asked("IL 6[tiab] AND liver")["tiab:6"];
    expect(six).toEqual(expect.arrayContaining(["title il6", "abstract il6", "title il 6", "abstract interleukin 6"]));
    expect(six).not.toContain("title 6");
    expect(asked("mesh:(vitamin D)")["mesh:D"]).toEqual(["topics vitamin d"]);
    expect(excluded("liver NOT title:(hepatitis B)")["title:B"]).toEqual(["title hepatitis b"]);
  });

  test("is nothing by another name, and not a name with what stands elsewhere", () => {
    expect(asked("title:(heart attack)")).toEqual({ "title:heart": ["title heart"], "title:attack": ["title attack"] });
    expect(asked("title:hepatitis B")).toMatchObject({ "title:hepatitis": ["title hepatitis"], B: ["b"] });
    expect(asked("title:hepatitis abstract:B")).toMatchObject({ "abstract:B": ["abstract b"] });
  });
});

describe("what is excluded", () => {
  test("stands with its neighbour, in the spellings and notations of both", () => {
    expect(excluded("liver NOT (haemophilia B)")).toEqual({
      haemophilia: ["haemophilia", "hemophilia"],
      B: ["haemophilia b", "hemophilia b"],
    });
    expect(excluded("NOT (liver NOT (hepatitis B))")).toMatchObject({ hepatitis: ["hepatitis"], B: ["hepatitis b"] });
    const { IL, "6": six } = excluded("liver -(IL 6)");
    for (const notation of ["il6", "interleukin 6"]) {
      expect(IL).toContain(notation);
      expect(six).toContain(notation);
    }
    expect(six).toContain("il 6");
    expect(six).not.toContain("6");
  });

  test("is nothing by another name, in another language or as records define it", () => {
    expect(excluded("NOT (heart attack)")).toEqual({ heart: ["heart"], attack: ["attack"] });
    expect(excluded("hartfalen bij ouderen NOT (hoge bloeddruk)")).toEqual({
      hoge: ["hoge"],
      bloeddruk: ["bloeddruk"],
    });
    expect(excluded("NOT (anti-PD-1 B)")["anti-PD-1"]).not.toContain("pd1");
    const terms = readQuery({ q: "NOT (UTI B) NOT (x NOT (UTI B))" }).words!.excluded.flatMap((term) => [
      ...term.anyOf!,
      ...(term.against ?? []),
    ]);
    expect(terms.filter(({ abbreviations }) => abbreviations)).toEqual([]);
  });

  test("says nothing of the language of what is asked for", () => {
    expect(readQuery({ q: "long NOT (hartfalen bij ouderen)" }).meaning).toBe("long");
    expect(readQuery({ q: "long bij ouderen" }).meaning).toBe("lung elderly");
  });

  test("is one phrase where signs join it, of which no part is another name", () => {
    expect(excluded("NOT (Müller/tumour B)")).toEqual({
      "Müller/tumour": ["muller tumour"],
      B: ["muller tumour b"],
    });
  });
});
