import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spellingVariants } from "../indexes/spelling-variants.ts";
import type { Alternative, Term } from "../src/engine/word-query.ts";
import { readQuery } from "../src/search/literal.ts";

/** What each term may stand as beside itself: 'attack: myocardial infarction (synonym of heart attack)'. */
function others(q: string): Record<string, string[]> {
  const text = ({ words, via, of, field }: Alternative): string =>
    `${field ? `${field}:` : ""}${words.join(" ")} (${via}${of ? ` of ${of}` : ""})`;
  const terms = readQuery({ q }).words!.terms.flatMap((term) => term.anyOf ?? term);
  return Object.fromEntries(
    terms.map((term) => [term.text, term.alternatives.filter(({ via }) => via !== "exact").map(text)]),
  );
}

const telling = (q: string): string[] =>
  readQuery({ q })
    .words!.terms.filter((term) => term.telling)
    .map(({ text }) => text);

describe("words side by side", () => {
  test("that have another name get it, each of them, with what it stands for", () => {
    const infarction = "myocardial infarction (synonym of heart attack)";
    const { heart, attack, aspirin } = others("heart attack aspirin");
    expect(heart).toContain(infarction);
    expect(attack).toContain(infarction);
    expect(aspirin!.join()).not.toContain("infarction");
    expect(others("attack of the heart").heart).toEqual([]);
  });

  test("keep their own where a longer name is known", () => {
    expect(others("breast cancer").cancer).not.toContain("neoplasm (synonym)");
    expect(others("cancer").cancer).toContain("neoplasm (synonym)");
  });
});

test("in a field of the text a word has its other spellings there; a name, a heading and a quotation stay as they are", () => {
  expect(others("title:tumour")).toEqual({ "title:tumour": ["title:tumor (variant)"] });
  expect(others('author:Labour mesh:tumour "tumour"')).toEqual({ "author:Labour": [], "mesh:tumour": [], tumour: [] });
  expect(others("tumour OR colour")).toEqual({
    tumour: expect.arrayContaining(["tumor (variant)"]),
    colour: ["color (variant)"],
  });
});

test("a medicine is found by its names in other countries, and a trade name by its substance, not the other way round", () => {
  expect(others("rifampicin").rifampicin).toEqual(["rifampin (synonym)"]);
  expect(others("rifampin").rifampin).toEqual(["rifampicin (synonym)"]);
  expect(others("salbutamol").salbutamol).toEqual(["albuterol (variant)"]);
  expect(others("Tylenol").Tylenol).toEqual(["paracetamol (synonym)", "acetaminophen (synonym)"]);
  expect(others("Xarelto").Xarelto).toEqual(["rivaroxaban (synonym)"]);
  expect(others("rivaroxaban").rivaroxaban).toEqual([]);
  expect(others("Bactrim").Bactrim).toContain("trimethoprim sulfamethoxazole (synonym)");
});

test("a short form that is a word, too, counts in capitals only", () => {
  expect(others("AIDS").AIDS).toContain("acquired immunodeficiency syndrome (abbreviation)");
  expect(others("hearing aids").aids).toEqual([]);
  expect(others("fits").fits).toContain("seizures (synonym)");
});

test("a name is found in the plural and in British spelling, and no other form of a word is taken for one", () => {
  expect(others("heart attacks").attacks).toContain("myocardial infarction (synonym of heart attacks)");
  expect(others("glycated haemoglobin").glycated).toContain("hba1c (abbreviation of glycated haemoglobin)");
  for (const q of ["fitness", "immune", "alcohol", "conjunction", "pharyngeal"])
    expect(Object.values(others(q))).toEqual([[]]);
});

test("with expand=off and in strict mode nothing is added", () => {
  for (const more of [{ expand: false }, { strict: true }]) {
    const { words, meaning } = readQuery({ q: "hartaanval tumour IL-6", ...more });
    expect(words!.terms.every(({ alternatives }) => alternatives.every(({ via }) => via === "exact"))).toBe(true);
    expect(meaning).toBe("hartaanval tumour IL-6");
  }
});

