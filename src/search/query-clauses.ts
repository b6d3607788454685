import type { Term } from "../engine/word-query.ts";
import { stateOf, useOf } from "./query-fields.ts";

import type { Node } from "./query-grammar.ts";
import { type Rows, termsIn } from "./query-rows.ts";
import { anyOf } from "./query-terms.ts";
import { type Leaf, type Place, queryError } from "./query-tokens.ts";

/** A condition on a facet, as it was asked for: one of the leaves' values, or none of it. */
export interface AskedFilter {
  facet: string;
  leaves: readonly Leaf[];
  not: boolean;
}

/** What a boolean query comes to: all of these, none of those. */
export interface Conditions {
  terms: Term[];
  excluded: Term[];
  filters: AskedFilter[];
}

/** A query whose ORs of ANDs come to more conditions than this is refused. */
const MOST = 64;

interface Literal {
  leaf: Leaf;
  /** Null for a filter. */
  term: Term | null;
  facet: string | null;
  not: boolean;
  key: string;
}
/** One of these. */
type Clause = readonly Literal[];

/**
 * A node in conjunctive normal form, in what an engine can be asked for: required terms, each an OR of words; excluded
 * terms; filters.
 *
 * @param text the whole query, for the messages
 * @param rows of the whole query
 * @throws `invalid-parameter` for what cannot be: several negations within an OR, an OR of words and filters, too many conditions
 */
export function conditionsOf(text: string, node: Node, rows: Rows): Conditions {
  const conditions: Conditions = { terms: [], excluded: [], filters: [] };
  for (const clause of clausesOf({ text, rows }, node, false)) place(text, clause, conditions);
  return conditions;
}

interface Query {
  text: string;
  rows: Rows;
}

function clausesOf(query: Query, node: Node, not: boolean): Clause[] {
  if (node.kind === "not") return clausesOf(query, node.node, !not);
  if (!("nodes" in node)) return literalsOf(query, node, not).map((literal) => [literal]);
  const parts = node.nodes.map((one) => clausesOf(query, one, not));
  if ((node.kind === "or") === not) return parts.flat();
  return parts.reduce((left, right) => {
    const both = without(left.flatMap((a) => right.map((b) => [...a, ...b])));
    if (both.length > MOST) {
      const expected = `simpler: its ORs and ANDs come to more than ${MOST} conditions`;
      throw queryError(query.text, placeOf(node), expected);
    }
    return both;
  });
}

function literalsOf({ text, rows }: Query, leaf: Leaf, not: boolean): Literal[] {
  const facet = facetOf(leaf);
  const literal = (term: Term | null, i = 0): Literal => {
    return { leaf, term, facet, not, key: `${not}${leaf.kind}${i}${leaf.field}:${leaf.text}` };
  };
  if (facet !== null) return [literal(null)];
  return termsIn(rows, leaf, { last: !not && leaf.end === text.length, whole: not }).map(literal);
}

/** The facet that a leaf is about; null where it is about words. */
function facetOf(leaf: Leaf): string | null {
  const use = leaf.field ? useOf(leaf.field) : null;
  if (use?.use === "value") return use.facet;
  if (use?.use === "years") return "year";
  const state = use?.use === "state" ? stateOf(leaf) : undefined;
  return state && "facet" in state ? state.facet : null;
}

/** Each alternative of a clause once, and no clause that another one is part of. */
function without(clauses: readonly Clause[]): Clause[] {
  const different = clauses.map((clause) => [...new Map(clause.map((literal) => [literal.key, literal])).values()]);
  const keys = different.map((clause) => new Set(clause.map(({ key }) => key)));
  return different.filter(
    (_, i) => !keys.some((other, j) => other.isSubsetOf(keys[i]!) && (other.size < keys[i]!.size || j < i)),
  );
}

function place(text: string, clause: Clause, { terms, excluded, filters }: Conditions): void {
  const [first] = clause as [Literal];
  const negative = clause.find(({ not }) => not);
  const positive = clause.filter(({ not }) => !not);
  if (negative && clause.length > 1) {
    const unless = positive.flatMap(({ term }) => term ?? []);
    // One that is excluded unless another is there, as in PubMed's NOT (animals NOT humans).
    if (negative.term && unless.length === clause.length - 1) {
      excluded.push({ ...negative.term, unless });
      return;
    }
    throw queryError(text, negative.leaf, "with one NOT of a word at most within an OR (NOT (a OR b) can be)");
  }
  const ofWords = clause.flatMap(({ term }) => term ?? []);
  if (ofWords.length === 0) {
    const other = clause.find(({ facet }) => facet !== first.facet);
    if (other) throw queryError(text, other.leaf, `an OR of values of one field, here of ${first.leaf.field}:`);
    filters.push({ facet: first.facet!, leaves: clause.map(({ leaf }) => leaf), not: first.not });
  } else if (ofWords.length < clause.length) {
    const filter = clause.find(({ term }) => term === null)!;
    throw queryError(text, filter.leaf, `an OR of words without ${filter.leaf.field}:, which filters`);
  } else if (negative) excluded.push(ofWords[0]!);
  else if (ofWords.length > 1) terms.push(anyOf(ofWords));
  // A word as frequent as 'the' is not asked for.
  else terms.push(first.term!.telling ? { ...first.term!, required: true, strict: true } : first.term!);
}

/** From the first to the last leaf of a node. */
export function placeOf(node: Node): Place {
  if (node.kind === "not") return placeOf(node.node);
  if (!("nodes" in node)) return { start: node.start, end: node.end };
  const places = node.nodes.map(placeOf);
  return { start: Math.min(...places.map(({ start }) => start)), end: Math.max(...places.map(({ end }) => end)) };
}
