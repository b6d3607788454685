import { fold, tokenise } from "../../indexes/analysis.ts";
import type { Facet, FacetValues, Filter } from "../../indexes/fields.ts";
import { fitting, spaced, suggestedWords } from "../../indexes/suggestions.ts";
import { lookedUpBy } from "../../indexes/value-names.ts";
import type { FacetCount } from "./engine.ts";

/** Counted values are sorted and cut when there are so many times the limit of them. */
const SLACK = 4;

/**
 * Gathers the counts of a facet's values, the most frequent first, equal ones by value. Names are only looked up of values
 * that may be among the most frequent, since authors are hundreds of thousands.
 */
export class TopValues {
  readonly #limit: number;
  readonly #fits: (value: string) => boolean;
  #gathered: FacetCount[] = [];
  /** The least count that may still be among the first. */
  #floor = 1;

  constructor(facet: Facet, { limit, beginning }: FacetValues = { limit: Number.POSITIVE_INFINITY }) {
    this.#limit = facet === "year" ? Number.POSITIVE_INFINITY : limit;
    this.#fits = beginning === undefined ? () => true : lookUp(facet, beginning);
  }

  /** Each value once; 0 does not count. */
  add(count: number, name: () => string): void {
    if (count < this.#floor) return;
    const value = name();
    if (!this.#fits(value)) return;
    this.#gathered.push({ value, count });
    if (this.#gathered.length > SLACK * this.#limit) this.#cut();
  }

  /** @param chosen values that are told in any case, with their counts */
  values(chosen: readonly FacetCount[] = []): FacetCount[] {
    this.#cut();
    const told = new Set(this.#gathered.map(({ value }) => value));
    const others = chosen.filter(({ value, count }) => count > 0 && !told.has(value) && this.#fits(value));
    return [...this.#gathered, ...others].sort(byCount);
  }

  #cut(): void {
    this.#gathered = this.#gathered.sort(byCount).slice(0, this.#limit);
    if (this.#gathered.length === this.#limit) this.#floor = this.#gathered.at(-1)?.count ?? this.#floor;
  }
}

function byCount(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

/** The words that a value is looked up by; more are not looked at. */
export function lookedUp(beginning: string): string[] {
  return tokenise(beginning)
    .flatMap(({ word, joined }) => (joined ? [] : [word]))
    .slice(0, 8);
}

/** A test of whether a value has words that begin so, in a name of it; without words every value has. */
function lookUp(facet: Facet, beginning: string): (value: string) => boolean {
  const words = lookedUp(beginning);
  const [first] = words;
  if (first === undefined) return () => true;
  const fits = fitting(words.map((word) => [word]));
  // Most values are told apart without their words.
  const has = (name: string): boolean => fold(name).includes(first) && fits(spaced(suggestedWords(name)));
  return (value) => lookedUpBy(facet, value).some(has);
}

/** The values that a facet is filtered by, of those that its own filter may take up. */
export function chosenValues(filters: readonly Filter[], facet: Facet): string[] {
  return filters.flatMap((filter) =>
    filter.kind === "anyOf" && filter.facet === facet && !filter.not && !filter.fixed ? filter.values : [],
  );
}
