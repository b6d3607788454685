import { stem, tokenise } from "../indexes/analysis.ts";
import { type Facet, type Filter, facetValues, SEARCH_FIELDS, searchText } from "../indexes/fields.ts";
import type { IndexedRecord, Look, MeaningQuery } from "../src/engine/engine.ts";
import {
  type Combination,
  LONG_QUERY_NEEDS,
  LONG_QUERY_TELLING,
  type Needed,
  SHORT_QUERY,
  type Term,
  type WordQuery,
} from "../src/engine/word-query.ts";

/** A slow and obvious recall: every record is looked at for every term. */
export class Oracle {
  readonly records: readonly IndexedRecord[];
  readonly filters: readonly Filter[];

  constructor(records: readonly IndexedRecord[], filters: readonly Filter[]) {
    this.records = records;
    this.filters = filters;
  }

  /** In how many records a row of words stands. */
  documents(row: Row): number {
    return this.records.filter((record) => stands(record, row)).length;
  }

  #rarity(term: Term): number {
    return Math.max(...term.alternatives.map((row) => this.documents(row)));
  }

  byWords({ terms, excluded, few, relaxTo = "rarest" }: WordQuery): {
    matches: IndexedRecord[];
    needed: Needed | null;
  } {
    const nothing = { matches: [], needed: null };
    const required = terms.filter((term) => term.required);
    if (required.some((term) => this.#rarity(term) === 0)) return nothing;
    const known = terms.filter((term) => !term.required && this.#rarity(term) > 0);
    let asked = terms.some((term) => term.telling || term.required) ? known.filter((term) => term.telling) : known;
    const long = asked.length > SHORT_QUERY;
    const rarestFirst = asked.toSorted((a, b) => this.#rarity(a) - this.#rarity(b));
    if (long) asked = rarestFirst.slice(0, LONG_QUERY_TELLING);
    if (asked.length + required.length === 0) return nothing;
    const [rarest] = rarestFirst;
    const matching = (needed: number, withRarest: boolean): IndexedRecord[] =>
      this.records.filter(
        (record) =>
          required.every((term) => has(record, term)) &&
          asked.filter((term) => has(record, term)).length >= needed &&
          (!withRarest || has(record, rarest!)) &&
          !excluded.some((term) => has(record, term)),
      );
    const half = Math.max(required.length > 0 ? 0 : 1, relaxTo === "one" ? 0 : Math.floor(asked.length / 2));
    let best = { matches: [] as IndexedRecord[], needed: null as Needed | null };
    const steps: [needed: number, withRarest: boolean][] = [];
    const otherwise: typeof steps = [];
    for (let needed = long ? LONG_QUERY_NEEDS : asked.length; needed >= half; needed--) {
      const relaxed = !long && needed > 0 && needed < asked.length && relaxTo !== "one";
      if (relaxed) steps.push([needed, true]);
      if (relaxed && relaxTo === "rarest") otherwise.push([needed, false]);
      else steps.push([needed, false]);
    }
    for (const some of [steps, otherwise]) {
      for (const [needed, withRarest] of some) {
        const matches = matching(needed, withRarest);
        const always = [...required, ...(withRarest ? [rarest!] : [])].map(({ text }) => text);
        const told = { terms: needed + required.length, of: asked.length + required.length, always };
        if (matches.length > best.matches.length || best.needed === null) best = { matches, needed: told };
        if (matches.length >= few) return best;
      }
      if (best.matches.length > 0) return best;
    }
    return best;
  }

  /** @param second another vector to look by */
  byMeaning(query: MeaningQuery, second: Look | null, words: WordQuery | null, but?: Facet): IndexedRecord[] {
    const first = this.near(query, words, but);
    const any = this.near({ ...query, similarity: query.atLeastOne }, null, "all").length > 0;
    return any ? [...new Set([...first, ...(second ? this.near(second, words, but) : [])])] : [];
  }

  near(query: Look, words: WordQuery | null, but?: Facet | "all"): IndexedRecord[] {
    const cosine = ({ vectors }: IndexedRecord): number =>
      Math.fround(vectors!.whole.reduce((sum, component, i) => sum + component * query.vector[i]!, 0));
    const required = (words?.terms ?? []).filter((term) => term.required);
    const known = required.every((term) => this.#rarity(term) > 0);
    const barring = required.filter((term) => known || term.strict);
    return this.records
      .filter(({ vectors }) => vectors)
      .filter((record) => cosine(record) >= query.similarity && (but === "all" || this.passes(record, but)))
      .filter((record) => !words?.excluded.some((term) => has(record, term)))
      .filter((record) => barring.every((term) => has(record, term)))
      .toSorted((a, b) => cosine(b) - cosine(a) || (a.record.id < b.record.id ? -1 : 1))
      .slice(0, query.nearest);
  }

  passes({ record }: IndexedRecord, but?: Facet): boolean {
    return this.filters.every((filter) => {
      if (filter.facet === but && !filter.fixed) return true;
      const values = facetValues(record, filter.facet);
      const fits =
        filter.kind === "anyOf"
          ? values.some((value) => filter.values.includes(value))
          : values.some((year) => Number(year) >= (filter.from ?? 0) && Number(year) <= (filter.to ?? 9999));
      return fits !== (filter.not ?? false);
    });
  }
}

/** Whether a record has a term, in any of its alternatives. */
export function has(record: IndexedRecord, term: Term): boolean {
  if (term.combined !== undefined) return holds(record, term.combined, term);
  return term.alternatives.some((row) => stands(record, row));
}

function holds(record: IndexedRecord, of: Combination, term: Term): boolean {
  if (typeof of === "number") return has(record, term.anyOf![of]!);
  if ("against" in of) return has(record, term.against![of.against]!);
  if ("oneOf" in of) return of.oneOf.some((part) => holds(record, part, term));
  return of.allOf.every((part) => holds(record, part, term)) && !of.but.some((part) => holds(record, part, term));
}

type Row = Pick<Term["alternatives"][number], "words" | "field" | "literal">;

/** Whether words stand next to each other in a field, or a single one is joined of others there (IL-6 is il6). */
function stands({ record }: IndexedRecord, { words, field: only, literal }: Row): boolean {
  const text = searchText(record);
  const form = literal ? (word: string) => word : stem;
  const row = ` ${words.map(form).join(" ")} `;
  return SEARCH_FIELDS.some((field) => {
    if (only && field !== only) return false;
    const tokens = tokenise(text[field]);
    const plain = tokens.filter(({ joined }) => !joined).map(({ word }) => form(word));
    const joined = tokens.some((token) => token.joined && words.length === 1 && form(token.word) === row.trim());
    return joined || ` ${plain.join(" ")} `.includes(row);
  });
}
