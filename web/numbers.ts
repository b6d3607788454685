/** Numbers as English writes them. */
export const LOCALE = "en-GB";
export const numbers = new Intl.NumberFormat(LOCALE);
const plural = new Intl.PluralRules(LOCALE);

export function count(n: number, one: string, other: string): string {
  return `${numbers.format(n)} ${plural.select(n) === "one" ? one : other}`;
}
