import type { Facet, Filter } from "../../indexes/fields.ts";
import { facetAttribute } from "../../indexes/settings.ts";
import { encode } from "./meilisearch-keys.ts";

/** The facets that are asked for and filtered by, whose counts leave their own filter out. */
export function ownFacets({ facets, filters }: { facets: readonly Facet[]; filters: readonly Filter[] }): Facet[] {
  return facets.filter((facet) => filters.some((filter) => isOwn(filter, facet)));
}

/** The filters but for a facet's own. */
export function otherFilters(filters: readonly Filter[], facet: Facet): string[] {
  return filters.filter((filter) => !isOwn(filter, facet)).map(toFilter);
}

/** Whether a filter is one that a facet's own counts leave out. */
function isOwn(filter: Filter, facet: Facet): boolean {
  return filter.facet === facet && !filter.fixed;
}

export function toFilter(filter: Filter): string {
  const fits = fitting(filter);
  return filter.not ? `NOT (${fits})` : fits;
}

function fitting(filter: Filter): string {
  switch (filter.kind) {
    case "years": {
      const from = `year >= ${Math.trunc(filter.from ?? 1)}`;
      return filter.to === null ? from : `${from} AND year <= ${Math.trunc(filter.to)}`;
    }
    case "anyOf":
      return `${facetAttribute(filter.facet)} IN [${filter.values.map((value) => JSON.stringify(encode(value))).join(", ")}]`;
  }
}
