import { LRUCache } from "lru-cache";
import { ANY, bar, type Clause, exactly, levelClause, ordering, type Row } from "./meilisearch-clauses.ts";
import type { Answer, MultiSearch, Query, Store } from "./meilisearch-store.ts";
import { allowedEdits, corrections, type Spelling } from "./spelling.ts";
import { barring, guessable, guesses, levelsOf, rarity, standing } from "./word-plan.ts";
import { type Alternative, SHORT_QUERY, type Term, type WordQuery } from "./word-query.ts";

/** A prefix stands for at most so many of the index's words, the most frequent ones. */
const PREFIX_WORDS = 20;
/**
 * For how long a document count is believed, in milliseconds, for another process may have changed it: a word that no
 * record had may be in the next one; how rare a known word is changes slowly.
 */
const ABSENT_KEPT = 5_000;
const COUNT_KEPT = 60_000;

/** A word query read against the index. */
export interface ReadWords {
  terms: Term[];
  /** From the strictest to the most relaxed; empty when nothing can match. */
  levels: { clause: Clause; needed: number; ordering: string }[];
  of: number;
  /** What matches by meaning must have and must not have, too. */
  bar: Clause;
}

export const NO_WORDS: ReadWords = { terms: [], levels: [], of: 0, bar: ANY };

/** Where a query is read. */
export interface Vocabulary extends Pick<Store, "spellings"> {
  search: MultiSearch;
}

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  readonly #counts = new LRUCache<string, number>({ max: 10_000 });

  /** Forgets the counts, after a write. */
  clear(): void {
    this.#counts.clear();
  }

  /**
   * Reads a query without a request, taking it that every word whose count is not known is in the index. So the search can
   * go out together with the questions for those counts (`missing`); after `learn`, `read` tells whether it was so. Null
   * for a longer query with unknown counts: what it asks for depends on them.
   */
  presume(query: WordQuery): ReadWords | null {
    if (query.terms.length > SHORT_QUERY && this.missing(query).length > 0) return null;
    const terms = asked(query).map((term) => this.#counted(term, 1));
    return terms.some((term) => rarity(term) === 0) ? null : planned(terms, query);
  }

  /** Words and phrases of a query whose document counts are not known. */
  missing(query: WordQuery): Row[] {
    return this.#missing(asked(query).flatMap(({ alternatives }) => alternatives));
  }

  /** The questions for document counts. */
  questions(rows: readonly Row[]): Query[] {
    return rows.map((row) => ({ limit: 0, ...exactly(row), matchingStrategy: "all" }));
  }

  learn(rows: readonly Row[], answers: readonly Answer[]): void {
    for (const [i, row] of rows.entries()) {
      const count = answers[i]?.estimatedTotalHits ?? 0;
      this.#counts.set(keyOf(row), count, { ttl: count === 0 ? ABSENT_KEPT : COUNT_KEPT });
    }
  }

  async read(vocabulary: Vocabulary, query: WordQuery): Promise<ReadWords> {
    await this.#count(vocabulary, this.missing(query));
    return planned(await Promise.all(asked(query).map((term) => this.#readTerm(vocabulary, term))), query);
  }

  async #readTerm(vocabulary: Vocabulary, term: Term): Promise<Term> {
    if (term.anyOf) {
      const anyOf = await Promise.all(term.anyOf.map((one) => this.#readTerm(vocabulary, one)));
      return { ...term, anyOf, alternatives: anyOf.flatMap(({ alternatives }) => alternatives) };
    }
    const exact = this.#counted(term, 0);
    if (!guesses(term, rarity(exact) > 0)) return exact;
    // A word that is in other fields only is no misspelling.
    const anywhere = term.alternatives.map(({ words }) => ({ words }));
    await this.#count(vocabulary, this.#missing(anywhere));
    const known = anywhere.some((row) => this.#counts.get(keyOf(row)));
    if (!guesses(term, known)) return exact;
    const guessed = await this.#guess(vocabulary, term, known);
    await this.#count(vocabulary, this.#missing(guessed));
    const { alternatives } = this.#counted({ ...term, alternatives: guessed }, 0);
    return { ...term, alternatives: [...exact.alternatives, ...alternatives] };
  }

  /** What a word that is not in the index, or was cut on purpose, may stand for. */
  async #guess(vocabulary: Vocabulary, term: Term, isKnown: boolean): Promise<Alternative[]> {
    const { word, fields } = guessable(term) ?? {};
    if (word === undefined || !fields) return [];
    const known = await vocabulary.spellings(word);
    const read = (spellings: Spelling[], via: Alternative["via"]): Alternative[] =>
      spellings.flatMap(({ word }) => fields.map((field) => standing([word], field, { via, documents: null })));
    if (term.prefix) {
      const longer = known.filter((spelling) => spelling.word.startsWith(word) && spelling.word !== word);
      longer.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
      if (longer.length > 0) return read(longer.slice(0, PREFIX_WORDS), "prefix");
    }
    if (isKnown || !term.typos || allowedEdits(word) === 0) return [];
    return read(
      corrections(
        word,
        known.filter((spelling) => spelling.word[0] === word[0]),
      ),
      "corrected",
    );
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

  async #count({ search }: Vocabulary, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) this.learn(rows, await search(this.questions(rows)));
  }
}

function keyOf({ words, field }: Row): string {
  return `${field ?? ""}:${words.join(" ")}`;
}

/** All terms of a query; an excluded one is never taken for another word. */
function asked(query: WordQuery): Term[] {
  return [...query.terms, ...query.excluded.map((term) => ({ ...term, typos: false }))];
}

/** @param read the terms of `asked`, with their counts */
function planned(read: readonly Term[], query: WordQuery): ReadWords {
  const terms = read.slice(0, query.terms.length);
  const excluded = read.slice(query.terms.length);
  const { levels, of } = levelsOf(terms, query);
  return {
    terms,
    levels: levels.map((level) => ({
      clause: levelClause(level, excluded),
      needed: level.needed,
      ordering: [...level.required, ...level.counted, ...level.ordering].flatMap(ordering).join(" "),
    })),
    of,
    bar: bar(barring(terms), excluded),
  };
}
