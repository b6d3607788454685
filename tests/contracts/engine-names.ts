import { expect } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { readQuery } from "../../src/search/literal.ts";
import type { AddCase } from "./engine-asking.ts";
import { ask, storeTitles } from "./engine-asking.ts";
import { TITLES } from "./engine-names-titles.ts";

type Id = keyof typeof TITLES;

/** Each query with what it must find, and what it must not. */
const QUERIES: readonly (readonly [q: string, finds: readonly Id[], not: readonly Id[]])[] = [
  ["IL-6", ["il6", "il6closed", "interleukin6", "interleukin6spaced"], ["il1"]],
  ["IL6", ["il6", "il6closed", "interleukin6", "interleukin6spaced"], ["il1"]],
  ["il-6", ["il6", "il6closed"], ["il1"]],
  ["interleukin 6", ["il6", "il6closed", "interleukin6", "interleukin6spaced"], ["il1"]],
  ["interleukin-6", ["il6", "interleukin6", "interleukin6spaced"], ["il1"]],
  ["COVID-19", ["covid", "covidclosed"], []],
  ["covid19", ["covid", "covidclosed"], []],
  ["BRCA1", ["brca1", "brca1hyphen"], ["brca2"]],
  ["brca-1", ["brca1", "brca1hyphen"], ["brca2"]],
  ["BRCA2", ["brca2"], ["brca1", "brca1hyphen"]],
  ["HbA1c", ["hba1c", "a1c", "glycatedUk", "glycatedUs"], []],
  ["A1C", ["hba1c", "a1c"], []],
  ["glycated haemoglobin", ["glycatedUk", "glycatedUs", "hba1c"], []],
  ["p53", ["p53", "tp53"], ["p63"]],
  ["TP53", ["p53", "tp53"], ["p63"]],
  ["TNF-α", ["tnfGreek", "tnfClosed", "tnfHyphen", "tnfSpaced", "tnfUs", "tnfUk"], ["interferon"]],
  ["TNFα", ["tnfGreek", "tnfClosed", "tnfHyphen", "tnfSpaced", "tnfUs", "tnfUk"], ["interferon"]],
  ["tnf alpha", ["tnfGreek", "tnfClosed", "tnfHyphen", "tnfSpaced", "tnfUs", "tnfUk"], ["interferon"]],
  ["TNF-alpha", ["tnfGreek", "tnfClosed", "tnfHyphen", "tnfSpaced"], ["interferon"]],
  ["tumour necrosis factor alpha", ["tnfUs", "tnfUk", "tnfHyphen"], ["tumour", "interferon"]],
  ["interferon gamma", ["interferon"], ["tnfGreek"]],
  ["giessen", ["sharpS"], []],
  ["Gießen", ["sharpS"], []],
  ["meniere", ["accents"], []],
  ["Ménière", ["accents"], []],
  ["beta blocker", ["betaGreek", "betaWord"], ["tnfGreek"]],
  ["β-blocker", ["betaGreek", "betaWord"], []],
  ["ß-blocker", ["betaGreek", "betaWord"], []],
  ["betablocker", ["betaGreek", "betaWord"], ["carotene"]],
  ["betacarotene", ["carotene"], ["betaGreek"]],
  ["beta carotene", ["carotene"], ["betaGreek"]],
  ["NFkB", ["nfkb", "nfkbPlain"], []],
  ["NF-κB", ["nfkb", "nfkbPlain"], []],
  ["SARS-CoV-2", ["sars", "covid"], []],
  ["type 2 diabetes", ["type2", "type2hyphen", "typeII", "t2dm"], ["type1", "typeIV"]],
  ["type II diabetes", ["type2", "type2hyphen", "typeII", "t2dm"], ["type1"]],
  ["T2DM", ["type2", "type2hyphen", "typeII", "t2dm"], ["type1"]],
  ["type 1 diabetes", ["type1"], ["type2", "typeII", "t2dm"]],
  ["type 1 diabetes", ["type1"], ["type1stray"]],
  ["diabetes type 1", ["type1"], ["type1stray"]],
  ["vitamin K", ["vitaminK"], ["vitaminStray", "vitaminA", "vitaminNoA"]],
  ["vitamin k", ["vitaminK"], ["vitaminStray", "vitaminA"]],
  ["vitamin a", ["vitaminA"], ["vitaminStray", "vitaminNoA", "vitaminK"]],
  ["vitamin", ["vitaminK", "vitaminA", "vitaminStray", "vitaminNoA"], []],
  ["a vitamin", ["vitaminK", "vitaminA", "vitaminStray", "vitaminNoA"], []],
  ["hepatitis B", ["hepatitisB"], ["hepatitisC"]],
  ["hépatite B", ["hepatitisB"], ["hepatitisC"]],
  ["S. aureus", ["aureus"], ["aureusStray"]],
  ["s aureus", ["aureus"], ["aureusStray"]],
  ["gastric H. pylori", ["pylori"], ["pyloriStray"]],
  ["H pylori", ["pylori"], ["pyloriStray"]],
  ["PM2.5", ["pm25"], ["pm10"]],
  ["PM 2.5", ["pm25spaced"], ["pm10"]],
  ["factor V Leiden", ["factorV"], ["factorStray"]],
  ["stage 3 melanoma", ["stage3"], ["stage2"]],
  ["BRCA 1", ["brca1", "brca1hyphen"], ["brca2"]],
  ["covid 19", ["covid", "covidclosed"], []],
  ["interleukin 6", [], ["il1"]],
  ["type 4 collagen", ["typeIV"], ["type2"]],
  ["haematology", ["haematology", "hematology"], []],
  ["hematology", ["haematology", "hematology"], []],
  ["tumours", ["tumour", "tumor", "p53"], []],
  ["tumor", ["tumour", "tumor", "p53"], []],
  ["-tumour p53", ["tp53"], ["p53"]],
  ["oesophageal", ["oesophagusUk", "oesophagusUs"], []],
  ["esophageal", ["oesophagusUk", "oesophagusUs"], []],
  ["pediatric", ["paediatricUk", "paediatricUs"], []],
  ["paediatric", ["paediatricUk", "paediatricUs"], []],
  ["anesthesia", ["anaesthesiaUk", "anaesthesiaUs"], []],
  ["anaesthesia", ["anaesthesiaUk", "anaesthesiaUs"], []],
  ["leukaemia", ["leukaemiaUk", "leukaemiaUs"], []],
  ["leukemia", ["leukaemiaUk", "leukaemiaUs"], []],
  ["diarrhea", ["diarrhoeaUk", "diarrhoeaUs"], []],
  ["diarrhoea", ["diarrhoeaUk", "diarrhoeaUs"], []],
  ["foetal", ["foetalUk", "foetalUs"], []],
  ["fetal", ["foetalUk", "foetalUs"], []],
  ["randomised", ["randomisedUk", "randomizedUs"], []],
  ["randomized", ["randomisedUk", "randomizedUs"], []],
  ["analyze", ["analyseUk", "analyzeUs"], []],
  ["title:tumour", ["tumour", "tumor", "p53"], []],
  ["tumour OR paediatric", ["tumour", "tumor", "paediatricUk", "paediatricUs"], []],
  ["heart attack", ["heartAttack", "infarction"], ["panicAttack", "failure"]],
  ["myocardial infarction", ["heartAttack", "infarction"], ["panicAttack"]],
  ['"heart attack"', ["heartAttack"], ["infarction"]],
  ["high blood pressure", ["pressureHigh", "hypertension"], []],
  ["kidney failure", ["kidney"], ["stones", "failure", "liverFailure"]],
  ["hartfalen bij ouderen", ["failure"], ["liverFailure", "panicAttack"]],
  ["hoge bloeddruk", ["pressureHigh", "hypertension"], []],
  ["hartaanval", ["heartAttack", "infarction"], ["panicAttack"]],
  ["urineweginfectie", ["urinary"], []],
  ["borstkanker", ["breast"], ["lung"]],
  ["insuffisance cardiaque chez les personnes âgées", ["failure"], ["liverFailure"]],
  ["cancer du sein", ["breast"], ["lung"]],
  ["infection urinaire", ["urinary"], ["pneumonia"]],
  ["infarctus du myocarde", ["infarction"], ["panicAttack"]],
  ["Brustkrebs", ["breast"], ["lung"]],
  ["Herzinsuffizienz bei Senioren", ["failure"], ["liverFailure"]],
  ["Lungenentzündung bei Neugeborenen", ["pneumonia"], ["lung"]],
];

