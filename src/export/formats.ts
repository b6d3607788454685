/** The forms in which records are taken along, with their media types and file names' endings. */
export const FORMATS = {
  ris: { type: "application/x-research-info-systems", ending: "ris" },
  bibtex: { type: "application/x-bibtex", ending: "bib" },
  csl: { type: "application/vnd.citationstyles.csl+json", ending: "json" },
  csv: { type: "text/csv", ending: "csv" },
} as const;
export type Format = keyof typeof FORMATS;
export const FORMAT_NAMES = ["ris", "bibtex", "csl", "csv"] as const satisfies readonly Format[];

/** Citation styles that are at hand, and the languages that they speak. */
export const STYLES = ["vancouver", "apa", "harvard1"] as const;
export type Style = (typeof STYLES)[number];
export const LOCALES = { en: "en-US", nl: "nl-NL", fr: "fr-FR", de: "de-DE" } as const;
export type Language = keyof typeof LOCALES;
export const LANGUAGES = ["en", "nl", "fr", "de"] as const satisfies readonly Language[];
