import { inRow, isStopWord, stem, type Token, tokenise } from "./analysis.ts";
import { isIdentifierWord, NAME_END, SEARCH_FIELDS, type SearchText } from "./fields.ts";

/**
 * A record's words as ranking reads them, made once, when the record is stored: two hundred candidates a search would
 * take longer to cut into words and to stem than all else. Stems are 32-bit hashes.
 */
export interface TextWords {
  /** Stems of each of {@link SEARCH_FIELDS}, in the order of `inRow`. */
  fields: readonly Int32Array[];
  /** A byte for each stem: {@link formHash} of the word, and {@link CAPITALS} where it is written so. */
  forms: readonly Uint8Array[];
  /** In words, all fields together; those that stand for identifiers and values are none. */
  length: number;
  /** Stems that may tell what the text is about, each once, and how often each stands there; in the title it counts twice. */
  topical: { stems: Int32Array; counts: Uint8Array };
}

/** Authors tell nothing of the matter. */
const TOPICAL = { title: 2, abstract: 1, topics: 1, names: 0 } as const;
const SHORTEST_TOPICAL = 3;
const MOST_COUNTED = 255;

/** @param tokens of each field, where they are at hand */
export function textWords(
  text: SearchText,
  tokens: readonly (readonly Token[])[] = SEARCH_FIELDS.map((field) => tokenise(text[field])),
): TextWords {
  const topical = new Map<number, number>();
  const fields = SEARCH_FIELDS.map((field, i) =>
    Int32Array.from(inRow(tokens[i]!), ({ word, joined }) => {
      const { hashed, telling } = wordOf(word);
      if (TOPICAL[field] > 0 && !joined && telling)
        topical.set(hashed, Math.min(MOST_COUNTED, (topical.get(hashed) ?? 0) + TOPICAL[field]));
      return hashed;
    }),
  );
  const forms = tokens.map((row, i) => {
    const written = text[SEARCH_FIELDS[i]!];
    return Uint8Array.from(
      inRow(row),
      ({ word, start, end }) => wordOf(word).form | (areCapitals(written, start, end) ? CAPITALS : 0),
    );
  });
  const length = tokens.reduce((sum, field) => sum + field.filter(({ word }) => isRead(word)).length, 0);
  const counts = Uint8Array.from(topical.values());
  return { fields, forms, length, topical: { stems: Int32Array.from(topical.keys()), counts } };
}

/** Beside a form's hash: the word is in capitals, as AIDS and EGFR are, aids and eGFR not. */
export const CAPITALS = 0x80;

/** Of two letters or more, of which several may have an s behind. */
function areCapitals(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  // Most words are told by their first letter.
  return !(code >= 0x61 && code <= 0x7a) && /^\p{Lu}[\p{Lu}\d]+s?$/u.test(text.slice(start, end));
}

/** Whether a word is a reader's, and not the index's own. */
function isRead(word: string): boolean {
  return word !== NAME_END && !isIdentifierWord(word);
}

interface Word {
  /** Its stem's. */
  hashed: number;
  /** Seven bits of the word's own. */
  form: number;
  /** Whether it may tell what a text is about. */
  telling: boolean;
}

/** Words seen lately, some 100 bytes each. */
const words = new Map<string, Word>();
const WORDS_KEPT = 100_000;

function wordOf(word: string): Word {
  const known = words.get(word);
  if (known) return known;
  const stemmed = stem(word);
  const telling = word.length >= SHORTEST_TOPICAL && word !== NAME_END && !isStopWord(word) && !/^\d+$/.test(word);
  const read = { hashed: hash(stemmed), form: hash(word) & 0x7f, telling };
  if (words.size >= WORDS_KEPT) words.clear();
  words.set(word, read);
  return read;
}

/** Of a word's stem, as texts hold it. */
export function stemHash(word: string): number {
  return wordOf(word).hashed;
}

/** Of a word, not stemmed: seven bits. */
export function formHash(word: string): number {
  return wordOf(word).form;
}

/** FNV-1a over UTF-16 units, 32 bits: two different words of one text meet with a chance of some one in 10 million. */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193);
  return value | 0;
}

/** Before the stems, as 32-bit integers: the length, how many stems each field has, and how many are topical. */
const HEAD = SEARCH_FIELDS.length + 2;

/** In 32-bit integers, then a byte for each count; some 1.7 kB of an abstract. */
export function packWords({ fields, forms, length, topical }: TextWords): Uint8Array {
  const head = [length, ...fields.map((stems) => stems.length), topical.stems.length];
  const numbers = Int32Array.from([head, ...fields, topical.stems].flatMap((part) => [...part]));
  return Buffer.concat([new Uint8Array(numbers.buffer), topical.counts, ...forms]);
}

export function unpackWords(packed: Uint8Array): TextWords {
  // Views on one copy: the bytes may lie where integers cannot.
  const { buffer } = packed.slice();
  const head = new Int32Array(buffer, 0, HEAD);
  let at = HEAD;
  const take = (stems: number): Int32Array => {
    const from = at;
    at += stems;
    return new Int32Array(buffer, 4 * from, stems);
  };
  const fields = SEARCH_FIELDS.map((_, i) => take(head[1 + i]!));
  const stems = take(head[HEAD - 1]!);
  const counts = new Uint8Array(buffer, 4 * at, stems.length);
  let from = 4 * at + stems.length;
  // Those packed before this was have none.
  const known = packed.length > from;
  const forms = fields.map((row) => {
    const bytes = known ? new Uint8Array(buffer, from, row.length) : new Uint8Array(0);
    from += row.length;
    return bytes;
  });
  return { fields, forms, length: head[0]!, topical: { stems, counts } };
}
