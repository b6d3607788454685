import type { Term, WordQuery } from "../engine/word-query.ts";
import { said } from "./notices.ts";
import { citationIn } from "./query-citation.ts";
import { type AskedFilter, conditionsOf } from "./query-clauses.ts";
import { isOfText, useOf } from "./query-fields.ts";
import { parse } from "./query-grammar.ts";
import { type Identifier, identifierOf } from "./query-identifiers.ts";
import { group, type Node, negated, print } from "./query-nodes.ts";
import { rowsOf, sideBySide, termsIn } from "./query-rows.ts";
import { unshouted } from "./query-shouted.ts";
import { different } from "./query-terms.ts";
import { type Leaf, type Notice, queryError } from "./query-token.ts";
import { readValue } from "./query-values.ts";

/** Where fewer records than this have all the words, those with one word fewer are shown too: a page. */
const FEW = 10;

export interface ParsedQuery {
  /** As read: what was searched for, in the query language. */
  read: string;
  /**
   * The words that tell what is looked for, for embedding: the free ones, and those in fields of the text, without operators
   * and exclusions. Empty when there is nothing to embed.
   */
  meaning: string;
  /** Null when there are no words. */
  words: WordQuery | null;
  /** The free words as they stand side by side, also those that are asked for elsewhere already. */
  rows: readonly (readonly Term[])[];
  /** Those of which only the spelling varies, in exclusions and in fields: they tell nothing of the language. */
  respeltRows: readonly (readonly Term[])[];
  filters: AskedFilter[];
  /** Values that are asked for within the words, as words of their records. */
  values: AskedFilter[];
  /** Identifiers that the query names. An author's is among the words, too. */
  identifiers: Identifier[];
  /**
   * "only": the query is nothing but identifiers; "also": it has other words, which are looked for where no record has one
   * of these; "perhaps": it is bare digits, a PubMed id where there is such a record, else a number.
   */
  names: "only" | "also" | "perhaps";
  /** Whether nothing is asked for because nothing of it could be read: then nothing is found. */
  unreadable: boolean;
  /** What the reader should know of how the query was read. */
  notices: Notice[];
}

/**
 * Reads a query (`query-grammar.ts` tells the language).
 *
 * @param strict refuses what is not written as it should be; by default that is read as well as can be, with a notice
 * @throws `invalid-parameter`, with the place in the query: for what no engine can be asked for
 */
export function parseQuery(typed: string, { strict = false } = {}): ParsedQuery {
  const text = strict ? typed : unshouted(typed);
  const whole = identifierOf(text);
  if (whole?.sure) return ofIdentifier(text, whole);
  if (!whole && WRONG_ORCID.test(text)) return wrongOrcid(text, strict);
  const { node, notices } = parse(text);
  const checked = node && check(node, notices);
  if (!node && notices.length === 0 && text.trim() !== "")
    notices.push({ ...said("nothing-asked", text.trim()), start: 0, end: text.length, malformed: true });
  notices.sort((a, b) => a.start - b.start);
  const malformed = strict ? notices.find((notice) => notice.malformed) : undefined;
  if (malformed) throw queryError(text, malformed, `written out (${malformed.text})`);
  if (!checked) return { ...NOTHING, unreadable: text.trim() !== "", notices };
  const named = identifiersOf(checked);
  const read = print(checked);
  if (named) return { ...NOTHING, read, identifiers: named, notices };
  const cited = whole ? null : citationIn(text);
  if (cited) {
    const { identifiers } = cited;
    const rest = parseQuery(cited.rest, { strict });
    if (rest.words || rest.filters.length > 0) return { ...rest, identifiers, names: "also" };
    return { ...NOTHING, read: identifiers.map(({ scheme, value }) => `${scheme}:${value}`).join(" "), identifiers };
  }
  const identifiers = whole ? [{ scheme: whole.scheme, value: whole.value }] : [];
  return { ...asked(text, checked), read, identifiers, unreadable: false, names: whole ? "perhaps" : "only", notices };
}

/** An ORCID by its form, with or without its address; one whose check digit is right is read as one before. */
const WRONG_ORCID = /^\s*(?:https?:\/\/orcid\.org\/)?(?:\d{4}-){3}\d{3}[\dx]\s*$/i;

