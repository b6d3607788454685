import { DOMAIN_LANGUAGES, domainById } from "./domains.ts";
import type { Facet } from "./fields.ts";
import { LANGUAGE_CODES } from "./medline.ts";

/** What a facet's value is called: a language and a domain in four languages, by their code, too; any other as it is. */
export function valueNames(facet: Facet, value: string): string[] {
  if (facet === "language") return languageNames(value);
  if (facet === "domain") return [value, ...Object.values(domainById(value)?.label ?? {})];
  return [value];
}

/** What a value is looked up by: its names, and of a domain also what is said of it ('kanker' for oncology). */
export function lookedUpBy(facet: Facet, value: string): string[] {
  const said = facet === "domain" ? Object.values(domainById(value)?.description ?? {}) : [];
  return [...valueNames(facet, value), ...said];
}

const NAMES = DOMAIN_LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: "language" }));

/** 'nl', 'Dutch', 'Nederlands', ... and the code of three letters that MEDLINE has ('dut'). */
export function languageNames(code: string): string[] {
  return [
    code,
    ...NAMES.map((names) => names.of(code) ?? code),
    ...(LANGUAGE_CODES[code] ? [LANGUAGE_CODES[code]] : []),
  ];
}
