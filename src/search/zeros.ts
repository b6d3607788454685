import { FACETS, type FacetValues, type Filter } from "../../indexes/fields.ts";
import type { Engine, FacetCount, RecallAnswer } from "../engine/engine.ts";

type Counts = RecallAnswer["facets"];

/**
 * Counts of facets with those of values that no match has: what is filtered by, and then what the whole index has most,
 * as far as there is room.
 *
 * @param values which were asked for
 */
export async function withZeros(
  engine: Engine,
  counts: Counts,
  { filters, values }: { filters: readonly Filter[]; values: FacetValues },
): Promise<Counts> {
  const facets = FACETS.filter((facet) => counts[facet]);
  const everything = { words: null, meaning: null, filters: [], pool: 0, sort: "newest", offset: 0, limit: 0 } as const;
  const all = (await engine.recall({ ...everything, facets, values })).facets;
  return Object.fromEntries(
    facets.map((facet) => {
      const own = counts[facet]!;
      const chosen = filters.flatMap((one) => (one.facet === facet && one.kind === "anyOf" ? one.values : []));
      const told = new Set(own.map(({ value }) => value));
      const none = (candidates: readonly string[]): FacetCount[] =>
        [...new Set(candidates)].filter((value) => !told.has(value)).map((value) => ({ value, count: 0 }));
      const room = facet === "year" ? Number.POSITIVE_INFINITY : Math.max(0, values.limit - own.length);
      const ofIndex = none((all[facet] ?? []).map(({ value }) => value)).filter(({ value }) => !chosen.includes(value));
      return [facet, [...own, ...none(chosen), ...ofIndex.slice(0, room)]];
    }),
  );
}
