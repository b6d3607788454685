import { parseArxiv, parseDoi, parseOrcid, parsePmcid, parsePmid } from "../../indexes/identifiers.ts";
import type { Scheme } from "./query-fields.ts";

/** An identifier that a query names a record, or an author, by. */
export interface Identifier {
  scheme: Scheme;
  /** As records have it: '10.1000/x', '123', 'PMC123', '2101.00001', '0000-0002-1825-0097'. */
  value: string;
}

/** An identifier in any notation, by its scheme; null where it is not one. */
export const PARSERS: Readonly<Record<Scheme, (text: string) => string | null>> = {
  doi: parseDoi,
  pmid: parsePmid,
  pmcid: parsePmcid,
  arxiv: parseArxiv,
  orcid: parseOrcid,
};

/** Bare digits that may be a PubMed id; fewer may be a year or an amount. */
const PERHAPS_PMID = /^\s*\d{5,9}[\s.,;]*$/;

/**
 * The identifier that a whole query is, in any notation.
 *
 * @returns `sure` is false for bare digits, which may be a PubMed id, or only a number
 */
export function identifierOf(given: string): (Identifier & { sure: boolean }) | null {
  const text = doiInAddress(given) ?? given.replace(TAG, "");
  if (PERHAPS_PMID.test(text)) {
    const value = parsePmid(text);
    return value ? { scheme: "pmid", value, sure: false } : null;
  }
  const found = (scheme: Scheme): (Identifier & { sure: boolean }) | null => {
    const value = PARSERS[scheme](text);
    return value === null ? null : { scheme, value, sure: true };
  };
  // An arXiv id may be written as its DOI.
  const named = found("arxiv") ?? found("doi") ?? found("orcid");
  if (named) return named;
  if (/pmc/i.test(text) && !/europepmc\.org\/(article|abstract)\/med\//i.test(text)) return found("pmcid");
  return /pmid|pubmed|medline|europepmc/i.test(text) ? found("pmid") : null;
}

/** PubMed's tags of identifiers, which may stand right behind one. */
const TAG = /\s*\[(?:doi|aid|pmid|uid|pmcid)\]\s*$/i;

/** The DOI in the address of a publisher's page, which may go on behind it; null where there is none. */
function doiInAddress(text: string): string | null {
  const doi = /^\s*https?:\/\/[^\s?#]*?\/(10\.\d{4,9}\/[^\s?#]+)/i.exec(text)?.[1];
  const own = /^\s*https?:\/\/(?:dx\.|www\.)?doi\.org\//i.test(text);
  return doi && !own
    ? doi.replace(/\/(?:abstract|full|fulltext|full-text|html|pdf|epdf|meta|references|suppl)\/?$/i, "")
    : null;
}

/** The identifier as the engine knows records by it; null for an author's. */
export function recordKey({ scheme, value }: Identifier): string | null {
  if (scheme === "orcid") return null;
  // Works on arXiv have a DOI made of their id.
  return scheme === "arxiv" ? `doi:10.48550/arxiv.${value}` : `${scheme}:${value}`;
}
