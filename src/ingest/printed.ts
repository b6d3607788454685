import { cleanText } from "./text.ts";

/** The longest number of a volume, an issue, or pages, in characters. */
const LONGEST = 100;

/** A volume's or issue's number as printed ('378', '12 Suppl 1'); null for nothing, and for what is no number. */
export function printed(text: string): string | null {
  const clean = cleanText(text);
  return clean !== "" && clean.length <= LONGEST ? clean : null;
}

/** Pages with both ends in full ('1865-76' is '1865-1876', 'S12-5' is 'S12-S15'); several stretches stay as they are. */
export function parsePages(text: string): string | null {
  const clean = printed(text)
    ?.replace(/^pp?\.? ?(?=\S*\d)/i, "")
    .replace(/\s*[-\u2010-\u2015\u2212]+\s*/g, "-");
  if (!clean || !/[\p{L}\p{N}]/u.test(clean)) return null;
  const stretch = /^(\p{L}*)(\d+)-(\p{L}*)(\d+)$/u.exec(clean);
  if (!stretch) return clean;
  const [, before = "", first = "", own = "", last = ""] = stretch;
  if (own !== "" && own !== before) return clean;
  const whole = last.length < first.length ? first.slice(0, -last.length) + last : last;
  if (Number(whole) < Number(first)) return clean;
  return whole === first ? before + first : `${before}${first}-${before}${whole}`;
}

/** An ISSN (ISO 3297) with its hyphen; null where the check digit is another. */
export function parseIssn(text: string): string | null {
  const [, a = "", b = "", check = ""] =
    /^(?:e?issn:? ?)?(\d{4})[-\u2010-\u2015 ]?(\d{3})([\dx])$/i.exec(text.trim()) ?? [];
  if (check === "") return null;
  const sum = [...(a + b)].reduce((all, digit, i) => all + (8 - i) * Number(digit), 0);
  const right = (11 - (sum % 11)) % 11;
  return (right === 10 ? "X" : String(right)) === check.toUpperCase() ? `${a}-${b}${check.toUpperCase()}` : null;
}
