/** Words kept, at some 60 bytes each; when there are as many, all are forgotten. */
const KEPT = 100_000;
const words = new Map<number, string>();

/**
 * The lower-case word at a place of a text whose characters there are ASCII letters and digits. The same word is the same
 * string each time, as a rule: it is neither cut out nor hashed again by whoever looks it up.
 */
export function internedWord(text: string, start: number, end: number): string {
  // FNV-1a; a digit has the bit that makes a letter small.
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (text.charCodeAt(at) | 0x20), 0x01000193);
  const known = words.get(hash);
  if (known !== undefined && stands(known, text, start, end)) return known;
  const word = text.slice(start, end).toLowerCase();
  if (known === undefined) {
    if (words.size >= KEPT) words.clear();
    words.set(hash, word);
  }
  return word;
}

function stands(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== (text.charCodeAt(start + i) | 0x20)) return false;
  return true;
}
