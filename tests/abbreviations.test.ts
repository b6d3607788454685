import fc from "fast-check";
import { expect, test } from "vitest";
import { abbreviationsOf } from "../indexes/abbreviations.ts";

const found = (text: string): string[] =>
  abbreviationsOf(text).map(({ short, long }) => `${short} = ${long.join(" ")}`);

test.each([
  ["Women with urinary tract infection (UTI) and pain.", ["uti = urinary tract infection"]],
  ["The UTI (urinary tract infection) study", ["uti = urinary tract infection"]],
  ["recurrent urinary tract infections (UTIs)", ["uti = urinary tract infections"]],
  ["tumour necrosis factor-α (TNF-α; 5 ng)", ["tnfalpha = tumour necrosis factor alpha"]],
  ["body mass index (BMI, kg/m2)", ["bmi = body mass index"]],
  ["odds ratio (OR = 1.2)", ["or = odds ratio"]],
  ["heat shock transcription factor (HSF)", ["hsf = heat shock transcription factor"]],
  ["an electrocardiogram (ECG)", ["ecg = electrocardiogram"]],
  ["quality of life (QoL) and body weight (BW)", ["qol = quality of life", "bw = body weight"]],
  ["vitamin D (VD). In vitamin D (VD) deficiency", ["vd = vitamin d"]],
])("%s defines %j", (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  "adults (all of them)",
  "the control group (P < 0.05)",
  "in men (95% CI 1.2 to 3)",
  "a second trial (n = 12)",
  "Janssens et al. (2019)",
  "patients (Figure 2)",
  "no closing (UTI",
  "sodium chloride (KCl)",
  "The IL-6 (IL-6)",
])("%s defines nothing", (text) => {
  expect(found(text)).toEqual([]);
});

test("whatever the text, a long form stands in it before or behind its short form, and begins as it does", () => {
  const word = fc.constantFrom(
    "alpha",
    "beta",
    "blocker",
    "(AB)",
    "(BB)",
    "(",
    ")",
    "AB",
    "(B",
    "the",
    "of",
    "İx",
    "(İB)",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      for (const { short, long } of abbreviationsOf(words.join(" "))) {
        expect(long[0]![0]).toBe(short[0]);
        expect(long.join("").length).toBeGreaterThan(short.length);
      }
    }),
  );
});
