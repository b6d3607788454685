import { setImmediate } from "node:timers/promises";
import type { Term } from "../engine/word-query.ts";
import { LecternError } from "../errors.ts";
import { insteadOf } from "./interpretation.ts";
import { said } from "./notices.ts";
import { useOf } from "./query-fields.ts";
import { parse } from "./query-grammar.ts";
import { loosened } from "./query-loosened.ts";
import { group, type Node, print } from "./query-nodes.ts";
import type { Leaf, Notice } from "./query-token.ts";
import type { SearchAnswer, SearchRequest } from "./search.ts";

/** What to change of a search that finds nothing. */
export const REASONS = [
  "switches",
  "spelling",
  "quotes",
  "fields",
  "filters",
  "exclusions",
  "words",
  "operators",
  "mode",
] as const;
export type Reason = (typeof REASONS)[number];

/** A search that finds something, where the one that was asked finds nothing. */
export interface Suggestion {
  reason: Reason;
  request: SearchRequest;
  /** How many records it finds. */
  records: number;
}

/** So many are told. */
const MOST = 4;

/**
 * What a search answers: where it asks for phrases that no record has, that of one for their words; where nothing is found,
 * with other searches that find something.
 */
export async function rescued(
  request: SearchRequest,
  search: (request: SearchRequest) => Promise<SearchAnswer>,
): Promise<SearchAnswer> {
  let answer = await search(request);
  const loose = request.strict ? null : withoutAbsentPhrases(request.q, answer.terms);
  if (loose) {
    const all = [...answer.interpretation.notices, ...loose.notices];
    const { interpretation, notices, ...rest } = await search({ ...request, q: loose.q });
    answer = {
      ...rest,
      interpretation: { ...interpretation, instead: insteadOf(request, rest.terms), notices: all },
      notices: [...loose.notices, ...notices],
    };
  }
  if (request.bare || answer.counts.total > 0 || (request.q.trim() === "" && request.filters.length === 0))
    return answer;
  const find = (other: SearchRequest) => search({ ...other, facets: [], perPage: 0 });
  const { terms } = answer;
  return { ...answer, suggestions: await suggestionsFor(request, { terms, loose: loose !== null }, find) };
}

/**
 * The query without the quotation marks of phrases that no record has; null where there are none. Only of phrases by
 * themselves: what fields and operators ask for stays.
 */
function withoutAbsentPhrases(q: string, terms: readonly Term[]): { q: string; notices: Notice[] } | null {
  const absent = new Set(
    terms
      .filter(({ required, strict, typos }) => required && !strict && !typos)
      .filter(({ alternatives }) => alternatives.every(({ documents }) => documents === 0))
      .map(({ text }) => text),
  );
  const { node } = absent.size > 0 ? parse(q) : { node: null };
  if (!node) return null;
  const notices: Notice[] = [];
  const loose = (node.kind === "row" ? node.nodes : [node]).flatMap((one) => {
    if (one.kind !== "phrase" || one.field !== null || !absent.has(one.text)) return one;
    const { text, start, end } = one;
    notices.push({ ...said("phrase-nowhere", text), start, end, malformed: false });
    return loosened(one) ?? [];
  });
  const all = group("row", loose);
  return all && notices.length > 0 ? { q: print(all), notices } : null;
}

/**
 * Changed searches that find something: each was asked. The more of the search they keep, the earlier they come.
 *
 * @param find how many records a search finds, and its terms as read
 */
async function suggestionsFor(
  request: SearchRequest,
  found: Nothing,
  find: (request: SearchRequest) => Promise<Pick<SearchAnswer, "counts" | "terms">>,
): Promise<Suggestion[]> {
  const { single, together } = await changes(request, found, find);
  const seen = new Set([JSON.stringify(request)]);
  const ask = (changed: readonly Change[]): Promise<Suggestion[]> => {
    const different = changed.filter(({ request }) => {
      const key = JSON.stringify(request);
      return !seen.has(key) && seen.add(key);
    });
    const asked = different.map(async ({ reason, request }, i) => {
      // Others are answered in between, where the engine works in this process.
      for (let turn = 0; turn <= i; turn++) await setImmediate();
      const records = await find(request).then(({ counts }) => counts.total, nothing);
      return { reason, request, records };
    });
    return Promise.all(asked).then((all) => all.filter(({ records }) => records > 0));
  };
  const some = await ask(single);
  return (some.length > 0 ? some : await ask(together)).slice(0, MOST);
}

/** The terms of a search that finds nothing, as read; `loose` where it was read without the quotation marks of its phrases. */
interface Nothing {
  terms: readonly Term[];
  loose: boolean;
}

type Change = Pick<Suggestion, "reason" | "request">;

/** Of a changed query that cannot be asked for. */
function nothing(error: unknown): number {
  if (error instanceof LecternError && error.status === 400) return 0;
  throw error;
}

