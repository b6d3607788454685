import type { LecternRecord } from "../indexes/record.ts";
import { addressOf, feedAddress, only, START } from "./address.ts";
import { briefList } from "./brief.ts";
import { type DomainCount, domainList } from "./domain-list.ts";
import { type Content, type Html, html } from "./html.ts";
import { icon } from "./icon.ts";
import { layout, type Site } from "./layout.ts";
import { nothing } from "./nothing.ts";
import { sampleBanner } from "./sample.ts";

/** Records of one kind: how many there are, and the newest. */
export interface Latest {
  total: number;
  records: readonly LecternRecord[];
}

export interface HomeView {
  publications: Latest;
  news: Latest;
  domains: readonly DomainCount[];
  /** Sample records in the index. */
  sample: number;
}

/** The start: the search, the domains as a directory, and what is new. */
export function homePage(site: Site, view: HomeView): string {
  const { home } = site.texts;
  const { publications, news, domains, sample } = view;
  const filled = domains.filter(({ records }) => records > 0);
  const holds = { publications: publications.total, news: news.total, domains: filled.length };
  const empty = publications.total + news.total === 0;
  return layout(site, {
    title: home.title,
    request: START,
    section: "start",
    focus: true,
    indexed: true,
    styles: ["portal.css"],
    head: html`<link rel="alternate" type="application/atom+xml" title=${home.feed} href=${feedAddress(START)} />`,
    over: html`
      <div class="lead">
        <h1>${home.heading}</h1>
        ${empty ? null : html`<p>${home.holds(holds)}</p>`}
      </div>
    `,
    main: html`
      ${sampleBanner(site, sample)}
      ${
        empty
          ? nothing(site, START, [], false)
          : html`
              <div class="portal">
                ${directory(site, filled)}
                <div class="pair">
                  ${latest(site, "publication", publications)} ${latest(site, "news", news)}
                </div>
              </div>
            `
      }
    `,
  });
}

function directory(site: Site, filled: readonly DomainCount[]): Content {
  const { home } = site.texts;
  if (filled.length === 0) return null;
  return html`
    <section class="directory" aria-labelledby="domains">
      <h2 id="domains">${home.domains}</h2>
      <details class="fold">
        <summary>${home.domains} <span class="count">${site.texts.number(filled.length)}</span></summary>
        ${domainList(site, filled, "domains")}
      </details>
    </section>
  `;
}

/** The newest of a kind, and where the others are. A domain has one feed, of both kinds, in a place of its own. */
export function latest(site: Site, kind: LecternRecord["kind"], { records, total }: Latest, within = START): Html {
  const { home } = site.texts;
  const [title, all, none] =
    kind === "news"
      ? [home.news, home.allNews, home.noNews]
      : [home.publications, home.allPublications, home.noPublications];
  const request = only(within, "kind", kind);
  const id = `latest-${kind}`;
  return html`
    <section class="latest" aria-labelledby=${id}>
      <h2 id=${id}>${icon(site, kind === "news" ? "newspaper" : "file-text")} ${title}</h2>
      ${records.length === 0 ? html`<p class="quiet">${none}</p>` : briefList(site, records, id)}
      ${
        total === 0
          ? null
          : html`
              <p class="onward">
                <a href=${addressOf(request)}>${all} <span class="count">${site.texts.number(total)}</span></a>
                ${within === START ? html` <a href=${feedAddress(request)}>${icon(site, "rss")} ${home.feed}</a>` : null}
              </p>
            `
      }
    </section>
  `;
}
