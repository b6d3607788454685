import type { Facet, Filter } from "../indexes/fields.ts";
import type { Format } from "../src/export/formats.ts";
import type { SearchRequest } from "../src/search/search.ts";

/** The search page as it opens: nothing asked, nothing filtered. */
export const START: SearchRequest = {
  q: "",
  mode: "hybrid",
  filters: [],
  sort: null,
  page: 1,
  perPage: 10,
};

/** The facets whose values are parameters of their own, in the order in which an address has them. */
const FILTERED = [
  ...(["domain", "kind", "type", "journal", "language"] as const),
  ...(["author", "department", "mesh", "openAccess", "retracted"] as const),
] satisfies readonly Facet[];

export interface Years {
  from: number | null;
  to: number | null;
}

/** The parameters of a search, in a fixed order; what is as usual is left out. The same search has the same address. */
export function parametersOf(request: SearchRequest): [name: string, value: string][] {
  const { q, mode, sort, page, perPage, expand, typo, strict } = request;
  const { from, to } = yearsOf(request);
  const values = FILTERED.flatMap((facet) => chosenOf(request, facet).map((value): [string, string] => [facet, value]));
  return [
    ...(q === "" ? [] : [["q", q] satisfies [string, string]]),
    ...(mode === START.mode ? [] : [["mode", mode] satisfies [string, string]]),
    ...values,
    ...(from === null ? [] : [["yearFrom", String(from)] satisfies [string, string]]),
    ...(to === null ? [] : [["yearTo", String(to)] satisfies [string, string]]),
    ...(expand === false ? [["expand", "off"] satisfies [string, string]] : []),
    ...(typo === false ? [["typo", "off"] satisfies [string, string]] : []),
    ...(strict ? [["strict", "true"] satisfies [string, string]] : []),
    ...(sort === null ? [] : [["sort", sort] satisfies [string, string]]),
    ...(page === START.page ? [] : [["page", String(page)] satisfies [string, string]]),
    ...(perPage === START.perPage ? [] : [["perPage", String(perPage)] satisfies [string, string]]),
  ];
}

/** A file has at most so many records. */
export const LONGEST_FILE = 1000;

/** Where a search stands; the address is its whole state. */
export function addressOf(request: SearchRequest): string {
  const query = new URLSearchParams(parametersOf(request)).toString();
  return query === "" ? "/search" : `/search?${query}`;
}

/** Where a search is reported, whatever page of it is shown. */
export function reportAddress(request: SearchRequest): string {
  return wholeSearch("/v1/search/report", request);
}

/** A search as a feed: the newest first, unless the order is chosen. */
export function feedAddress(request: SearchRequest): string {
  return wholeSearch("/feed.atom", request.sort === "newest" ? { ...request, sort: null } : request);
}

export function searchFileAddress(request: SearchRequest, format: Format): string {
  return wholeSearch("/v1/search/export", request, [["format", format]]);
}

export function recordFileAddress(id: string, format: Format): string {
  return `/v1/records/${encodeURIComponent(id)}/export?format=${format}`;
}

function wholeSearch(path: string, request: SearchRequest, more: [string, string][] = []): string {
  const parameters = parametersOf({ ...request, page: START.page, perPage: START.perPage });
  const query = new URLSearchParams([...parameters, ...more]).toString();
  return query === "" ? path : `${path}?${query}`;
}

export function recordAddress(id: string): string {
  return `/records/${encodeURIComponent(id)}`;
}

/** The values that a facet is filtered by; a single year is one, a longer range is none. */
export function chosenOf(request: SearchRequest, facet: Facet): readonly string[] {
  if (facet === "year") {
    const { from, to } = yearsOf(request);
    return from !== null && from === to ? [String(from)] : [];
  }
  return request.filters.flatMap((filter) => (filter.kind === "anyOf" && filter.facet === facet ? filter.values : []));
}

export function yearsOf({ filters }: SearchRequest): Years {
  const years = filters.find((filter) => filter.kind === "years");
  return { from: years?.from ?? null, to: years?.to ?? null };
}

/** The value added to those that the facet is filtered by, or taken away; of years there is one at most. */
export function toggled(request: SearchRequest, facet: Facet, value: string): SearchRequest {
  const chosen = chosenOf(request, facet);
  if (facet === "year") return chosen.includes(value) ? without(request, "year") : only(request, "year", value);
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return filtered(request, facet, values.length > 0 ? { kind: "anyOf", facet, values } : null);
}

/** Of this facet, this value and no other. */
export function only(request: SearchRequest, facet: Facet, value: string): SearchRequest {
  if (facet !== "year") return filtered(request, facet, { kind: "anyOf", facet, values: [value] });
  return filtered(request, facet, { kind: "years", facet, from: Number(value), to: Number(value) });
}

export function without(request: SearchRequest, facet: Facet): SearchRequest {
  return filtered(request, facet, null);
}

export function withoutFilters(request: SearchRequest): SearchRequest {
  return { ...request, filters: [], page: 1 };
}

/** What is filtered changes what stands on each page, so it is read from the first. */
function filtered(request: SearchRequest, facet: Facet, filter: Filter | null): SearchRequest {
  const others = request.filters.filter((other) => other.facet !== facet);
  return { ...request, filters: filter ? [...others, filter] : others, page: 1 };
}
