import type { Facet } from "../../indexes/fields.ts";
import type { Combination, Term } from "../engine/word-query.ts";
import { facetOf } from "./query-fields.ts";
import { type Group, type Node, negated, print } from "./query-nodes.ts";
import { termsIn, type Whole } from "./query-rows.ts";
import { anyOf, isOfValues, keyOf } from "./query-terms.ts";
import type { Leaf } from "./query-token.ts";

/** A condition on a facet, as it was asked for: one of the leaves' values, or none of it. */
export interface AskedFilter {
  facet: Facet;
  leaves: readonly Leaf[];
  not: boolean;
}

/** What a boolean query comes to: all of these, none of those. */
export interface Conditions {
  terms: Term[];
  excluded: Term[];
  filters: AskedFilter[];
  /** Values that stand beside words in a term, which has them as words. */
  values: AskedFilter[];
}

/**
 * A node in what an engine can be asked for: required terms, excluded terms, filters. An OR that has more in it than words,
 * or than values of one facet, is one term: several words, and how they are combined.
 */
export function conditionsOf(node: Node, whole: Whole): Conditions {
  const conditions: Conditions = { terms: [], excluded: [], filters: [], values: [] };
  place(node, false);
  return conditions;

  function place(node: Node, not: boolean): void {
    if (node.kind === "not") place(node.node, !not);
    else if (!("nodes" in node)) placeLeaf(node, not);
    else if ((node.kind === "or") === not) for (const one of node.nodes) place(one, not);
    else placeSome(node, not);
  }

  function placeLeaf(leaf: Leaf, not: boolean): void {
    const facet = facetOf(leaf);
    if (facet !== null) conditions.filters.push({ facet, leaves: [leaf], not });
    else if (not) conditions.excluded.push(...termsIn(leaf, not, whole));
    else conditions.terms.push(...termsIn(leaf, not, whole).map(wanted));
  }

  /** One of several, or not all of several. */
  function placeSome(node: Group, not: boolean): void {
    const leaves = node.nodes.filter((one): one is Leaf => "text" in one);
    const facets = new Set(leaves.map(facetOf));
    const [facet] = facets;
    if (!not && facet && facets.size === 1 && leaves.length === node.nodes.length) {
      conditions.filters.push({ facet, leaves, not });
      return;
    }
    const open = isOpen(node, not);
    conditions[open ? "excluded" : "terms"].push(new Combined(node, not, whole).term);
    for (const leaf of leavesOf(node)) {
      const facet = facetOf(leaf);
      if (facet) conditions.values.push({ facet, leaves: [leaf], not: false });
    }
  }
}

/** A word as frequent as 'the' is not asked for. */
function wanted(term: Term): Term {
  return term.telling ? { ...term, required: true, strict: true } : term;
}

/** Whether what a node stands for has records that have none of its words: an engine looks for the others then. */
function isOpen(node: Node, not: boolean): boolean {
  if (node.kind === "not") return isOpen(node.node, !not);
  if (!("nodes" in node)) return not;
  const open = node.nodes.map((one) => isOpen(one, not));
  return (node.kind === "or") === not ? open.every(Boolean) : open.some(Boolean);
}

/** What is in a combination, or, of an open one, all that is not. */
interface Part {
  is: Combination;
  open: boolean;
}

/** A node as one term; of an open one, as the term that it excludes. */
class Combined {
  readonly term: Term;
  readonly #open: boolean;
  readonly #whole: Whole;
  readonly #anyOf: Term[] = [];
  readonly #against: Term[] = [];
  readonly #places = new Map<string, number>();
  /** The words of each row of the query. */
  #inRow: Map<number, unknown[]> | null = null;

