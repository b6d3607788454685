import { fold, tokenise } from "../../indexes/analysis.ts";
import { domains } from "../../indexes/domains.ts";
import { abbreviationWord, type Facet, type Filter, valueWord } from "../../indexes/fields.ts";
import { KINDS } from "../../indexes/record.ts";
import { valueNames } from "../../indexes/value-names.ts";
import type { Engine, RecallAnswer } from "../engine/engine.ts";
import type { Term, WordQuery } from "../engine/word-query.ts";
import { said } from "./notices.ts";
import type { ParsedQuery } from "./query.ts";
import type { AskedFilter } from "./query-clauses.ts";
import { stateOf } from "./query-fields.ts";
import { isOfValues, ofValues } from "./query-terms.ts";
import type { Leaf, Notice } from "./query-token.ts";
import { eachYear, parseYears } from "./query-values.ts";
import { typeNames } from "./study-types.ts";

/** A value that records may have, and what else it is called. */
interface Known {
  value: string;
  names: readonly string[];
}

/** So many values of a facet are read at once; of one with more, those with the words asked for are looked up. */
const MOST = 1_000;

/** What a query asks for by value, as the index has it. */
export interface WithValues {
  words: WordQuery | null;
  filters: Filter[];
  notices: Notice[];
}

/**
 * The values that a query asks for, of those that there are: what is called as was asked, in any case and with or without
 * accents; where there is none, what has the words in a row in its name; a journal by its abbreviation, too. Those that
 * stand by themselves filter, those within an OR are words of their records. A value that no record has filters everything
 * out, and the notices say so.
 */
export async function withValues(
  engine: Engine,
  { words, filters: asked, values }: Pick<ParsedQuery, "words" | "filters" | "values">,
): Promise<WithValues> {
  // A year by itself is asked for as it is.
  const known = await knownValues(engine, [...asked.filter(({ facet }) => facet !== "year"), ...values]);
  const notices: Notice[] = [];
  const naming = new Map<Facet, (asked: string) => string[]>();
  for (const [facet, values] of known) naming.set(facet, valuesNamed(values));
  const found = (facet: Facet, leaf: Leaf): string[] => {
    const state = stateOf(leaf);
    const named = state && "facet" in state ? [state.value] : (naming.get(facet)?.(leaf.text) ?? []);
    if (named.length > 0) return named;
    const { start, end, text } = leaf;
    notices.push({ ...said("value-nowhere", facet, text), start, end, malformed: false });
    return [text];
  };
  const filters = asked.map(({ facet, leaves, not }): Filter => {
    const rest = { ...(not ? { not } : {}), fixed: true };
    if (facet === "year") return { ...yearsOf(leaves), ...rest };
    return { kind: "anyOf", facet, values: [...new Set(leaves.flatMap((leaf) => found(facet, leaf)))], ...rest };
  });
  const terms = new Map<string, Term>();
  for (const { facet, leaves } of values)
    for (const leaf of leaves) {
      const those = facet === "year" ? yearsAmong(leaf, known.get("year") ?? []) : found(facet, leaf);
      const text = `${leaf.field}:${leaf.text}`;
      if (terms.has(text)) continue;
      // A state is told by its name: 'retracted', and not 'true'.
      const told = those.map((value) => ({ value: stateOf(leaf) ? leaf.text : value, word: valueWord(facet, value) }));
      terms.set(text, ofValues(leaf, told));
    }
  return { words: words && terms.size > 0 ? filled(words, terms) : words, filters, notices };
}

/** Words with the values of these terms, by their text. */
function filled(words: WordQuery, values: ReadonlyMap<string, Term>): WordQuery {
  const each = (terms: readonly Term[]): Term[] =>
    terms.map((term) => {
      if (isOfValues(term)) return values.get(term.text) ?? term;
      if (!term.anyOf) return term;
      const anyOf = each(term.anyOf);
      const against = term.against && { against: each(term.against) };
      return { ...term, anyOf, alternatives: anyOf.flatMap(({ alternatives }) => alternatives), ...against };
    });
  return { ...words, terms: each(words.terms), excluded: each(words.excluded) };
}

