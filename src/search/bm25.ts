import { SEARCH_FIELDS } from "../../indexes/fields.ts";
import { CAPITALS, formHash, stemHash } from "../../indexes/text-words.ts";
import type { Candidate, RecallAnswer } from "../engine/engine.ts";
import type { Alternative, Term } from "../engine/word-query.ts";

/** BM25's parameters (Robertson and Zaragoza 2009), and how often a word of each field counts. */
export interface Bm25Parameters {
  /** How soon repeats stop counting: 0 at once, 3 late. */
  k1: number;
  /** How much a long text is held against its words: 0 not at all, 1 fully. */
  b: number;
  fields: Readonly<Record<(typeof SEARCH_FIELDS)[number], number>>;
  /** How much a word in another form than the query's counts ('organic' for 'organ'): 0 nothing, 1 as much. */
  otherForm: number;
}

/** A document count where even the engine knows none: as if in one record. */
const UNKNOWN = 1;

/** How much a short form counts where it is written in other capitals than typed: it is another thing, but for a slip. */
const OTHER_CAPITALS = 0.1;

/** How much a word found in another spelling counts against the word itself. */
const TRUST: Readonly<Record<Alternative["via"], number>> = {
  exact: 1,
  variant: 1,
  notation: 1,
  translation: 1,
  abbreviation: 0.9,
  synonym: 0.8,
  corrected: 0.8,
  prefix: 0.7,
};

/**
 * BM25 of each candidate for a query's terms. A term counts where any of its alternatives stands, and is as rare as the
 * most frequent of them.
 *
 * @returns 0 or more for each candidate, in their order
 */
export function bm25(
  candidates: readonly Candidate[],
  terms: readonly Term[],
  collection: RecallAnswer["collection"],
  parameters: Bm25Parameters,
): Float64Array {
  const scoring = scoringOf(terms, collection, parameters);
  return Float64Array.from(candidates, (candidate) => sum(termScores(candidate, scoring)));
}

/** What each term adds to a candidate's BM25. */
export function bm25ByTerm(
  candidate: Candidate,
  terms: readonly Term[],
  collection: RecallAnswer["collection"],
  parameters: Bm25Parameters,
): { text: string; value: number }[] {
  const scoring = scoringOf(terms, collection, parameters);
  const values = termScores(candidate, scoring);
  return scoring.patterns.map(({ text }, i) => ({ text, value: values[i]! }));
}

/** The places among `SEARCH_FIELDS` in which an alternative stands. */
export function fieldsWith(candidate: Candidate, alternative: Alternative): number[] {
  const sequence = toSequence(alternative);
  const { field: only } = sequence;
  const stands = (stems: Int32Array, written: Uint8Array): boolean => {
    const { all, same } = count(stems, written, sequence);
    return (sequence.literal ? same : all) > 0;
  };
  return candidate.words.fields.flatMap((stems, field) =>
    (only === null || only === field) && stands(stems, candidate.words.forms[field]!) ? field : [],
  );
}

interface Scoring {
  patterns: readonly Pattern[];
  /** The sequences of all patterns in a row, each with the place of its pattern. */
  sequences: readonly { sequence: Sequence; pattern: number }[];
  /** Places among these by how they begin, where they are many; null where each is looked for in each text. */
  byFirst: Beginnings | null;
  collection: RecallAnswer["collection"];
  parameters: Bm25Parameters;
}

/** By the first word, of single words; by the first two, of others: nearly every text has an 'of'. */
interface Beginnings {
  words: ReadonlyMap<number, readonly number[]>;
  pairs: ReadonlyMap<number, readonly number[]>;
}

/** From so many sequences on a text is read once for all of them. */
const MANY = 100;

function scoringOf(
  terms: readonly Term[],
  collection: RecallAnswer["collection"],
  parameters: Bm25Parameters,
): Scoring {
  const asked = patterns(terms, collection);
  const sequences = asked.flatMap((one, pattern) => one.sequences.map((sequence) => ({ sequence, pattern })));
  const byFirst = sequences.length > MANY ? beginningsOf(asked.flatMap((one) => one.sequences)) : null;
  return { patterns: asked, sequences, byFirst, collection, parameters };
}

function beginningsOf(sequences: readonly Sequence[]): Beginnings {
  const [words, pairs] = [new Map<number, number[]>(), new Map<number, number[]>()];
  for (const [at, { hashes }] of sequences.entries()) {
    const [places, key] = hashes.length > 1 ? [pairs, pairOf(hashes[0]!, hashes[1]!)] : [words, hashes[0]!];
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  }
  return { words, pairs };
}

