import { describe, expect, test } from "vitest";
import type { Combination, Term } from "../src/engine/word-query.ts";
import { readQuery } from "../src/search/literal.ts";
import { parseQuery } from "../src/search/query.ts";
import { isOfValues } from "../src/search/query-terms.ts";

/** What must be there, by AND; alternatives with bars between, or how words are combined; what must not be there; filters. */
function conditions(q: string): string {
  const { words, filters } = readQuery({ q: `${q} `, expand: false });
  const row = (term: Term): string => {
    if (term.combined !== undefined) return combination(term.combined, term);
    const each = (term.anyOf ?? [term]).map((one) => (isOfValues(one) ? one.text : alternatives(one)));
    return `${term.required ? "" : "~"}${each.join("|")}`;
  };
  const alternatives = ({ alternatives }: Term): string =>
    alternatives.map(({ words, field }) => `${field ? `${field}:` : ""}${words.join(" ")}`).join("|");
  const combination = (of: Combination, term: Term): string => {
    if (typeof of === "number") return row({ ...term.anyOf![of]!, required: true });
    if ("against" in of) return row({ ...term.against![of.against]!, required: true });
    const each = (parts: readonly Combination[]) => parts.map((part) => combination(part, term));
    if ("oneOf" in of) return `(${each(of.oneOf).join("|")})`;
    return `(${[...each(of.allOf), ...each(of.but).map((but) => `-${but}`)].join("&")})`;
  };
  return [
    ...(words?.terms ?? []).map(row),
    ...(words?.excluded ?? []).map((term) => `-${row({ ...term, required: true })}`),
    ...filters.map(({ facet, leaves, not }) => `${not ? "-" : ""}${facet}=${leaves.map(({ text }) => text).join("|")}`),
  ].join(" & ");
}

