import { type Said, said } from "./notices.ts";
import { type FieldName, useOf } from "./query-fields.ts";
import { tagged, unansweredFrom } from "./query-tags.ts";
import { type Leaf, type Notice, type Place, queryError, type Token, tokensOf } from "./query-tokens.ts";

/*
 * The query language:
 *
 *   query  = all { "OR" all }              AND binds before OR, words side by side before AND
 *   all    = row { "AND" row }
 *   row    = item { item }
 *   item   = [ "-" | "NOT" ] ( field ":" part | part [ tag ] )
 *   part   = word | quoted phrase | "(" query ")"
 *   tag    = "[" PubMed's name of a field "]", which holds for all the plain words right before it
 *
 * Operators are in capitals. A field before or a tag behind a group holds for all in it that has none of its own.
 */

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

/** How deep parentheses, and what was read, may be nested. */
const DEEPEST_PARENTHESES = 200;
const DEEPEST = 30;

/** Reads any text; the node is null where it has no word. @throws `invalid-parameter` where it is nested too deep */
export function parse(text: string): { node: Node | null; notices: Notice[] } {
  const parser = new Parser(text);
  const node = parser.query();
  return { node, notices: parser.notices.sort((a, b) => a.start - b.start) };
}

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

class Parser {
  readonly notices: Notice[];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** Groups that stand in parentheses. */
  readonly #closed = new Set<Node>();
  #at = 0;
  #open = 0;
  /** How often something was left out that stood on a side of an operator. */
  #left = 0;

  constructor(text: string) {
    const { tokens, notices } = tokensOf(text);
    this.#text = text;
    this.#tokens = tokens;
    this.notices = notices;
  }

  query(): Node | null {
    const parts: Node[] = [];
    while (this.#at < this.#tokens.length) {
      const node = this.#any();
      if (node) parts.push(node);
      const stray = this.#take(")");
      if (stray) this.#notice(stray, said("parenthesis-stray"));
    }
    const node = group("row", parts);
    if (node && depth(node) > DEEPEST)
      throw queryError(this.#text, { start: 0, end: this.#text.length }, `nested at most ${DEEPEST} deep`);
    return node;
  }

  #any(): Node | null {
    const start = this.#tokens[this.#at]?.start ?? 0;
    const nodes = this.#joined("OR", () =>
      group(
        "and",
        this.#joined("AND", () => this.#row()),
      ),
    );
    const node = group("or", nodes);
    if (node && nodes.length > 1 && nodes.some((one) => one.kind === "and" && !this.#closed.has(one))) {
      const end = this.#tokens[this.#at - 1]!.end;
      this.#notice({ start, end }, said("and-first", print(node)), false);
    }
    return node;
  }

  /** What stands on the sides of an operator; one that has nothing on a side is left out. */
  #joined(operator: "AND" | "OR", read: () => Node | null): Node[] {
    const nodes: Node[] = [];
    for (let last: Token | null = null; ; ) {
      const left = this.#left;
      const node = read();
      if (node) nodes.push(node);
      const next = this.#take(operator);
      const dangling = node || this.#left > left ? null : (last ?? next);
      if (dangling) this.#notice(dangling, said("joins-nothing", operator));
      if (!next) return nodes;
      last = next;
    }
  }

  #row(): Node | null {
    const starred = (phrase: Leaf): void => this.#notice(phrase, said("phrase-star", phrase.text));
    const nodes: Node[] = [];
    /** From here on there are plain words only. */
    let plain = 0;
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.is === ")" || token.is === "AND" || token.is === "OR") return group("row", nodes);
      if (token.is === "tag") {
        this.#at++;
        if (nodes.length === 0) this.#notice(token, said("tag-stray"));
        else if (token.field === "unanswered") this.#unanswered(nodes, token);
        else nodes.push(...tagged(nodes.splice(plain < nodes.length ? plain : -1), token.field, within, starred));
        plain = nodes.length;
        continue;
      }
      if (token.is === ":") {
        this.#at++;
        this.#range(nodes);
        continue;
      }
      const node = this.#item();
      if (node) nodes.push(node);
      if (node?.kind !== "word" || node.field !== null || this.#closed.has(node)) plain = nodes.length;
    }
  }

  #unanswered(nodes: Node[], tag: Token): void {
    this.#left++;
    const [first] = nodes.splice(unansweredFrom(nodes)) as [Node];
    const place = { start: "start" in first ? first.start : tag.start, end: tag.end };
    this.#notice(place, said("field-not-here", this.#text.slice(place.start, place.end)));
  }

  /** '"2019/01/01"[dp] : "2023/12/31"[dp]' is one stretch of time. */
  #range(nodes: Node[]): void {
    const from = nodes.at(-1);
    const [to, tag] = this.#tokens.slice(this.#at, this.#at + 2);
    if (
      from?.kind !== "word" ||
      from.field !== "year" ||
      to?.is !== "leaf" ||
      tag?.is !== "tag" ||
      tag.field !== "year"
    )
      return;
    nodes[nodes.length - 1] = { ...from, text: `${from.text}:${to.leaf.text}`, end: tag.end };
    this.#at += 2;
  }

  #item(): Node | null {
    let negative = false;
    let not: Token | null = null;
    for (let next = this.#take("NOT", "-"); next; next = this.#take("NOT", "-")) {
      negative = !negative;
      not = next;
    }
    const field = this.#take("field");
    const part = this.#part();
    if (!part && field) this.#notice(field, said("field-empty", this.#text.slice(field.start, field.end)));
    else if (!part && not?.is === "NOT") this.#notice(not, said("excludes-nothing"));
    const place = part && "text" in part && field ? { start: field.start } : {};
    const node = part && field?.is === "field" ? within({ ...part, ...place }, field.field) : part;
    return node && negative ? negated(node) : node;
  }

  #part(): Node | null {
    const token = this.#take("leaf", "(");
    if (token?.is === "leaf") return token.leaf;
    if (!token) return null;
    if (++this.#open > DEEPEST_PARENTHESES)
      throw queryError(this.#text, token, `with at most ${DEEPEST_PARENTHESES} parentheses in each other`);
    const node = this.#any();
    this.#open--;
    if (!this.#take(")")) this.#notice(token, said("parenthesis-open"));
    if (node) this.#closed.add(node);
    return node;
  }

  #take(...kinds: Token["is"][]): Token | null {
    const token = this.#tokens[this.#at];
    if (!token || !kinds.includes(token.is)) return null;
    this.#at++;
    return token;
  }

  #notice({ start, end }: Place, what: Said, malformed = true): void {
    this.notices.push({ ...what, start, end, malformed });
  }
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

function depth(node: Node): number {
  if (node.kind === "not") return depth(node.node);
  return "nodes" in node ? 1 + Math.max(...node.nodes.map(depth)) : 0;
}

/** A field for all that has none of its own. */
function within<T extends Node>(node: T, field: FieldName): T {
  if (node.kind === "not") return { ...node, node: within(node.node, field) };
  if ("nodes" in node) return { ...node, nodes: node.nodes.map((one) => within(one, field)) };
  return (node as Leaf).field === null ? { ...node, ...fielded(node as Leaf, field) } : node;
}

/** An identifier and a year are the same with and without quotation marks. */
function fielded({ kind }: Leaf, field: FieldName): Pick<Leaf, "kind" | "field"> {
  const { use } = useOf(field);
  return { kind: use === "words" || use === "value" ? kind : "word", field };
}
