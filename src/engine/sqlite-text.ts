import { inRow, type Token } from "../../indexes/analysis.ts";

/** Behind a word that stands for itself only: no word ends so, and no stem is made of one that does. */
const WRITTEN = "\u00b7";

/** A word as it is indexed beside itself, to be found in this form and no other. */
export function asWritten(word: string): string {
  return `${word}${WRITTEN}`;
}

/** What is indexed of a field: its words in a row, of which SQLite takes the stems, and again as they are written. */
export function indexedText(tokens: readonly Token[]): string {
  const row = inRow(tokens).map(({ word }) => word);
  return [...row, ...row.map(asWritten)].join(" ");
}
