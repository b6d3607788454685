import { fold, isStopWord, tokenise, wholes } from "../../indexes/analysis.ts";
import { isIdentifierWord, orcidWord, ownWord, valueWord } from "../../indexes/fields.ts";
import { otherUmlauts } from "../../indexes/spelling-variants.ts";
import type { Alternative, Term } from "../engine/word-query.ts";
import { type FieldUse, facetOf, stateOf, useOf } from "./query-fields.ts";
import { recordKey } from "./query-identifiers.ts";
import type { Leaf } from "./query-token.ts";

/** How a word is read. */
export interface Reading {
  /** Nothing follows it: it may be only begun. */
  last?: boolean;
  /** As one term, also where it is several words joined by signs. */
  whole?: boolean;
}

/**
 * The terms of a leaf: of a phrase one; of a run without white space one, or several where it is joined by signs
 * ('and/or'), while a compound (IL-6) stays one; of a value the word that records have with just this one.
 */
export function termsOf(leaf: Leaf, { last = false, whole = false }: Reading = {}): Term[] {
  const use = leaf.field ? useOf(leaf.field) : null;
  if (use?.use === "identifier") {
    const key = recordKey({ scheme: use.scheme, value: leaf.text });
    const word = key === null ? orcidWord(leaf.text) : ownWord(key);
    return [haveAny(leaf, [{ word, value: leaf.text }], {})];
  }
  const state = use?.use === "state" ? stateOf(leaf) : undefined;
  if (state && "word" in state) return [haveAny(leaf, [{ word: state.word, value: leaf.text }], {})];
  const facet = facetOf(leaf);
  if (facet) return [ofValues(leaf, [{ word: valueWord(facet, state ? state.value : leaf.text), value: leaf.text }])];
  // Behind a MeSH heading may stand its qualifier, which records are indexed without.
  const text = leaf.field === "mesh" ? leaf.text.replace(/(?<=[\p{L}\p{N}].*)\/.*$/u, "") : leaf.text;
  const read = (text: string): Term[] => {
    if (leaf.kind === "phrase") return phraseTerms(text, leaf.begun).map(literal);
    const terms = wordTerms(text, last);
    return whole && terms.length > 1 ? phraseTerms(text) : terms;
  };
  let terms = read(text);
  if (use?.use !== "words") return terms;
  // Families are told apart by a letter: Janssen, Janssens.
  if (use.names) terms = withOther(terms.map(own), read(otherUmlauts(text)).map(own)).map(literal);
  return terms.map((one) => {
    const text = `${leaf.field}:${one.text}`;
    return inFields(named({ ...one, text, field: leaf.field! }, use), use.in);
  });
}

/** Its words as they are written only. */
export function literal(one: Term): Term {
  return { ...one, alternatives: one.alternatives.map((row) => ({ ...row, literal: true })) };
}

/** A value as records have it, and the word that they have for it. */
export interface Value {
  word: string;
  value: string;
}

/** A term for values that records have as words: any of these, which are nothing to order by. */
export function ofValues(leaf: Pick<Leaf, "field" | "text">, values: readonly Value[]): Term {
  return haveAny(leaf, values, { telling: false });
}

/** Any of these words, which stand for something else. */
function haveAny({ field, text }: Pick<Leaf, "field" | "text">, values: readonly Value[], rest: Partial<Term>): Term {
  const alternatives = values.map(
    ({ word, value }): Alternative => ({ words: [word], value, field: "names", via: "exact", documents: null }),
  );
  const asked = field ? { text: `${field}:${text}`, field } : { text };
  return { ...term("", [], { typos: false, ...rest }), ...asked, alternatives };
}

/** What an alternative stands for, to be told: of an identifier or a value that which was asked for. */
export function toldAs({ words, value }: Pick<Alternative, "words" | "value">, text: string): string {
  return value === undefined ? words.join(" ") : text;
}

export function isOfValues({ telling, typos, alternatives }: Term): boolean {
  return !telling && !typos && alternatives.every(({ words }) => isIdentifierWord(words[0]!));
}

/** One required term for several of which one is enough. */
export function anyOf(terms: readonly Term[]): Term {
  const text = terms.map((one) => one.text).join(" OR ");
  const alternatives = terms.flatMap((one) => one.alternatives);
  const telling = terms.every((one) => one.telling || isOfValues(one));
  return { text, alternatives, telling, required: true, strict: true, prefix: false, typos: false, anyOf: terms };
}

/** What a single word looks for, as typed; of several that signs join, all of them. */
export function wordOf({ alternatives }: Term): string {
  return alternatives[0]!.words.join(" ");
}

