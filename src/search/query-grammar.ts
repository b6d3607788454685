import { type Said, said } from "./notices.ts";
import type { FieldName } from "./query-fields.ts";
import { depth, group, type Node, negated, print, within } from "./query-nodes.ts";
import { inEither, tagged, unansweredFrom } from "./query-tags.ts";
import { type Leaf, type Notice, type Place, queryError, type Token } from "./query-token.ts";
import { tokensOf } from "./query-tokens.ts";

/*
 * The query language:
 *
 *   query  = all { "OR" all }              AND binds before OR, words side by side before AND
 *   all    = row { "AND" row }
 *   row    = item { item }
 *   item   = "-" thing | "NOT" ( word word { word } [ tag ] | thing ) | thing
 *   thing  = field ":" part | part [ tag ]
 *   part   = word | quoted phrase | "(" query ")"
 *   tag    = "[" PubMed's name of a field "]", which holds for all the plain words right before it
 *
 * Operators are in capitals, but where Ovid's headings or fields tell its language (`query-ovid.ts`). A field before or a
 * tag behind a group holds for all in it that has none of its own.
 */

/** How deep parentheses, and what was read, may be nested. */
const DEEPEST_PARENTHESES = 200;
const DEEPEST = 30;

/** Reads any text; the node is null where it has no word. @throws `invalid-parameter` where it is nested too deep */
export function parse(text: string): { node: Node | null; notices: Notice[] } {
  const parser = new Parser(text);
  const node = parser.query();
  return { node, notices: parser.notices.sort((a, b) => a.start - b.start) };
}

class Parser {
  readonly notices: Notice[];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** Groups that stand in parentheses. */
  readonly #closed = new Set<Node>();
  #at = 0;
  #open = 0;
  /** Rows from which something is excluded with NOT. */
  readonly #not = new Set<Node>();
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
    } else if (node && nodes.length > 1 && nodes.some((one) => this.#isNotFirst(one))) {
      const end = this.#tokens[this.#at - 1]!.end;
      this.#notice({ start, end }, said("not-first", print(node)), false);
    }
    return node;
  }

  /** Whether a side of an OR has an exclusion of its own: PubMed, which reads from the left, would exclude it from all. */
  #isNotFirst(side: Node): boolean {
    return this.#not.has(side) && !this.#closed.has(side);
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
    const nodes: Node[] = [];
    /** From here on there are plain words only. */
    let plain = 0;
    let excludes = false;
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.is === ")" || token.is === "AND" || token.is === "OR") {
        const row = group("row", nodes);
        if (row?.kind === "row" && excludes) this.#not.add(row);
        return row;
      }
      excludes ||= token.is === "NOT";
      if (token.is === "tag") {
        this.#at++;
        if (nodes.length === 0) this.#notice(token, said("tag-stray"));
        else nodes.push(...this.#tagged(nodes.splice(plain < nodes.length ? plain : -1), token));
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

  /** What stands before a tag, with its field; without what no record here tells. */
  #tagged(nodes: readonly Node[], tag: Extract<Token, { is: "tag" }>): Node[] {
    const { field, also = [] } = tag;
    if (also.length > 0) {
      const read = inEither(nodes, [field as FieldName, ...also]);
      for (const node of read) this.#closed.add(node);
      return read;
    }
    if (field !== "unanswered" && field !== "subheading") {
      const read = tagged(nodes, field, (phrase) => this.#notice(phrase, said("phrase-star", phrase.text)));
      if (this.#closed.has(nodes[0]!)) this.#closed.add(read[0]!);
      return read;
    }
    this.#left++;
    const from = unansweredFrom(nodes, field);
    const first = nodes[from]!;
    const place = { start: "start" in first ? first.start : tag.start, end: tag.end };
    this.#notice(place, said("field-not-here", this.#text.slice(place.start, place.end)));
    return nodes.slice(0, from);
  }

  /** The plain words behind a NOT, which all of them are excluded together, with the tag behind them if there is one. */
  #run(): Node[] | null {
    const [start, leaves] = [this.#at, [] as Leaf[]];
    let end = start;
    for (let token = this.#tokens[end]; token?.is === "leaf" && token.leaf.kind === "word"; token = this.#tokens[++end])
      leaves.push(token.leaf);
    if (leaves.length < 2) return null;
    const tag = this.#tokens[end];
    this.#at = tag?.is === "tag" ? end + 1 : end;
    if (tag?.is === "tag") return this.#tagged(leaves, tag);
    this.#notice({ start: this.#tokens[start]!.start, end: this.#tokens[end - 1]!.end }, said("not-all"), false);
    return leaves;
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
    const left = this.#left;
    const run = not?.is === "NOT" && !field ? this.#run() : null;
    const part = run ? group("row", run) : this.#part();
    if (!part && field) this.#notice(field, said("field-empty", this.#text.slice(field.start, field.end)));
    else if (!part && not?.is === "NOT" && left === this.#left) this.#notice(not, said("excludes-nothing"));
    const place = part && "text" in part && field ? { start: field.start } : {};
    const node = part && field?.is === "field" ? within({ ...part, ...place }, field.field) : part;
    if (node && part && this.#closed.has(part)) this.#closed.add(node);
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
