import { tokenise } from "../../indexes/analysis.ts";
import { parse } from "./query-grammar.ts";
import { group, type Node } from "./query-nodes.ts";
import type { Leaf } from "./query-token.ts";

/** The words of a phrase, or of a field, without its quotation marks or its field: what were operators or fields there are words still. */
export function loosened(leaf: Leaf): Node | null {
  const words = leaf.text.split(/\s+/).flatMap((run) => (isWord(run) ? [run] : wordsOf(run)));
  return group(
    "row",
    words.map((text): Leaf => ({ ...leaf, kind: "word", text, field: null })),
  );
}

/** Whether it is read as one plain word also by itself. */
function isWord(run: string): boolean {
  const { node, notices } = parse(run);
  return node?.kind === "word" && node.field === null && node.text === run && notices.length === 0;
}

function wordsOf(run: string): string[] {
  return tokenise(run).flatMap(({ start, end, joined }) => (joined ? [] : run.slice(start, end).toLowerCase()));
}
