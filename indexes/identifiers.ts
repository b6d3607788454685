import { createHash } from "node:crypto";

/** A longer text is no identifier, in UTF-16 units. */
const MAX_TEXT = 2000;

/** Longest readable part of a record's id; a longer one is replaced by its hash. */
const MAX_READABLE = 100;

/**
 * A DOI in any usual notation ('https://doi.org/10.1000/X', 'doi: 10.1000/x.', percent-encoded, 'info:doi/...'), as
 * lower case without resolver; null where the whole text is not one DOI. At most 400 characters.
 */
export function parseDoi(text: string): string | null {
  let doi = decoded(bare(text)).replace(/[\u2010\u2011]/g, "-");
  const address = /^(?:https?:\/\/)?(?:(?:dx|www)\.)?doi\.org\//i;
  const prefix = /^(?:info:doi\/|urn:doi:|doi\s*[:=]\s*|doi\s+|doi\/)/i;
  for (let before = ""; before !== doi; ) {
    before = doi;
    if (address.test(doi)) doi = doi.replace(address, "").replace(/[?#].*$/, "");
    doi = doi.replace(prefix, "").trim();
  }
  doi = withoutTail(doi.toLowerCase().normalize("NFC"));
  return doi.length <= 400 && /^10\.\d{4,9}(?:\.\d+)*\/\S+$/.test(doi) ? doi : null;
}

/**
 * A PubMed id in any usual notation (123, '000123', 'PMID: 123', a pubmed.ncbi.nlm.nih.gov address), as digits; null
 * where it is not one. Bare digits count, so a caller with free text decides first whether '2019' may be meant.
 */
export function parsePmid(given: string | number): string | null {
  const text = withoutTail(bare(String(given)));
  const match =
    /^(?:(?:pmid|pubmed|medline)\s*[:=]?\s*)?(\d{1,15})$/i.exec(text) ??
    /^(?:https?:\/\/)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov\/pubmed|(?:www\.)?europepmc\.org\/(?:article|abstract)\/med)\/(\d{1,15})\/?(?:[?#].*)?$/i.exec(
      text,
    );
  const digits = match?.[1]?.replace(/^0+/, "") ?? "";
  return /^[1-9]\d{0,8}$/.test(digits) ? digits : null;
}

/**
 * A PubMed Central id in any usual notation ('PMC123', 'pmcid: PMC123.1', '123', an address), as 'PMC123'; null where
 * it is not one. Bare digits count, as in {@link parsePmid}.
 */
export function parsePmcid(given: string): string | null {
  const text = withoutTail(bare(given));
  const match =
    /^(?:pmcid\s*[:=]?\s*)?(?:pmc\s*[:=]?\s*)?(\d{1,15})(?:\.\d+)?$/i.exec(text) ??
    /^(?:https?:\/\/)?(?:pmc\.ncbi\.nlm\.nih\.gov\/articles|(?:www\.)?ncbi\.nlm\.nih\.gov\/pmc\/articles|(?:www\.)?europepmc\.org\/(?:article|articles|abstract)(?:\/pmc)?)\/pmc(\d{1,15})(?:\.\d+)?(?:[/?#].*)?$/i.exec(
      text,
    );
  const digits = (match?.[1] ?? match?.[2])?.replace(/^0+/, "") ?? "";
  return /^[1-9]\d{0,8}$/.test(digits) ? `PMC${digits}` : null;
}

/**
 * An ORCID in any usual notation (address, 'orcid: ...', with or without hyphens), as '0000-0002-1825-0097'; null where
 * it is not one or its check digit (ISO 7064, MOD 11-2) is wrong.
 */
export function parseOrcid(text: string): string | null {
  const value = withoutTail(bare(text))
    .replace(/^(?:https?:\/\/)?(?:www\.)?(?:sandbox\.)?orcid\.org\//i, "")
    .replace(/^orcid(?:\s*id)?\s*[:=]?\s*/i, "")
    .replace(/\/$/, "")
    .replace(/[\u2010-\u2015]/g, "-");
  const match = /^(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3})([\dx])$/i.exec(value);
  if (match === null) return null;
  const [a, b, c, d, check] = match.slice(1) as [string, string, string, string, string];
  let total = 0;
  for (const digit of a + b + c + d) total = (total + Number(digit)) * 2;
  const expected = (12 - (total % 11)) % 11;
  return (expected === 10 ? "X" : String(expected)) === check.toUpperCase()
    ? `${a}-${b}-${c}-${d}${check.toUpperCase()}`
    : null;
}

/**
 * An arXiv id in any usual notation ('arXiv:2101.00001v2', '2101.00001', 'hep-th/9901001', an arxiv.org address, its DOI),
 * without its version; null where it is not one.
 */
export function parseArxiv(text: string): string | null {
  const id = bare(text)
    .replace(/^(?:https?:\/\/)?(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html)\//i, "")
    .replace(/^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\./i, "")
    .replace(/^arxiv\s*[:=]?\s*/i, "")
    .replace(/(?:\.pdf)?[\s.,;/]*$/i, "")
    .replace(/v\d{1,3}$/i, "")
    .toLowerCase();
  const month = /^\d\d(?:0[1-9]|1[0-2])\.\d{4,5}$|^[a-z-]{2,20}(?:\.[a-z]{2})?\/\d\d(?:0[1-9]|1[0-2])\d{3}$/;
  return month.test(id) ? id : null;
}

/** What a record's id is made of: normalised identifiers, and the source's own name and key. */
export interface IdParts {
  doi?: string | undefined;
  pmid?: string | undefined;
  source: string;
  key: string;
}

/**
 * A record's id: always the same for the same parts, never the same for two. By DOI ('doi-10_2e1000_2fx': every byte
 * outside a-z and 0-9 as `_` and two hex digits; by SHA-256 where that is longer than 100 characters), else by PMID
 * ('pmid-123'), else by source and key (hashed). `[a-z0-9_-]`, at most 104 characters.
 */
export function recordId({ doi, pmid, source, key }: IdParts): string {
  if (doi !== undefined) {
    const readable = escaped(doi.toLowerCase());
    return `doi-${readable.length <= MAX_READABLE ? readable : sha256(doi.toLowerCase())}`;
  }
  if (pmid !== undefined) return `pmid-${pmid}`;
  return `key-${sha256(`${source}\0${key}`).slice(0, 24)}`;
}

function escaped(text: string): string {
  return text.replace(/[^a-z0-9]/gu, (char) =>
    Array.from(Buffer.from(char), (byte) => `_${byte.toString(16).padStart(2, "0")}`).join(""),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Trimmed, without invisible characters, and without quotes or brackets around the whole. */
function bare(text: string): string {
  if (text.length > MAX_TEXT) return "";
  const visible = text.replace(/[\p{Cc}\p{Cf}\ufffe\uffff]/gu, "").trim();
  return /^(?:<.*>|".*"|'.*'|\[.*\]|\(.*\))$/s.test(visible) ? bare(visible.slice(1, -1)) : visible;
}

/** Percent-encoding undone until nothing is left of it; text that is not percent-encoded UTF-8 stays as it is. */
function decoded(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decoded(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Without the punctuation that follows an identifier in prose; a closing bracket stays where it was opened. */
function withoutTail(text: string): string {
  let end = text.length;
  for (; end > 0; end--) {
    const last = text[end - 1]!;
    const opening = { ")": "(", "]": "[", ">": "<", "}": "{" }[last];
    if (opening !== undefined) {
      const head = text.slice(0, end);
      if (head.split(opening).length >= head.split(last).length) break;
    } else if (!/[\s.,;:/"'\u2019\u201d]/.test(last)) break;
  }
  return text.slice(0, end);
}