function wrongOrcid(text: string, strict: boolean): ParsedQuery {
  const notice = { ...said("not-orcid", text.trim()), start: 0, end: text.length, malformed: true };
  if (strict) throw queryError(text, notice, `written out (${notice.text})`);
  return { ...NOTHING, unreadable: true, notices: [notice] };
}

const NOTHING: ParsedQuery = {
  read: "",
  meaning: "",
  words: null,
  rows: [],
  respeltRows: [],
  filters: [],
  values: [],
  identifiers: [],
  unreadable: false,
  names: "only",
  notices: [],
};

function ofIdentifier(text: string, identifier: Identifier): ParsedQuery {
  const { scheme, value, shorter } = identifier;
  const leaf: Leaf = { kind: "word", text: value, field: scheme, start: 0, end: text.length };
  const words = scheme === "orcid" ? asked(text, leaf).words : null;
  return { ...NOTHING, read: print(leaf), words, identifiers: [{ scheme, value, ...(shorter ? { shorter } : {}) }] };
}

/** The words side by side at the top are asked for as far as records have them, all else as it is written. */
function asked(
  text: string,
  node: Node,
): Pick<ParsedQuery, "meaning" | "words" | "rows" | "respeltRows" | "filters" | "values"> {
  const terms: Term[] = [];
  const excluded: Term[] = [];
  const filters: AskedFilter[] = [];
  const values: AskedFilter[] = [];
  const whole = { rows: rowsOf(node), length: text.length };
  for (const one of node.kind === "row" ? node.nodes : [node]) {
    const free = "text" in one && one.field === null;
    if (free) terms.push(...termsIn(one, false, whole));
    else {
      const conditions = conditionsOf(one, whole);
      terms.push(...conditions.terms);
      excluded.push(...conditions.excluded);
      filters.push(...conditions.filters);
      values.push(...conditions.values);
    }
  }
  const words =
    terms.length + excluded.length > 0 ? { terms: different(terms), excluded: different(excluded), few: FEW } : null;
  return { meaning: topical(node).join(" "), words, ...sideBySide(whole), filters, values };
}

/** The words of a node that are wanted, and tell what a text is about. */
function topical(node: Node): string[] {
  if (node.kind === "not") return [];
  if ("nodes" in node) return node.nodes.flatMap(topical);
  return isOfText(node.field) ? [node.text.replace(/\*$/, "")] : [];
}

/** A node with each value in one notation; what is none its field may have is left out. */
function check(node: Node, notices: Notice[]): Node | null {
  if (node.kind === "not") {
    const inner = check(node.node, notices);
    return inner && negated(inner);
  }
  if ("nodes" in node)
    return group(
      node.kind,
      node.nodes.flatMap((one) => check(one, notices) ?? []),
    );
  // What PubMed takes for a type, or writes as a word, is a state here, which every record tells.
  if (node.field === "type" && /^retracted publication$/i.test(node.text))
    return { ...node, kind: "word", field: "is", text: "retracted" };
  if (node.field === null && /^hasabstract$/i.test(node.text))
    return { ...node, kind: "word", field: "has", text: "abstract" };
  const value = readValue(node);
  const { start, end } = node;
  if ("refused" in value) notices.push({ ...value.refused, start, end, malformed: true });
  else if (value.said) notices.push({ ...value.said, start, end, malformed: false });
  return "refused" in value ? null : { ...node, text: value.text };
}

/** The identifiers of records that a node is a list of, side by side or with OR between; null where it is anything else. */
function identifiersOf(node: Node): Identifier[] | null {
  const leaves = node.kind === "or" || node.kind === "row" ? node.nodes : [node];
  const identifiers = leaves.flatMap((leaf): Identifier[] => {
    if (!("text" in leaf) || leaf.field === null) return [];
    const use = useOf(leaf.field);
    return use.use === "identifier" && use.scheme !== "orcid" ? [{ scheme: use.scheme, value: leaf.text }] : [];
  });
  return identifiers.length === leaves.length ? identifiers : null;
}
