/** Words and signs of titles and sentences that a strategy has no use for. */
const SIGNS_OF_SENTENCES = /[,;?!]|:\s|\.\s*$/u;
const OF_SENTENCES =
  /(?<![\p{L}\p{N}])(?:A|AN|THE|OF|IN|ON|AT|TO|BY|FOR|FROM|WITH|WITHOUT|AMONG|BETWEEN|DURING|AFTER|BEFORE|VERSUS|USING|IS|ARE|WAS|WERE|DO|DOES|SHOULD|MAY|CAN|HAS|HAVE)(?![\p{L}\p{N}])/u;
const OPERATOR = /^(?:AND|OR|NOT)$/;
/** What a short form is at most as long as. */
const LONG = /\p{Lu}{5}/u;
/** Signs of the query language, but for parentheses: fields, tags, quotation marks, stars. */
const SIGNS = /[[\]"\u201c-\u201f\u00ab\u00bb*]|:\S/u;

/**
 * A query in capitals throughout, of which no word is a short form for that, in small letters; any other as it is. Its
 * operators stay what they are, but in a title ('DIET AND CANCER IN WOMEN'), which has none.
 *
 * @returns as long as what was given
 */
export function unshouted(text: string): string {
  if (/\p{Ll}/u.test(text) || !LONG.test(text) || SIGNS.test(text)) return text;
  const title = (SIGNS_OF_SENTENCES.test(text) || OF_SENTENCES.test(text)) && !/[()]/.test(text);
  const read = text
    .split(/(\s+|[()])/)
    .map((word) => (!title && OPERATOR.test(word) ? word : word.toLowerCase()))
    .join("");
  return read.length === text.length ? read : text;
}
