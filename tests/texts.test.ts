import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, test } from "vitest";
import { domains } from "../indexes/domains.ts";
import { SENTENCES, type Sentences } from "../src/search/notices.ts";
import { LANGUAGES, TEXTS, type Texts } from "../web/texts.ts";

const FOLDER = fileURLToPath(new URL("../web/texts/", import.meta.url));

/** All that a file of texts has in quotation marks, but for what it imports; what stands between is U+FFFC. */
function literalsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const one = node as { type?: string; value?: unknown; quasis?: { value: { cooked: string } }[] };
    if (/^(Import|ExportNamed)Declaration$/.test(one.type ?? "") && "source" in one && one.source) return;
    if (/^TS/.test(one.type ?? "") && one.type !== "TSSatisfiesExpression" && one.type !== "TSAsExpression") return;
    if (one.type === "Literal" && typeof one.value === "string") found.push(one.value);
    if (one.quasis) found.push(one.quasis.map(({ value }) => value.cooked).join("\ufffc"));
    Object.values(one).forEach(visit);
  };
  visit(parseAst(readFileSync(file, "utf8"), { lang: "ts" }));
  return found;
}

/** What a language does not write: quotation marks and apostrophes of others, and spaces where they do not belong. */
const FOREIGN: Readonly<Record<Texts["lang"], RegExp>> = {
  en: /["'\u201e\u00ab\u00bb]|\s[:;?!]/,
  nl: /["'\u201c\u00ab\u00bb]|\s[:;?!]/,
  // Before a colon a space, before the other signs a narrow one, none of which may end a line.
  fr: /["'\u201c-\u201e]|[^\u00a0]:(?!\/)|[^\u202f\u00a0][;?!]|[\u00a0\u202f][.,]|\u00ab(?!\u202f)|(?<!\u202f)\u00bb/,
  de: /["'\u2019\u201d\u00ab\u00bb]|\s[:;?!]/,
};

/** Words of English that the other three do not have; AND and NOT are the query language's. */
const ENGLISH = /\b([Tt]he|and|with|[Tt]his|[Tt]hese|[Tt]here|[Ss]earch|[Rr]esults|words|found|your|you|not)\b/;

/** What is no prose: identifiers, parts of addresses, classes. */
const PROSE = /\s.*\p{L}|^\p{Lu}/u;

const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = folders.flatMap(({ name }) => readdirSync(join(FOLDER, name)).map((file) => [name, file] as const));

test.each(files)(
  "%s/%s has the quotation marks, apostrophes and spaces of its language, and no English",
  (language, file) => {
    const prose = literalsOf(join(FOLDER, language, file)).filter((text) => PROSE.test(text));
    expect(prose.filter((text) => FOREIGN[language as Texts["lang"]].test(text))).toEqual([]);
    if (language !== "en") expect(prose.filter((text) => ENGLISH.test(text))).toEqual([]);
  },
);

test.each(LANGUAGES)("the domains have the apostrophes and spaces of %s, and no English", (language) => {
  const prose = domains.flatMap(({ label, description }) => [label[language], description[language]]);
  expect(prose.filter((text) => FOREIGN[language].test(text))).toEqual([]);
  if (language !== "en") expect(prose.filter((text) => ENGLISH.test(text))).toEqual([]);
});

const OTHERS = LANGUAGES.filter((language) => language !== "en");

describe("what a search tells of itself", () => {
  const given = ["\u2460", "\u2461"];
  const say = (sentences: Sentences, code: keyof Sentences): string => {
    const sentence: (...values: string[]) => string = sentences[code];
    return sentence(...given);
  };

  test.each(OTHERS)("is said in %s, with all that stands in it", (language) => {
    const own = TEXTS[language].said!;
    for (const code of Object.keys(SENTENCES) as (keyof Sentences)[]) {
      const [english, foreign] = [say(SENTENCES, code), say(own, code)];
      expect(foreign).not.toBe(english);
      for (const value of given) expect([code, foreign.includes(value)]).toEqual([code, english.includes(value)]);
    }
  });
});
