/** Behind a word, for its rest. */
const STARS = /(?<=[\p{L}\p{M}\p{N}])\*+/gu;

/** A phrase's last word may be a beginning; the stars of others are taken away. */
export function withoutStars(phrase: string): string {
  const end = phrase.length - (/[\s*]+$/.exec(phrase)?.[0].length ?? 0);
  const words = phrase.slice(0, end).replace(STARS, "");
  return phrase[end] === "*" && /[\p{L}\p{M}\p{N}]$/u.test(words) ? `${words}*` : words;
}

/** What stands for letters within a word: 'behavio*r', Embase's 'wom?n', Web of Science's 'colo$r', Ovid's 'wom#n'. */
const WITHIN = /(?<=\p{L})[*?$#](?=\p{L})/u;
/** An address has signs of its own. */
const WORD = /^[\p{L}\p{M}\p{N}*?$#'\u2019-]+$/u;
/** Fewer letters begin too many words: of 'p?ediatric' the sign alone is left out. */
const ENOUGH = /\p{L}{3}$/u;

/** A word with such a sign as the beginning of one, so that nothing is missed; others as they are. */
export function withoutInnerStar(word: string): string {
  const at = WORD.test(word) ? WITHIN.exec(word)?.index : undefined;
  if (at === undefined) return word;
  const begun = word.slice(0, at);
  if (ENOUGH.test(begun)) return `${begun}*`;
  // 'A*STAR' is a name.
  return /^[*?$#]\p{Ll}{3}/u.test(word.slice(at)) ? withoutInnerStar(begun + word.slice(at + 1)) : word;
}
