import { type FieldName, useOf } from "./query-fields.ts";
import type { Leaf } from "./query-token.ts";

/** Of two nodes or more, none of which is of the same kind. A row is words side by side. */
export interface Group {
  kind: "row" | "and" | "or";
  nodes: readonly Node[];
}

export interface Not {
  kind: "not";
  node: Leaf | Group;
}

export type Node = Leaf | Group | Not;

/** The query as read; parsed again it is the same. */
export function print(node: Node): string {
  switch (node.kind) {
    case "word":
      return `${before(node)}${node.field && /[\s()[\]]|^[-\u2212]/.test(node.text) ? `"${node.text}"` : node.text}`;
    case "phrase":
      return `${before(node)}"${node.text}"`;
    case "not":
      return `-${inner(node.node)}`;
    default:
      return node.nodes.map(inner).join({ row: " ", and: " AND ", or: " OR " }[node.kind]);
  }
}

function before({ field }: Leaf): string {
  return field ? `${field}:` : "";
}

function inner(node: Node): string {
  return "nodes" in node ? `(${print(node)})` : print(node);
}

/** The opposite of a node. */
export function negated(node: Node): Node {
  return node.kind === "not" ? node.node : { kind: "not", node };
}

/** Null of nothing, the node itself of one; groups of the same kind are one. */
export function group(kind: Group["kind"], nodes: readonly Node[]): Node | null {
  if (nodes.length < 2) return nodes[0] ?? null;
  return { kind, nodes: nodes.flatMap((node) => (node.kind === kind ? node.nodes : [node])) };
}

export function depth(node: Node): number {
  if (node.kind === "not") return depth(node.node);
  return "nodes" in node ? 1 + Math.max(...node.nodes.map(depth)) : 0;
}

/** A field for all that has none of its own. */
export function within<T extends Node>(node: T, field: FieldName): T {
  if (node.kind === "not") return { ...node, node: within(node.node, field) };
  if ("nodes" in node) return { ...node, nodes: node.nodes.map((one) => within(one, field)) };
  return (node as Leaf).field === null ? { ...node, ...fielded(node as Leaf, field) } : node;
}

/** An identifier and a year are the same with and without quotation marks. */
function fielded({ kind }: Leaf, field: FieldName): Pick<Leaf, "kind" | "field"> {
  const { use } = useOf(field);
  return { kind: use === "words" || use === "value" ? kind : "word", field };
}
