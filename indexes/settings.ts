import { FACETS, SEARCH_FIELDS, type SearchField } from "./fields.ts";

/** The name of the vectors in a Meilisearch index. */
export const EMBEDDER = "passages";

/** The attribute of a Meilisearch document that holds a facet's values. */
export const facetAttribute = <F extends (typeof FACETS)[number]>(facet: F): `facet_${F}` => `facet_${facet}`;

/** The attribute that holds the stems of one field, and its pairs of neighbours. */
export const stemsAttribute = (field: SearchField): `stems_${SearchField}` => `stems_${field}`;

/** The attribute with those of all fields but the abstract: what stands anywhere is looked up in two, and stored once. */
export const STEMS_BESIDE = "stems_beside";

/** An answer of Meilisearch has no more values of a facet than these, the most frequent: each costs it some microseconds. */
export const MOST_VALUES = 1_000;

/** Filtered by, and never compared or looked through. */
const EQUALITY = { facetSearch: false, filter: { equality: true, comparison: false } };
const COMPARED = { facetSearch: false, filter: { equality: true, comparison: true } };

/**
 * The settings of a Meilisearch index. Words are matched by filters over `stems`, exactly as SQLite matches them; the
 * searchable attributes hold the same stems as text, for phrases and for the engine's own order. Spelling is Lectern's
 * matter, over the values of `spellings`.
 *
 * @param dimensions components of a vector; null where nothing is embedded
 */
export function meilisearchSettings(dimensions: number | null) {
  return {
    searchableAttributes: SEARCH_FIELDS.map((field) => `text_${field}`),
    displayedAttributes: [
      "id",
      "version",
      "json",
      "date",
      "length",
      "words",
      "facets",
      "whole",
      "sentences",
      "sentenceVectors",
      "title",
      "illustration",
      facetAttribute("retracted"),
    ],
    filterableAttributes: [
      {
        attributePatterns: [
          ...FACETS.map(facetAttribute),
          ...["id", "keys", "sources", "embedded", "titleWords"],
          ...["abbreviations", "abbreviationForms"],
          ...[...SEARCH_FIELDS.map(stemsAttribute), STEMS_BESIDE],
        ],
        features: EQUALITY,
      },
      { attributePatterns: ["year"], features: COMPARED },
      { attributePatterns: ["spellings", "names"], features: { ...EQUALITY, facetSearch: true } },
    ],
    // By date, and by id where that is equal.
    sortableAttributes: ["date", "id"],
    // `sort` acts in the requests that sort, which never look by vector.
    rankingRules: ["sort", "words", "attribute", "proximity", "exactness"],
    stopWords: [],
    // Typos are looked up in `spellings`; the stems of a text are matched as they are.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      // In the order in which the server gives them back, so that an unchanged start changes nothing.
      disableOnAttributes: SEARCH_FIELDS.map((field) => `text_${field}`).sort(),
    },
    faceting: { maxValuesPerFacet: MOST_VALUES, sortFacetValuesBy: { "*": "count" } },
    pagination: { maxTotalHits: 20_000 },
    prefixSearch: "disabled",
    facetSearch: true,
    embedders: dimensions === null ? {} : { [EMBEDDER]: { source: "userProvided", dimensions } },
  } as const;
}

/** Those of the settings that a server does not have so. */
export function differing(has: Readonly<Record<string, unknown>>, wanted: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !covers(has[name], value)));
}

/** Whether a setting has all that is wanted of it; the server fills in defaults. */
function covers(has: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return has === wanted;
  if (typeof has !== "object" || has === null) return false;
  if (Array.isArray(wanted))
    return Array.isArray(has) && has.length === wanted.length && wanted.every((value, i) => covers(has[i], value));
  return Object.entries(wanted).every(([name, value]) => covers((has as Record<string, unknown>)[name], value));
}