/** What a query finds by words, without any relaxing. */
export async function matches(engine: Engine, request: Parameters<typeof readQuery>[0]): Promise<string[]> {
  const { words } = readQuery(request);
  const answer = await ask(engine, { words: words && { ...words, few: 0 } });
  return [...answer.candidates, ...answer.listed].map(({ id }) => id);
}

export function nameCases(add: AddCase): void {
  add("names, numbers and spellings find what they must, and not what they must not", async ({ engine }) => {
    await storeTitles(engine, TITLES);
    for (const [q, finds, not] of QUERIES) {
      const found = await matches(engine, { q });
      const missing = finds.filter((id) => !found.includes(id));
      const wrong = not.filter((id) => found.includes(id));
      expect.soft({ q, missing, wrong }).toEqual({ q, missing: [], wrong: [] });
    }
  });

  add("a letter or a number stays with its neighbour also where few match", async ({ engine }) => {
    await storeTitles(engine, TITLES);
    const relaxed = async (q: string) => {
      const { candidates, listed } = await ask(engine, { words: readQuery({ q }).words });
      return [...candidates, ...listed].map(({ id }) => id);
    };
    for (const [q, finds, not] of [
      ["hepatitis B", "hepatitisB", ["hepatitisC"]],
      ["type 1 diabetes", "type1", ["type2", "typeII", "type1stray"]],
      ["vitamin K birth zebra", "vitaminK", ["vitaminA", "vitaminStray"]],
      ["stage 3 melanoma", "stage3", ["stage2"]],
    ] as const) {
      const found = await relaxed(q);
      expect
        .soft([q, found.includes(finds), found.filter((id) => (not as readonly string[]).includes(id))])
        .toEqual([q, true, []]);
    }
    // Where no record has the pair, the others are better than nothing.
    expect(await relaxed("hepatitis X")).toContain("hepatitisB");
  });

  add("without expansion a word finds itself only, however it is written", async ({ engine }) => {
    await storeTitles(engine, TITLES);
    const literally = (q: string) => matches(engine, { q, expand: false }).then((ids) => ids.sort());
    expect(await literally("tumour")).toEqual(["p53", "tnfUk", "tumour"]);
    expect(await literally("heart attack")).toEqual(["heartAttack"]);
    expect(await literally("hartaanval")).toEqual([]);
    expect(await literally("IL-6")).toEqual(["il6", "il6closed"]);
  });

  add("what a word is expanded with leaves its correction as it is", async ({ engine }) => {
    await storeTitles(engine, TITLES);
    // The other spelling of a misspelt word is in no record either, and the word is corrected; a word found by its name is not.
    expect((await matches(engine, { q: "haematologie" })).sort()).toEqual(["haematology"]);
    const { words } = readQuery({ q: "infectie na urineweginfectie" });
    const answer = await ask(engine, { words: words && { ...words, few: 0 } });
    const vias = answer.terms.flatMap((term) => term.alternatives.filter(({ documents }) => documents !== 0));
    expect(new Set(vias.map(({ via }) => via))).toEqual(new Set(["translation"]));
  });

  add(
    "names and numbers are the same on the sides of operators, within parentheses and beside fields",
    async ({ engine }) => {
      await storeTitles(engine, {
        hepatitisB: "Hepatitis B of the liver",
        hepatitisC: "Hepatitis C of the liver, and group B",
        infarction: "Myocardial infarction in women",
        attack: "Heart attack in women",
        clinic: "An attack on a clinic for women's hearts",
        failure: "Heart failure in the elderly",
        type2: "Metformin in type 2 diabetes",
        type1: "Metformin in type 1 diabetes, in 2 arms",
        il6: "IL6 signalling",
        interleukin: "Interleukin 6",
        vitaminA: "Vitamin A for the eyes",
        vitaminD: "Vitamin D for the bones",
        vitaminStray: "A vitamin for the eyes",
        urinary: "Urinary tract infections",
        uti: "Urinary tract infection (UTI) of children",
        utiOnly: "UTI in children",
      });
      const found = async (q: string): Promise<string[]> => (await matches(engine, { q })).sort();
      for (const [q, finds] of [
        ["hepatitis B AND liver", ["hepatitisB"]],
        ["liver AND (hepatitis B)", ["hepatitisB"]],
        ["title:liver hepatitis B", ["hepatitisB"]],
        ["type 2 diabetes AND metformin", ["type2"]],
        ["vitamin A AND eyes", ["vitaminA"]],
        ["eyes AND (stroke OR vitamin A)", ["vitaminA"]],
        ["heart attack AND women", ["attack", "clinic", "infarction"]],
        ["heart AND attack AND women", ["attack", "clinic"]],
        ["myocardial infarction OR stroke", ["attack", "infarction"]],
        ["(interleukin 6) OR stroke", ["il6", "interleukin"]],
        ["hartfalen AND ouderen", ["failure"]],
        ["(urinary tract infection) OR stroke", ["urinary", "uti", "utiOnly"]],
        ["urinary AND tract AND infection", ["urinary", "uti"]],
        ["vitamin D vitamin A", []],
        ["title:(hepatitis B)", ["hepatitisB"]],
        ["hepatitis B[tiab] AND liver[ti]", ["hepatitisB"]],
        ["title:(IL 6)", ["il6", "interleukin"]],
        ["title:(vitamin A)", ["vitaminA"]],
        ["eyes NOT title:(vitamin A)", ["vitaminStray"]],
        ["title:(heart attack)", ["attack", "clinic"]],
      ] as const)
        expect.soft([q, await found(q)]).toEqual([q, finds]);
      for (const more of [{ expand: false }, { strict: true }])
        expect.soft(await matches(engine, { q: "hepatitis B", ...more })).toEqual(["hepatitisB"]);
    },
  );
}
