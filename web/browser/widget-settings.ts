import { spoken, textsIn, type WidgetTexts } from "../widget-texts.ts";

const MOST = 20;
const USUAL = 5;

/** What the attributes of an element ask for. */
export interface Settings {
  /** Lectern's address, without a slash at its end. */
  base: string;
  domains: readonly string[];
  /** A tag that `Intl` knows. */
  lang: string;
  /** How many records are shown: 1 to 20, default 5. */
  limit: number;
  texts: WidgetTexts;
  /** A colour of CSS; null: the usual one. */
  accent: string | null;
  /** A colour of CSS to stand on; null: whatever the page has there. */
  background: string | null;
  /** Whether colours are for light or for dark surroundings; null: as the background is, else as the page's `color-scheme`. */
  scheme: "light" | "dark" | null;
  /** In CSS pixels; null: as wide as its column. */
  width: number | null;
}

/**
 * The settings of an element, and what is wrong with its attributes: each falls back to what is usual.
 *
 * @param module the address that this module was loaded from: Lectern is there, unless `src` says otherwise
 */
export function settingsOf(element: HTMLElement, module: string): { settings: Settings; problems: string[] } {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: T, parse: (value: string) => T): T => {
    const value = element.getAttribute(name);
    if (value === null || value.trim() === "") return fallback;
    try {
      return parse(value.trim());
    } catch (error) {
      problems.push(`Expected ${name} to be ${(error as Error).message}, got ${value.slice(0, 80)}`);
      return fallback;
    }
  };
  const language = element.closest("[lang]")?.getAttribute("lang") ?? "";
  const tag = known(language) ?? "en";
  // Another language than the built-in ones counts where the page brings its texts.
  const lang = spoken(tag) || element.hasAttribute("texts") ? tag : "en";
  const whole = (least: number, most: number) => (value: string) => {
    const n = Number(value);
    return Number.isInteger(n) && n >= least && n <= most ? n : fail(`a whole number from ${least} to ${most}`);
  };
  const colour = (value: string): string => (CSS.supports("color", value) ? value : fail("a colour such as #0b5563"));
  const background = read<string | null>("background", null, colour);
  const settings: Settings = {
    base: read("src", new URL(module).href.replace(/\/widget(\/[^/]*)?\.js.*$/, ""), (value) => {
      const url = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : null;
      return url && /^https?:$/.test(url.protocol)
        ? (url.origin + url.pathname).replace(/\/+$/, "")
        : fail("an http:// or https:// address");
    }),
    domains: read<readonly string[]>("domain", [], (value) => value.split(/[\s,]+/)),
    lang,
    limit: read("limit", USUAL, whole(1, MOST)),
    texts: read("texts", textsIn(lang, null), (value) => {
      try {
        return textsIn(lang, value);
      } catch {
        return fail('JSON such as {"button": "Find"}');
      }
    }),
    accent: read<string | null>("accent", null, colour),
    background,
    scheme: read<Settings["scheme"]>("scheme", background === null ? null : schemeOn(background), (value) =>
      value === "light" || value === "dark" ? value : fail("light or dark"),
    ),
    width: read<number | null>("width", null, whole(100, 10_000)),
  };
  return { settings, problems };
}

/** Whether what stands on a colour is to be dark or light; null where that cannot be told of it, as of `var(--x)`. */
function schemeOn(background: string): "light" | "dark" | null {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return null;
  pen.fillStyle = background;
  const [, ...parts] = /^#(..)(..)(..)$/.exec(String(pen.fillStyle)) ?? [];
  if (parts.length === 0) return null;
  // The shares of red, green and blue in how light a colour is (WCAG 2.2), of what the eye sees in about equal steps.
  const [red, green, blue] = parts.map((part) => (Number.parseInt(part, 16) / 255) ** 2.2) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "light" : "dark";
}

function fail(expected: string): never {
  throw new Error(expected);
}

function known(lang: string): string | null {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? null;
  } catch {
    return null;
  }
}

/** The address of Lectern's own page with a search, in the language of the widget. */
export function pageAddress({ base, domains, lang }: Settings, query: string): string {
  const page = spoken(lang);
  const parameters = new URLSearchParams([
    ...(query === "" ? [["kind", "publication"]] : [["q", query]]),
    ...domains.map((domain) => ["domain", domain]),
    ...(page ? [["lang", page]] : []),
  ] as [string, string][]);
  return `${base}/search?${parameters}`;
}

export function recordAddress({ base, lang }: Settings, id: string): string {
  const page = spoken(lang);
  return `${base}/records/${encodeURIComponent(id)}${page ? `?lang=${page}` : ""}`;
}