  constructor(node: Group, not: boolean, whole: Whole) {
    this.#open = isOpen(node, not);
    this.#whole = whole;
    const { is } = this.#read(node, not);
    const against = this.#against;
    this.term = {
      ...anyOf(this.#anyOf),
      ...(isPlain(is) ? {} : { combined: is, text: print(not ? negated(node) : node) }),
      ...(against.length > 0 ? { against } : {}),
    };
  }

  #read(node: Node, not: boolean): Part {
    if (node.kind === "not") return this.#read(node.node, !not);
    if (!("nodes" in node)) return this.#leaf(node, not);
    const parts = node.nodes.map((one) => this.#read(one, not));
    return (node.kind === "or") === not ? all(parts) : some(parts);
  }

  #leaf(leaf: Leaf, not: boolean): Part {
    const terms = termsIn(leaf, not, this.#whole);
    const alone = terms.length === 1 && this.#isAlone(leaf);
    const { is } = all(terms.map((term) => ({ is: this.#word(term, leaf, not, alone), open: false })));
    return { is, open: not };
  }

  /** A word without neighbours is read as any other such word. */
  #isAlone(leaf: Leaf): boolean {
    const { rows } = this.#whole;
    this.#inRow ??= Map.groupBy(rows.values(), ({ row }) => row);
    return (this.#inRow.get(rows.get(leaf)?.row ?? -1)?.length ?? 1) === 1;
  }

  #word(term: Term, leaf: Leaf, not: boolean, alone: boolean): Combination {
    const terms = not === this.#open ? this.#anyOf : this.#against;
    // Each is there once: looking for a phrase takes time.
    const read = alone ? term.text : `${term.place?.row} ${keyOf(term)}`;
    // In an exclusion, also in one of an exclusion, it has no other names.
    const named = !this.#whole.rows.get(leaf)?.nots;
    const key = `${terms === this.#against} ${named} ${term.prefix} ${read}`;
    const at = this.#places.get(key) ?? terms.push(term) - 1;
    this.#places.set(key, at);
    return terms === this.#anyOf ? at : { against: at };
  }
}

function all(parts: readonly Part[]): Part {
  const { closed, open } = apart(parts);
  if (closed.length === 0) return { is: oneOf(open), open: true };
  return { is: parts.length === 1 ? closed[0]! : { allOf: closed, but: open }, open: false };
}

function some(parts: readonly Part[]): Part {
  const { closed, open } = apart(parts);
  if (open.length === 0) return { is: oneOf(closed), open: false };
  return { is: parts.length === 1 ? open[0]! : { allOf: open, but: closed }, open: true };
}

function apart(parts: readonly Part[]): Record<"closed" | "open", Combination[]> {
  const which = (open: boolean) => parts.flatMap((part) => (part.open === open ? [part.is] : []));
  return { closed: which(false), open: which(true) };
}

function oneOf(parts: readonly Combination[]): Combination {
  return parts.length === 1 ? parts[0]! : { oneOf: parts };
}

/** Whether any of its words is enough. */
function isPlain(is: Combination): boolean {
  return typeof is === "number" || ("oneOf" in is && is.oneOf.every((part) => typeof part === "number"));
}

/**
 * Terms without what tells nothing beside other words that must be there, too: 'the heart OR angina' is 'heart OR angina'.
 * A letter that stands with its neighbour tells something.
 */
export function withoutFrequent(terms: readonly Term[]): Term[] {
  return terms.map((term) => {
    if (term.combined === undefined) return term;
    const telling = (of: Combination): boolean =>
      typeof of !== "number" || term.anyOf![of]!.telling || isOfValues(term.anyOf![of]!);
    const each = (parts: readonly Combination[]): Combination[] => parts.map(without);
    const without = (of: Combination): Combination => {
      if (typeof of === "number" || "against" in of) return of;
      if ("oneOf" in of) return { oneOf: each(of.oneOf) };
      const asked = of.allOf.filter(telling);
      return { allOf: each(asked.length > 0 ? asked : of.allOf), but: each(of.but) };
    };
    return { ...term, combined: without(term.combined) };
  });
}

function leavesOf(node: Node): Leaf[] {
  if (node.kind === "not") return leavesOf(node.node);
  return "nodes" in node ? node.nodes.flatMap(leavesOf) : [node];
}
