import { textsIn } from "./widget-texts.ts";

export interface Embedded {
  /** Lectern's address, without a slash at its end. */
  base: string;
  /** The id of the domain that is searched; null: everything. */
  domain: string | null;
  /** The language of the widget; built in are en, nl, fr and de. */
  lang: string;
  /** Default 5. */
  limit?: number | null;
  /** A colour of CSS; default the widget's own. */
  accent?: string | null;
  /** A colour of CSS to stand on; default what the page has there. */
  background?: string | null;
  /** Default as the background is, else the page. */
  scheme?: "light" | "dark" | null;
  /** In CSS pixels; default its column's. */
  width?: number | null;
  /** The one version that the page is to load; default the one that the server has. */
  versioned?: { version: string; integrity: string } | null;
}

/** Attributes of the widget's element, those that are as usual left out. */
export function attributesOf({
  base,
  domain,
  lang,
  limit,
  accent,
  background,
  scheme,
  width,
}: Embedded): Record<string, string> {
  const all = { src: base, domain, lang, limit, accent, background, scheme, width };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
}

/** Fields of the form that stands in the element's place where scripts are off. */
export function hiddenFields({ domain, lang }: Embedded): [name: string, value: string][] {
  return [...(domain ? [["domain", domain] satisfies [string, string]] : []), ["lang", lang]];
}

export function widgetAddress(version: string): string {
  return `/widget/${version}.js`;
}

/** What a page of another site holds to search here, as HTML. */
export function snippet(embedded: Embedded): string {
  const { base, lang, versioned } = embedded;
  const { label, button } = textsIn(lang, null);
  const script = versioned
    ? { src: base + widgetAddress(versioned.version), integrity: versioned.integrity, crossorigin: "anonymous" }
    : { src: `${base}/widget.js` };
  return [
    `${tag("script", { type: "module", ...script })}</script>`,
    tag("lectern-search", attributesOf(embedded)),
    `  ${tag("form", { action: `${base}/search` })}`,
    `    <label>${escaped(label)} <input type="search" name="q"></label>`,
    ...hiddenFields(embedded).map(([name, value]) => `    ${tag("input", { type: "hidden", name, value })}`),
    `    <button>${escaped(button)}</button>`,
    "  </form>",
    "</lectern-search>",
  ].join("\n");
}

function tag(name: string, attributes: Readonly<Record<string, string>>): string {
  return `<${name}${Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    .join("")}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
