import type { GIVEN, LecternRecord, NEAREST_TOPICS } from "../indexes/record.ts";
import { abstractParts } from "../indexes/sections.ts";
import { markedTitle } from "../indexes/titles.ts";
import { addressOf, only, recordAddress, START } from "./address.ts";
import { domainAddress } from "./domain-list.ts";
import { valueLabel } from "./facets.ts";
import { badges, doiAddress, isAmong, langOf, pmcAddress, pubmedAddress } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import { layout, type Site } from "./layout.ts";
import { placesOf } from "./record-affiliations.ts";
import { type Citation, citing } from "./record-citing.ts";
import { type Related, relatedLists } from "./record-related.ts";
import { machineReadable } from "./record-tags.ts";
import type { Texts } from "./texts.ts";

/** Authors that are shown at once. */
const AUTHORS = 20;

export interface RecordView extends Related {
  record: LecternRecord;
  /** How it is cited; none where that is not known. */
  citations: readonly Citation[];
  /** The page's absolute address. */
  address: string;
}

/** All that the index holds of a record. */
export function recordPage(site: Site, view: RecordView): string {
  const { record, citations, address } = view;
  const { texts } = site;
  const lang = langOf(texts, record);
  return layout(site, {
    title: markedTitle(record).slice(0, 150),
    request: START,
    indexed: !record.illustration,
    styles: ["record.css"],
    head: machineReadable(record, address),
    main: html`
      <article class=${record.status.includes("retracted") ? "record retracted" : "record"}>
        ${badges(texts, record)}
        <h1 lang=${lang}>${record.title}</h1>
        ${byline(texts, record)} ${warnings(texts, record)} ${links(texts, record)}
        <div class="split">
        <section aria-labelledby="abstract">
          <h2 id="abstract">${texts.record.abstract[record.kind]}</h2>
          <div class="abstract" lang=${lang}>${abstract(texts, record)}</div>
        </section>
        <div class="facts">
          ${domains(site, record)} ${citing(texts, record, citations)} ${details(site, record)} ${provenance(texts, record)}
        </div>
        <div class="around">${relatedLists(texts, view)}</div>
        </div>
      </article>
    `,
  });
}

function byline(texts: Texts, record: LecternRecord): Content {
  const { authors, journal, date, year } = record;
  const places = placesOf(authors);
  const names = authors.map(
    ({ name, orcid, affiliation }) => html`
      <li>
        <a href=${addressOf(only(START, "author", name))}>${name}</a>${places.mark(affiliation)}
        ${orcid ? html` <a class="orcid" href=${`https://orcid.org/${orcid}`} aria-label=${`ORCID: ${name}`}>ORCID</a>` : null}
      </li>
    `,
  );
  const when = date !== undefined ? texts.date(date) : year === undefined ? null : String(year);
  return [
    html`
      <p class="meta">
        ${journal === undefined ? null : html`<span><a href=${addressOf(only(START, "journal", journal))}><cite>${journal}</cite></a></span>`}
        ${when === null ? null : html`<span>${when}</span>`}
        ${printedIn(record)}
      </p>
    `,
    names.length === 0
      ? null
      : html`<ul class="authors" role="list" aria-label=${texts.record.authors}>${names.slice(0, AUTHORS)}</ul>`,
    names.length <= AUTHORS
      ? null
      : fold(
          texts.record.moreAuthors(names.length - AUTHORS),
          html`<ul class="authors" role="list">${names.slice(AUTHORS)}</ul>`,
        ),
    places.list === null ? null : fold(texts.record.affiliations, places.list, "more affiliations"),
  ];
}

/** '378(20): 1865-1876', as references have it in every language. */
function printedIn({ volume = "", issue, pages }: LecternRecord): Content {
  const number = issue === undefined ? volume : `${volume}(${issue})`;
  const place = [number, pages].filter(Boolean).join(": ");
  return place === "" ? null : html`<span>${place.replace(/-(?=\p{L}?\d)/gu, "\u2013")}</span>`;
}

function fold(summary: string, content: Content, named = "more"): Html {
  return html`<details class=${named}><summary>${summary}</summary>${content}</details>`;
}

/** What the badges mean, in a sentence each. */
function warnings({ record: texts }: Texts, { status, illustration }: LecternRecord): Content {
  const sentences: [string, string][] = [
    ...(status.includes("retracted") ? [["retracted", texts.retracted] satisfies [string, string]] : []),
    ...(status.includes("expression-of-concern") ? [["concern", texts.concern] satisfies [string, string]] : []),
    ...(status.includes("corrected") ? [["corrected", texts.corrected] satisfies [string, string]] : []),
    ...(illustration ? [["illustration", texts.illustration] satisfies [string, string]] : []),
  ];
  return sentences.map(([kind, sentence]) => html`<p class=${`warning ${kind}`}>${sentence}</p>`);
}

