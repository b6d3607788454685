import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import { parse } from "../src/search/query-grammar.ts";
import { type Node, print } from "../src/search/query-nodes.ts";

/** A query as it was read. */
const read = (text: string): string => {
  const { node } = parse(text);
  return node ? print(node) : "";
};
const notices = (text: string): string[] =>
  parse(text).notices.map(({ text: said, start, end }) => `${text.slice(start, end)} | ${said}`);

/** A node without the places in the text that it was read from. */
function shape(node: Node | null): unknown {
  if (!node) return null;
  if (node.kind === "not") return { not: shape(node.node) };
  if ("nodes" in node) return { [node.kind]: node.nodes.map(shape) };
  return [node.kind, node.field, node.text];
}

const PIECES =
  'a il-6 AND OR NOT ( ) " “ ” - -- − * : , « » title: author: year: doi: foo: http:// [ti] [au] [mh] [tw] [x] [ ] title:( 2019..2020 10.1000/x(1) α é 🧬'
    .concat(" or and adj exp Eye/ Eye/su, .ti,kf. $ (x).mp. it/")
    .split(" ")
    .concat([
      " ",
      " ",
      "\n",
      "\ud800",
      "\u0000",
      "[MeSH Terms:noexp]",
      "PMID: ",
      "[mesh terms",
      "'b c'/exp",
      "d:ti,ab,kw",
      "NEAR/3",
      "adj2",
      "tum*r",
      "[ti:~2]",
    ]);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(" ")),
);

const near = (written: string): string =>
  `${written} | ${written} was read as AND: how near words stand to each other is not looked at.`;
const star = (typed: string, as: string): string =>
  `${typed} | ${typed} was read as ${as}: a star may stand at the end of a word only.`;

