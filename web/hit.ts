import type { LecternRecord } from "../indexes/record.ts";
import type { Hit } from "../src/search/hits.ts";
import type { Mode } from "../src/search/rank.ts";
import type { SearchRequest } from "../src/search/search.ts";
import { addressOf, only, recordAddress } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";
import { cutAt, marked } from "./marked.ts";
import type { Texts } from "./texts.ts";
import { whyList } from "./why.ts";

/** Characters of an abstract that a hit without a nearest sentence shows. */
const BEGINNING = 280;
const AUTHORS = 3;
/** Types that say nothing of the study. */
export const PLAIN_TYPE = /^(Journal Article$|Research Support,)/;

/** One result. Its links filter the search that it was found by. */
export function hitView(site: Site, request: SearchRequest, mode: Mode, hit: Hit): Html {
  const { texts } = site;
  const { record, highlights } = hit;
  const lang = langOf(texts, record);
  const domains = record.domains.map(
    ({ id }) => html`
      <li><a class="tag" href=${addressOf(only(request, "domain", id))} rel="nofollow">${site.domains.get(id) ?? id}</a></li>
    `,
  );
  const identifiers = identifierLinks(texts, record);
  return html`
    <article class=${record.status.includes("retracted") ? "hit retracted" : "hit"}>
      ${badges(texts, record)}
      <h2 lang=${lang}><a href=${recordAddress(record.id)}>${marked(record.title, highlights.title)}</a></h2>
      ${metaLine(texts, record)}
      ${excerpt(texts, mode, hit, lang)} ${whyList(texts, hit.reasons)}
      ${
        domains.length + identifiers.length === 0
          ? null
          : html`
              <div class="links">
                ${domains.length > 0 ? html`<ul class="tags" role="list" aria-label=${texts.domains}>${domains}</ul>` : null}
                ${identifiers.length > 0 ? html`<ul class="ids" role="list">${identifiers}</ul>` : null}
              </div>
            `
      }
    </article>
  `;
}

/** What must be known before anything else is read, in words. */
export function badges(texts: Texts, { kind, status, illustration }: LecternRecord): Content {
  const shown = [
    ...status.map((one) => html`<li class=${`badge ${one}`}>${texts.statuses[one]}</li>`),
    ...(illustration ? [html`<li class="badge illustration">${texts.illustration}</li>`] : []),
    ...(kind === "news" ? [html`<li class="badge news">${texts.kinds.news}</li>`] : []),
  ];
  return shown.length === 0 ? null : html`<ul class="badges" role="list">${shown}</ul>`;
}

/** The language of a record's texts where it is not that of the page: for reading aloud, and hyphens. */
export function langOf(texts: Texts, { language }: LecternRecord): string | null {
  return language !== undefined && language !== texts.lang ? language : null;
}

/** Where it is free to read, DOI and PubMed number, each a link out of the page. */
export function identifierLinks(texts: Texts, { doi, pmid, pmcid, openAccessUrl }: LecternRecord): Html[] {
  const { external } = texts;
  const link = (label: string, value: string, href: string): Html =>
    html`<li><span class="of">${label}</span> <a href=${href}>${value}</a></li>`;
  const free = openAccessUrl ?? (pmcid && pmcAddress(pmcid));
  return [
    ...(free ? [html`<li><a class="open" href=${free}>${external.openAccess}</a></li>`] : []),
    ...(doi ? [link(external.doi, doi, doiAddress(doi))] : []),
    ...(pmid ? [link(external.pmid, pmid, pubmedAddress(pmid))] : []),
  ];
}

export function doiAddress(doi: string): string {
  return `https://doi.org/${encodeURIComponent(doi).replaceAll("%2F", "/")}`;
}

export function pmcAddress(pmcid: string): string {
  return `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/`;
}

export function pubmedAddress(pmid: string): string {
  return `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`;
}

/** Whether an address is one of others, whatever its protocol, its case and the slash at its end. */
export function isAmong(address: string, others: readonly (string | undefined)[]): boolean {
  const bare = (one = ""): string => one.toLowerCase().replace(/^https?:\/\/(www\.|dx\.)?|\/$/g, "");
  return others.some((other) => bare(other) === bare(address));
}

/** Where and when it appeared, what it is, and who wrote it. */
export function metaLine(
  texts: Texts,
  { kind, journal, date, year, types, authors, language }: LecternRecord,
): Content {
  const when = kind === "news" && date !== undefined ? texts.date(date) : year === undefined ? null : String(year);
  const named = authors.slice(0, AUTHORS).map(({ name }) => name);
  // 'Janssens, M' and the like need another sign between them.
  const between = named.some((name) => name.includes(",")) ? "; " : ", ";
  // Nearly all are in English: said of each, that would be noise.
  const foreign = language !== undefined && language !== texts.lang && language !== "en";
  const parts: Content[] = [
    journal === undefined ? null : html`<cite>${journal}</cite>`,
    when,
    ...types.filter((type) => !PLAIN_TYPE.test(type)),
    named.length === 0 ? null : `${named.join(between)}${authors.length > AUTHORS ? ` ${texts.etAl}` : ""}`,
    foreign ? texts.language(language) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : html`<p class="meta">${parts.map((part) => html`<span>${part}</span>`)}</p>`;
}

/** The best sentence; where there is none, or the title is, the abstract's beginning. */
function excerpt(texts: Texts, mode: Mode, { record, highlights, bestSentence }: Hit, lang: string | null): Content {
  if (bestSentence?.field === "abstract") {
    const { start, end } = bestSentence;
    return html`
      <figure class="nearest">
        <figcaption>${texts.sentence[mode]}</figcaption>
        <blockquote lang=${lang}>${marked(record.abstract, highlights.abstract, start, end)}</blockquote>
      </figure>
    `;
  }
  if (record.abstract === "") return null;
  const end = cutAt(record.abstract, BEGINNING);
  const more = end < record.abstract.length ? "\u2026" : "";
  return html`<p class="excerpt" lang=${lang}>${marked(record.abstract, highlights.abstract, 0, end)}${more}</p>`;
}
