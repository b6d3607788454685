import { fold, tokenise } from "../../indexes/analysis.ts";
import { domains } from "../../indexes/domains.ts";
import type { Facet, Filter } from "../../indexes/fields.ts";
import { KINDS } from "../../indexes/record.ts";
import { valueNames } from "../../indexes/value-names.ts";
import type { Engine, RecallAnswer } from "../engine/engine.ts";
import { said } from "./notices.ts";
import type { AskedFilter } from "./query-clauses.ts";
import { stateOf } from "./query-fields.ts";
import type { Leaf, Notice } from "./query-tokens.ts";
import { eachYear, isFacet, parseYears } from "./query-values.ts";
import { typeNames } from "./study-types.ts";

/** A value that records may have, and what else it is called. */
interface Known {
  value: string;
  names: readonly string[];
}

/** So many values of a facet are read at once; of one with more, those with the words asked for are looked up. */
const MOST = 1_000;

/**
 * The filters that a query asks for, over the values that there are: one that is called as was asked, in any case and
 * with or without accents; where there is none, those with the words in a row in their name. A value that no record has
 * filters everything out, and the notices say so.
 */
export async function filtersOf(
  engine: Engine,
  asked: readonly AskedFilter[],
): Promise<{ filters: Filter[]; notices: Notice[] }> {
  const known = await knownValues(engine, asked);
  const notices: Notice[] = [];
  const filters = asked.flatMap(({ facet, leaves, not }): Filter[] => {
    if (!isFacet(facet)) return [];
    const rest = { ...(not ? { not } : {}), fixed: true };
    if (facet === "year") return [{ ...yearsOf(leaves), ...rest }];
    const values = leaves.flatMap((leaf) => {
      const state = stateOf(leaf);
      const found = state && "facet" in state ? [state.value] : valuesNamed(leaf.text, known.get(facet) ?? []);
      if (found.length > 0) return found;
      const { start, end, text } = leaf;
      notices.push({ ...said("value-nowhere", facet, text), start, end, malformed: false });
      return [text];
    });
    return [{ kind: "anyOf", facet, values: [...new Set(values)], ...rest }];
  });
  return { filters, notices };
}

function yearsOf(leaves: readonly Leaf[]): Filter {
  const stretches = leaves.flatMap(({ text }) => parseYears(text) ?? []);
  if (stretches.length === 1) return { kind: "years", facet: "year", ...stretches[0]! };
  return { kind: "anyOf", facet: "year", values: [...new Set(stretches.flatMap(eachYear))] };
}

function valuesNamed(asked: string, known: readonly Known[]): string[] {
  const same = known.filter(({ names }) => names.some((name) => fold(name) === fold(asked)));
  const row = inRow(asked);
  const found = same.length > 0 ? same : known.filter(({ names }) => names.some((name) => inRow(name).includes(row)));
  return found.map(({ value }) => value);
}

/** The words of a name, each between spaces. */
function inRow(name: string): string {
  const words = tokenise(name).flatMap(({ word, joined }) => (joined ? [] : word));
  return ` ${words.join(" ")} `;
}

async function knownValues(engine: Engine, asked: readonly AskedFilter[]): Promise<Map<Facet, readonly Known[]>> {
  const facets = [...new Set(asked.map(({ facet }) => facet).filter(isFacet))];
  const listed = facets.filter((facet) => !["year", "domain", "kind"].includes(facet));
  const counted = listed.length > 0 ? await valuesOf(engine, listed) : {};
  const known = new Map<Facet, readonly Known[]>([
    ["domain", DOMAINS],
    ["kind", KINDS.map((value) => ({ value, names: [value] }))],
  ]);
  for (const facet of listed) {
    let values = counted[facet] ?? [];
    if (values.length >= MOST) {
      const texts = asked.flatMap((one) => (one.facet === facet ? one.leaves.map(({ text }) => text) : []));
      const found = await Promise.all([...new Set(texts)].map((text) => valuesOf(engine, [facet], text)));
      values = found.flatMap((one) => one[facet] ?? []);
    }
    const names = (value: string): string[] => (facet === "type" ? typeNames(value) : valueNames(facet, value));
    known.set(
      facet,
      values.map(({ value }) => ({ value, names: names(value) })),
    );
  }
  return known;
}

/** @param beginning only values whose words begin so */
async function valuesOf(engine: Engine, facets: readonly Facet[], beginning?: string): Promise<RecallAnswer["facets"]> {
  const everything = { words: null, meaning: null, filters: [], pool: 0, sort: "newest", offset: 0, limit: 0 } as const;
  const values = { limit: MOST, ...(beginning === undefined ? {} : { beginning }) };
  return (await engine.recall({ ...everything, facets, values })).facets;
}

const DOMAINS: readonly Known[] = domains.map(({ id }) => ({ value: id, names: valueNames("domain", id) }));