describe("what a query comes to", () => {
  test.each([
    ["heart failure", "~heart & ~failure"],
    ["heart AND failure", "heart & failure"],
    ["heart AND the failure", "heart & ~the & failure"],
    ["heart OR cardiac", "heart|cardiac"],
    ["failure (heart OR cardiac) -mice", "~failure & heart|cardiac & -mice"],
    ["heart failure OR angina", "((heart&failure)|angina)"],
    ['"of the" OR x OR "of the" OR year:2020 OR year:2020', "of the|x|year:2020"],
    ["x OR (y AND (x OR z))", "(x|(y&(x|z)))"],
    ["the heart OR angina", "((heart)|angina)"],
    ["cardiac (the heart OR (of shock AND angina))", "~cardiac & ((heart)|((shock)&angina))"],
    ["vitamin a OR angina", "((vitamin&vitamin a)|angina)"],
    ["NOT (mice OR rats)", "-mice & -rats"],
    ["liver NOT (hepatitis B)", "~liver & -(hepatitis&hepatitis b)"],
    ["liver -(vitamin a)", "~liver & -(vitamin&vitamin a)"],
    ["liver AND NOT (vitamin D OR hepatitis C)", "liver & -(vitamin&vitamin d) & -(hepatitis&hepatitis c)"],
    ["eye OR (liver NOT (hepatitis B))", "(eye|(liver&-(hepatitis&hepatitis b)))"],
    ["NOT (liver NOT (hepatitis B))", "-(liver&-(hepatitis&hepatitis b))"],
    ["NOT (mice OR NOT (vitamin a))", "vitamin & vitamin a & -mice"],
    ["liver NOT (hepatit* B)", "~liver & -(hepatit&b)"],
    ["liver AND (hepatit* B)", "liver & hepatit & b"],
    ["NOT (grade 1/2 B)", "-(grade&1 2&1 2 b)"],
    ["heart AND NOT (mice OR year:2019)", "heart & -mice & -year=2019"],
    ["-non-small-cell", "-non small cell"],
    ['title:"heart failure" tiab:x', "title:heart failure & title:x|abstract:x"],
    ["title:(heart OR title)", "title:heart|title:title"],
    ["mesh:Glaucoma keyword:eye", "topics:glaucoma & topics:eye"],
    ['author:"Janssens, M"', "names:janssens m|names:m janssens"],
    ['author:"van den Berg J"', "names:van den berg j|names:den berg j van|names:j van den berg"],
    ["title:IL-6 OR p53", "title:il6|title:il 6|p53"],
    ["orcid:https://orcid.org/0000-0002-1825-0097 x", "names:0000000218250097 & ~x"],
    ["has:Abstract -is:news", "names:hasabstract & -kind=news"],
    ["type:review year:2019..2021 kind:news", "type=review & year=2019..2021 & kind=news"],
    ['journal:Nature OR journal:"The Lancet"', "journal=Nature|The Lancet"],
    ["year:>=2020 OR year:2010", "year=2020..|2010"],
    ["heart OR -lung", "-(lung&-heart)"],
    ["heart OR -lung OR -eye", "-(lung&eye&-heart)"],
    ["-(heart lung)", "-(heart&lung)"],
    ["-(heart -kind:news)", "-(heart&-kind:news)"],
    ["eye NOT (lung NOT (heart OR liver))", "~eye & -(lung&-(heart|liver))"],
    ["eye OR (heart -lung)", "(eye|(heart&-lung))"],
    ["eye OR (heart AND NOT (lung OR liver))", "(eye|(heart&-(lung|liver)))"],
    ["eye OR (heart AND (lung OR -liver))", "(eye|(heart&-(liver&-lung)))"],
    ["heart OR year:2020", "heart|year:2020"],
    ["kind:news OR year:2020", "kind:news|year:2020"],
    ["NOT (type:letter AND language:english) AND sepsis", "sepsis & -(type:letter&language:english)"],
    ["review[pt] OR review[ti]", "type:review|title:review"],
    [
      "(type:review OR placebo[tiab] OR trial[ti]) NOT (animals[mh] NOT humans[mh])",
      "type:review|title:placebo|abstract:placebo|title:trial & -(topics:animals&-topics:humans)",
    ],
  ])("%s", (q, expected) => {
    expect(conditions(q)).toBe(expected);
  });

  test("many pairs are no matter", () => {
    const pairs = Array.from({ length: 100 }, (_, i) => `(a${i} AND b${i})`).join(" OR ");
    expect(parseQuery(pairs).words!.terms[0]!.anyOf).toHaveLength(200);
  });

  test("a long AND of words is no matter, nor is a long OR", () => {
    const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
    expect(parseQuery(words.join(" AND ")).words!.terms).toHaveLength(300);
    expect(parseQuery(words.join(" OR ")).words!.terms[0]!.alternatives).toHaveLength(300);
  });

  test("a word cut with a star begins others in any case, the last one typed only where it is unknown", () => {
    const prefixes = (q: string) => parseQuery(q).words!.terms.map(({ prefix }) => prefix);
    expect(prefixes("cardio* shock")).toEqual(["always", true]);
    expect(prefixes("heart AND fail")).toEqual([false, true]);
    expect(prefixes("title:cardio* ")).toEqual(["always"]);
    expect(parseQuery("a OR cardio* ").words!.terms[0]!.anyOf!.map(({ prefix }) => prefix)).toEqual([false, "always"]);
  });

  test("meaning is of the words that tell what a text is about, without operators and exclusions", () => {
    const q = 'treatment AND ("heart failure" OR cardio*) -mice title:trial author:"Smith J" year:2020 NOT (a OR b)';
    expect(parseQuery(q).meaning).toBe("treatment heart failure cardio trial");
    expect(parseQuery("glaucoma[tiab] AND Eye/surgery[mh] NOT children[ti]").meaning).toBe("glaucoma Eye/surgery");
    expect(parseQuery("author:Janssens type:review year:2020").meaning).toBe("");
  });
});

