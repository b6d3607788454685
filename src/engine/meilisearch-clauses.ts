import { SEARCH_FIELDS } from "../../indexes/fields.ts";
import { STEMS_BESIDE, stemsAttribute } from "../../indexes/settings.ts";
import { stemHash, type TextWords } from "../../indexes/text-words.ts";
import { isSpelling, pairKey, stemKey, writtenKey } from "./meilisearch-keys.ts";
import { combinations, found, type Level, rarity } from "./word-plan.ts";
import type { Alternative, Combination, Term } from "./word-query.ts";

/** What is looked for, in Meilisearch's terms. */
export interface Clause {
  filter: string;
  /** Quoted phrases, which a filter cannot ask for; empty where there are none. */
  q: string;
  /** Whether a document with these words fits the filter, or may; it says nothing of `q`. */
  fits(words: TextWords): boolean;
  /** Whether `fits` tells for certain: not of words that stand as they are written. */
  certain: boolean;
}

/** Every document. */
export const ANY: Clause = { filter: "", q: "", fits: () => true, certain: true };
/** None: nothing has this id. */
export const NOTHING: Clause = { filter: 'id = ""', q: "", fits: () => false, certain: true };

/** What a level asks for, without what is excluded. */
export function levelClause(level: Level, excluded: readonly Term[]): Clause {
  return both(level.required, excluded, level);
}

/** What every match has and none has, also those by meaning. */
export function bar(required: readonly Term[], excluded: readonly Term[]): Clause {
  return both(required, excluded, null);
}

/** Words in a row, in a field or anywhere. */
export type Row = Pick<Alternative, "words" | "field" | "literal">;

/** A word, or two in a row, by filter; more as a phrase. */
export function exactly(row: Row): Pick<Clause, "filter" | "q"> {
  return { filter: all(row), q: phrase(row) ?? "" };
}

/** A part of what a level matches, in which the engine's own order finds the best. */
export interface Share {
  /** Beside the level's own; empty for all of it. */
  filter: string;
  /** Stems for the engine's own order. */
  ordering: string;
}

/**
 * The parts of a level by the rarest term that a match has, rarest first: the engine drops the most frequent words of a
 * query, one after the other, so what has any but the rarest it never comes to. All together are all matches.
 */
export function sharesOf({ required, counted, atLeast, ordering }: Level): Share[] {
  const rest = [...new Set([...counted, ...ordering])];
  if (atLeast === counted.length) return [{ filter: "", ordering: stemsOf([...required, ...rest]) }];
  const rarestFirst = [...counted].sort((a, b) => rarity(a) - rarity(b));
  const shares = rarestFirst.slice(0, counted.length - atLeast + 1).map((term) => ({
    filter: clause(term).filter,
    ordering: stemsOf([...required, ...rest.filter((other) => rarity(other) >= rarity(term))]),
  }));
  return atLeast > 0 ? shares : [...shares, { filter: "", ordering: stemsOf(required) }];
}

/** The stems of each term's first found alternative. */
function stemsOf(terms: readonly Term[]): string {
  return terms.flatMap((term) => found(term)[0]?.words.map(stemKey) ?? []).join(" ");
}

interface TermClause {
  filter: string;
  /** Where the term is one phrase and nothing else. */
  phrase: string | null;
  fits(words: TextWords): boolean;
  certain: boolean;
}

function clause(term: Term): TermClause {
  if (term.combined !== undefined) return { ...combination(term.combined, term), phrase: null };
  const alternatives = found(term);
  const rows = alternatives.map((one) => ({ ...one, stems: one.words.map(stemHash) }));
  return {
    filter: `(${alternatives.map(all).join(" OR ")})`,
    phrase: alternatives.length === 1 ? phrase(alternatives[0]!) : null,
    fits: (words) => rows.some((row) => stand(row, words)),
    certain: rows.every(({ literal }) => !literal),
  };
}

/** As the filter has it: each two neighbours stand next to each other somewhere. */
function stand({ stems, field }: Row & { stems: readonly number[] }, { fields }: TextWords): boolean {
  const places = fields.filter((_, i) => !field || field === SEARCH_FIELDS[i]);
  if (stems.length === 1) return places.some((place) => place.includes(stems[0]!));
  return stems
    .slice(1)
    .every((next, i) => places.some((place) => place.some((stem, at) => stem === stems[i] && place[at + 1] === next)));
}

function both(required: readonly Term[], excluded: readonly Term[], level: Level | null): Clause {
  const having = required.map(clause);
  const not = excluded.map(clause);
  const lacking = not.filter(({ phrase }) => phrase === null).map(lack);
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
    certain: [...having, ...counted, ...lacking].every(({ certain }) => certain),
  };
}

type Part = Pick<Clause, "filter" | "fits" | "certain">;

function lack({ filter, fits, certain }: Part): Part {
  return { filter: `NOT ${filter}`, fits: (words) => !certain || !fits(words), certain };
}

function combination(of: Combination, term: Term): Part {
  if (typeof of === "number") return clause(term.anyOf![of]!);
  if ("against" in of) return clause(term.against![of.against]!);
  const each = (parts: readonly Combination[]): Part[] => parts.map((part) => combination(part, term));
  const parts = "oneOf" in of ? each(of.oneOf) : [...each(of.allOf), ...each(of.but).map(lack)];
  const some = "oneOf" in of;
  return {
    filter: `(${parts.map(({ filter }) => filter).join(some ? " OR " : " AND ")})`,
    fits: (words) => (some ? parts.some(({ fits }) => fits(words)) : parts.every(({ fits }) => fits(words))),
    certain: parts.every(({ certain }) => certain),
  };
}

function some(counted: readonly TermClause[], atLeast: number): string[] {
  if (atLeast === 0) return [];
  const choices = combinations(
    counted.map(({ filter }) => filter),
    atLeast,
  );
  return [`(${choices.map((parts) => `(${parts.join(" AND ")})`).join(" OR ")})`];
}

function all({ words, field, literal }: Row): string {
  const attributes = field ? [stemsAttribute(field)] : [stemsAttribute("abstract"), STEMS_BESIDE];
  const keys = words.length === 1 ? words.map(stemKey) : words.slice(1).map((word, i) => pairKey(words[i]!, word));
  const each = keys.map((key) =>
    joined(
      attributes.map((attribute) => `${attribute} = "${key}"`),
      "OR",
    ),
  );
  return joined([...each, ...(literal ? asWritten(words, field) : [])], "AND");
}

/** That the words of a row stand as they are written: those of a name among the names, others somewhere. */
function asWritten(words: readonly string[], field: Row["field"]): string[] {
  if (field === "names") return words.map((word) => `${stemsAttribute(field)} = "${writtenKey(word)}"`);
  return words.filter(isSpelling).map((word) => `spellings = "${word}"`);
}

function joined(conditions: readonly string[], by: "AND" | "OR"): string {
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(` ${by} `)})`;
}

/** What of a row a filter does not tell: that its pairs follow each other. */
function phrase({ words }: Row): string | null {
  return words.length > 2 ? `"${words.map(stemKey).join(" ")}"` : null;
}
