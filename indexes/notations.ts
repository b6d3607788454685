import { isStopWord } from "./analysis.ts";
import { GREEK_NAMES } from "./compounds.ts";

const NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
/** What is numbered in Roman or in Arabic numerals alike. */
const NUMBERED = new Set(
  "type types grade stage class phase factor level category tier nyha asa figo angiotensin collagen nerve".split(" "),
);
const GREEK = new RegExp(`^(?:${GREEK_NAMES})$`);
/** Greek letters that words begin with: beta-blocker, gammaglobulin; and what is for or against: anti-inflammatory. */
const LED = /^(?:alpha|beta|gamma|delta|omega|kappa|anti)$/;
const LED_WORD = /^(alpha|beta|gamma|delta|omega|kappa|anti)([a-z]{5,})$/;
/** Names that are written short with a number behind: IL-6, FGF21, miR-155. */
const NUMBERED_NAMES: readonly (readonly [short: readonly string[], long: readonly string[]])[] = [
  [["il"], ["interleukin"]],
  [["mir", "mirna"], ["microrna"]],
  [["glp"], ["glucagon", "like", "peptide"]],
  [["fgf"], ["fibroblast", "growth", "factor"]],
  [["mmp"], ["matrix", "metalloproteinase"]],
  [["tlr"], ["toll", "like", "receptor"]],
  [["hsp"], ["heat", "shock", "protein"]],
  [["cox"], ["cyclooxygenase"]],
];
/** Cytokines, whose Greek letter is often typed as a Latin one: TNFa, TGFb1, IL-1b (but IL-17A is none). */
const LATIN = /^(il1|tnf|tgf|ifn|pdgf|mip1)([abg])(\d?)$/;
const LETTERS: Readonly<Record<string, string>> = { a: "alpha", b: "beta", g: "gamma" };

/** A stretch of a query's words that is written in another way, too. */
export interface Notation {
  /** How many words it is. */
  length: number;
  rows: readonly (readonly string[])[];
  /** Another thing that it is about as much: PD-1 for anti-PD-1. Without it, a notation of the same. */
  via?: "synonym";
}

/** The other ways to write what stands at a place among folded words: Greek letters, numerals, names with numbers. */
export function notationsAt(words: readonly string[], at: number): Notation[] {
  const [word = "", next = ""] = words.slice(at, at + 2);
  return [
    ...numbered(word, next),
    ...names(words.slice(at, at + LONGEST_NAME)),
    ...lettered(word, next),
    ...led(word, next),
    ...against(word),
  ];
}

/** 'type 2', 'type ii', 'type2' */
function numbered(word: string, next: string): Notation[] {
  const [, closed = "", digits = ""] = /^([a-z]+)(\d{1,2})$/.exec(word) ?? [];
  const [name, number, length] = closed ? [closed, digits, 1] : [word, next, 2];
  if (!NUMBERED.has(name)) return [];
  const roman = NUMERALS[Number(number) - 1];
  const arabic = NUMERALS.indexOf(number) + 1;
  const other = /^\d+$/.test(number) ? roman : arabic > 0 ? String(arabic) : undefined;
  return other ? [{ length, rows: [[name, other], ...(length === 1 ? [[name, number]] : [])] }] : [];
}

/** 'HDL C' is HDL-C. */
function lettered(word: string, next: string): Notation[] {
  const fits = /^[a-z]{2,4}$/.test(word) && /^[a-z]$/.test(next) && !isStopWord(word) && !isStopWord(next);
  return fits && !NUMBERED.has(word) ? [{ length: 2, rows: [[`${word}${next}`]] }] : [];
}

/** 'betablocker' is written 'beta-blocker', too. */
function led(word: string, next: string): Notation[] {
  if (LED.test(word) && /^[a-z]{5,}$/.test(next)) return [{ length: 2, rows: [[`${word}${next}`]] }];
  const [, letter, rest] = LED_WORD.exec(word) ?? [];
  return letter && rest ? [{ length: 1, rows: [[letter, rest]] }] : [];
}

/** 'anti-PD-1' is of PD-1, and 'antiTNF' is anti TNF. */
function against(word: string): Notation[] {
  const [, thing] = /^anti([a-z0-9]{2,})$/.exec(word) ?? [];
  if (!thing || LED_WORD.test(word)) return [];
  const ways = [[thing], ...(/\d/.test(thing) ? waysOf([thing]) : [])];
  const same: Notation = { length: 1, rows: ways.map((way) => ["anti", ...way]) };
  return /\d/.test(thing) ? [same, { length: 1, rows: ways, via: "synonym" }] : [same];
}

