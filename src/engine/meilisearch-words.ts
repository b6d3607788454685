import { LRUCache } from "lru-cache";
import { type Alternative, SHORT_QUERY, type Term, type WordQuery } from "./engine.ts";
import { ANY, bar, type Clause, exactly, levelClause, ordering } from "./meilisearch-clauses.ts";
import type { Answer, MultiSearch, Query, Store } from "./meilisearch-store.ts";
import { allowedEdits, corrections, type Spelling } from "./spelling.ts";
import { levelsOf, rarity } from "./word-plan.ts";

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
  missing(query: WordQuery): string[][] {
    return this.#missing(asked(query).flatMap(({ alternatives }) => alternatives.map(({ words }) => [...words])));
  }

  /** The questions for document counts. */
  questions(sequences: readonly (readonly string[])[]): Query[] {
    return sequences.map((words) => ({ limit: 0, ...exactly(words), matchingStrategy: "all" }));
  }

  learn(sequences: readonly (readonly string[])[], answers: readonly Answer[]): void {
    for (const [i, words] of sequences.entries()) {
      const count = answers[i]?.estimatedTotalHits ?? 0;
      this.#counts.set(words.join(" "), count, { ttl: count === 0 ? ABSENT_KEPT : COUNT_KEPT });
    }
  }

  async read(vocabulary: Vocabulary, query: WordQuery): Promise<ReadWords> {
    await this.#count(vocabulary, this.missing(query));
    return planned(await Promise.all(asked(query).map((term) => this.#readTerm(vocabulary, term))), query);
  }

  async #readTerm(vocabulary: Vocabulary, term: Term): Promise<Term> {
    const exact = this.#counted(term, 0);
    if (rarity(exact) > 0) return exact;
    const guesses = await this.#guess(vocabulary, term);
    await this.#count(vocabulary, this.#missing(guesses.map(({ words }) => [...words])));
    const { alternatives } = this.#counted({ ...term, alternatives: guesses }, 0);
    return { ...term, alternatives: [...exact.alternatives, ...alternatives] };
  }

  /** What a word that is not in the index may stand for. */
  async #guess(vocabulary: Vocabulary, term: Term): Promise<Alternative[]> {
    const word = term.alternatives.find(({ words }) => words.length === 1)?.words[0];
    if (word === undefined || !(term.prefix || term.typos)) return [];
    const known = await vocabulary.spellings(word);
    const read = (spellings: Spelling[], via: Alternative["via"]): Alternative[] =>
      spellings.map((spelling) => ({ words: [spelling.word], via, documents: null }));
    if (term.prefix) {
      const longer = known.filter((spelling) => spelling.word.startsWith(word) && spelling.word !== word);
      longer.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
      if (longer.length > 0) return read(longer.slice(0, PREFIX_WORDS), "prefix");
    }
    if (!term.typos || allowedEdits(word) === 0) return [];
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
      documents: this.#counts.get(alternative.words.join(" ")) ?? unknown,
    }));
    return { ...term, alternatives };
  }

  #missing(sequences: string[][]): string[][] {
    const different = new Map(sequences.map((words) => [words.join(" "), words]));
    return [...different].flatMap(([key, words]) => (this.#counts.has(key) ? [] : [words]));
  }

  async #count({ search }: Vocabulary, sequences: string[][]): Promise<void> {
    if (sequences.length > 0) this.learn(sequences, await search(this.questions(sequences)));
  }
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
  const required = terms.filter((term) => term.required);
  return {
    terms,
    levels: levels.map((level) => ({
      clause: levelClause(level, excluded),
      needed: level.needed,
      ordering: [...level.required, ...level.counted, ...level.ordering].flatMap(ordering).join(" "),
    })),
    of,
    bar: bar(required.every(rarity) ? required : [], excluded),
  };
}
