import { type FieldName, useOf } from "./query-fields.ts";
import type { Node } from "./query-grammar.ts";
import { type Leaf, withoutStars } from "./query-tokens.ts";

/** PubMed's values of several words for `[filter]` and `[sb]`, without the last. */
const FILTER_VALUES: ReadonlySet<string> = new Set(
  "free full; full; systematic; clinical; clinical study or; randomized controlled; controlled clinical; meta; case; open; last 5; last 10; y_5; comparative; observational; humans or".split(
    "; ",
  ),
);

/**
 * Where what a tag stands behind begins that cannot be asked for here: the last node, with the words before it that are
 * one value with it ('free full text[sb]').
 */
export function unansweredFrom(nodes: readonly Node[]): number {
  const last = nodes.length - 1;
  if (nodes[last]?.kind !== "word") return last;
  for (let words = 3; words > 0; words--) {
    const before = nodes.slice(Math.max(0, last - words), last);
    if (before.length < words || !before.every(({ kind }) => kind === "word")) continue;
    const text = before.map((node) => ("text" in node ? node.text.toLowerCase() : "")).join(" ");
    if (FILTER_VALUES.has(text)) return last - words;
  }
  return last;
}

/**
 * What a tag stands behind: plain words, or one other node.
 *
 * @param within gives a node a field
 * @param starred is told of a phrase whose stars are left out
 */
export function tagged(
  nodes: readonly Node[],
  field: FieldName | null,
  within: (node: Node, field: FieldName) => Node,
  starred: (phrase: Leaf) => void,
): Node[] {
  if (field === null) return [...nodes];
  const words = nodes.filter((node): node is Leaf => node.kind === "word");
  const use = useOf(field);
  const apart = use.use === "words" && !use.names && field !== "mesh";
  if (apart || words.length < 2) return nodes.map((node) => within(node, field));
  // 'smith j[au]' is one name, 'heart failure[mh]' one heading.
  const text = words.map((word) => word.text).join(" ");
  const leaf: Leaf = { kind: "phrase", text, field: null, start: words[0]!.start, end: words.at(-1)!.end };
  const bare = use.use === "words" ? withoutStars(text) : text;
  if (bare !== text) starred(leaf);
  return [within({ ...leaf, text: bare }, field)];
}
