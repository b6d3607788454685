import type { SearchAnswer, SearchRequest } from "../src/search/search.ts";
import { addressOf, chosenOf, feedAddress, LONGEST_FILE, reportAddress, searchFileAddress } from "./address.ts";
import type { Narrowed } from "./facet-find.ts";
import { chips, filterPanel } from "./facets.ts";
import { hitView } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import { type Judging, judgeForm } from "./judge-form.ts";
import { layout, type Page, type Site } from "./layout.ts";
import { nothing } from "./nothing.ts";
import { pagination } from "./pagination.ts";
import { remarks } from "./remarks.ts";
import { sampleBanner } from "./sample.ts";
import { picker, selectionBar } from "./selection.ts";
import type { Texts } from "./texts.ts";

const FORMATS = ["ris", "bibtex", "csl", "csv"] as const;

export interface SearchView {
  request: SearchRequest;
  answer: SearchAnswer;
  /** Sample records in the index. */
  sample: number;
  /** A page that would end behind this result is refused. */
  lastHit: number;
  /** The facet whose values are looked for. */
  narrowed?: Narrowed | null;
  /** Of a reader who may judge, and is signed in. */
  judging?: Judging | null;
}

/** The search page: the whole library, newest first, or what was found. */
export function searchPage(site: Site, view: SearchView): string {
  const { texts } = site;
  const { request, answer } = view;
  const asked = request.q.trim() !== "";
  const filterable = answer.counts.total > 0 || request.filters.length > 0;
  return layout(site, {
    title: texts.title(request.q.slice(0, 100), request.page),
    request,
    elsewhere: filterable ? ["yearFrom", "yearTo"] : [],
    skipTo: "results",
    ...sectionOf(request),
    styles: ["results.css", ...(view.judging ? ["lab.css"] : [])],
    head: html`<link rel="alternate" type="application/atom+xml" title=${texts.take.feed} href=${feedAddress(request)} />`,
    main: html`
      ${sampleBanner(site, view.sample)}
      <div class=${filterable ? "columns" : "column"}>
        ${filterable ? html`<aside aria-label=${texts.filters.title}>${filterPanel(site, request, answer, view.narrowed)}</aside>` : null}
        <section class="results" aria-labelledby="results">
          <h1 id="results" tabindex="-1">${asked ? texts.resultsFor(request.q.trim()) : texts.library}</h1>
          ${chips(site, request)} ${remarks(site, request, answer)} ${results(site, view, asked)}
        </section>
      </div>
    `,
  });
}

/** Everything that is news, or a publication, and nothing else asked. */
function sectionOf(request: SearchRequest): Pick<Page, "section"> {
  const [kind, other] = chosenOf(request, "kind");
  if (kind === undefined || other !== undefined || request.filters.length > 1 || request.q !== "") return {};
  return { section: kind === "news" ? "news" : "publications" };
}

function results(site: Site, view: SearchView, asked: boolean): Content {
  const { texts } = site;
  const { request, answer, lastHit, judging } = view;
  const { total } = answer.counts;
  if (total === 0) return nothing(site, request, answer.suggestions, asked);
  const last = Math.min(Math.ceil(total / request.perPage), Math.floor(lastHit / request.perPage));
  if (request.page > last)
    return html`
      <p>
        ${texts.pages.beyond(request.page, last)} <a href=${addressOf({ ...request, page: last })}>${texts.pages.last}</a>
      </p>
    `;
  const first = (request.page - 1) * request.perPage + 1;
  return [
    html`
      <div class="line">
        <p class="count">${counted(texts, answer)}</p>
        ${sorts(site, request, answer, asked)}
      </div>
    `,
    html`
      <ol class="hits" role="list" start=${first} aria-label=${texts.found}>
        ${answer.hits.map(
          (hit) => html`
            <li id=${`hit-${hit.record.id}`}>
              ${picker(texts, hit.record)} ${hitView(site, request, answer.mode, hit)}
              ${judging ? judgeForm(site, request, judging, hit.record.id) : null}
            </li>
          `,
        )}
      </ol>
    `,
    selectionBar(texts, addressOf(request)),
    request.page === last && total > lastHit ? html`<p class="quiet">${texts.pages.limit(lastHit)}</p>` : null,
    pagination(texts, request, last),
    takeAlong(texts, request, total),
  ];
}

/** Files and a feed of this search, and how to report it. */
function takeAlong({ take, report }: Texts, request: SearchRequest, total: number): Html {
  const files = FORMATS.map(
    (format) => html`<li><a href=${searchFileAddress(request, format)} rel="nofollow">${take.formats[format]}</a></li>`,
  );
  return html`
    <nav class="take" aria-label=${take.label}>
      <p>${take.title}</p>
      ${total > LONGEST_FILE ? html`<p class="quiet">${take.most(LONGEST_FILE, total)}</p>` : null}
      <ul role="list">
        ${files}
        <li><a href=${feedAddress(request)} rel="nofollow">${take.feed}</a></li>
        <li><a href=${reportAddress(request)} rel="nofollow" hreflang="en">${report}</a></li>
      </ul>
    </nav>
  `;
}

function counted(texts: Texts, { query, counts, terms, interpretation, sort }: SearchAnswer): string {
  if (interpretation.identifiers.length > 0) return texts.named(counts.total);
  // Of a query that only filters, nothing matches by words.
  const listed = query === "" || (terms.length === 0 && interpretation.filters.length > 0);
  return listed ? texts.listed(counts.total, sort === "oldest") : texts.counted(counts);
}

/** Without words there is nothing to be relevant to. */
function sorts({ texts }: Site, request: SearchRequest, answer: SearchAnswer, asked: boolean): Html {
  const usual = asked ? "relevance" : "newest";
  const current = !asked && answer.sort === "relevance" ? usual : answer.sort;
  const links = (asked ? (["relevance", "newest", "oldest"] as const) : (["newest", "oldest"] as const)).map(
    (sort) => html`
      <li>
        <a
          href=${addressOf({ ...request, sort: sort === usual ? null : sort, page: 1 })}
          aria-current=${sort === current ? "true" : null} rel="nofollow"
        >${texts.sorts[sort]}</a>
      </li>
    `,
  );
  return html`<nav class="sorts" aria-label=${texts.sort}><ul role="list">${links}</ul></nav>`;
}
