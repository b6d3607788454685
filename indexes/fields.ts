import { createHash } from "node:crypto";
import { tokenise } from "./analysis.ts";
import { departmentsOf } from "./departments.ts";
import type { LecternRecord } from "./record.ts";

/** Fields whose values are counted and filtered by. `openAccess` and `retracted` are "true" or "false". */
export const FACETS = [
  "domain",
  "kind",
  "type",
  "year",
  "journal",
  "language",
  "author",
  "department",
  "mesh",
  "openAccess",
  "retracted",
] as const;
export type Facet = (typeof FACETS)[number];

/** A record's values of a facet: none, one or several, each once. */
export function facetValues(record: LecternRecord, facet: Facet): string[] {
  switch (facet) {
    case "domain":
      return unique(record.domains.map((domain) => domain.id));
    case "kind":
      return [record.kind];
    case "type":
      return unique(record.types);
    case "year":
      return record.year === undefined ? [] : [String(record.year)];
    case "journal":
      return only(record.journal ?? record.journalAbbreviation);
    case "language":
      return only(record.language);
    case "author":
      return unique(record.authors.map(({ name }) => name));
    case "department":
      return unique(record.authors.flatMap(({ affiliation }) => departmentsOf(affiliation ?? "")));
    case "mesh":
      return unique(record.mesh);
    case "openAccess":
      return [String(openAccessUrl(record) !== undefined)];
    case "retracted":
      return [String(record.status.includes("retracted"))];
  }
}

/** Where anyone may read a record: the address that a source gave, else that of its text in PubMed Central. */
export function openAccessUrl({ openAccessUrl, pmcid }: Pick<LecternRecord, "openAccessUrl" | "pmcid">) {
  return openAccessUrl ?? (pmcid === undefined ? undefined : `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/`);
}

