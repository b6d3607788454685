import { stemmer } from "stemmer";
import { type Bond, compoundsOf } from "./compounds.ts";
import { internedWord } from "./interned.ts";
import { eachRun } from "./runs.ts";

/**
 * Version of what is derived from a record's text: its words and stems here, what ranking reads of them
 * (`text-words.ts`), what each engine indexes of them, its facets, identifiers and searched text
 * (`fields.ts`), the short forms that it defines (`abbreviations.ts`), the rule of its domains. One more with every
 * change of these: an index of another version is known to want `npx lectern reindex`.
 */
export const ANALYSIS = 8;

/**
 * How text becomes words, in one place: the index, the query, ranking and highlighting must agree.
 *
 * Lower case; accents, ligatures and compatibility forms folded (NFKD, ß as ss); Greek letters spelt out (TNF-α is
 * tnf alpha); words are runs of letters and digits, without a possessive 's. A compound with a digit or a letter in it
 * (IL-6, COVID-19, HLA-B27, TNF-α, FEV(1); `compounds.ts`) is also one joined word, so that il6 and IL-6 find each other.
 */
export interface Token {
  /** Folded, not stemmed. */
  word: string;
  /** UTF-16 offsets in the text, `end` exclusive. A joined word spans its parts. */
  start: number;
  end: number;
  /** True for a joined word, which stands beside its parts. */
  joined: boolean;
}

// biome-ignore format: a table reads best in rows
const GREEK: Readonly<Record<string, string>> = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", η: "eta", θ: "theta", ι: "iota",
  κ: "kappa", λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", ο: "omicron", π: "pi", ρ: "rho", σ: "sigma", ς: "sigma",
  τ: "tau", υ: "upsilon", φ: "phi", χ: "chi", ψ: "psi", ω: "omega",
};

// biome-ignore format: a table reads best in rows
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ı: "i", þ: "th" };

/** One piece of text, folded: 'Ménière' is 'meniere', 'α' is 'alpha'. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return /^[\x00-\x7f]*$/.test(plain) ? plain : plain.replace(/[^\x00-\x7f]/gu, (c) => GREEK[c] ?? LETTERS[c] ?? c);
}

/** The words of a text, in order, joined words right after the last part of their compound. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  /** The words since the last that nothing binds to the one before it, and what binds them. */
  let first = 0;
  let bonds: (Bond | null)[] = [];
  const flush = (): void => {
    if (bonds.length > 1)
      for (const compound of compoundsOf(tokens.slice(first), bonds, text)) tokens.push({ ...compound, joined: true });
    first = tokens.length;
    bonds = [];
  };
  let last: Token | null = null;
  /** Whether the last word stands in parentheses by itself. */
  let enclosed = false;
  eachRun(text, (start, end, ascii) => {
    const word = ascii ? internedWord(text, start, end) : foldRun(text.slice(start, end));
    if (word === "") return;
    const sign = last !== null && start === last.end + 1 ? text[last.end]! : "";
    if (word === "s" && APOSTROPHE.test(sign)) return;
    const encloses = sign === "(" && text[end] === ")";
    const bond = HYPHEN.test(sign) ? "hyphen" : encloses || (enclosed && sign === ")") ? "parenthesis" : null;
    if (bond === null) flush();
    bonds.push(bond);
    enclosed = encloses;
    last = { word, start, end, joined: false };
    tokens.push(last);
  });
  flush();
  return tokens;
}

/** A sharp s by itself is typed for a beta. */
function foldRun(run: string): string {
  return run === "ß" ? "beta" : fold(run).replace(SIGNS, "");
}

/** ASCII signs: some letters fold to them too (⑴ to (1)), and SQLite would cut the word there. */
const SIGNS = /[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+/g;
const APOSTROPHE = /['\u2019\u02bc]/;

/** A hyphen, a dash or a minus. */
const HYPHEN = /[-\u2010-\u2015\u2212]/;

/** A private-use character, which no text's word is. */
export const GAP: Token = { word: "\ue000", start: 0, end: 0, joined: true };

/**
 * A text's tokens in the order in which its words stand next to each other, the joined ones behind all others, each
 * after a gap: so a phrase is found whether the text has a hyphen in it or not ('T cell receptor' in 'T-cell receptor').
 */
export function inRow(tokens: readonly Token[]): Token[] {
  return [
    ...tokens.filter(({ joined }) => !joined),
    ...tokens.filter(({ joined }) => joined).flatMap((token) => [GAP, token]),
  ];
}

/** A word of a query or a name: of a compound the joined word, with its parts; of another the word itself. */
export interface Whole {
  token: Token;
  parts: readonly Token[];
}

/** A text's words from the left, a compound as one. */
export function wholes(tokens: readonly Token[]): Whole[] {
  const parts = tokens.filter(({ joined }) => !joined);
  const row: Whole[] = [];
  for (let at = 0; at < parts.length; at += row.at(-1)!.parts.length) {
    const first = parts[at]!;
    const compound = tokens.find(({ joined, start }) => joined && start === first.start);
    const of = compound ? parts.slice(at).filter(({ end }) => end <= compound.end) : [first];
    row.push({ token: compound ?? first, parts: of });
  }
  return row;
}

const stems = new Map<string, string>();
const STEMS_KEPT = 50_000;

/**
 * Porter's stem of a folded word (Porter 1980), the same as SQLite's `porter` tokenizer gives (but for a doubled y before
 * -ed and -ing, which no word has).
 */
export function stem(word: string): string {
  let result = stems.get(word);
  if (result === undefined) {
    result = porter(word);
    if (stems.size >= STEMS_KEPT) stems.clear();
    stems.set(word, result);
  }
  return result;
}

/** SQLite stems no longer words, in bytes. */
const LONGEST_STEMMED = 64;

/** SQLite stems bytes, so a letter outside ASCII counts as several consonants: each byte as one private-use character. */
function porter(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word.length > LONGEST_STEMMED ? word : stemmer(word);
  if (!/[a-z]$/.test(word)) return word;
  const bytes = Buffer.from(word);
  if (bytes.length > LONGEST_STEMMED) return word;
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xe000 + byte)).join("");
  return Buffer.from(stemmer(letters), "latin1").toString();
}

/** Words too frequent in English to tell anything; a query of nothing else keeps them. */
const STOP_WORDS = new Set(
  `a about after again against all also among an and any are as at be because been before being between both but by can
  could did do does doing down during each for from further had has have having he her here hers him his how i if in
  into is it its itself just may me might more most must my no nor not now of off on once only or other our out over own
  per same she should so some such than that the their them then there these they this those through to too under until
  up upon us using very via was we were what when where whether which while who whom whose why will with within without
  would you your`.split(/\s+/),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
