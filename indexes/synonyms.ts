import { tokenise, wholes } from "./analysis.ts";
import { american } from "./spelling-variants.ts";
import { GERMAN, GERMAN_FUNCTION } from "./synonyms-de.ts";
import { ENGLISH, SHORT_FORMS } from "./synonyms-en.ts";
import { FRENCH, FRENCH_FUNCTION } from "./synonyms-fr.ts";
import { MEDICINES } from "./synonyms-medicines.ts";
import { DUTCH, DUTCH_FUNCTION } from "./synonyms-nl.ts";

/** Another way to say something. */
export interface Meaning {
  /** Folded words, one after the other. */
  words: readonly string[];
  via: "synonym" | "abbreviation" | "translation";
  /** Of a word that is typed so only: EGFR is a receptor, eGFR a rate of the kidneys. */
  written: string | null;
}

export interface Entry {
  meanings: readonly Meaning[];
  /** Also an English word: it counts beside other words of its language only. */
  unsure: boolean;
}

/** What the words of one language may be taken for, too. */
export interface Phrasebook {
  language: "en" | "nl" | "fr" | "de";
  /** By `keyOf` of their words without function words. */
  entries: ReadonlyMap<string, Entry>;
  /** Of an entry, in words, of a code its letters and its digits. */
  longest: number;
  /** Words that tell nothing in this language; of English the text analysis knows them. */
  functionWords: ReadonlySet<string>;
}

/**
 * What an entry is found by: of English its words in American spelling and in the singular. Written as one, for names are
 * cut in different places ('vitamin B12', 'vitamin B 12', 'tumor necrosis factor-alpha').
 */
export function keyOf(words: readonly string[], language: Phrasebook["language"]): string {
  return (language === "en" ? words.map((word) => singular(american(word))) : words).join("");
}

/** Without the s of a plural. A stem would be too coarse: it is the same for fits and fitness, for immune and immunisation. */
function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(?<=ss|x|ch|sh)es$/, "")
    .replace(/s$/, "");
}

/** The words of a text in a row, a compound as one. */
export function wordsOf(text: string): string[] {
  return rowsOf(text)[0]!;
}

/** The words of a text in a row, as a query's: a compound is one (COVID-19 is covid19); then also taken apart. */
function rowsOf(text: string): string[][] {
  const row = wholes(tokenise(text));
  const whole = row.map(({ token }) => token.word);
  const apart = row.flatMap(({ parts }) => parts.map(({ word }) => word));
  return whole.length < apart.length ? [whole, apart] : [whole];
}

function itemsOf(text: string): string[] {
  return text
    .split(/[;\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

class Builder {
  readonly entries = new Map<string, Entry>();
  readonly functionWords: ReadonlySet<string>;
  #longest = 0;
  readonly #language: Phrasebook["language"];

  constructor(language: Phrasebook["language"], functionWords = "") {
    this.#language = language;
    this.functionWords = new Set(functionWords.split(" ").filter((word) => word !== ""));
  }

  /** @param from with `?` for unsure, `!` for one that must be written so */
  add(from: string, to: readonly string[], via: Meaning["via"]): void {
    const text = from.replace(/[?!]$/, "");
    const [row = []] = rowsOf(text);
    const asked = row.filter((word) => !this.functionWords.has(word));
    const key = keyOf(asked, this.#language);
    const known = this.entries.get(key)?.meanings ?? [];
    const written = from.endsWith("!") ? text : null;
    const meanings = to.flatMap((meaning) => rowsOf(meaning).map((words): Meaning => ({ words, via, written })));
    const others = [...known, ...meanings].filter(({ words }) => words.join(" ") !== row.join(" "));
    const different = new Map(others.map((one) => [`${one.written} ${one.words.join(" ")}`, one]));
    if (different.size === 0) return;
    this.#longest = Math.max(this.#longest, asked.flatMap((word) => word.match(/\d+|\D+/g)!).length);
    this.entries.set(key, { meanings: [...different.values()], unsure: from.endsWith("?") });
  }

  book(): Phrasebook {
    const longest = this.#longest;
    return { language: this.#language, entries: this.entries, longest, functionWords: this.functionWords };
  }
}

/** `a = b = c` and `a, b > c | d`. */
function english(): Phrasebook {
  const builder = new Builder("en");
  const read = (text: string, via: Meaning["via"]): void => {
    for (const item of itemsOf(text)) {
      const [from, to] = item.split(" > ") as [string, string | undefined];
      if (to !== undefined) for (const one of from.split(", ")) builder.add(one, to.split(" | "), via);
      else {
        const same = item.split(/ = | \| /);
        for (const one of same)
          builder.add(
            one,
            same.filter((other) => other !== one).map((other) => other.replace("!", "")),
            via,
          );
      }
    }
  };
  read(ENGLISH, "synonym");
  read(MEDICINES, "synonym");
  read(SHORT_FORMS, "abbreviation");
  return builder.book();
}

/** `a, b: c | d` */
function foreign(language: Phrasebook["language"], text: string, functionWords: string): Phrasebook {
  const builder = new Builder(language, functionWords);
  for (const item of itemsOf(text)) {
    const [from, to] = item.split(": ") as [string, string];
    for (const one of from.split(", ")) builder.add(one, to.split(" | "), "translation");
  }
  return builder.book();
}

export const ENGLISH_BOOK = english();
export const FOREIGN_BOOKS: readonly Phrasebook[] = [
  foreign("nl", DUTCH, DUTCH_FUNCTION),
  foreign("fr", FRENCH, FRENCH_FUNCTION),
  foreign("de", GERMAN, GERMAN_FUNCTION),
];