describe("values in a query", () => {
  test.each([
    ["2021", "2021"],
    ["2019..2023", "2019..2023"],
    ["2019-2023", "2019..2023"],
    ["2019–2023", "2019..2023"],
    ["2019:2023", "2019..2023"],
    ['"2019 - 2023"', "2019..2023"],
    [">=2020", "2020.."],
    ["≥2020", "2020.."],
    [">2020", "2021.."],
    ["<2020", "..2019"],
    ["<=2020", "..2020"],
    ["=2020", "2020"],
    ["2020..", "2020.."],
    ["..2020", "..2020"],
    ["2019/05/01", "2019"],
    ["2019/01/01:2023/12/31", "2019..2023"],
    ["2019:3000", "2019.."],
  ])("year:%s is read as %s", (given, expected) => {
    expect(parseQuery(`year:${given}`).read).toBe(`year:${expected}`);
    expect(parseQuery(`year:${expected}`).read).toBe(`year:${expected}`);
  });

  test.each([
    ["year:soon", "years such as"],
    ["year:2023..2019", "years such as"],
    ["year:20224", "years such as"],
    ["heart year:1200", "years such as"],
    ["heart pmid:x", "a PubMed id"],
    ["heart orcid:0000-0002-1825-0098", "an ORCID with its check digit"],
    ["is:lost heart", "one of "],
  ])("%s is left out, and the notice says what was expected", (q, expected) => {
    const { read, notices } = parseQuery(q);
    expect(read).toBe(q.includes("heart") ? "heart" : "");
    expect(notices).toMatchObject([{ text: expect.stringContaining(expected), malformed: true }]);
    const { start, end } = notices[0]!;
    expect(q.slice(start, end)).toMatch(/^(year|pmid|orcid|is):/);
  });

  test("a group of which values were left out is read as what remains", () => {
    expect(parseQuery("a (b OR year:x c) NOT (pmid:x OR -d)").read).toBe("a (b OR c) d");
  });
});

describe("a strict reading", () => {
  test.each(['heart "failure', "(heart", "heart)", "heart OR", "author:", "foo:bar", "year:soon", "heart[foo]"])(
    "refuses %s, and says where",
    (q) => {
      expect(() => parseQuery(q)).not.toThrow();
      expect(() => parseQuery(q, { strict: true })).toThrow(/Expected `q` to be .* at character \d+/s);
    },
  );

  test("takes what is written out, also with AND beside OR", () => {
    for (const q of ['heart "failure" -mice', "a AND b OR c", "title:x OR author:y", "year:2020", "12:30"])
      expect(parseQuery(q, { strict: true })).toEqual(parseQuery(q));
  });
});

describe("a query that is an identifier", () => {
  test.each([
    ["10.1000/XYZ.", "doi:10.1000/xyz"],
    ["https://doi.org/10.1016/S0140-6736(99)01234-5", "doi:10.1016/s0140-6736(99)01234-5"],
    ["doi: 10.1000/x", "doi:10.1000/x"],
    ["PMID: 123", "pmid:123"],
    ["pmid:0123", "pmid:123"],
    ["https://pubmed.ncbi.nlm.nih.gov/31978945/", "pmid:31978945"],
    ["31978945[pmid]", "pmid:31978945"],
    ["PMC7092803", "pmcid:PMC7092803"],
    ["arXiv:2101.00001v2", "arxiv:2101.00001"],
    ["https://arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001"],
    ["https://orcid.org/0000-0002-1825-0097", "orcid:0000-0002-1825-0097"],
    ["0000000218250097", "orcid:0000-0002-1825-0097"],
  ])("%s is %s", (q, expected) => {
    const { identifiers, names } = parseQuery(q);
    expect([identifiers.map(({ scheme, value }) => `${scheme}:${value}`), names]).toEqual([[expected], "only"]);
  });

  test("may be several, with OR", () => {
    const { identifiers, words } = parseQuery("pmid:1 OR 2[pmid] OR doi:10.1000/x");
    expect(identifiers.map(({ value }) => value)).toEqual(["1", "2", "10.1000/x"]);
    expect(words).toBeNull();
    expect(parseQuery("pmid:(1 OR 2)").identifiers).toHaveLength(2);
  });

  test("of bare digits is perhaps one, and words in any case; a year is none", () => {
    expect(parseQuery("31978945")).toMatchObject({
      names: "perhaps",
      identifiers: [{ scheme: "pmid" }],
      read: "31978945",
    });
    expect(parseQuery("31978945").words!.terms).toHaveLength(1);
    expect(parseQuery("2019").identifiers).toEqual([]);
    for (const q of ["glaucoma", "PMC trial", "12:30", "10 / 20", "il-6"])
      expect(parseQuery(q).identifiers).toEqual([]);
  });
});
