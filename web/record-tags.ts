import type { LecternRecord } from "../indexes/record.ts";
import { labelledAbstract } from "../indexes/sections.ts";
import { markedTitle } from "../indexes/titles.ts";
import { doiAddress, isAmong, pubmedAddress } from "./hit.ts";
import { type Content, html } from "./html.ts";

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
    // What reference managers take for the name of a newspaper.
    record.kind === "news" && record.journal ? html`<meta property="og:site_name" content=${record.journal} />` : null,
    html`<script type="application/ld+json" dangerouslySetInnerHTML=${{ __html: json }} />`,
  ];
}

/** Addresses of open-access files that end so, or ask for one, are PDFs. */
const PDF = /\.pdf($|\?)|[?&](pdf=render|type=printable)\b/i;

/** Of a whole consortium machines are told all names once, in the tags: the rest would be a third of the page. */
const CONSORTIUM = 50;

/** Within a name this is a space that no reader of a list of names takes for its end. */
const KEPT_SPACE = "\u00a0";
/** A hyphen that is not taken for the sign between two pages. */
const KEPT_HYPHEN = "\u2011";

/**
 * Highwire Press tags. The order and the signs that look odd are what Zotero's translator for such pages needs
 * (`Embedded Metadata.js`): a group's name is one with a comma behind it, and a single author's must not look like two.
 */
function highwire(record: LecternRecord, address: string): [name: string, content: string][] {
  const { authors, date, year, doi, pmid, pmcid, language, keywords, mesh, openAccessUrl } = record;
  const placed = authors.length <= CONSORTIUM;
  // Who imports the record should see it there, too.
  const named = markedTitle(record);
  const optional = (name: string, value: string | number | undefined): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]];
  const [firstPage, ...rest] = record.pages?.split("-") ?? [];
  return [
    ["citation_title", named],
    // What is told of an author follows the author.
    ...authors.flatMap(({ name, affiliation, orcid }): [string, string][] => [
      ["citation_author", authorName(name, authors.length === 1)],
      ...optional("citation_author_institution", placed ? affiliation : undefined),
      ...optional("citation_author_orcid", orcid && `https://orcid.org/${orcid}`),
    ]),
    ...optional("citation_publication_date", date?.replaceAll("-", "/") ?? year),
    ...within(record),
    ...optional("citation_journal_abbrev", record.journalAbbreviation),
    ...optional("citation_volume", record.volume),
    ...optional("citation_issue", record.issue),
    ...optional("citation_firstpage", firstPage),
    ...optional("citation_lastpage", rest.length > 0 ? rest.join(KEPT_HYPHEN) : undefined),
    ...optional("citation_issn", record.issn),
    ...optional("citation_doi", doi),
    ...optional("citation_pmid", pmid),
    ...optional("z:extra", pmcid && `PMCID: ${pmcid}`),
    ...optional("citation_language", language),
    ...[...new Set([...mesh, ...keywords])].map((word): [string, string] => ["citation_keywords", word]),
    ["citation_abstract_html_url", address],
    // The paper's own address, else a reference leads to the intranet.
    ...optional("citation_public_url", doi ? doiAddress(doi) : record.url),
    ...optional("citation_pdf_url", openAccessUrl && PDF.test(openAccessUrl) ? openAccessUrl : undefined),
    ...optional("citation_abstract", labelledAbstract(record) || undefined),
  ];
}

function authorName(name: string, alone: boolean): string {
  const [family = "", ...given] = name.split(",");
  if (given.length === 0) return `${name},`;
  return alone ? [family, given.join(",").trim().replaceAll(" ", KEPT_SPACE)].join(", ") : name;
}

/** Where it appeared. By a journal's title all would be taken for papers of journals: news and preprints say it otherwise. */
function within({ kind, journal, types }: LecternRecord): [name: string, content: string][] {
  const preprint = kind === "publication" && types.includes("Preprint");
  if (kind === "news") return [["DC.type", "NewsItem"]];
  if (preprint)
    return [["DC.type", "preprint"], ...(journal ? [["citation_publisher", journal] as [string, string]] : [])];
  return journal ? [["citation_journal_title", journal]] : [];
}

function schemaOrg(record: LecternRecord, address: string): object {
  const { kind, abstract, authors, journal, date, year, doi, pmid, language, mesh, keywords, url } = record;
  const named = [...(doi ? [doiAddress(doi)] : []), ...(pmid ? [pubmedAddress(pmid)] : [])];
  const sameAs = [...named, ...(url && !isAmong(url, named) ? [url] : [])];
  return {
    "@context": "https://schema.org",
    "@type": kind === "news" ? "NewsArticle" : "ScholarlyArticle",
    "@id": address,
    headline: markedTitle(record),
    name: markedTitle(record),
    ...(record.status.includes("retracted") ? { creativeWorkStatus: "Retracted" } : {}),
    ...(abstract === "" ? {} : { abstract }),
    ...(authors.length > 0
      ? {
          author: authors.slice(0, CONSORTIUM).map(({ name, orcid }) => ({
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
