import { type Facet, HAS_ABSTRACT, type SearchField } from "../../indexes/fields.ts";

/** Identifiers that a query may name a record or an author by. */
export const SCHEMES = ["doi", "pmid", "pmcid", "arxiv", "orcid"] as const;
export type Scheme = (typeof SCHEMES)[number];

/**
 * What a field of the query language is about: words in parts of the text, a value that records are filtered by, years,
 * a state (`is:retracted`), or an identifier.
 */
export type FieldUse =
  | { use: "words"; in: readonly SearchField[]; names?: boolean }
  | { use: "value"; facet: Facet }
  | { use: "years" }
  | { use: "state" }
  | { use: "identifier"; scheme: Scheme };

const words = (...fields: SearchField[]): FieldUse => ({ use: "words", in: fields });
const value = (facet: Facet): FieldUse => ({ use: "value", facet });
const identifier = (scheme: Scheme): FieldUse => ({ use: "identifier", scheme });

/** The fields, by the name that a query as read has them under. */
export const FIELDS = {
  title: words("title"),
  abstract: words("abstract"),
  tiab: words("title", "abstract"),
  mesh: words("topics"),
  keyword: words("topics"),
  /** A name's words may stand in either order: 'Janssens, M' and 'M Janssens'. */
  author: { use: "words", in: ["names"], names: true },
  journal: value("journal"),
  domain: value("domain"),
  kind: value("kind"),
  department: value("department"),
  type: value("type"),
  language: value("language"),
  year: { use: "years" },
  is: { use: "state" },
  has: { use: "state" },
  doi: identifier("doi"),
  pmid: identifier("pmid"),
  pmcid: identifier("pmcid"),
  arxiv: identifier("arxiv"),
  orcid: identifier("orcid"),
} as const satisfies Record<string, FieldUse>;
export type FieldName = keyof typeof FIELDS;

/** States that `is:` and `has:` ask for: a word among the names, or a value of a facet. */
export const STATES: Readonly<Record<string, { word: string } | { facet: Facet; value: string }>> = {
  "is:retracted": { facet: "retracted", value: "true" },
  "is:open": { facet: "openAccess", value: "true" },
  "is:news": { facet: "kind", value: "news" },
  "is:publication": { facet: "kind", value: "publication" },
  "has:abstract": { word: HAS_ABSTRACT },
};

/** Other names for fields before a colon. */
export const ALIASES: Readonly<Record<string, FieldName>> = {
  ti: "title",
  ab: "abstract",
  mh: "mesh",
  keywords: "keyword",
  au: "author",
  authors: "author",
  ta: "journal",
  la: "language",
  lang: "language",
  pt: "type",
  dp: "year",
  pmc: "pmcid",
};

/** A field by the name before a colon, in any case; undefined where there is none. */
export function fieldNamed(name: string): FieldName | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(FIELDS, lower)) return lower as FieldName;
  return Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
}

/** The state that a leaf such as `is:news` asks for. */
export function stateOf({ field, text }: { field: string | null; text: string }) {
  const name = `${field}:${text.toLowerCase()}`;
  return Object.hasOwn(STATES, name) ? STATES[name] : undefined;
}

export function useOf(field: FieldName): FieldUse {
  return FIELDS[field];
}

/** Whether what is in this field, or in none, is words that tell what a text is about: names stand in any order, and tell nothing. */
export function isOfText(field: FieldName | null): boolean {
  const use = field && useOf(field);
  return use === null || (use.use === "words" && !use.names);
}

/** The facet that a leaf asks for a value of; null where it is about words. */
export function facetOf(leaf: { field: FieldName | null; text: string }): Facet | null {
  const use = leaf.field ? useOf(leaf.field) : null;
  if (use?.use === "value") return use.facet;
  if (use?.use === "years") return "year";
  const state = use?.use === "state" ? stateOf(leaf) : undefined;
  return state && "facet" in state ? state.facet : null;
}
