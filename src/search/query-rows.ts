import type { Term } from "../engine/word-query.ts";
import { type FieldName, isOfText } from "./query-fields.ts";
import type { Node } from "./query-nodes.ts";
import { termsOf } from "./query-terms.ts";
import type { Leaf } from "./query-token.ts";

/** Where a word stands: the place of its row's first word, its own, and in how many exclusions it is. */
export interface Standing {
  row: number;
  /** Places go up with the query's words, and leave room for all the words of each. Two fields may have the same word of it. */
  at: number;
  /** In an odd number of them it is excluded. */
  nots: number;
}

export type Rows = ReadonlyMap<Leaf, Standing>;

/** What a leaf is read by, beside itself. */
export interface Whole {
  /** Of the whole query. */
  rows: Rows;
  /** Of the whole query: a word at its very end may be only begun. */
  length: number;
}

/**
 * Which words of a query stand side by side, so that they may be a name together, also within parentheses, on the side of
 * an operator, in an exclusion and in one field of the text. What is quoted, or a value, is in no row, and ends one; an
 * exclusion does not.
 */
export function rowsOf(node: Node): Rows {
  const rows = new Map<Leaf, Standing>();
  let at = 0;
  visit(node, 0);
  return rows;

  function visit(node: Node, nots: number): void {
    if (node.kind === "not") {
      visit(node.node, nots + 1);
      return;
    }
    let row: { at: number; field: FieldName | null } | null = null;
    for (const one of "nodes" in node ? node.nodes : [node]) {
      if (one.kind === "word" && isOfText(one.field)) {
        if (row === null || node.kind !== "row" || row.field !== one.field) row = { at, field: one.field };
        rows.set(one, { row: row.at, at, nots });
        at += one.text.length;
      } else {
        if (one.kind !== "not") row = null;
        if (!("text" in one)) visit(one, nots);
      }
    }
  }
}

/**
 * The terms of a leaf, each with its place where it stands in a row.
 *
 * @param not whether it is excluded: then all of it is one term
 */
export function termsIn(leaf: Leaf, not: boolean, { rows, length }: Whole): Term[] {
  const standing = rows.get(leaf);
  const terms = termsOf(leaf, { last: !not && leaf.end === length, whole: not });
  if (!standing) return terms;
  return terms.map((term, i) => ({ ...term, place: { row: standing.row, at: standing.at + i } }));
}

/** The terms of each row: what is asked for anywhere, and what stands in an exclusion or a field. */
export function sideBySide(whole: Whole): Record<"rows" | "respeltRows", Term[][]> {
  const inRows = (respelt: boolean): Term[][] => {
    const leaves = [...whole.rows].filter(([{ field }, { nots }]) => (nots > 0 || field !== null) === respelt);
    const terms = leaves.flatMap(([leaf, { nots }]) => termsIn(leaf, nots % 2 === 1, whole));
    return [...Map.groupBy(terms, ({ place }) => place!.row).values()];
  };
  return { rows: inRows(false), respeltRows: inRows(true) };
}
