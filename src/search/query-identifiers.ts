import { parseArxiv, parseDoi, parseOrcid, parsePmcid, parsePmid } from "../../indexes/identifiers.ts";
import type { Scheme } from "./query-fields.ts";

/** An identifier that a query names a record, or an author, by. */
export interface Identifier {
  scheme: Scheme;
  /** As records have it: '10.1000/x', '123', 'PMC123', '2101.00001', '0000-0002-1825-0097'. */
  value: string;
  /** Of a DOI from a publisher's address, which may go on behind it: what else it may be, the longest first. */
  shorter?: readonly string[];
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
  const address = ownAddress(given);
  const doi = doiInAddress(address);
  const value = doi && parseDoi(doi);
  if (value && !value.startsWith("10.48550/arxiv.")) {
    const shorter = shorterDois(value);
    return { scheme: "doi", value, sure: true, ...(shorter.length > 0 ? { shorter } : {}) };
  }
  const text = doi ?? address.replace(TAG, "");
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
    ? doi.replace(
        /(?:v\d{1,2}(?=[./]|$))?(?:[./](?:abstract|full|fulltext|full-text|html?|pdf|epdf|meta|references|suppl|xml))+\/?$/i,
        "",
      )
    : null;
}

/** 'a/b/c' without its last parts: 'a/b'. */
function shorterDois(doi: string): string[] {
  const [prefix, first, ...parts] = doi.split("/");
  return parts.map((_, i) => [prefix, first, ...parts.slice(0, parts.length - 1 - i)].join("/"));
}

/** Hosts as a library's proxy writes them, with hyphens before its own name. */
const PROXIED =
  /^(\s*https?:\/\/)((?:pubmed|pmc|www)-ncbi-nlm-nih-gov|(?:dx-)?doi-org|europepmc-org|arxiv-org|orcid-org)\.[^/\s]+/i;

/** An address without the proxy of a library before or around it; any other text as it is. */
function ownAddress(text: string): string {
  const target = /^\s*https?:\/\/[^\s?#]+\?(?:\S*?&)?(?:q?url|target)=(https?(?::|%3a)\S+)/i.exec(text)?.[1];
  if (target) return ownAddress(decoded(target));
  return text.replace(PROXIED, (_, scheme: string, host: string) => scheme + host.replaceAll("-", "."));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How an identifier that needs no field begins among other words. */
const BARE = /^(?:https?:\/\/|10\.\d{4,9}\/|pmc\d{4,9}\b|(?:\d{4}-){3}\d{3}[\dx]\b)/i;
const LONGEST_BEGINNING = 30;

/** Whether one may begin here. To be asked first, for a run without white space may be as long as a query. */
export function mayBeBare(text: string, at: number): boolean {
  return BARE.test(text.slice(at, at + LONGEST_BEGINNING));
}

/** A run without the closing parentheses at its end that no other one opens. */
export function withoutStray(run: string): string {
  let end = run.length;
  let stray = run.endsWith(")") ? run.split(")").length - run.split("(").length : 0;
  for (; stray > 0 && run[end - 1] === ")"; stray--) end--;
  return run.slice(0, end);
}

/** The identifier that a word is; null for bare digits, and where it is none. */
export function bareIdentifier(word: string): Identifier | null {
  const found = BARE.test(word) ? identifierOf(word) : null;
  return found?.sure ? found : null;
}

/** The identifier as the engine knows records by it; null for an author's. */
export function recordKey({ scheme, value }: Identifier): string | null {
  if (scheme === "orcid") return null;
  // Works on arXiv have a DOI made of their id.
  return scheme === "arxiv" ? `doi:10.48550/arxiv.${value}` : `${scheme}:${value}`;
}
