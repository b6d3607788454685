import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, isStopWord, stem, tokenise } from "../indexes/analysis.ts";

const words = (text: string): string =>
  tokenise(text)
    .map(({ word, joined }) => (joined ? `[${word}]` : word))
    .join(" ");

describe("words of a text", () => {
  test.each([
    ["Ménière's disease, ÅRHUS; Straße", "meniere disease arhus strasse"],
    ["Alzheimer’s and Crohn's; SSRI'S", "alzheimer and crohn ssri"],
    ["S. aureus, 's avonds, protein S", "s aureus s avonds protein s"],
    ["TNF-α and TNFα", "tnf alpha [tnfalpha] and tnfalpha"],
    ["IL-6, IL‑6, IL−6 and IL6", "il 6 [il6] il 6 [il6] il 6 [il6] and il6"],
    ["SARS-CoV-2", "sars cov 2 [sarscov2]"],
    ["T-cell", "t cell [tcell]"],
    ["non-small-cell", "non small cell"],
    [
      "HLA-B27, PD-L1; α-synuclein, beta-carotene",
      "hla b27 [hlab27] pd l1 [pdl1] alpha synuclein [alphasynuclein] beta carotene [betacarotene]",
    ],
    ["IL-6-dependent, T-cell-mediated, p53-positive", "il 6 dependent [il6] t cell mediated [tcell] p53 positive"],
    ["post-COVID-19-related; non-T-cell", "post covid 19 related [covid19] non t cell [tcell]"],
    ["anti-PD-1, anti-TNF, anti-inflammatory", "anti pd 1 [antipd1] [pd1] anti tnf [antitnf] anti inflammatory"],
    ["FEV(1), HbA(1c), 25(OH)D, VO(2)max", "fev 1 [fev1] hba 1c [hba1c] 25 oh d [25ohd] vo 2 max [vo2max]"],
    ["IL-6(n=3), one(two), (a)(b)", "il 6 [il6] n 3 one two a b"],
    ["2019-2020", "2019 2020"],
    ["IL - 6, IL--6, IL-", "il 6 il 6 il"],
    ["p<0.05; n = 12", "p 0 05 n 12"],
    ["ﬁbrosis Ⅷ 10⁹ ⑴ ½", "fibrosis viii 109 1 1⁄2"],
    ["œdème æther ŁÓDŹ", "oedeme aether lodz"],
    ["e\u0301tude étude", "etude etude"],
    ["漢字 Ёлка", "漢字 елка"],
    ["𝒜𝒷 ΣΊΣΥΦΟΣ", "ab sigmaiotasigmaupsilonphiomicronsigma"],
    ["\u0301 -- 🧬 \ud800 ''", ""],
  ])("%s are %s", (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  test("have the offsets that they stand at, in order, and a joined word spans its parts", () => {
    const text = "The IL\u20116 of M\u0308énière’s TNF-α 𝒜";
    const spans = tokenise(text).map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual(["The", "IL", "6", "IL\u20116", "of", "M\u0308énière", "TNF", "α", "TNF-α", "𝒜"]);
  });

  test("are never empty, never have a sign in them, and cover every letter of any text", () => {
    const piece = fc.constantFrom(
      "a",
      "s",
      "IL",
      "6",
      "-",
      "'",
      "\u2019",
      " ",
      "é",
      "e\u0301",
      "α",
      "ß",
      "⑴",
      "ﷺ",
      "\ufc5e",
      "漢",
      "🧬",
      "\ud800",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "grapheme" }),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const tokens = tokenise(text);
          const parts = tokens.filter(({ joined }) => !joined);
          let last = 0;
          for (const { word, start, end } of parts) {
            expect(word).toMatch(/^[^\x00-\x2f\x3a-\x60\x7b-\x7f]+$/);
            expect(start).toBeGreaterThanOrEqual(last);
            // Some count as letters that stand for nothing but marks, such as Arabic vowel signs by themselves.
            const between = text.slice(last, start).replace(/[\p{L}\p{M}]/gu, (c) => (fold(c).trim() === "" ? "" : c));
            expect(between).toMatch(/^(?:[^\p{L}\p{N}]|(?<=['’ʼ])[sS])*$/u);
            last = end;
          }
          for (const { start, end } of tokens.filter(({ joined }) => joined)) {
            expect(parts.some((part) => part.start === start)).toBe(true);
            expect(parts.some((part) => part.end === end)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("folded once more stay as they are", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void expect(fold(fold(text))).toBe(fold(text))));
  });

  test("too frequent to tell anything are known, medical ones are not among them", () => {
    expect(["the", "of", "was", "with"].every(isStopWord)).toBe(true);
    expect(["who", "all", "cell", "t", "it", ""].map(isStopWord)).toEqual([true, true, false, false, true, false]);
  });
});

const NFCORPUS = fileURLToPath(new URL("../../shared/data/nfcorpus/corpus.jsonl", import.meta.url));

/** What SQLite makes of words: as `stem` must. */
function sqliteStems(list: readonly string[]): string[] {
  const db = new DatabaseSync(":memory:");
  db.exec(
    "CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter ascii'); CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)",
  );
  const insert = db.prepare("INSERT INTO t (rowid, x) VALUES (?, ?)");
  db.exec("BEGIN");
  for (const [i, word] of list.entries()) insert.run(i + 1, word);
  db.exec("COMMIT");
  const stems = list.map(() => "");
  for (const { doc, term } of db.prepare("SELECT doc, term FROM v").iterate() as Iterable<{
    doc: number;
    term: string;
  }>)
    stems[doc - 1] += term;
  db.close();
  return stems;
}

function differences(list: readonly string[]): string[] {
  const theirs = sqliteStems(list);
  return list.flatMap((word, i) => (theirs[i] === stem(word) ? [] : [`${word}: ${theirs[i]}, not ${stem(word)}`]));
}

describe("stems are SQLite's", () => {
  test("of forms of a word, of words with digits, and of words outside ASCII", () => {
    const list =
      "cells cell caresses ponies ties agreed feed plastered motoring conflated troubled sized hopping falling hissing " +
      "fizzed failing filing happy sky relational conditional valenci hesitanci digitizer conformabli radicalli " +
      "vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti " +
      "sensibiliti triplicate formative formalize electriciti electrical goodness revival allowance inference airliner " +
      "gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologou communism activate " +
      "angulariti effective bowdlerize probate rate cease controlling roll yes y by says apology analogous generically " +
      "1990s 2day 12yearolds il6s cd4s sy5y cox2positive 7s s 22 ёs 漢字s naïvely ингs élevées жing 漢eed";
    expect(differences([...list.split(" "), `${"a".repeat(63)}s`, `${"a".repeat(64)}s`])).toEqual([]);
  });

  test("of any made-up word, but for doubled y before -ed and -ing, which no word has", () => {
    const suffixes =
      "s es ies sses ed ing eed y ational izer bli alli ousli ization ator fulness biliti logi icate ful ness ance able " +
      "ement ion tion sion ize e ll";
    const suffix = fc.constantFrom(...suffixes.split(" "));
    const letters = fc.string({ unit: fc.constantFrom(..."aeioubcdlstzwxy19é漢"), minLength: 1, maxLength: 5 });
    const made = fc.tuple(letters, fc.array(suffix, { maxLength: 3 })).map(([start, rest]) => start + rest.join(""));
    fc.assert(
      fc.property(
        fc.array(
          made.filter((word) => !/yy(ed|ing)/.test(word)),
          { minLength: 200, maxLength: 400 },
        ),
        (list) => void expect(differences(list)).toEqual([]),
      ),
      { numRuns: 30 },
    );
  });

  test.skipIf(!existsSync(NFCORPUS))("of all words of the NFCorpus (skipped without ../shared/data)", () => {
    const all = new Set<string>();
    for (const line of readFileSync(NFCORPUS, "utf8").split("\n")) {
      if (line === "") continue;
      const { title, text } = JSON.parse(line) as { title: string; text: string };
      for (const { word } of tokenise(`${title} . ${text}`)) all.add(word);
    }
    expect(all.size).toBeGreaterThan(20_000);
    expect(differences([...all])).toEqual([]);
  });
});