function pairOf(first: number, second: number): number {
  return Math.imul(first, 31) ^ second;
}

/** Those of the sequences that may stand in a text, in their order. */
function perhapsIn(stems: Int32Array, { sequences, byFirst }: Scoring): Scoring["sequences"] {
  if (!byFirst) return sequences;
  const places = new Set<number>();
  stems.forEach((stem, i) => {
    for (const at of byFirst.words.get(stem) ?? []) places.add(at);
    if (i + 1 < stems.length) for (const at of byFirst.pairs.get(pairOf(stem, stems[i + 1]!)) ?? []) places.add(at);
  });
  return Array.from(Int32Array.from(places).sort(), (at) => sequences[at]!);
}

function termScores({ words: text }: Candidate, scoring: Scoring): Float64Array {
  const { patterns, collection, parameters } = scoring;
  const { k1, b, fields, otherForm } = parameters;
  const told = (stems: Int32Array, written: Uint8Array, sequence: Sequence): number => {
    const { all, same, cased } = count(stems, written, sequence);
    return cased + OTHER_CAPITALS * (same - cased) + (sequence.literal ? 0 : otherForm * (all - same));
  };
  const norm = k1 * (1 - b + (b * text.length) / Math.max(1, collection.averageLength));
  const frequencies = new Float64Array(patterns.length);
  text.fields.forEach((stems, field) => {
    for (const { sequence, pattern } of perhapsIn(stems, scoring))
      if (sequence.field === null || sequence.field === field)
        frequencies[pattern]! +=
          fields[SEARCH_FIELDS[field]!] * sequence.trust * told(stems, text.forms[field]!, sequence);
  });
  return frequencies.map((frequency, i) =>
    frequency > 0 ? (patterns[i]!.idf * frequency * (k1 + 1)) / (frequency + norm) : 0,
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

interface Pattern {
  text: string;
  idf: number;
  sequences: Sequence[];
}

interface Sequence {
  hashes: number[];
  forms: number[];
  /** Place among the fields; null for any. */
  field: number | null;
  trust: number;
  /** Whether no other form of its words counts. */
  literal: boolean;
  /** What a word's form says where it has the capitals that were typed; null where any will do. */
  capitals: number | null;
}

/** Of the terms that tell something, or of all where none does. */
function patterns(terms: readonly Term[], { documents }: RecallAnswer["collection"]): Pattern[] {
  // Of words under operators each by itself.
  const single = terms.flatMap((term) => (term.combined === undefined ? term : (term.anyOf ?? term)));
  const asked = single.filter((term) => term.telling || term.required);
  return (asked.length > 0 ? asked : single).map(({ text, alternatives }) => {
    const found = Math.max(UNKNOWN, ...alternatives.map((alternative) => alternative.documents ?? UNKNOWN));
    const idf = Math.log(1 + (Math.max(documents, found) - found + 0.5) / (found + 0.5));
    return { text, idf, sequences: alternatives.map(toSequence) };
  });
}

/** Of the alternatives of a query, which each record of the page is compared with. */
const known = new WeakMap<Alternative, Sequence>();

function toSequence(alternative: Alternative): Sequence {
  const sequence = known.get(alternative) ?? madeSequence(alternative);
  known.set(alternative, sequence);
  return sequence;
}

function madeSequence({ words, field, via, literal, capitals }: Alternative): Sequence {
  return {
    hashes: words.map(stemHash),
    forms: words.map(formHash),
    field: field ? SEARCH_FIELDS.indexOf(field) : null,
    trust: TRUST[via],
    literal: literal === true,
    capitals: capitals === undefined || words.length > 1 ? null : capitals ? CAPITALS : 0,
  };
}

/** How often a sequence of stems stands in a text, how often of these in the same form, and of these in the same capitals. */
function count(
  stems: Int32Array,
  written: Uint8Array,
  { hashes, forms, capitals }: Pick<Sequence, "hashes" | "forms" | "capitals">,
): Counted {
  const counted = { all: 0, same: 0, cased: 0 };
  for (let i = stems.indexOf(hashes[0]!); i >= 0; i = stems.indexOf(hashes[0]!, i + 1)) {
    if (!hashes.every((next, n) => stems[i + n] === next)) continue;
    counted.all++;
    // Of a record that was stored before its forms were, none is known.
    const known = written.length > 0;
    if (known && !forms.every((form, n) => (written[i + n]! & ~CAPITALS) === form)) continue;
    counted.same++;
    if (!known || capitals === null || (written[i]! & CAPITALS) === capitals) counted.cased++;
  }
  return counted;
}

interface Counted {
  all: number;
  same: number;
  cased: number;
}
