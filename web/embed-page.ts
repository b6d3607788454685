import { START } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import { layout, type Site } from "./layout.ts";
import { attributesOf, type Embedded, hiddenFields, snippet, widgetAddress } from "./snippet.ts";
import { LANGUAGE_NAMES } from "./texts.ts";
import { textsIn } from "./widget-texts.ts";

/** The widget's own accent. */
export const ACCENT = "#0b5563";
/** What is offered as a background of the widget's own. */
export const GROUND = "#f2f6f7";
/** Of results, and of pixels. */
export const MOST_RESULTS = 20;
export const WIDTHS = { least: 200, most: 2000 } as const;

export interface EmbedView {
  embedded: Embedded;
  /** The widget as this server has it. */
  widget: { version: string; integrity: string };
  /** Sites whose pages may read answers; `*` is every site. */
  origins: readonly string[];
}

/** Where people make the lines that put a search on a page of theirs. */
export function embedPage(site: Site, view: EmbedView): string {
  const { embed } = site.texts;
  const { embedded, widget } = view;
  const { base } = embedded;
  return layout(site, {
    title: embed.title,
    request: START,
    indexed: true,
    styles: ["embed.css"],
    head: html`
      <script type="module" src=${widgetAddress(widget.version)} integrity=${widget.integrity} crossorigin="anonymous"></script>
    `,
    main: html`
      <div class="embed">
        <div class="lead">
          <h1>${embed.title}</h1>
          <p>${embed.lead}</p>
        </div>
        ${choices(site, view)}
        <section class="shown" aria-labelledby="preview">
          <h2 id="preview">${embed.preview}</h2>
          <div class="preview">${element(embedded)}</div>
        </section>
        <section aria-labelledby="lines">
          <h2 id="lines">${embed.lines}</h2>
          <p id="kept" data-live>${embedded.versioned ? embed.pinned : embed.following}</p>
          <pre tabindex="0"><code id="snippet" data-live>${snippet(embedded)}</code></pre>
          <button type="button" data-copy="snippet" data-copied=${embed.copied} hidden>${embed.copy}</button>
        </section>
        <section aria-labelledby="needs">
          <h2 id="needs">${embed.needs}</h2>
          ${who(site, view.origins)}
          <p>${embed.policy}</p>
          <pre tabindex="0"><code>script-src ${base}; connect-src ${base}</code></pre>
        </section>
      </div>
    `,
  });
}

function choices(site: Site, { embedded }: EmbedView): Html {
  const { embed } = site.texts;
  const { domain, lang, limit, accent, background, scheme, width, versioned } = embedded;
  const { least, most } = WIDTHS;
  const option = (value: string, name: string, chosen: boolean): Html =>
    html`<option value=${value} selected=${chosen}>${name}</option>`;
  const domains = [...site.domains].sort(([, a], [, b]) => a.localeCompare(b, site.texts.lang));
  return html`
    <form id="embed" class="choices" action="/embed" method="get">
      <label>${embed.domain}
        <select name="domain">
          ${option("", embed.everything, domain === null)}
          ${domains.map(([id, name]) => option(id, name, id === domain))}
        </select>
      </label>
      <label>${embed.language}
        <select name="language">
          ${Object.entries(LANGUAGE_NAMES).map(([code, name]) => option(code, name, code === lang))}
        </select>
      </label>
      <label>${embed.accent} <input type="color" name="accent" value=${accent ?? ACCENT} /></label>
      <label>${embed.scheme}
        <select name="scheme">
          ${(["page", "light", "dark"] as const).map((one) =>
            option(one === "page" ? "" : one, embed.schemes[one], one === (scheme ?? "page")),
          )}
        </select>
      </label>
      <label>${embed.background} <input type="color" name="background" value=${background ?? GROUND} /></label>
      <label class="check"><input type="checkbox" name="filled" value="on" checked=${background !== null} /> ${embed.filled}</label>
      <label>${embed.limit}
        <input type="number" name="limit" min="1" max=${MOST_RESULTS} value=${limit} required data-wrong=${embed.wrong(embed.limit, 1, MOST_RESULTS)} />
      </label>
      <label>${embed.width}
        <input
          type="number" name="width" min=${least} max=${most} value=${width} aria-describedby="width-how"
          data-wrong=${embed.wrong(embed.width, least, most)}
        />
        <span id="width-how" class="quiet">${embed.widthHow}</span>
      </label>
      <label class="check"><input type="checkbox" name="pinned" value="on" checked=${Boolean(versioned)} /> ${embed.pin}</label>
      <div class="state"><output data-away=${embed.away}></output> <button>${embed.show}</button></div>
    </form>
  `;
}

/** The element as the snippet has it. */
function element(embedded: Embedded): Html {
  const { label, button } = textsIn(embedded.lang, null);
  // It asks where its module is from: that is this server, under whatever name the page was reached.
  const { src: _, ...attributes } = attributesOf(embedded);
  return html`
    <lectern-search ...${attributes}>
      <form action="/search">
        <label>${label} <input type="search" name="q" /></label>
        ${hiddenFields(embedded).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
        <button>${button}</button>
      </form>
    </lectern-search>
  `;
}

function who({ texts: { embed } }: Site, origins: readonly string[]): Content {
  if (origins.includes("*")) return html`<p>${embed.everySite}</p>`;
  const setting = html`<code>LECTERN_ALLOWED_ORIGINS</code>`;
  if (origins.length === 0) return html`<p>${embed.noSite} ${setting}.</p>`;
  return [
    html`<p>${embed.theseSites}</p>`,
    html`<ul role="list">${origins.map((origin) => html`<li><code>${origin}</code></li>`)}</ul>`,
    html`<p>${embed.otherSites} ${setting}.</p>`,
  ];
}
