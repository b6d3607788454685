/* What a query is taken apart by, most of it at a place (sticky). */

const QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb';
export const SPACE = /[\s\]]+/y;
export const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, "y");
export const MINUS = /[-\u2212]+/y;
export const BRACKET = /\[([^\][]*)\]?/y;
export const RUN = new RegExp(`[^\\s()[\\]${QUOTES}]+`, "y");
export const IDENTIFIER = new RegExp(`[^\\s[\\]${QUOTES}]+`, "y");
/** 'Janssens, M', as names are listed, with up to three initials. */
export const COMMA_NAME = /[\p{L}\p{M}'’-]+,\s*(?!(?:AND|OR|NOT)\s+\S)(?:\p{Lu}\.?[\s-]?){1,3}(?=[\s)]|$)/uy;
/** A year with what compares it, or the beginning of a stretch. */
export const YEARS = /(?:[<>]=?|=)?\s*\d{4}[^\s()[\]]*/uy;
/** A name and a colon, which no address goes on behind. */
export const FIELD = /([a-z][a-z-]*):(?!\/\/)/iy;
export const NAME = /^[a-z][a-z-]*:/i;
