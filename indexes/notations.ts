const NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
/** What is numbered in Roman or in Arabic numerals alike. */
const NUMBERED = new Set(
  "type types grade stage class phase factor level category tier nyha asa figo angiotensin collagen nerve".split(" "),
);
const GREEK = "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|omega|sigma|tau";
const JOINED_GREEK = new RegExp(`^([a-z][a-z0-9]*?)(${GREEK})(\\d*)$`);
const GREEK_WORD = new RegExp(`^(?:${GREEK})$`);
/** Greek letters that words begin with: beta-blocker, gammaglobulin. */
const LED = /^(?:alpha|beta|gamma|delta|omega|kappa)$/;
const LED_WORD = /^(alpha|beta|gamma|delta|omega|kappa)([a-z]{5,})$/;
/** Names that are written short with a number behind: IL-6, FGF21, miR-155. */
const NUMBERED_NAMES: readonly (readonly [short: string, long: readonly string[]])[] = [
  ["il", ["interleukin"]],
  ["mir", ["microrna"]],
  ["glp", ["glucagon", "like", "peptide"]],
  ["fgf", ["fibroblast", "growth", "factor"]],
  ["mmp", ["matrix", "metalloproteinase"]],
  ["tlr", ["toll", "like", "receptor"]],
  ["hsp", ["heat", "shock", "protein"]],
];

/** A stretch of a query's words that is written in another way, too. */
export interface Notation {
  /** How many words it is. */
  length: number;
  rows: readonly (readonly string[])[];
}

/** The other ways to write what stands at a place among folded words: Greek letters, numerals, short names with numbers. */
export function notationsAt(words: readonly string[], at: number): Notation[] {
  const [word = "", next = ""] = words.slice(at, at + 2);
  return [
    ...single(word),
    ...numbered(word, next),
    ...greek(word, next),
    ...gene(word, next),
    ...led(word, next),
    ...named(words.slice(at)),
  ];
}

function single(word: string): Notation[] {
  const found: string[][] = [];
  const [, before, letter, number] = JOINED_GREEK.exec(word) ?? [];
  // 'tnfalpha', typed 'TNF-α' or 'TNFα'; 'interferonbeta1'. A word of its own ('beta', 'theta') has nothing before it.
  if (before && letter && before.length > 1) found.push([before, letter, ...(number ? [number] : [])]);
  const [, short, digits] = /^([a-z]+)(\d+)$/.exec(word) ?? [];
  for (const [name, long] of NUMBERED_NAMES) {
    if (short === name) found.push([...long, digits!]);
    if (short === long.join("")) found.push([`${name}${digits}`]);
  }
  return found.length > 0 ? [{ length: 1, rows: found }] : [];
}

/** 'type 2', 'type ii' */
function numbered(word: string, next: string): Notation[] {
  if (!NUMBERED.has(word)) return [];
  const roman = NUMERALS[Number(next) - 1];
  const arabic = NUMERALS.indexOf(next) + 1;
  const other = /^\d+$/.test(next) ? roman : arabic > 0 ? String(arabic) : undefined;
  return other ? [{ length: 2, rows: [[word, other]] }] : [];
}

/** 'TNF alpha' is written 'TNFα', too: one word. */
function greek(word: string, next: string): Notation[] {
  return GREEK_WORD.test(next) && /^[a-z]{2,5}\d?$/.test(word) ? [{ length: 2, rows: [[`${word}${next}`]] }] : [];
}

/** 'betablocker' is written 'beta-blocker', too. */
function led(word: string, next: string): Notation[] {
  if (LED.test(word) && /^[a-z]{5,}$/.test(next)) return [{ length: 2, rows: [[`${word}${next}`]] }];
  const [, letter, rest] = LED_WORD.exec(word) ?? [];
  return letter && rest ? [{ length: 1, rows: [[letter, rest]] }] : [];
}

/** 'BRCA 1', 'covid 19' are written as one word, too. */
function gene(word: string, next: string): Notation[] {
  const fits = /^[a-z]{2,6}$/.test(word) && /^\d{1,2}$/.test(next) && !NUMBERED.has(word) && !GREEK_WORD.test(word);
  return fits ? [{ length: 2, rows: [[`${word}${next}`]] }] : [];
}

/** 'interleukin 6' */
function named(words: readonly string[]): Notation[] {
  return NUMBERED_NAMES.flatMap(([name, long]): Notation[] => {
    const number = words[long.length];
    const fits = number !== undefined && /^\d{1,3}$/.test(number) && long.every((part, i) => words[i] === part);
    return fits ? [{ length: long.length + 1, rows: [[`${name}${number}`]] }] : [];
  });
}
