import { inRow, stem, tokenise } from "../../indexes/analysis.ts";
import type { SearchField } from "../../indexes/fields.ts";
import { splitSentences } from "../../indexes/sentences.ts";
import type { Sentence } from "../../indexes/vectors.ts";
import type { Term } from "../engine/word-query.ts";

type Text = { title: string; abstract: string };

/** A stretch of a field, in UTF-16 offsets, `end` exclusive. */
export interface Highlight {
  start: number;
  end: number;
}

export type Highlights = { title: Highlight[]; abstract: Highlight[] };

export interface BestSentence extends Sentence {
  text: string;
}

/** Where the query's words stand, in any spelling that was searched for; they do not overlap. */
export function highlight(text: string, terms: readonly Term[], field: keyof Text): Highlight[] {
  const wanted = sequences(terms)[field];
  const tokens = inRow(tokenise(text));
  const marks: Highlight[] = [];
  const found = matches(tokens, wanted).map(({ from, to }) => ({
    start: tokens[from]!.start,
    end: tokens[to - 1]!.end,
  }));
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

/**
 * The sentence to show for a hit: the nearest by meaning where there is one, else the one with most of the query's
 * words, the title last.
 */
export function bestSentence(record: Text, terms: readonly Term[], nearest: Sentence | null): BestSentence | null {
  const sentence = nearest ?? byWords(record, terms);
  if (!sentence) return null;
  return { ...sentence, text: record[sentence.field].slice(sentence.start, sentence.end) };
}

function byWords({ title, abstract }: Text, terms: readonly Term[]): Sentence | null {
  let best: Sentence | null = null;
  let most = 0;
  const wanted = sequences(terms);
  const consider = (sentence: Sentence, text: string): void => {
    const found = new Set(
      matches(inRow(tokenise(text.slice(sentence.start, sentence.end))), wanted[sentence.field]).map(
        ({ term }) => term,
      ),
    );
    if (found.size <= most) return;
    most = found.size;
    best = sentence;
  };
  for (const span of splitSentences(abstract)) consider({ field: "abstract", ...span }, abstract);
  consider({ field: "title", start: 0, end: title.length }, title);
  return best;
}

export interface Sequence {
  term: number;
  stems: string[];
  /** The words themselves, where no other form of them counts. */
  literal?: readonly string[];
}

/** Rows of words by the stem of the first. */
export type Sequences = ReadonlyMap<string, readonly Sequence[]>;

export function byFirstStem(sequences: readonly Sequence[]): Sequences {
  return Map.groupBy(sequences, ({ stems }) => stems[0]!);
}

/** Of the terms of a query, which each record of a page is compared with. */
const known = new WeakMap<readonly Term[], Record<keyof Text, Sequences>>();

/** What is looked for in each field. */
function sequences(terms: readonly Term[]): Record<keyof Text, Sequences> {
  const inField = (field: SearchField): Sequences =>
    byFirstStem(
      terms.flatMap(({ alternatives, telling }, term) =>
        telling
          ? alternatives
              .filter((alternative) => alternative.field === undefined || alternative.field === field)
              .map(({ words, literal }) => ({ term, stems: words.map(stem), ...(literal ? { literal: words } : {}) }))
          : [],
      ),
    );
  const wanted = known.get(terms) ?? { title: inField("title"), abstract: inField("abstract") };
  known.set(terms, wanted);
  return wanted;
}

/** Where rows of words of these stems stand in a text, as indices of its tokens, `to` exclusive. */
export function matches(
  tokens: readonly { word: string }[],
  wanted: Sequences,
): { term: number; from: number; to: number }[] {
  const stems = tokens.map(({ word }) => stem(word));
  return stems.flatMap((first, from) =>
    (wanted.get(first) ?? [])
      .filter(({ stems: wanted, literal }) =>
        wanted.every((next, n) => stems[from + n] === next && (!literal || tokens[from + n]!.word === literal[n])),
      )
      .map((sequence) => ({ term: sequence.term, from, to: from + sequence.stems.length })),
  );
}
