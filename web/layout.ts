import type { SearchRequest } from "../src/search/search.ts";
import { parametersOf } from "./address.ts";
import { type Content, document, type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** What every page needs to know of the site. */
export interface Site {
  texts: Texts;
  /** Addresses of the style sheet and the icon. */
  style: string;
  icon: string;
  /** Of what improves the pages; null where nothing does. */
  script?: string | null;
  /** What the pages for judging need beside. */
  labStyle?: string;
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
  /** True where the name is large, and a way back to the start is not needed. */
  start?: boolean;
  indexed?: boolean;
  /** True where something can be judged. */
  judged?: boolean;
  /** What else the head holds. */
  head?: Content;
  main: Content;
}

/** A whole document: header with the search form, content, footer. */
export function layout(site: Site, page: Page): string {
  const { texts } = site;
  const name = html`<a href="/" aria-current=${page.start ? "page" : null}>${texts.name}</a>`;
  return document(html`
    <html lang=${texts.lang}>
      <head>
        <meta charset="utf-8" />
        <title>${`${page.title} \u00b7 ${texts.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${page.indexed ? null : html`<meta name="robots" content="noindex" />`}
        <link rel="stylesheet" href=${site.style} />
        ${page.judged && site.labStyle ? html`<link rel="stylesheet" href=${site.labStyle} />` : null}
        <link rel="icon" type="image/svg+xml" href=${site.icon} />
        ${site.script ? html`<script type="module" src=${site.script}></script>` : null} ${page.head ?? null}
      </head>
      <body>
        <a class="skip" href=${`#${page.skipTo ?? "content"}`}>${texts.skip}</a>
        <header class=${page.start ? "top start" : "top"}>
          <div class="wide">
            <p class="name">${name} <span class="purpose">${site.meaningOff ? texts.purposeByWords : texts.purpose}</span></p>
            ${searchForm(site, page)}
          </div>
        </header>
        <main id="content" class="wide" tabindex="-1">${page.main}</main>
        <footer class="bottom">
          <p class="wide">${texts.footer}</p>
        </footer>
      </body>
    </html>
  `);
}

function searchForm({ texts, meaningOff, longestQuery }: Site, { request, elsewhere = [], focus = false }: Page): Html {
  const { search } = texts;
  const ownFields = ["q", "page", ...(meaningOff ? [] : ["mode"]), ...elsewhere];
  const kept = parametersOf(request).filter(([name]) => !ownFields.includes(name));
  const modes = (["hybrid", "keyword", "semantic"] as const).map(
    (mode) => html`
      <label><input type="radio" name="mode" value=${mode} checked=${request.mode === mode} /> ${search.modes[mode]}</label>
    `,
  );
  // Without browser checks of the year fields: they may be folded away, and the server explains a wrong one.
  return html`
    <form id="search" class="search" action="/search" method="get" role="search" novalidate>
      <label class="label" for="q">${search.label}</label>
      <div class="box">
        <input
          id="q" name="q" type="search" value=${request.q} maxlength=${longestQuery} placeholder=${search.placeholder}
          autofocus=${focus} autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
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