/** In words: 'glucagon like peptide 1'. */
const LONGEST_NAME = 4;

/** Stretches of words that are one name with a number or a Greek letter in it: 'IL 6', 'il6', 'vitamin B12', 'TGF beta 1'. */
function names(words: readonly string[]): Notation[] {
  return words.flatMap((_, i): Notation[] => {
    const stretch = words.slice(0, i + 1);
    const rows = stretch.some((word) => isStopWord(word) || NUMBERED.has(word.replace(/\d+$/, "")))
      ? []
      : waysOf(stretch);
    return rows.length > 0 ? [{ length: stretch.length, rows }] : [];
  });
}

/** All ways to write a name, but as it is typed; none for what is no such name. */
function waysOf(typed: readonly string[]): string[][] {
  const written = typed.join("");
  const [, cytokine, letter, number] = LATIN.exec(written) ?? [];
  const names = [...cut(written), ...(cytokine ? cut(`${cytokine}${LETTERS[letter!]}${number}`) : [])];
  const ways = names.flatMap((name) => [...spaced(name), ...latin(name)]);
  const different = new Map(ways.map((way) => [way.join(" "), way]));
  different.delete(typed.join(" "));
  return [...different.values()];
}

/** A name as the words before its last one, and the parts that this is written of, as one or apart: il 1 beta. */
interface Name {
  before: readonly string[];
  parts: readonly string[];
}

const LETTERED_NAME = /^([a-z]{1,6})(\d{1,3}[a-z]?)$/;
const GREEK_NAME = new RegExp(`^([a-z]{2,10}?)(\\d{1,2})?(${GREEK_NAMES})(\\d{1,2})?$`);
/** 'omega3', 'beta2' */
const GREEK_NUMBERED = new RegExp(`^(${GREEK_NAMES})(\\d{1,2})$`);
/** PD-L1, HLA-B27 */
const LETTER_BEFORE_NUMBER = /^([a-z]{2,4})([a-z]\d{1,2})$/;
/** '25 OHD', '5 HT' */
const NUMBER_FIRST = /^(\d{1,2})([a-z]{2,3})$/;

/** The names that a word may be, for it may be cut in different places. */
function cut(written: string): Name[] {
  const known = NUMBERED_NAMES.flatMap(([shorts, long]): Name[] => {
    const all = [...shorts.map((short) => [short]), long];
    const name = all.find((one) => {
      const rest = written.slice(one.join("").length);
      return written.startsWith(one.join("")) && NUMBER.test(rest);
    });
    if (!name) return [];
    const number = NUMBER.exec(written.slice(name.join("").length))!
      .slice(1)
      .filter(Boolean);
    return all.map((one) => ({ before: one.slice(0, -1), parts: [one.at(-1)!, ...number] }));
  });
  if (known.length > 0) return known;
  if (GREEK.test(written)) return [];
  const greek = GREEK_NUMBERED.exec(written) ?? GREEK_NAME.exec(written);
  const patterns = greek ? [] : [LETTERED_NAME, LETTER_BEFORE_NUMBER, NUMBER_FIRST].map((one) => one.exec(written));
  return [greek, ...patterns].flatMap((found): Name[] =>
    found ? [{ before: [], parts: found.slice(1).filter(Boolean) }] : [],
  );
}

/** Behind a known name. */
const NUMBER = new RegExp(`^(\\d{1,3}[a-z]??)(${GREEK_NAMES})?$`);
/** 'n = 3' and 'p = 0' are no names. */
const STATISTIC = /^[np] \d/;

/** A name's parts as one word, apart, and partly so. */
function spaced({ before, parts }: Name): string[][] {
  const [first = "", ...rest] = parts;
  const ways = rest.reduce<string[][]>(
    (rows, part) =>
      rows.flatMap((row) => [
        [...row.slice(0, -1), `${row.at(-1)}${part}`],
        [...row, part],
      ]),
    [[first]],
  );
  return ways.filter((way) => !STATISTIC.test(way.join(" "))).map((way) => [...before, ...way]);
}

/** 'TNFa' for TNF-alpha. */
function latin({ before, parts }: Name): string[][] {
  const short = parts.map((part) => (GREEK.test(part) ? part[0] : part)).join("");
  return before.length === 0 && LATIN.test(short) && parts.some((part) => GREEK.test(part)) ? [[short]] : [];
}
