import { widgetTexts as de } from "./texts/de/widget.ts";
import { widgetTexts as en, type Plural, type WidgetTexts } from "./texts/en/widget.ts";
import { widgetTexts as fr } from "./texts/fr/widget.ts";
import { widgetTexts as nl } from "./texts/nl/widget.ts";
import { LOCALES } from "./texts/speech.ts";

const TEXTS: Readonly<Record<string, WidgetTexts>> = { en, nl, fr, de };

export type { WidgetTexts } from "./texts/en/widget.ts";

/** The language of a tag that Lectern's own pages speak, too: `nl` of `nl-BE`; null of any other. */
export function spoken(lang: string): string | null {
  const language = lang.toLowerCase().split("-")[0]!;
  return Object.hasOwn(TEXTS, language) ? language : null;
}

/**
 * The texts in a language, English where it is not built in, with those of the page put in their places.
 *
 * @param own JSON as `{"button": "Find"}`; a text that there is not is left aside
 * @throws `SyntaxError` where it is no JSON, `TypeError` where it is no object
 */
export function textsIn(lang: string, own: string | null): WidgetTexts {
  const texts: Record<string, unknown> = { ...TEXTS[spoken(lang) ?? "en"]! };
  const given: unknown = JSON.parse(own ?? "{}");
  if (typeof given !== "object" || given === null) throw new TypeError(`Expected an object of texts, got ${own}`);
  for (const [name, text] of Object.entries(given))
    if (typeof text === "string" || typeof texts[name] === typeof text) texts[name] = text;
  return texts as WidgetTexts;
}

/** A bare language as the pages write it; a tag that says more ('en-US') is taken at its word. */
export function localeOf(lang: string): string {
  return Object.hasOwn(LOCALES, lang) ? LOCALES[lang as keyof typeof LOCALES] : lang;
}

/** @param lang a language tag that `Intl` knows */
export function counted(text: Plural, n: number, lang: string): string {
  const locale = localeOf(lang);
  const form = typeof text === "string" ? text : (text[new Intl.PluralRules(locale).select(n)] ?? text.other ?? "{n}");
  return String(form).replace("{n}", new Intl.NumberFormat(locale).format(n));
}
