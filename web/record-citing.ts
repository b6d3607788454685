import type { LecternRecord } from "../indexes/record.ts";
import type { Style } from "../src/export/formats.ts";
import { recordFileAddress } from "./address.ts";
import { doiAddress } from "./hit.ts";
import { type Content, html } from "./html.ts";
import type { Texts } from "./texts.ts";

const FORMATS = ["ris", "bibtex", "csl"] as const;

export interface Citation {
  style: Style;
  text: string;
}

/** As the styles call themselves, in every language. */
export const STYLE_NAMES: Readonly<Record<Style, string>> = { vancouver: "Vancouver", apa: "APA", harvard1: "Harvard" };

/**
 * How a record is cited, and files of it; a script shows a button under each citation that copies it. What is made up is not
 * cited.
 *
 * @param citations none where they could not be written
 */
export function citing(texts: Texts, record: LecternRecord, citations: readonly Citation[]): Content {
  if (record.illustration) return null;
  const { cite, copy, copied } = texts.record;
  const files = FORMATS.map(
    (format) => html`<li><a href=${recordFileAddress(record.id, format)}>${texts.take.formats[format]}</a></li>`,
  );
  const shown = citations.map(
    ({ style, text }) => html`
      <div class="cited">
        <h3 id=${`style-${style}`}>${STYLE_NAMES[style]}</h3>
        <p class="citation" lang="en" id=${`citation-${style}`}>${text}</p>
        <button
          class="small" type="button" hidden data-copy=${`citation-${style}`} data-copied=${copied}
          aria-describedby=${`style-${style}`}
        >${copy}</button>
      </div>
    `,
  );
  return html`
    <section class="citing" aria-labelledby="citing">
      <h2 id="citing">${cite}</h2>
      ${shown}
      <ul class="words" role="list">${files}</ul>
    </section>
  `;
}

/**
 * What machines read in a record's page: Highwire Press tags, which reference managers look for, and schema.org's
 * description. None of what is made up.
 *
 * @param address of the page, absolute
 */
export function machineReadable(record: LecternRecord, address: string): Content {
  const canonical = html`<link rel="canonical" href=${address} />`;
  if (record.illustration) return canonical;
  const tags = highwire(record, address).map(([name, content]) => html`<meta name=${name} content=${content} />`);
  // In JSON a less-than sign may be written otherwise: nothing in it ends the element.
  const json = JSON.stringify(schemaOrg(record, address)).replaceAll("<", "\\u003c");
  return [
    canonical,
    tags,
    newsTags(record),
    html`<script type="application/ld+json" dangerouslySetInnerHTML=${{ __html: json }} />`,
  ];
}

/** By a journal's title reference managers would take news for a paper: so that is told them in other words. */
function newsTags({ kind, journal }: LecternRecord): Content {
  if (kind !== "news") return null;
  const within = journal === undefined ? null : html`<meta property="og:site_name" content=${journal} />`;
  return [html`<meta name="DC.type" content="NewsItem" />`, within];
}

function highwire(record: LecternRecord, address: string): [name: string, content: string][] {
  const { title, authors, journal, date, year, doi, pmid, language, keywords, mesh, openAccessUrl } = record;
  const [, first, last] = /^(\p{L}*\d+)-(\p{L}*\d+)$/u.exec(record.pages ?? "") ?? [];
  // Who imports the record should see it there, too.
  const named = record.status.includes("retracted") ? `RETRACTED: ${title}` : title;
  const optional = (name: string, value: string | number | undefined): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]];
  return [
    ["citation_title", named],
    // What is told of an author follows the author.
    ...authors.flatMap(({ name, affiliation, orcid }): [string, string][] => [
      ["citation_author", name],
      ...optional("citation_author_institution", affiliation),
      ...optional("citation_author_orcid", orcid && `https://orcid.org/${orcid}`),
    ]),
    ...optional("citation_publication_date", date?.replaceAll("-", "/") ?? year),
    ...optional("citation_journal_title", record.kind === "news" ? undefined : journal),
    ...optional("citation_journal_abbrev", record.journalAbbreviation),
    ...optional("citation_volume", record.volume),
    ...optional("citation_issue", record.issue),
    // What is no single stretch is told whole.
    ...optional("citation_firstpage", first ?? record.pages),
    ...optional("citation_lastpage", last),
    ...optional("citation_issn", record.issn),
    ...optional("citation_doi", doi),
    ...optional("citation_pmid", pmid),
    ...optional("citation_language", language),
    ...[...new Set([...mesh, ...keywords])].map((word): [string, string] => ["citation_keywords", word]),
    ["citation_abstract_html_url", address],
    ...optional("citation_pdf_url", openAccessUrl && /\.pdf$/i.test(openAccessUrl) ? openAccessUrl : undefined),
    ...(record.abstract === "" ? [] : ([["citation_abstract", record.abstract]] satisfies [string, string][])),
  ];
}

function schemaOrg(record: LecternRecord, address: string): object {
  const { kind, title, abstract, authors, journal, date, year, doi, pmid, language, mesh, keywords, url } = record;
  const sameAs = [
    ...(doi ? [doiAddress(doi)] : []),
    ...(pmid ? [`https://pubmed.ncbi.nlm.nih.gov/${pmid}/`] : []),
    ...(url ? [url] : []),
  ];
  return {
    "@context": "https://schema.org",
    "@type": kind === "news" ? "NewsArticle" : "ScholarlyArticle",
    "@id": address,
    headline: title,
    name: title,
    ...(abstract === "" ? {} : { abstract }),
    ...(authors.length > 0
      ? {
          author: authors.map(({ name, orcid }) => ({
            "@type": "Person",
            name,
            ...(orcid ? { "@id": `https://orcid.org/${orcid}` } : {}),
          })),
        }
      : {}),
    ...(journal ? { isPartOf: partOf(record) } : {}),
    ...(record.pages ? { pagination: record.pages } : {}),
    ...(date || year ? { datePublished: date ?? String(year) } : {}),
    ...(language ? { inLanguage: language } : {}),
    ...(mesh.length + keywords.length > 0 ? { keywords: [...new Set([...mesh, ...keywords])] } : {}),
    ...(sameAs.length > 0 ? { sameAs } : {}),
  };
}

/** The journal, within it the volume, within that the issue, as far as they are known. */
function partOf({ journal, issn, volume, issue }: LecternRecord): object {
  const periodical = { "@type": "Periodical", name: journal, ...(issn ? { issn } : {}) };
  const inVolume = volume ? { "@type": "PublicationVolume", volumeNumber: volume, isPartOf: periodical } : periodical;
  return issue ? { "@type": "PublicationIssue", issueNumber: issue, isPartOf: inVolume } : inVolume;
}
