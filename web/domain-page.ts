import type { FacetCount } from "../src/engine/engine.ts";
import { addressOf, only, START } from "./address.ts";
import { domainAddress } from "./domain-list.ts";
import { barsOf, histogram, yearTable } from "./histogram.ts";
import { type Latest, latest } from "./home-page.ts";
import { type Content, html } from "./html.ts";
import { domainIcon, icon } from "./icon.ts";
import { layout, type Site } from "./layout.ts";

/** Of the drawing of the years and of a bar in it, in pixels: a few years are no reason for bars like walls. */
const WIDTH = 400;
const WIDEST = 48;

export interface DomainView {
  id: string;
  /** In a sentence. */
  description: string;
  publications: Latest;
  news: Latest;
  /** Of its publications. */
  years: readonly FacetCount[];
  /** MeSH headings of its publications, the most frequent first. */
  topics: readonly FacetCount[];
  /** What puts its search on another page, as HTML; null where no page may. */
  snippet: string | null;
  /** The page's absolute address. */
  address: string;
}

/** A medical domain: what it is, what is new in it, what it is about, and when it was written about. */
export function domainPage(site: Site, view: DomainView): string {
  const { texts } = site;
  const { id, description, publications, news } = view;
  const name = site.domains.get(id) ?? id;
  const within = only(START, "domain", id);
  const empty = publications.total + news.total === 0;
  const feed = `${domainAddress(id)}/feed.atom`;
  return layout(site, {
    title: name,
    request: within,
    searchLabel: texts.domain.search(name),
    section: "domains",
    indexed: !empty,
    styles: ["portal.css"],
    head: html`
      <link rel="canonical" href=${view.address} />
      <link rel="alternate" type="application/atom+xml" title=${name} href=${feed} />
    `,
    over: html`
      <div class="lead">
        <p class="crumb"><a href="/domains">${texts.domain.all}</a></p>
        <h1>${domainIcon(site, id)} ${name}</h1>
        <p>${description}</p>
      </div>
    `,
    main: empty
      ? html`
          <p class="quiet">${texts.domain.empty}</p>
          <ul class="onward" role="list">
            <li><a href="/domains">${texts.domain.all}</a></li>
            <li><a href=${addressOf(START)}>${texts.empty.everything}</a></li>
          </ul>
        `
      : html`
          <div class="portal">
            <div class="pair">
              ${latest(site, "publication", publications, within)}
              <div class="beside">
                ${news.total === 0 ? null : latest(site, "news", news, within)} ${years(site, view)} ${topics(site, view)}
              </div>
            </div>
            ${takeAlong(site, view, feed)}
          </div>
        `,
  });
}

function years(site: Site, { id, years }: DomainView): Content {
  const { texts } = site;
  const bars = barsOf(years);
  if (bars.length < 2) return null;
  const papers = only(only(START, "domain", id), "kind", "publication");
  const link = (year: number): string => addressOf(only(papers, "year", String(year)));
  return html`
    <section aria-labelledby="years">
      <h2 id="years">${texts.domain.years}</h2>
      ${histogram(texts, bars, { link, width: Math.min(WIDTH, bars.length * WIDEST), height: 140 })} ${yearTable(texts, bars, link)}
    </section>
  `;
}

function topics(site: Site, { id, topics }: DomainView): Content {
  if (topics.length === 0) return null;
  const { texts } = site;
  const within = only(START, "domain", id);
  const items = topics.map(
    ({ value, count }) => html`
      <li>
        <a class="tag" href=${addressOf(only(within, "mesh", value))} rel="nofollow">
          ${value} <span class="count" aria-hidden="true">${texts.number(count)}</span>
          <span class="hidden">, ${texts.filters.records(count)}</span>
        </a>
      </li>
    `,
  );
  return html`
    <section aria-labelledby="topics">
      <h2 id="topics">${texts.domain.topics}</h2>
      <ul class="tags" role="list">${items}</ul>
    </section>
  `;
}

/** How one hears of what is new: by a feed, or by the search on a page of one's own. */
function takeAlong(site: Site, { id, snippet }: DomainView, feed: string): Content {
  const { domain, embed } = site.texts;
  return html`
    <section class="along" aria-labelledby="along">
      <h2 id="along">${domain.along}</h2>
      <p class="onward"><a href=${feed}>${icon(site, "rss")} ${domain.feed}</a></p>
      ${
        snippet === null
          ? null
          : html`
              <details class="more">
                <summary>${domain.embed}</summary>
                <p>${domain.embedHow} ${site.script ? html`<a href=${`/embed?domain=${id}`}>${embed.preview}</a>` : null}</p>
                <pre tabindex="0"><code id="snippet">${snippet}</code></pre>
                <button type="button" data-copy="snippet" data-copied=${embed.copied} hidden>${embed.copy}</button>
              </details>
            `
      }
    </section>
  `;
}
