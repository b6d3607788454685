import { LRUCache } from "lru-cache";
import { type Definition, formsOf, withAbbreviations } from "./abbreviations.ts";
import { ANY, bar, type Clause, exactly, levelClause, type Row, type Share, sharesOf } from "./meilisearch-clauses.ts";
import { toDefinitions } from "./meilisearch-documents.ts";
import type { Answer, MultiSearch, Query, Store } from "./meilisearch-store.ts";
import { allowedEdits, begun, corrections, type Guessed, mostBegun, type Spelling } from "./spelling.ts";
import { barring, guessable, guesses, type Level, levelsOf, rarity, standing, unguessed } from "./word-plan.ts";
import { type Alternative, BEGUN, SHORT_QUERY, type Term, type WordQuery } from "./word-query.ts";

/** So many words that begin alike are told at most. */
const LONGER = 100;
/**
 * For how long a document count is believed, in milliseconds, for another process may have changed it: a word that no
 * record had may be in the next one; how rare a known word is changes slowly.
 */
const ABSENT_KEPT = 5_000;
const COUNT_KEPT = 60_000;
/** Forms lead to others and these to words to be counted; what is not known after so many questions is left out. */
const STEPS = 3;

/** A word query read against the index. */
export interface ReadWords {
  terms: Term[];
  excluded: readonly Term[];
  /** From the strictest to the most relaxed; empty when nothing can match. */
  levels: (Pick<Level, "needed" | "otherwise" | "required"> & { clause: Clause; shares: readonly Share[] })[];
  of: number;
  /** What matches by meaning must have and must not have, too. */
  bar: Clause;
}

export const NO_WORDS: ReadWords = { terms: [], excluded: [], levels: [], of: 0, bar: ANY };

/** Where a query is read. */
export interface Vocabulary extends Pick<Store, "spellings"> {
  search: MultiSearch;
}

interface Reading extends Vocabulary {
  /** How many words a star of the query stands for. */
  star: number;
}

