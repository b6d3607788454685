import type { SearchRequest } from "../src/search/search.ts";
import { addressOf, only, parametersOf, START } from "./address.ts";
import { type Content, document, type Html, html } from "./html.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, type Texts } from "./texts.ts";

/** Addresses of what pages load. */
export interface Assets {
  /** Of a file in `web/assets`. */
  of(file: string): string;
  /** Style sheets of the typeface. */
  typeface: readonly string[];
  /** The typeface's file that every page needs. */
  preloaded: string;
}

/** The hospital's own; addresses where it has any. */
export interface Brand {
  name: string;
  logo: string | null;
  /** A style sheet with its colours. */
  style: string | null;
}

/** What every page needs to know of the site. */
export interface Site {
  texts: Texts;
  /** The server's own address, without a slash at its end, and that of this page below it. */
  here: { base: string; path: string };
  brand: Brand;
  assets: Assets;
  /** Of what improves the pages; null where nothing does. */
  script?: string | null;
  /** Names of the domains, by id, in the language of the texts. */
  domains: ReadonlyMap<string, string>;
  /** Why there is no model to search by meaning with; null where there is one. */
  meaningOff: "switched-off" | "not-loaded" | null;
  /** In characters. */
  longestQuery: number;
}

export interface Page {
  title: string;
  /** What the search form holds and keeps. */
  request: SearchRequest;
  /** Parameters that the page has a field of its own for, outside the search form. */
  elsewhere?: readonly string[];
  /** True where typing a query is what comes next. */
  focus?: boolean;
  /** Id of what the skip link leads to; the whole content where it is not given. */
  skipTo?: string;
  /** Where in the site it stands. */
  section?: "start" | "publications" | "news" | "domains";
  /** What stands over the search form, and is the page's heading then. */
  over?: Content;
  /** What the search form searches, in a sentence, where it is not everything. */
  searchLabel?: string;
  /** Style sheets of its own, in `web/assets`. */
  styles?: readonly string[];
  indexed?: boolean;
  /** What else the head holds. */
  head?: Content;
  main: Content;
}

/** A whole document: header with the search form, content, footer. */
export function layout(site: Site, page: Page): string {
  const { texts, assets, brand } = site;
  const own = brand.style === null ? [] : [brand.style];
  const sheets = [...assets.typeface, ...["style.css", ...(page.styles ?? [])].map(assets.of), ...own];
  const logo = brand.logo === null ? null : html`<img class="logo" src=${brand.logo} alt="" />`;
  return document(html`
    <html lang=${texts.lang}>
      <head>
        <meta charset="utf-8" />
        <title>${`${page.title} \u00b7 ${brand.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${page.indexed ? null : html`<meta name="robots" content="noindex" />`}
        <link rel="preload" as="font" type="font/woff2" href=${assets.preloaded} crossorigin="anonymous" />
        ${sheets.map((sheet) => html`<link rel="stylesheet" href=${sheet} />`)}
        <link rel="icon" type="image/svg+xml" href=${assets.of("favicon.svg")} />
        ${site.script ? html`<script type="module" src=${site.script}></script>` : null} ${page.head ?? null}
      </head>
      <body>
        <a class="skip" href=${`#${page.skipTo ?? "content"}`}>${texts.skip}</a>
        <header class="top">
          <div class="wide bar">
            <p class="name"><a href="/" aria-current=${page.section === "start" ? "page" : null}>${logo}${brand.name}</a></p>
            ${sections(site, page)}
          </div>
          <div class="wide">${page.over ?? null} ${searchForm(site, page)}</div>
        </header>
        <main id="content" class="wide" tabindex="-1">${page.main}</main>
        <footer class="bottom">
          <div class="wide bar">
            <p>${texts.footer} ${site.script ? html`<a href="/embed">${texts.embed.link}</a>` : null}</p>
            ${languageSwitch(site)}
          </div>
        </footer>
      </body>
    </html>
  `);
}

/** The same page in the other languages, each named in its own. */
function languageSwitch({ texts, here }: Site): Content {
  if (LANGUAGES.length < 2) return null;
  const items = LANGUAGES.map(
    (language) => html`
      <li>
        <a href=${inLanguage(here.path, language)} lang=${language} hreflang=${language} rel="nofollow" aria-current=${language === texts.lang ? "true" : null}>
          ${LANGUAGE_NAMES[language]}
        </a>
      </li>
    `,
  );
  return html`<nav class="languages" aria-label=${texts.languages}><ul role="list">${items}</ul></nav>`;
}

function inLanguage(path: string, language: Language): string {
  const url = new URL(path, "http://localhost");
  url.searchParams.delete("lang");
  url.searchParams.set("setlang", language);
  return `${url.pathname}${url.search}`;
}

function sections({ texts }: Site, { section }: Page): Html {
  const to = {
    publications: addressOf(only(START, "kind", "publication")),
    news: addressOf(only(START, "kind", "news")),
    domains: "/domains",
  };
  const items = (["publications", "news", "domains"] as const).map(
    (one) =>
      html`<li><a href=${to[one]} aria-current=${section === one ? "page" : null}>${texts.sections[one]}</a></li>`,
  );
  return html`<nav class="sections" aria-label=${texts.sections.label}><ul role="list">${items}</ul></nav>`;
}

function searchForm(
  { texts, meaningOff, longestQuery }: Site,
  { request, elsewhere = [], focus = false, searchLabel }: Page,
): Html {
  const { search } = texts;
  const ownFields = ["q", "page", ...(meaningOff ? [] : ["mode"]), ...elsewhere];
  const kept = parametersOf(request).filter(([name]) => !ownFields.includes(name));
  const modes = (["hybrid", "keyword", "semantic"] as const).map(
    (mode) => html`
      <label><input type="radio" name="mode" value=${mode} checked=${request.mode === mode} /> ${search.modes[mode]}</label>
    `,
  );
  // Without browser checks of the year fields: they may be folded away, and the server explains a wrong one. Reloaded, a
  // page shows what its address says, and not what was in the form: Firefox would keep that.
  return html`
    <form id="search" class="search" action="/search" method="get" role="search" autocomplete="off" novalidate>
      <label class="label" for="q">${searchLabel ?? search.label}</label>
      <div class="box">
        <input
          id="q" name="q" type="search" value=${request.q} maxlength=${longestQuery} placeholder=${search.placeholder}
          data-suggestions=${JSON.stringify({ ...texts.suggestions, retracted: texts.statuses.retracted, illustration: texts.illustration })}
          autofocus=${focus} autocapitalize="none" spellcheck="false" enterkeyhint="search"
        />
        <button>${search.button}</button>
      </div>
      ${
        meaningOff
          ? html`<p class="modes quiet">${search.meaningOff[meaningOff]}</p>`
          : html`<fieldset class="modes"><legend>${search.mode}</legend>${modes}</fieldset>`
      }
      ${kept.map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
    </form>
  `;
}
