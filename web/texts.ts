import { german } from "./texts/de/texts.ts";
import { english, type Texts } from "./texts/en/texts.ts";
import { french } from "./texts/fr/texts.ts";
import { dutch } from "./texts/nl/texts.ts";

export { english, type Texts } from "./texts/en/texts.ts";

/** In the order in which they are offered. */
export const LANGUAGES = ["en", "nl", "fr", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  nl: "Nederlands",
  fr: "Français",
  de: "Deutsch",
};

export const TEXTS: Readonly<Record<Language, Texts>> = { en: english, nl: dutch, fr: french, de: german };
