import { SEARCH_FIELDS } from "../../indexes/fields.ts";
import { stemsAttribute } from "../../indexes/settings.ts";
import { bound } from "../../indexes/small-words.ts";
import { stemHash, type TextWords } from "../../indexes/text-words.ts";
import { IN_PAIRS, pairKey, stemKey } from "./meilisearch-documents.ts";
import { combinations, found, type Level } from "./word-plan.ts";
import type { Alternative, Term } from "./word-query.ts";

/** What is looked for, in Meilisearch's terms. */
export interface Clause {
  filter: string;
  /** Quoted phrases, which a filter cannot ask for; empty where there are none. */
  q: string;
  /** Whether a document with these words fits the filter; it says nothing of `q`. */
  fits(words: TextWords): boolean;
}

/** Every document. */
export const ANY: Clause = { filter: "", q: "", fits: () => true };
/** None: nothing has this id. */
export const NOTHING: Clause = { filter: 'id = ""', q: "", fits: () => false };

/** What a level asks for, without what is excluded. */
export function levelClause(level: Level, excluded: readonly Term[]): Clause {
  return both(level.required, excluded, level);
}

/** What every match has and none has, also those by meaning. */
export function bar(required: readonly Term[], excluded: readonly Term[]): Clause {
  return both(required, excluded, null);
}

/** Words in a row, in a field or anywhere. */
export type Row = Pick<Alternative, "words" | "field">;

/** A word by filter, words in a row as a phrase. */
export function exactly(row: Row): Pick<Clause, "filter" | "q"> {
  return { filter: all(row), q: row.words.length === 1 ? "" : phrase(row.words) };
}

/** The stems of a term's first found alternative, for the engine's own order. */
export function ordering(term: Term): string[] {
  return found(term)[0]?.words.map(stemKey) ?? [];
}

interface TermClause {
  filter: string;
  /** Where the term is one phrase and nothing else. */
  phrase: string | null;
  fits(words: TextWords): boolean;
}

function clause(term: Term): TermClause {
  const alternatives = found(term);
  const single = alternatives.length === 1 && alternatives[0]!.words.length > 1 ? alternatives[0]! : null;
  const rows = alternatives.map((one) => ({ ...one, stems: one.words.map(stemHash) }));
  return {
    filter: `(${alternatives.map(all).join(" OR ")})`,
    phrase: single && phrase(single.words),
    fits: (words) => rows.some((row) => stand(row, words)),
  };
}

/** As the filter has it: pairs where they are told, else anywhere. */
function stand({ stems, ...row }: Row & { stems: readonly number[] }, { fields }: TextWords): boolean {
  const places = fields.filter((_, i) => !row.field || row.field === SEARCH_FIELDS[i]);
  const anywhere = stems.every((stem) => places.some((place) => place.includes(stem)));
  const paired = (i: number) =>
    places.some((place) => place.some((stem, at) => stem === stems[i] && place[at + 1] === stems[i + 1]));
  return anywhere && stems.slice(1).every((_, i) => !inPair(row, i) || paired(i));
}

/** Whether documents tell that these two words of a row stand next to each other. */
function inPair({ words, field }: Row, at: number): boolean {
  return (field !== undefined && IN_PAIRS.has(field)) || bound(words[at]!, words[at + 1]!);
}

function both(required: readonly Term[], excluded: readonly Term[], level: Level | null): Clause {
  const having = required.map(clause);
  const not = excluded.flatMap((term) => (term.unless ? [] : clause(term)));
  const lacking = [...not.filter(({ phrase }) => phrase === null).map(lack), ...excluded.flatMap(lackUnless)];
  const counted = level?.counted.map(clause) ?? [];
  const atLeast = level?.atLeast ?? 0;
  return {
    filter: [
      ...having.map(({ filter }) => filter),
      ...some(counted, atLeast),
      ...lacking.map(({ filter }) => filter),
    ].join(" AND "),
    q: [
      ...having.flatMap(({ phrase }) => phrase ?? []),
      ...not.flatMap(({ phrase }) => (phrase ? `-${phrase}` : [])),
    ].join(" "),
    fits: (words) =>
      having.every((term) => term.fits(words)) &&
      lacking.every((one) => one.fits(words)) &&
      counted.filter((term) => term.fits(words)).length >= atLeast,
  };
}

function lack({ filter, fits }: TermClause): Pick<Clause, "filter" | "fits"> {
  return { filter: `NOT ${filter}`, fits: (words) => !fits(words) };
}

/** Nothing of a term that is excluded whatever else there is. */
function lackUnless(term: Term): Pick<Clause, "filter" | "fits">[] {
  const unless = term.unless?.map(clause);
  if (!unless) return [];
  const without = lack(clause(term));
  return [
    {
      filter: `(${[without, ...unless].map(({ filter }) => filter).join(" OR ")})`,
      fits: (words) => without.fits(words) || unless.some(({ fits }) => fits(words)),
    },
  ];
}

function some(counted: readonly TermClause[], atLeast: number): string[] {
  if (atLeast === 0) return [];
  const choices = combinations(
    counted.map(({ filter }) => filter),
    atLeast,
  );
  return [`(${choices.map((parts) => `(${parts.join(" AND ")})`).join(" OR ")})`];
}

function all(row: Row): string {
  const { words, field } = row;
  const attribute = field ? stemsAttribute(field) : "stems";
  const pairs = words.slice(1).flatMap((word, i) => (inPair(row, i) ? pairKey(words[i]!, word) : []));
  const alone = words.filter((_, i) => !(i > 0 && inPair(row, i - 1)) && !(i + 1 < words.length && inPair(row, i)));
  const each = [...alone.map(stemKey), ...pairs].map((key) => `${attribute} = "${key}"`);
  return each.length === 1 ? each[0]! : `(${each.join(" AND ")})`;
}

function phrase(words: readonly string[]): string {
  return `"${words.map(stemKey).join(" ")}"`;
}
