import { createHash } from "node:crypto";
import { stem } from "../../indexes/analysis.ts";
import { isIdentifierWord } from "../../indexes/fields.ts";

/** A filter's values may have at most 468 bytes; a longer one is stored cut, with its hash. */
export const LONGEST_VALUE = 220;

/**
 * A value as it is stored for filtering: in hexadecimal, since Meilisearch would take values for equal that differ in
 * case or accents only.
 */
export function encode(value: string): string {
  const bytes = Buffer.from(value);
  if (bytes.length <= LONGEST_VALUE) return `x${bytes.toString("hex")}`;
  return `x${bytes.subarray(0, LONGEST_VALUE - 40).toString("hex")}h${sha(value).slice(0, 24)}`;
}

export function decode(stored: string): string {
  return Buffer.from(stored.slice(1).split("h")[0]!, "hex").toString();
}

/** An identifier as it is stored: its hash, since it may be long and hold anything. */
export function identifierKey(identifier: string): string {
  return sha(identifier).slice(0, 40);
}

export function sha(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A word's stem as it is stored: as it is where it is plain, else encoded. */
export function stemKey(word: string): string {
  return keyOf(stem(word));
}

/** A word of a name as it is stored, beside its stem: in this form and no other. */
export function writtenKey(word: string): string {
  return `=${keyOf(word)}`;
}

function keyOf(word: string): string {
  return /^[a-z0-9]{1,200}$/.test(word) ? word : encode(word);
}

/** Whether a word is among a document's spellings. What is not has hardly another form with the same stem. */
export function isSpelling(word: string): boolean {
  return /^[a-z][a-z0-9]{2,40}$/.test(word) && !isIdentifierWord(word);
}

/** Two words that stand next to each other, as they are stored. */
export function pairKey(first: string, second: string): string {
  const key = `${stemKey(first)}_${stemKey(second)}`;
  return key.length <= 2 * LONGEST_VALUE ? key : sha(key);
}