function only(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** A condition on records. Several hold together; the values of one are alternatives. */
export type Filter = (
  | { kind: "anyOf"; facet: Facet; values: readonly string[] }
  /** Whole years, both ends included; null is open. */
  | { kind: "years"; facet: "year"; from: number | null; to: number | null }
) & {
  /** What it describes is not wanted. */
  not?: boolean;
  /** Part of the query: it also holds for the counts of its own facet, whose other values nobody can choose. */
  fixed?: boolean;
};

/** A choice among the values of a facet. Those that it is filtered by are told too, and all years. */
export interface FacetValues {
  /** At most so many, the most frequent ones. */
  limit: number;
  /** Only values that have a word for each word of this that begins so, folded. */
  beginning?: string;
}

/** The identifiers that name a record, as `scheme:value`; two records that share one are the same record. */
export function identifiersOf(record: Pick<LecternRecord, "doi" | "pmid" | "pmcid" | "provenance">): string[] {
  return [...publicIdentifiers(record), ...record.provenance.map(({ source, key }) => sourceIdentifier(source, key))];
}

/** Those that are the same everywhere. */
function publicIdentifiers({ doi, pmid, pmcid }: Pick<LecternRecord, "doi" | "pmid" | "pmcid">): string[] {
  return [...(doi ? [`doi:${doi}`] : []), ...(pmid ? [`pmid:${pmid}`] : []), ...(pmcid ? [`pmcid:${pmcid}`] : [])];
}

/** The identifier of a record in one source; two pairs of source and key never have the same. */
export function sourceIdentifier(source: string, key: string): string {
  return `source:${source.replace(/[%:]/g, encodeURIComponent)}:${key}`;
}

/** The text of a record that words are found in, by field. */
export interface SearchText {
  title: string;
  abstract: string;
  /** MeSH headings and keywords. */
  topics: string;
  /**
   * Authors, journal and its abbreviation, each author's ORCID as one word, {@link HAS_ABSTRACT}, {@link ownWord} of its
   * identifiers, {@link namingWord} of what it names, and {@link valueWord} of what it may be filtered by.
   */
  names: string;
}

export const SEARCH_FIELDS = ["title", "abstract", "topics", "names"] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** A word of every record with an abstract, as in PubMed. */
export const HAS_ABSTRACT = "hasabstract";

/** An ORCID as it is indexed: '0000000218250097'. */
export function orcidWord(orcid: string): string {
  return orcid.replaceAll("-", "").toLowerCase();
}

/** Of a record that names many others, so many can be found by it. */
const MOST_NAMED = 100;

/** The identifiers that a relation may mean: of a key, one in each of the record's own sources. */
export function namedBy(
  { provenance }: Pick<LecternRecord, "provenance">,
  { ref }: Pick<LecternRecord["related"][number], "ref">,
): string[] {
  return ref.startsWith("key:") ? provenance.map(({ source }) => sourceIdentifier(source, ref.slice(4))) : [ref];
}

/** A word of every record that names the record with this identifier: letters only, and like no word of a language. */
export function namingWord(identifier: string): string {
  return `zq${lettersOf(identifier)}q`;
}

/** A word of the record with this identifier: as {@link namingWord}, and none of these. */
export function ownWord(identifier: string): string {
  return `zj${lettersOf(identifier)}j`;
}

/**
 * A word of every record with this value of a facet: as {@link namingWord}, and none of these. So what records are filtered
 * by is asked for beside words, too, where operators join them.
 */
export function valueWord(facet: Facet | "journalAbbreviation", value: string): string {
  return `zv${lettersOf(`${facet}:${value}`)}v`;
}

/** A journal's abbreviation as it is looked up: 'N. Engl. J. Med.' and 'n engl j med' are one. */
export function abbreviationWord(abbreviation: string): string {
  const words = tokenise(abbreviation).flatMap(({ word, joined }) => (joined ? [] : word));
  return valueWord("journalAbbreviation", words.join(" "));
}

/** Whether a word stands for an identifier or a value: nobody types or misspells it. */
export function isIdentifierWord(word: string): boolean {
  return /^z(?:q[a-p]{16}q|j[a-p]{16}j|v[a-p]{16}v)$/.test(word);
}

function lettersOf(identifier: string): string {
  const hash = createHash("sha256").update(identifier).digest("hex").slice(0, 16);
  return hash.replace(/\d/g, (digit) => String.fromCharCode(103 + Number(digit)));
}

/** Stands between the names and the topics of a record, so that no phrase goes from one into the next; no word is like it. */
export const NAME_END = "zqzq";

export function searchText(record: LecternRecord): SearchText {
  const apart = (names: readonly string[]): string => names.join(` ; ${NAME_END} ; `);
  return {
    title: record.title,
    abstract: record.abstract,
    topics: apart([...record.mesh, ...record.keywords]),
    names: apart([
      ...record.authors.map((author) => author.name),
      ...unique(record.authors.flatMap(({ name }) => shortNames(name))),
      record.journal ?? "",
      ...record.authors.flatMap(({ orcid }) => (orcid ? orcidWord(orcid) : [])),
      ...(record.abstract === "" ? [] : [HAS_ABSTRACT]),
      ...publicIdentifiers(record).map(ownWord),
      ...unique(record.related.flatMap((one) => namedBy(record, one)))
        .slice(0, MOST_NAMED)
        .map(namingWord),
      valueWords(record).join(" "),
    ]),
  };
}

/** Authors and headings are found by their own words, and of a state only that a record has it. */
function valueWords(record: LecternRecord): string[] {
  const facets = FACETS.filter((facet) => facet !== "author" && facet !== "mesh");
  const values = facets.flatMap((facet) =>
    facetValues(record, facet).flatMap((value) => (value === "false" ? [] : valueWord(facet, value))),
  );
  const { journalAbbreviation: short } = record;
  return short === undefined ? values : [...values, abbreviationWord(short)];
}

/**
 * What else a person is asked for by: with fewer initials ('O'Byrne, PM' as O'Byrne P), and with initials for given names
 * ('Janssens, Marie-Louise' as Janssens M and Janssens ML), as PubMed finds authors.
 */
function shortNames(name: string): string[] {
  const [family = "", given = ""] = name.split(",").map((part) => part.trim());
  const initials = /^\p{Lu}{1,4}(?=$|\s)/u.exec(given)?.[0] ?? (given.match(/(?<!\p{L})\p{L}/gu) ?? []).join("");
  if (family === "" || initials === "") return [];
  return unique([initials, initials.slice(0, 1)]).flatMap((short) => (short === given ? [] : `${family} ${short}`));
}
