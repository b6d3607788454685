import type { FieldName } from "./query-fields.ts";
import { useOf } from "./query-fields.ts";
import { group, type Node, negated, within } from "./query-nodes.ts";
import { withoutStars } from "./query-stars.ts";
import { subheadingAt, tailOf } from "./query-tails.ts";
import type { Leaf } from "./query-token.ts";

/** PubMed's values of several words for `[filter]` and `[sb]`, without the last. */
const FILTER_VALUES: ReadonlySet<string> = new Set(
  "free full; full; systematic; clinical; clinical study or; randomized controlled; controlled clinical; meta; case; open; last 5; last 10; y_5; comparative; observational; humans or".split(
    "; ",
  ),
);

/**
 * Where what a tag stands behind begins that cannot be asked for here: the last node, with the words before it that are
 * one value with it ('free full text[sb]', 'drug therapy[sh]').
 */
export function unansweredFrom(nodes: readonly Node[], tag: "unanswered" | "subheading"): number {
  const last = nodes.length - 1;
  if (nodes[last]?.kind !== "word") return last;
  const plain = nodes.slice(nodes.findLastIndex((node) => node.kind !== "word" || node.field !== null) + 1);
  const words = plain.map((node) => ("text" in node ? node.text : ""));
  if (tag === "subheading") return nodes.length - subheadingAt(words);
  for (let before = 3; before > 0; before--) {
    const text = words.slice(-1 - before, -1);
    if (text.length === before && FILTER_VALUES.has(text.join(" ").toLowerCase())) return last - before;
  }
  return last;
}

/**
 * What a tag stands behind: plain words, of which as many as are its own get its field, or one other node.
 *
 * @param starred is told of a phrase of which stars are left out
 */
export function tagged(nodes: readonly Node[], field: FieldName | null, starred: (phrase: Leaf) => void): Node[] {
  if (field === null) return [...nodes];
  const words = nodes.filter((node): node is Leaf => node.kind === "word");
  const use = useOf(field);
  const apart = use.use === "words" && !use.names && field !== "mesh";
  if (apart || words.length < 2) return nodes.map((node) => within(node, field));
  const texts = words.map(({ text }) => text);
  const tail = words.slice(-tailOf(texts, field));
  const rest = words.slice(0, words.length - tail.length);
  if (tail.length === 1) return [...rest, ...tail.map((word) => within(word, field))];
  // 'smith j[au]' is one name, 'heart failure[mh]' one heading.
  const text = tail.map((word) => word.text).join(" ");
  const leaf: Leaf = { kind: "phrase", text, field: null, start: tail[0]!.start, end: tail.at(-1)!.end };
  const bare = use.use === "words" ? withoutStars(text) : text;
  if (bare !== text) starred(leaf);
  return [...rest, within({ ...leaf, text: bare }, field)];
}

/** What stands before several fields: words side by side in one of them, each side of an operator by itself. */
export function inEither(nodes: readonly Node[], fields: readonly FieldName[]): Node[] {
  const either = (node: Node): Node[] => {
    if ("text" in node) return [];
    if (node.kind === "not") return together(inEither([node.node], fields)).map(negated);
    if (node.kind === "row") return inEither(node.nodes, fields);
    const sides = node.nodes.flatMap((one) => together(inEither([one], fields)));
    return [group(node.kind, sides)!];
  };
  const words = nodes.filter((node): node is Leaf => "text" in node);
  const each = fields.flatMap((field) => together(words.map((word) => within(word, field))));
  const first = group("or", each);
  return [...(first ? [first] : []), ...nodes.flatMap(either)];
}

/** Nodes side by side as one. */
function together(nodes: readonly Node[]): Node[] {
  const node = group("row", nodes);
  return node ? [node] : [];
}