describe("the query language", () => {
  test.each([
    ["heart failure", "heart failure"],
    ["heart AND failure", "heart AND failure"],
    ["heart failure AND children", "(heart failure) AND children"],
    ["heart OR cardiac failure", "heart OR (cardiac failure)"],
    ["a OR b AND c", "a OR (b AND c)"],
    ["((a OR (b)) OR c) (d e)", "(a OR b OR c) d e"],
    ["heart -children NOT (mice OR rats)", "heart -children -(mice OR rats)"],
    ["NOT -heart NOT NOT NOT lung", "heart -lung"],
    ["and or not And", "and or not And"],
    ["“heart failure” -“in mice”", '"heart failure" -"in mice"'],
    ["«\u202finfarctus du myocarde\u202f» -«in mice»", '"infarctus du myocarde" -"in mice"'],
    ["Title:x ti:y TIAB:z", "title:x title:y tiab:z"],
    ['author:"Janssens, M" journal:Nature', 'author:"Janssens, M" journal:Nature'],
    ["title:(a OR b author:c -d)", "title:a OR (title:b author:c -title:d)"],
    ["year:2019–2023 year:>=2020 year:-2019", "year:2019–2023 year:>=2020 year:2019"],
    ["doi:10.1016/S0140-6736(99)01234-5) x", 'doi:"10.1016/S0140-6736(99)01234-5" x'],
    ["PMID: 123 DOI: 10.1000/x", "pmid:123 doi:10.1000/x"],
    ["cardio* il-6 12:30 (p53)", "cardio* il-6 12:30 p53"],
    ['- -- ?! [] () ""', ""],
    ['-?! heart -"" lung', "heart lung"],
    ["skin (orange)--too many", "skin orange too many"],
    ["Glaucoma: a review", "Glaucoma: a review"],
  ])("reads %s as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ["heart failure[ti] children", "title:heart title:failure children"],
    ["smith j[au] AND 2020[dp]", 'author:"smith j" AND year:2020'],
    [
      '"Heart Failure"[Mesh] AND (aspirin[tiab] OR "statin therapy"[Title/Abstract])',
      'mesh:"Heart Failure" AND (tiab:aspirin OR tiab:"statin therapy")',
    ],
    ['"Heart Failure"[MeSH Terms:noexp]', 'mesh:"Heart Failure"'],
    ['("2019/01/01"[Date - Publication] : "2023/12/31"[Date - Publication])', "year:2019/01/01:2023/12/31"],
    ["heart failure [mh]", 'mesh:"heart failure"'],
    ["(a OR b)[ti]", "title:a OR title:b"],
    ["x (a) b[ti]", "x a title:b"],
    ["heart[tw] english[la] review[pt] Lancet[ta]", "heart language:english type:review journal:Lancet"],
    ["12345[pmid] OR 67890[uid]", "pmid:12345 OR pmid:67890"],
    ["x -mice[mh] rats[ti]", "x -mesh:mice title:rats"],
    ["[18F]FDG [heart]", "18F FDG heart"],
    ["benzo[a]pyrene", "benzo a pyrene"],
    ["heart OR lung -mice", "heart OR (lung -mice)"],
    ["heart OR (lung NOT mice)", "heart OR (lung -mice)"],
    ["smith j*[au]", 'author:"smith j*"'],
    ["sepsis 2019[dp]", "sepsis year:2019"],
    ["vitamin c sepsis 2017:2019[dp]", "vitamin c sepsis year:2017:2019"],
    ["sepsis 12345[pmid]", "sepsis pmid:12345"],
    ["sepsis review[pt]", "sepsis type:review"],
    ["sepsis Systematic Review[pt] x", 'sepsis type:"Systematic Review" x'],
    ["sepsis randomised trials[pt]", 'sepsis type:"randomised trials"'],
    ["sepsis RCT[pt]", "sepsis type:RCT"],
    ["sepsis sonnet[pt]", 'type:"sepsis sonnet"'],
    ["sepsis Dutch[la]", "sepsis language:Dutch"],
    ["infliximab Janssens M[au]", 'infliximab author:"Janssens M"'],
    ["sepsis van den Berg J[au]", 'sepsis author:"van den Berg J"'],
    ["sepsis J van den Berg[au]", 'sepsis author:"J van den Berg"'],
    ["sepsis Garcia Lopez M[au]", 'sepsis author:"Garcia Lopez M"'],
    ["TNF Janssens Marc[au]", 'TNF author:"Janssens Marc"'],
    ["infliximab smith jr[au]", 'infliximab author:"smith jr"'],
    ["sepsis N Engl J Med[ta]", 'sepsis journal:"N Engl J Med"'],
    ["heart failure Journal of Cardiac Failure[ta]", 'heart failure journal:"Journal of Cardiac Failure"'],
    ["liver NOT mice adults[ti] x", "liver -(title:mice title:adults) x"],
    ['liver NOT mice "old rats" x', 'liver -mice "old rats" x'],
    ["liver -hepatitis B", "liver -hepatitis B"],
    ["sepsis NOT case reports[pt] x", 'sepsis -type:"case reports" x'],
    ["sepsis NOT heart failure[ti]", "sepsis -(title:heart title:failure)"],
  ])("reads PubMed's %s as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(parse(text).notices).toEqual([]);
  });

  test.each([
    ["'heart failure'/exp OR 'heart failure':ti,ab", 'mesh:"heart failure" OR tiab:"heart failure"'],
    ["statin*:ti,ab,kw AND sepsis/exp", "(keyword:statin* OR tiab:statin*) AND mesh:sepsis"],
    ["x NOT ('animal'/exp NOT 'human'/exp/mj)", 'x -(mesh:"animal" -mesh:"human")'],
    ["sepsis:ti 'Janssens M':au", 'title:sepsis author:"Janssens M"'],
    ["title:ab fr/de 'heart' crohn's x/y:z", "title:ab fr/de 'heart' crohn's x/y:z"],
    ["patients near death NEAR", "patients near death NEAR"],
    ["N3 tumours NEAR, adj", "N3 tumours NEAR, adj"],
    ["Smith,[au] AND sepsis", "author:Smith, AND sepsis"],
    ["HLA-A*02:01 A*STAR safe? x?y=zzz", "HLA-A*02:01 A*STAR safe? x?y=zzz"],
    ["title:(a AND b) OR (c AND d)[ti]", "(title:a AND title:b) OR (title:c AND title:d)"],
  ])("reads Embase's %s as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(parse(text).notices).toEqual([]);
  });

  test.each([
    [
      'adults "heart failure',
      'adults "heart failure"',
      '"heart failure | A quotation mark is not closed: the phrase was read to the end.',
    ],
    ["(heart", "heart", "( | A parenthesis is not closed: it was read to the end."],
    ["heart)", "heart", ") | A closing parenthesis without an opening one was left out."],
    ["heart OR", "heart", "OR | OR has nothing to join here: it was left out."],
    ["AND heart", "heart", "AND | AND has nothing to join here: it was left out."],
    ["a AND AND b", "a AND b", "AND | AND has nothing to join here: it was left out."],
    ["heart NOT", "heart", "NOT | NOT has nothing to exclude: it was left out."],
    [
      "heart NOT mice adults",
      "heart -(mice adults)",
      "mice adults | NOT was read of all the words behind it, together.",
    ],
    ...[
      ["liver NOT hepatitis B AND adults", "(liver -(hepatitis B)) AND adults"],
      ["liver NOT hepatitis B year:2020 x", "liver -(hepatitis B) year:2020 x"],
    ].map(([text, expected]) => [text!, expected!, "hepatitis B | NOT was read of all the words behind it, together."]),
    ["heart author:", "heart", "author: | The field author: has no value: it was left out."],
    ["(heart author:)", "heart", "author: | The field author: has no value: it was left out."],
    ["year:>= heart", "heart", ">= | The field before this has no value: it was left out."],
    ["foo:bar", "foo:bar", "foo: | There is no field foo: it was read as a word."],
    ["https://example.org/x", "https://example.org/x", "https: | There is no field https: it was read as a word."],
    ["Type: a study", "Type a study", "Type: | Type: was read as a word, for a space follows it."],
    ["heart[foo]", "heart", "[foo] | There is no tag [foo]: it was left out."],
    ["heart [xx] failure", "heart failure", "[xx] | There is no tag [xx]: it was left out."],
    ["(heart)[foo bar]", "heart", "[foo bar] | There is no tag [foo bar]: it was left out."],
    ["heart [ti", "title:heart", "[ti | The tag [ti is not closed: it was read to the end."],
    ["heart [t", "heart", "[t | There is no tag [t: it was left out."],
    [
      "smith* j*[au]",
      'author:"smith j*"',
      "smith* j* | Within quotation marks a star may stand at the end only: \u201csmith* j*\u201d was searched for without the others.",
    ],
    [
      "heart OR lung NOT mice",
      "heart OR (lung -mice)",
      "heart OR lung NOT mice | NOT was read before OR: heart OR (lung -mice)",
    ],
    [
      "x OR groups[tiab] NOT (animals NOT humans)",
      "x OR (tiab:groups -(animals -humans))",
      "x OR groups[tiab] NOT (animals NOT humans) | NOT was read before OR: x OR (tiab:groups -(animals -humans))",
    ],
    ["heart NEAR/3 failure", "heart AND failure", near("NEAR/3")],
    ["(heart adj3 failure) OR shock", "(heart AND failure) OR shock", near("adj3")],
    ["heart NEXT/2 (failure OR shock) AND acute", "heart AND (failure OR shock) AND acute", near("NEXT/2")],
    ["heart W/3 NOT mice", "heart AND -mice", near("W/3")],
    ['"hip pain"[tiab:~3]', 'tiab:"hip" AND tiab:"pain"', near("[tiab:~3]")],
    ['"hip pain"[Title:~0] OR knee', '(title:"hip" AND title:"pain") OR knee', near("[Title:~0]")],
    ['NOT "hip joint pain"[ti:~2]', '-(title:"hip" AND title:"joint" AND title:"pain")', near("[ti:~2]")],
    ["behavio*r", "behavio*", star("behavio*r", "behavio*")],
    ["-tum?r[tiab]", "-tiab:tum*", star("tum?r", "tum*")],
    ["title:colo$r", "title:colo*", star("colo$r", "colo*")],
    ["p?ediatric*", "pediatric*", star("p?ediatric*", "pediatric*")],
    ["[ti] heart", "heart", "[ti] | A tag with nothing before it was left out."],
    ["a AND b OR c", "(a AND b) OR c", "a AND b OR c | AND was read before OR: (a AND b) OR c"],
  ])("reads %s, and says how", (text, expected, said) => {
    expect(read(text)).toBe(expected);
    expect(notices(text)).toEqual([said]);
  });

  test("takes any text, or says where it is nested too deep", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { start, end } of parse(text).notices) {
          expect(0 <= start && start <= end).toBe(true);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(read(`${"(".repeat(200)}heart`)).toBe("heart");
    for (const text of ["(".repeat(201), "a (b OR ".repeat(60)]) expect(() => parse(text)).toThrow(LecternError);
    expect(() => parse(`x ${"(".repeat(201)}`)).toThrow("at character 203");
  });

  test("printed and read again is the same, with less to say of it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { node } = parse(text);
        const printed = node ? print(node) : "";
        const again = parse(printed);
        expect(shape(again.node)).toEqual(shape(node));
        expect(again.node ? print(again.node) : "").toBe(printed);
        // All that is left to say is of names that are no fields.
        for (const { text: said } of again.notices) expect(said).toMatch(/^There is no field/);
      }),
      { numRuns: 3_000 },
    );
  });
});