/** What is not known of a query: how many documents have these, and what short and long forms these are. */
export interface Missing {
  rows: readonly Row[];
  forms: readonly string[];
}

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  readonly #counts = new LRUCache<string, number>({ max: 10_000 });
  readonly #forms = new LRUCache<string, readonly Definition[]>({ max: 10_000 });

  /** Forgets the counts, after a write. */
  clear(): void {
    this.#counts.clear();
    this.#forms.clear();
  }

  /**
   * Reads a query without a request, taking it that every word whose count is not known is in the index, and that forms
   * that are not known are not defined. So the search can go out together with the questions for those counts (`missing`); after `learn`, `read` tells whether it was so. Null
   * for a longer query with unknown counts: what it asks for depends on them.
   */
  presume(query: WordQuery): ReadWords | null {
    const typed = query.terms.flatMap(({ alternatives }) => alternatives.filter(({ via }) => via === "exact"));
    if (query.terms.length > SHORT_QUERY && this.#missing(typed).length > 0) return null;
    const terms = asked(this.#abbreviated(query).query).map((term) => this.#counted(term, 1));
    return terms.some((term) => rarity(term) === 0) ? null : planned(terms, query);
  }

  /** What is not known of a query, as far as it is read. */
  missing(query: WordQuery): Missing {
    const { query: read, forms, words } = this.#abbreviated(query);
    const rows = asked(read).flatMap(rowsOf);
    return { rows: this.#missing([...rows, ...words.map((word) => ({ words: [word] }))]), forms };
  }

  /** The questions for it. */
  questions({ rows, forms }: Missing): Query[] {
    const counts = rows.map((row) => ({ limit: 0, ...exactly(row), matchingStrategy: "all" }) as const);
    const named = forms.map((form) => JSON.stringify(form)).join(", ");
    const pairs = { limit: 0, filter: `abbreviationForms IN [${named}]`, facets: ["abbreviations"] };
    return forms.length > 0 ? [...counts, pairs] : counts;
  }

  learn({ rows, forms }: Missing, answers: readonly Answer[]): void {
    const definitions = toDefinitions(answers[rows.length]?.facetDistribution?.abbreviations);
    const byForm = new Map(forms.map((form) => [form, [] as Definition[]]));
    for (const definition of definitions) for (const form of formsOf(definition)) byForm.get(form)?.push(definition);
    for (const [form, pairs] of byForm) this.#forms.set(form, pairs, { ttl: COUNT_KEPT });
    for (const [i, row] of rows.entries()) {
      const count = answers[i]?.estimatedTotalHits ?? 0;
      this.#counts.set(keyOf(row), count, { ttl: count === 0 ? ABSENT_KEPT : COUNT_KEPT });
    }
  }

  async read(vocabulary: Vocabulary, query: WordQuery): Promise<ReadWords> {
    for (let step = 0; step < STEPS; step++) await this.#count(vocabulary, this.missing(query));
    const read = asked(this.#abbreviated(query).query);
    const reading = { ...vocabulary, star: mostBegun(query) };
    return planned(await Promise.all(read.map((term) => this.#readTerm(reading, term))), query);
  }

  #abbreviated(query: WordQuery): { query: WordQuery; forms: string[]; words: string[] } {
    const { terms, forms, words } = withAbbreviations(query.terms, {
      defined: (form) => this.#forms.get(form),
      count: (word) => this.#counts.get(keyOf({ words: [word] })),
    });
    return { query: { ...query, terms }, forms, words };
  }

  async #readTerm(vocabulary: Reading, term: Term): Promise<Term> {
    if (term.anyOf) {
      const read = (terms: readonly Term[]) => Promise.all(terms.map((one) => this.#readTerm(vocabulary, one)));
      const [anyOf, against] = await Promise.all([read(term.anyOf), read((term.against ?? []).map(unguessed))]);
      const alternatives = anyOf.flatMap(({ alternatives }) => alternatives);
      return { ...term, anyOf, alternatives, ...(against.length > 0 ? { against } : {}) };
    }
    const exact = this.#counted(term, 0);
    if (!guesses(term, rarity(exact) > 0)) return exact;
    // A word that is in other fields only is no misspelling.
    const anywhere = term.alternatives.map(({ field: _, ...row }) => row);
    await this.#count(vocabulary, { rows: this.#missing(anywhere), forms: [] });
    const known = anywhere.some((row) => this.#counts.get(keyOf(row)));
    if (!guesses(term, known)) return exact;
    const { alternatives: guessed, cut } = await this.#guess(vocabulary, term, known);
    await this.#count(vocabulary, { rows: this.#missing(guessed), forms: [] });
    const { alternatives } = this.#counted({ ...term, alternatives: guessed }, 0);
    return { ...term, alternatives: [...exact.alternatives, ...alternatives], ...(cut ? { cut } : {}) };
  }

  /** What a word that is not in the index, or was cut on purpose, may stand for. */
  async #guess(vocabulary: Reading, term: Term, isKnown: boolean): Promise<Guessed> {
    const guess = guessable(term);
    if (!guess) return { alternatives: [] };
    const { word, rows, literal } = guess;
    const phrase = rows.some(({ before }) => before.length > 0);
    const known = await vocabulary.spellings(word);
    const read = (spellings: Spelling[], rest: Pick<Alternative, "via" | "literal">): Alternative[] =>
      spellings.flatMap(({ word }) =>
        rows.map(({ before, field }) => standing([...before, word], field, { ...rest, documents: null })),
      );
    if (term.prefix) {
      const longer = known.filter((spelling) => spelling.word.startsWith(word) && spelling.word !== word);
      longer.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
      const { words, more } = begun(longer, term.prefix === "always" ? vocabulary.star : BEGUN.guess, phrase);
      const cut = term.prefix === "always" && (more || known.length >= LONGER);
      if (words.length > 0) return { alternatives: read(words, { via: "prefix", ...(phrase ? literal : {}) }), cut };
    }
    if (isKnown || !term.typos || allowedEdits(word) === 0) return { alternatives: [] };
    const near = corrections(
      word,
      known.filter((spelling) => spelling.word[0] === word[0]),
    );
    return { alternatives: read(near, { via: "corrected", ...literal }) };
  }

  /** @param unknown the count of what is not known */
  #counted(term: Term, unknown: number): Term {
    const alternatives = term.alternatives.map((alternative) => ({
      ...alternative,
      documents: this.#counts.get(keyOf(alternative)) ?? unknown,
    }));
    return { ...term, alternatives };
  }

  #missing(rows: readonly Row[]): Row[] {
    const different = new Map(rows.map((row) => [keyOf(row), row]));
    return [...different].flatMap(([key, row]) => (this.#counts.has(key) ? [] : [row]));
  }

  async #count({ search }: Vocabulary, missing: Missing): Promise<void> {
    const questions = this.questions(missing);
    if (questions.length > 0) this.learn(missing, await search(questions));
  }
}

/**
 * Whether a reading that was presumed asks for what the words, once they are known, ask for: it may have alternatives that
 * are in no document, and lack none that is in one.
 */
export function asksTheSame(presumed: ReadWords, known: ReadWords): boolean {
  // Of laxer levels the pool is asked for afterwards, if at all.
  const phrases = ({ levels, bar }: ReadWords): string =>
    JSON.stringify([bar.q, levels[0]?.shares, ...levels.map(({ clause, needed }) => [clause.q, needed])]);
  const before = [...presumed.terms, ...presumed.excluded];
  const lacking = [...known.terms, ...known.excluded].some((term, i) => {
    const rows = new Set(rowsOf(before[i]!).flatMap((one) => (one.documents === 0 ? [] : keyOf(one))));
    return rowsOf(term).some((one) => one.documents !== 0 && !rows.has(keyOf(one)));
  });
  return !lacking && phrases(presumed) === phrases(known);
}

/** All that is looked for of a term. */
function rowsOf({ alternatives, against = [] }: Term): Alternative[] {
  return [...alternatives, ...against.flatMap(rowsOf)];
}

function keyOf({ words, field, literal }: Row): string {
  return `${field ?? ""}:${literal ?? ""}:${words.join(" ")}`;
}

/** All terms of a query; an excluded one is never taken for another word. */
function asked(query: WordQuery): Term[] {
  return [...query.terms, ...query.excluded.map(unguessed)];
}

/** @param read the terms of `asked`, with their counts */
function planned(read: readonly Term[], query: WordQuery): ReadWords {
  const terms = read.slice(0, query.terms.length);
  const excluded = read.slice(query.terms.length);
  const { levels, of } = levelsOf(terms, query);
  return {
    terms,
    excluded,
    levels: levels.map((level) => ({
      ...level,
      clause: levelClause(level, excluded),
      shares: sharesOf(level),
    })),
    of,
    bar: bar(barring(terms), excluded),
  };
}
