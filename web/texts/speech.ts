const DATES = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" } as const;

/** As whose each language is written, on the pages and in the widget: 23 January 2020, not January 23, 2020. */
export const LOCALES = { en: "en-GB", nl: "nl-BE", fr: "fr-BE", de: "de-DE" } as const;

/** How a language writes numbers, dates and lists, by Intl. */
export function speechOf(language: keyof typeof LOCALES) {
  const locale = LOCALES[language];
  const numbers = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const either = new Intl.ListFormat(locale, { type: "disjunction" });
  const both = new Intl.ListFormat(locale, { type: "conjunction" });
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  const unit = (name: "second" | "minute") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" });
  const seconds = unit("second");
  const minutes = unit("minute");
  const number = (n: number): string => numbers.format(n);
  return {
    number,
    /** A number with its word: '1 record', '1,234 records'. */
    count: (n: number, one: string, other: string): string =>
      `${number(n)} ${plural.select(n) === "one" ? one : other}`,
    either: (texts: readonly string[]): string => either.format(texts),
    both: (texts: readonly string[]): string => both.format(texts),
    /** How long to wait: '34 seconds', '12 minutes' from two on. */
    wait: (time: number): string =>
      time < 120 ? seconds.format(Math.ceil(time)) : minutes.format(Math.ceil(time / 60)),
    /** @param code as ISO 639 has it */
    language: (code: string): string => languages.of(code) ?? code,
    /** @param date YYYY, YYYY-MM or YYYY-MM-DD */
    date(date: string): string {
      const [, month, day] = date.split("-");
      const { year, timeZone } = DATES;
      const parts = day ? DATES : month ? { year, month: DATES.month, timeZone } : { year, timeZone };
      const time = new Date(`${date.padStart(4, "0")}${month ? "" : "-01"}${day ? "" : "-01"}T00:00:00Z`);
      return Number.isNaN(time.getTime()) ? date : time.toLocaleDateString(locale, parts);
    },
  };
}