function yearsOf(leaves: readonly Leaf[]): Filter {
  const stretches = leaves.flatMap(({ text }) => parseYears(text) ?? []);
  if (stretches.length === 1) return { kind: "years", facet: "year", ...stretches[0]! };
  return { kind: "anyOf", facet: "year", values: [...new Set(stretches.flatMap(eachYear))] };
}

/** The years of a stretch that some record is of; where there is none, its first. */
function yearsAmong({ text }: Leaf, known: readonly Known[]): string[] {
  const years = parseYears(text);
  const each = years ? eachYear(years) : [text];
  const there = new Set(known.map(({ value }) => value));
  const found = each.filter((year) => there.has(year));
  return found.length > 0 ? found : each.slice(0, 1);
}

/** What finds values by what they are called; a name is read once, and what was asked for before is known. */
function valuesNamed(known: readonly Known[]): (asked: string) => string[] {
  const found = new Map<string, string[]>();
  let folded: Map<string, string[]> | null = null;
  let rows: { value: string; rows: string[] }[] | null = null;
  const inNames = (asked: string): string[] => {
    rows ??= known.map(({ value, names }) => ({ value, rows: names.map(inRow) }));
    const row = inRow(asked);
    return rows.filter(({ rows }) => rows.some((name) => name.includes(row))).map(({ value }) => value);
  };
  return (asked) => {
    if (!folded) {
      folded = new Map();
      for (const { value, names } of known)
        for (const name of new Set(names.map(fold))) folded.set(name, [...(folded.get(name) ?? []), value]);
    }
    const values = found.get(asked) ?? folded.get(fold(asked)) ?? inNames(asked);
    found.set(asked, values);
    return values;
  };
}

/** The words of a name, each between spaces. */
function inRow(name: string): string {
  const words = tokenise(name).flatMap(({ word, joined }) => (joined ? [] : word));
  return ` ${words.join(" ")} `;
}

async function knownValues(engine: Engine, asked: readonly AskedFilter[]): Promise<Map<Facet, readonly Known[]>> {
  const facets = new Set(asked.map(({ facet }) => facet));
  const listed = [...facets].filter((facet) => !["domain", "kind"].includes(facet));
  const counted = listed.length > 0 ? await valuesOf(engine, listed) : {};
  const known = new Map<Facet, readonly Known[]>([
    ["domain", DOMAINS],
    ["kind", KINDS.map((value) => ({ value, names: [value] }))],
  ]);
  for (const facet of listed) {
    let values = counted[facet] ?? [];
    const texts = new Set(asked.flatMap((one) => (one.facet === facet ? one.leaves.map(({ text }) => text) : [])));
    if (values.length >= MOST) {
      const found = await Promise.all([...texts].map((beginning) => valuesOf(engine, [facet], { beginning })));
      values = found.flatMap((one) => one[facet] ?? []);
    }
    const names = (value: string): string[] => (facet === "type" ? typeNames(value) : valueNames(facet, value));
    const named = values.map(({ value }): Known => ({ value, names: names(value) }));
    const abbreviated = facet === "journal" ? await Promise.all([...texts].map((text) => journals(engine, text))) : [];
    known.set(facet, [...named, ...abbreviated.flat()]);
  }
  return known;
}

/** The journals that records have under this abbreviation. */
async function journals(engine: Engine, abbreviation: string): Promise<Known[]> {
  const value = { value: abbreviation, word: abbreviationWord(abbreviation) };
  const term = { ...ofValues({ field: null, text: abbreviation }, [value]), required: true };
  const { journal = [] } = await valuesOf(engine, ["journal"], { words: { terms: [term], excluded: [], few: 0 } });
  return journal.map(({ value }) => ({ value, names: [abbreviation] }));
}

/** @param beginning only values whose words begin so */
async function valuesOf(
  engine: Engine,
  facets: readonly Facet[],
  { beginning, words = null }: { beginning?: string; words?: WordQuery | null } = {},
): Promise<RecallAnswer["facets"]> {
  const all = { meaning: null, filters: [], pool: 0, sort: "newest", offset: 0, limit: 0 } as const;
  const values = { limit: MOST, ...(beginning === undefined ? {} : { beginning }) };
  return (await engine.recall({ ...all, words, facets, values })).facets;
}

const DOMAINS: readonly Known[] = domains.map(({ id }) => ({ value: id, names: valueNames("domain", id) }));
