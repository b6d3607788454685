import type { Filter, SearchField } from "../../indexes/fields.ts";
import type { Alternative, Combination, Term } from "../engine/word-query.ts";
import { isOfValues } from "./query-terms.ts";

/**
 * What a term is to the query, or to the group that it stands in. "optional": of a query, `needed` tells how many of these a
 * match by words has; of an OR, one is enough. "ignored": too frequent to be asked for.
 */
export const PRESENCES = ["required", "optional", "excluded", "ignored"] as const;
export type Presence = (typeof PRESENCES)[number];

/** A term of a query as people and programs read it: a word, or several that an operator joins. */
export type ToldTerm = ToldWord | ToldGroup;

export interface ToldWord {
  /** As typed, without its field and without a star. */
  text: string;
  /** The field of the query language that it is asked for in. */
  field?: string;
  /** Whether it is one word, words in a row, or a value that records have as a whole. */
  kind: "word" | "phrase" | "value";
  presence: Presence;
  /** True where a star asks for all words that begin so. */
  beginning?: true;
  /** What was looked for, itself first. */
  as: readonly ToldAs[];
}

export interface ToldGroup {
  operator: "AND" | "OR";
  presence: Presence;
  terms: readonly ToldTerm[];
}

/** One thing that a word was looked for as. */
export interface ToldAs {
  /** Of words folded, as the index has them; of a value as records have it. */
  text: string;
  /** Why: the word itself, or what else it may be. */
  via: Alternative["via"];
  /** The part of a record's text that it was looked for in; absent for all. */
  field?: SearchField;
  /** The words of the query that it stands for, where they are several. */
  of?: string;
  /** In how many records it is, for words in a row an estimate; absent where nothing was counted. */
  records?: number;
  /** Of a short or a long form that records define: how many do. */
  defined?: number;
}

/** A filter without what only engines need to know of it. */
export function toldFilter({ fixed: _, ...filter }: Filter): Filter {
  return filter;
}

/** All terms of a query, those that are excluded last. */
export function toldTerms({ terms, excluded }: { terms: readonly Term[]; excluded: readonly Term[] }): ToldTerm[] {
  // 'To be or not to be' is asked for as it is.
  const some = terms.some((term) => term.telling || term.required);
  const presence = (term: Term): Presence =>
    term.required ? "required" : some && !term.telling && !isOfValues(term) ? "ignored" : "optional";
  return [...terms.map((term) => told(term, presence(term))), ...excluded.map((term) => told(term, "excluded"))];
}

function told(term: Term, presence: Presence): ToldTerm {
  const { combined, anyOf = [] } = term;
  if (combined !== undefined) return combination(combined, term, presence);
  if (anyOf.length === 0) return word(term, presence);
  return group(
    "OR",
    presence,
    anyOf.map((one) => [one, "optional"]),
    told,
  );
}

function combination(of: Combination, term: Term, presence: Presence): ToldTerm {
  if (typeof of === "number") return told(term.anyOf![of]!, presence);
  if ("against" in of) return told(term.against![of.against]!, presence);
  const read = (part: Combination, presence: Presence) => combination(part, term, presence);
  const each = (parts: readonly Combination[], presence: Presence) => parts.map((part) => [part, presence] as const);
  if ("oneOf" in of) return group("OR", presence, each(of.oneOf, "optional"), read);
  return group("AND", presence, [...each(of.allOf, "required"), ...each(of.but, "excluded")], read);
}

/** What an operator joins; of a single part, the part by itself. */
function group<T>(
  operator: ToldGroup["operator"],
  presence: Presence,
  parts: readonly (readonly [T, Presence])[],
  read: (part: T, presence: Presence) => ToldTerm,
): ToldTerm {
  const [first, ...others] = parts;
  if (first && others.length === 0) return read(first[0], presence);
  return { operator, presence, terms: parts.map(([part, presence]) => read(part, presence)) };
}

function word({ text, field, phrase, prefix, alternatives }: Term, presence: Presence): ToldWord {
  const isValue = alternatives.some(({ value }) => value !== undefined);
  return {
    text: field === undefined ? text : text.slice(field.length + 1),
    ...(field === undefined ? {} : { field }),
    kind: isValue ? "value" : phrase ? "phrase" : "word",
    presence,
    ...(prefix === "always" ? { beginning: true } : {}),
    as: alternatives.map(as),
  };
}

function as({ words, value, via, field, of, documents, defined }: Alternative): ToldAs {
  return {
    text: value ?? words.join(" "),
    via,
    // A value is no text, wherever the index keeps it.
    ...(field === undefined || value !== undefined ? {} : { field }),
    ...(of === undefined ? {} : { of }),
    ...(documents === null ? {} : { records: documents }),
    ...(defined === undefined ? {} : { defined }),
  };
}