function links(texts: Texts, record: LecternRecord): Content {
  const { external } = texts;
  const { doi, pmid, pmcid, url, openAccessUrl } = record;
  const named = [doi && doiAddress(doi), pmid && pubmedAddress(pmid), pmcid && pmcAddress(pmcid), openAccessUrl];
  const link = (label: string, value: string, href: string): Html =>
    html`<li><span class="of">${label}</span> <a href=${href}>${value}</a></li>`;
  const shown = [
    ...(doi ? [link(external.doi, doi, doiAddress(doi))] : []),
    ...(pmid ? [link(external.pmid, pmid, pubmedAddress(pmid))] : []),
    ...(pmcid ? [link(external.pmcid, pmcid, pmcAddress(pmcid))] : []),
    ...(openAccessUrl ? [link(external.openAccess, hostOf(openAccessUrl), openAccessUrl)] : []),
    ...(url && !isAmong(url, named) ? [link(external.url, hostOf(url), url)] : []),
  ];
  return shown.length === 0 ? null : html`<ul class="ids" role="list" aria-label=${texts.record.links}>${shown}</ul>`;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}

function abstract(texts: Texts, record: LecternRecord): Content {
  const parts = abstractParts(record);
  if (parts.length === 0) return html`<p class="quiet">${texts.record.noAbstract}</p>`;
  return parts.map(({ label, text }) => [
    label === null ? null : html`<h3>${quietly(label)}</h3>`,
    html`<p>${text}</p>`,
  ]);
}

/** PubMed shouts its labels ('BACKGROUND AND AIMS'), others do not: all are shown alike. */
function quietly(label: string): string {
  return label === label.toUpperCase() ? label.slice(0, 1) + label.slice(1).toLowerCase() : label;
}

function domains(site: Site, record: LecternRecord): Content {
  if (record.domains.length === 0) return null;
  const items = record.domains.map(
    ({ id, confidence, evidence }) => html`
      <li>
        <a class="tag" href=${domainAddress(id)}>${valueLabel(site, "domain", id)}</a>
        ${" "}<span class="quiet">${site.texts.record.confidence(confidence)} \u00b7 ${evidenceIn(site.texts, evidence)}</span>
      </li>
    `,
  );
  return html`
    <section aria-labelledby="domains">
      <h2 id="domains">${site.texts.domains}</h2>
      <ul class="evidence" role="list">${items}</ul>
    </section>
  `;
}

const BY_SOURCE: typeof GIVEN = "Given by the source";
const BY_TOPICS: typeof NEAREST_TOPICS = "Nearest topics: ";

/** What classification wrote down, in the page's language; headings and topics are in English. */
function evidenceIn({ lang, record }: Texts, evidence: string): Content {
  if (evidence === BY_SOURCE) return record.given;
  const topics = evidence.startsWith(BY_TOPICS);
  const words = html`<span lang=${lang === "en" ? null : "en"}>${topics ? evidence.slice(BY_TOPICS.length) : evidence}</span>`;
  return topics ? [record.topics, " ", words] : words;
}

function details(site: Site, record: LecternRecord): Content {
  const { texts } = site;
  const phrase = (text: string): Html =>
    html`<li><a href=${addressOf({ ...START, q: `"${text.replace(/["\u201c\u201d]/g, "")}"` })}>${text}</a></li>`;
  const row = (label: string, items: readonly Html[]): Content =>
    items.length === 0 ? null : html`<dt>${label}</dt><dd><ul class="words" role="list">${items}</ul></dd>`;
  const filter = (facet: "type" | "language" | "mesh", value: string): Html =>
    html`<li><a href=${addressOf(only(START, facet, value))}>${valueLabel(site, facet, value)}</a></li>`;
  const rows = [
    row(
      texts.record.type,
      record.types.map((type) => filter("type", type)),
    ),
    row(texts.record.language, record.language === undefined ? [] : [filter("language", record.language)]),
    row(
      texts.record.mesh,
      record.mesh.map((heading) => filter("mesh", heading)),
    ),
    row(texts.record.keywords, record.keywords.map(phrase)),
  ].filter((shown) => shown !== null);
  if (rows.length === 0) return null;
  return html`<section aria-labelledby="details"><h2 id="details">${texts.record.details}</h2><dl>${rows}</dl></section>`;
}

function provenance(texts: Texts, record: LecternRecord): Html {
  const items = record.provenance.map(
    ({ source, key, at }) => html`<li>${texts.record.from(source, key, texts.date(at.slice(0, 10)))}</li>`,
  );
  return html`
    <section class="provenance" aria-labelledby="provenance">
      <h2 id="provenance">${texts.record.provenance}</h2>
      <ul role="list">${items}</ul>
      <p><a href=${`/v1${recordAddress(record.id)}`}>${texts.record.json}</a></p>
    </section>
  `;
}