test("whatever is asked, words are only added to: what is left without them is the query as it was read", () => {
  const part = fc.constantFrom(
    "heart",
    "attack",
    "tumour",
    "hartaanval",
    "van",
    "du",
    "sein",
    "IL-6",
    "type",
    "2",
    "AND",
    "OR",
    "-",
    '"',
    "title:",
    "TNF-α",
    "(",
    ")",
    "UTI",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const q = parts.join(" ");
      let plain: ReturnType<typeof readQuery>;
      try {
        plain = readQuery({ q, expand: false });
      } catch (error) {
        expect(() => readQuery({ q })).toThrow((error as Error).message);
        return;
      }
      const own = (term: Term): unknown => [
        term.text,
        // A number stands with a neighbour, and is asked for all the same.
        term.alternatives.flatMap(({ words, literal, ...one }) =>
          one.via !== "exact" ? [] : words.includes("2") ? { ...one, words: ["2"] } : { ...one, words, literal },
        )[0],
        [term.required, term.strict, term.prefix, term.typos],
        term.anyOf?.map(own),
      ];
      const expanded = readQuery({ q });
      expect(expanded.words?.terms.map(own)).toEqual(plain.words?.terms.map(own));
      expect(expanded.words?.excluded.map(own)).toEqual(plain.words?.excluded.map(own));
      expect({ ...expanded, words: null, meaning: "" }).toEqual({ ...plain, words: null, meaning: "" });
    }),
  );
});

describe("a query in another language", () => {
  test.each([
    [
      "behandeling van hartfalen bij ouderen",
      "treatment heart failure elderly",
      ["behandeling", "hartfalen", "ouderen"],
    ],
    ["Diabète de type 2 chez l'enfant", "type 2 diabetes child", ["Diabète", "type", "2", "enfant"]],
    ["Schlafapnoe und Bluthochdruck", "sleep apnea hypertension", ["Schlafapnoe", "Bluthochdruck"]],
    ["long en astma", "lung asthma", ["long", "astma"]],
  ])("%s is looked for by meaning in English, and its function words tell nothing", (q, english, words) => {
    expect(readQuery({ q }).meaning).toBe(english);
    expect(telling(q)).toEqual(words);
  });

  test.each(["long covid", "kind of pain", "lever arm", "renal artery", "Krebs cycle", "patients die of pneumonia"])(
    "%s is English",
    (q) => {
      expect(readQuery({ q }).meaning).toBe(q);
      expect(Object.values(others(q)).flat().join()).not.toContain("translation");
    },
  );
});

describe("British and American spelling", () => {
  test.each([
    ["haemorrhage", "hemorrhage"],
    ["oedema", "edema"],
    ["lymphoedema", "lymphedema"],
    ["hyperglycaemia", "hyperglycemia"],
    ["gynaecology", "gynecology"],
    ["hospitalisation", "hospitalization"],
    ["fibre", "fiber"],
    ["fulfil", "fulfill"],
    ["tumours", "tumors"],
    ["colour", "color"],
    ["behavioural", "behavioral"],
    ["apnoea", "apnea"],
    ["sulphate", "sulfate"],
    ["paracetamol", "acetaminophen"],
    ["caesarean", "cesarean"],
  ])("%s is %s, and the other way round", (british, american) => {
    expect(spellingVariants(british)).toEqual([american]);
    expect(spellingVariants(american)).toEqual([british]);
  });

  test("other words have one spelling", () => {
    const words =
      "exercise advise disease otherwise precise rise noise hemisphere laboratory chemotherapy thematic epidemic academic systemic colorectal phenotype distilled enrolled therapy pedal il6 brca1 eye";
    for (const word of words.split(" ")) expect.soft(spellingVariants(word), word).toEqual([]);
  });
});
