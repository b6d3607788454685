import { english } from "./texts/en/texts.ts";

export { english } from "./texts/en/texts.ts";

/** Everything that the pages say, in one language: as English has it. */
export type Texts = typeof english;

/** In the order in which they are offered. */
export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const TEXTS: Readonly<Record<Language, Texts>> = { en: english };
