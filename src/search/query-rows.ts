import type { Term } from "../engine/word-query.ts";
import type { Node } from "./query-nodes.ts";
import { type Reading, termsOf } from "./query-terms.ts";
import type { Leaf } from "./query-tokens.ts";

/** The row of each free word, by the place where the row's first word begins. */
export type Rows = ReadonlyMap<Leaf, number>;

/**
 * Which words of a query stand side by side, so that they may be a name together, also within parentheses and on the side
 * of an operator. What is excluded, quoted or in a field is in no row, and only what is excluded does not end one.
 */
export function rowsOf(node: Node): Rows {
  const rows = new Map<Leaf, number>();
  visit(node);
  return rows;

  function visit(node: Node): void {
    if (node.kind === "not") return;
    let row: number | null = null;
    for (const one of "nodes" in node ? node.nodes : [node]) {
      if (one.kind === "word" && one.field === null) {
        if (row === null || node.kind !== "row") row = one.start;
        rows.set(one, row);
      } else if (one.kind !== "not") {
        row = null;
        if ("nodes" in one) visit(one);
      }
    }
  }
}

/** The terms of a leaf, each with its place where it is a free word. */
export function termsIn(rows: Rows, leaf: Leaf, reading: Reading): Term[] {
  const row = rows.get(leaf);
  const terms = termsOf(leaf, reading);
  return row === undefined ? terms : terms.map((term, i) => ({ ...term, place: { row, at: leaf.start + i } }));
}