/** What a term looks for, as typed. */
export function keyOf({ alternatives }: Term): string {
  const own = alternatives.filter(({ via }) => via === "exact");
  return own.map(({ words, field }) => `${field ?? ""}:${words.join(" ")}`).join("|");
}

/** Terms asked for twice count once. */
export function different(terms: readonly Term[]): Term[] {
  const seen = new Map<string, Term>();
  for (const one of terms) {
    const key = JSON.stringify([keyOf(one), one.combined, one.against?.map(keyOf)]);
    const known = seen.get(key);
    if (!known || (one.required && !known.strict)) seen.set(key, one);
  }
  return [...seen.values()];
}

/** @param begun whether the last word may be only begun */
function phraseTerms(phrase: string, begun = false): Term[] {
  const row = wholes(tokenise(phrase));
  if (row.length === 0) return [];
  // 'IL-6 receptor' is il 6 receptor, and il6 receptor.
  const whole = row.map(({ token }) => token.word);
  const apart = row.flatMap(({ parts }) => parts.map(({ word }) => word));
  const rows = whole.length < apart.length ? [whole, apart] : [apart];
  const prefix = phrase.endsWith("*") ? "always" : begun;
  return [term(phrase, rows, { phrase: true, required: true, typos: false, prefix })];
}

function wordTerms(run: string, last: boolean): Term[] {
  const row = wholes(tokenise(run));
  return row.map(({ token, parts }, i) => {
    const text = run.slice(token.start, token.end);
    const ends = i === row.length - 1;
    // With a digit in it, it is a whole name: K2 is no beginning of K21.
    const begun = last && /[\p{L}\p{N}]$/u.test(run) && !/\d/.test(token.word);
    const prefix = ends && (run.endsWith("*") ? "always" : begun);
    if (token.joined) return term(text, [[token.word], parts.map(({ word }) => word)], { prefix });
    // 'as*' asks for more than an 'as'.
    const telling = prefix === "always" || !isStopWord(token.word);
    const one = term(text, [[token.word]], { prefix, telling });
    if (CAPITALS.test(text)) return shortForm(one);
    return MIXED.test(text)
      ? { ...one, alternatives: one.alternatives.map((row) => ({ ...row, capitals: false })) }
      : one;
  });
}

/** A short form, or several: AIDS, ALS, UTIs. */
const CAPITALS = /^\p{Lu}{2,4}s?$/u;

/** eGFR is not EGFR. */
const MIXED = /^\p{Ll}\p{Lu}{2,4}$/u;

/** Its letters are no word with an ending: ALS is not 'al', as in 'et al.'. Several are what one is. */
function shortForm(one: Term): Term {
  const word = fold(one.text.replace(/s$/, ""));
  const row = { literal: true, capitals: true, documents: null } as const;
  const alternatives: Alternative[] = [
    { words: [word], via: "exact", ...row },
    { words: [`${word}s`], via: "variant", ...row },
  ];
  return { ...one, alternatives };
}

function term(text: string, alternatives: readonly string[][], options: Partial<Term>): Term {
  const exact = alternatives.map((words): Alternative => ({ words, via: "exact", documents: null }));
  return { text, alternatives: exact, telling: true, required: false, prefix: false, typos: true, ...options };
}

/** Only in these fields. */
function inFields(one: Term, fields: readonly NonNullable<Alternative["field"]>[]): Term {
  return { ...one, alternatives: one.alternatives.flatMap((row) => fields.map((field) => ({ ...row, field }))) };
}

/** As it is typed only. */
function own(one: Term): Term {
  return { ...one, alternatives: one.alternatives.filter(({ via }) => via === "exact") };
}

function withOther(terms: readonly Term[], others: readonly Term[]): Term[] {
  return terms.map((one, i) => {
    const known = new Set(one.alternatives.map(({ words }) => words.join(" ")));
    const more = (others[i]?.alternatives ?? []).filter(({ words }) => !known.has(words.join(" ")));
    return { ...one, alternatives: [...one.alternatives, ...more.map((row) => ({ ...row, via: "variant" as const }))] };
  });
}

/** A person's name stands in either order: 'Janssens M', 'M Janssens', 'van den Berg J', 'J van den Berg'. */
function named(one: Term, use: FieldUse): Term {
  if (use.use !== "words" || !use.names) return one;
  const orders = one.alternatives.flatMap(({ words, ...rest }) =>
    [words, [...words.slice(1), words[0]!], [words.at(-1)!, ...words.slice(0, -1)]].map((row) => ({
      ...rest,
      words: row,
    })),
  );
  return { ...one, alternatives: [...new Map(orders.map((row) => [row.words.join(" "), row])).values()] };
}