async function changes(
  request: SearchRequest,
  { terms, loose }: Nothing,
  find: (request: SearchRequest) => Promise<Pick<SearchAnswer, "terms">>,
): Promise<{ single: Change[]; together: Change[] }> {
  const first = { ...request, page: 1 };
  const { strict: _, typo: __, expand: ___, ...free } = first;
  const { node } = parse(request.q);
  const asked = (changed: Node | null, reason: Reason, from: SearchRequest = first) =>
    changed && print(changed) !== print(node!) ? [{ reason, request: { ...from, q: print(changed) } }] : [];
  const switched = request.strict === true || request.typo === false || request.expand === false;
  // Without switches it was read so already.
  const read = switched || loose ? (await find({ ...free, facets: [] })).terms : terms;
  const single = [
    ...(node ? asked(respelt(node, read), "spelling") : []),
    ...(switched ? [{ reason: "switches" as const, request: free }] : []),
    ...(node
      ? asked(
          without(node, ({ kind, field }) => kind === "phrase" && field === null, loosened),
          "quotes",
        )
      : []),
    ...(node ? asked(without(node, isInField, loosened), "fields") : []),
    // The value of a filter by itself may be words of something else.
    ...(node?.kind === "phrase" && isFilter(node) ? asked(loosened(node), "fields") : []),
    { reason: "filters" as const, request: { ...first, filters: [] } },
    ...(node ? asked(without(node, isFilter), "filters") : []),
    ...(node ? asked(withoutNot(node), "exclusions") : []),
    ...(node ? asked(withoutRarest(node, terms), "words") : []),
    { reason: "mode" as const, request: { ...first, mode: "hybrid" as const } },
  ];
  const open = { ...free, filters: [] };
  const plain = node && withoutNot(without(node, isFilter) ?? node);
  const together = plain
    ? [
        ...asked(plain, "filters", open),
        ...asked(withoutRarest(plain, terms), "words", open),
        ...asked(withoutOperators(plain), "operators", open),
      ]
    : [];
  return { single, together };
}

/** A node with some leaves left out, or changed; null where nothing is left. */
function without(node: Node, which: (leaf: Leaf) => boolean, change?: (leaf: Leaf) => Node | null): Node | null {
  if (node.kind === "not") {
    const inner = without(node.node, which, change);
    return inner && inner.kind !== "not" ? { kind: "not", node: inner } : inner;
  }
  if ("nodes" in node)
    return group(
      node.kind,
      node.nodes.flatMap((one) => without(one, which, change) ?? []),
    );
  if (!which(node)) return node;
  return change ? change(node) : null;
}

/** Whether it is words somewhere, which may be in another place. */
function isInField({ field }: Leaf): boolean {
  return field !== null && useOf(field).use === "words";
}

function isFilter({ field }: Leaf): boolean {
  const use = field && useOf(field).use;
  return use === "value" || use === "years" || use === "state";
}

function withoutNot(node: Node): Node | null {
  if (node.kind === "not") return null;
  if (!("nodes" in node)) return node;
  return group(
    node.kind,
    node.nodes.flatMap((one) => withoutNot(one) ?? []),
  );
}

/** All words side by side, in no field: of those most are enough. */
function withoutOperators(node: Node): Node | null {
  const leaves = (one: Node): Leaf[] => ("nodes" in one ? one.nodes.flatMap(leaves) : "text" in one ? [one] : []);
  const loose = without(node, isInField, loosened);
  return loose && group("row", leaves(loose));
}

/** Without the words that no record has; where every one is in some record, without the rarest. Null where no word is left. */
function withoutRarest(node: Node, terms: readonly Term[]): Node | null {
  const single = terms.flatMap((term) => term.anyOf ?? term).filter(({ telling, required }) => telling || required);
  const counted = single.map(({ text, alternatives }) => ({
    text,
    records: Math.max(0, ...alternatives.map(({ documents }) => documents ?? 0)),
  }));
  const least = Math.min(...counted.map(({ records }) => records));
  const gone = new Set(counted.filter(({ records }) => records === least).map(({ text }) => text));
  const left = without(node, (leaf) => gone.has(textOf(leaf)));
  return left && without(left, isFilter) && left;
}

function textOf({ field, text }: Leaf): string {
  return field ? `${field}:${text}` : text;
}

/** With the spellings that the words were read as where they may be corrected. */
function respelt(node: Node, read: readonly Term[]): Node | null {
  const corrected = new Map(
    read
      .flatMap((term) => term.anyOf ?? term)
      .flatMap(({ text, alternatives }): [string, string][] => {
        const best = alternatives.find(({ via, documents }) => via === "corrected" && documents !== 0);
        return best ? [[text, best.words.join(" ")]] : [];
      }),
  );
  return without(
    node,
    (leaf) => corrected.has(textOf(leaf)),
    (leaf) => ({ ...leaf, text: corrected.get(textOf(leaf))! }),
  );
}
