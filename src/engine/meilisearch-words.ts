import { LRUCache } from "lru-cache";
import type { Index, MultiSearchParams } from "meilisearch";
import type { Alternative, Term, WordQuery } from "./engine.ts";
import { stemKey } from "./meilisearch-documents.ts";
import { answered } from "./meilisearch-http.ts";
import { allowedEdits, corrections, type Spelling } from "./spelling.ts";
import { combinations, found, type Level, levelsOf, rarity } from "./word-plan.ts";

/** A prefix stands for at most so many of the index's words, the most frequent ones. */
const PREFIX_WORDS = 20;
/** Document counts are kept for this long after another process may have changed them, in milliseconds. */
const COUNTS_KEPT = 5_000;

/** What is looked for, in Meilisearch's terms. */
export interface Clause {
  filter: string;
  /** Quoted phrases, which a filter cannot ask for; empty where there are none. */
  q: string;
}

export interface ReadWords {
  terms: Term[];
  levels: (Clause & { needed: number; ordering: string })[];
  of: number;
  /** What every match has and none has, also those by meaning; null where nothing of the kind is asked. */
  bar: Clause | null;
}

export type Ask = (queries: MultiSearchParams["queries"]) => Promise<{ estimatedTotalHits?: number }[]>;

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  readonly #index: Index;
  readonly #ask: Ask;
  readonly #counts = new LRUCache<string, number>({ max: 10_000, ttl: COUNTS_KEPT });

  constructor(index: Index, ask: Ask) {
    this.#index = index;
    this.#ask = ask;
  }

  /** Forgets the counts, after a write. */
  clear(): void {
    this.#counts.clear();
  }

  async read(query: WordQuery): Promise<ReadWords> {
    const asked = [...query.terms, ...query.excluded.map((term) => ({ ...term, typos: false }))];
    await this.#count(asked.flatMap(({ alternatives }) => alternatives.map(({ words }) => words)));
    const read = await Promise.all(asked.map((term) => this.#readTerm(term)));
    const terms = read.slice(0, query.terms.length);
    const excluded = read.slice(query.terms.length);
    const { levels, of } = levelsOf(terms, query);
    const not = excluded.map((term) => clause(term));
    const required = terms.filter((term) => term.required);
    const barred = required.length > 0 && required.every(rarity) ? required.map((term) => clause(term)) : [];
    return {
      terms,
      levels: levels.map((level) => ({
        ...both(
          level.required.map((term) => clause(term)),
          not,
          some(level),
        ),
        needed: level.needed,
        ordering: [...level.required, ...level.counted, ...level.ordering].flatMap(ordering).join(" "),
      })),
      of,
      bar: barred.length + not.length > 0 ? both(barred, not, []) : null,
    };
  }

  async #readTerm(term: Term): Promise<Term> {
    const exact = term.alternatives.map((alternative) => ({
      ...alternative,
      documents: this.#counted(alternative.words),
    }));
    if (exact.some(({ documents }) => documents > 0)) return { ...term, alternatives: exact };
    const guesses = await this.#guess(term);
    await this.#count(guesses.map(({ words }) => words));
    return {
      ...term,
      alternatives: [...exact, ...guesses.map((one) => ({ ...one, documents: this.#counted(one.words) }))],
    };
  }

  /** What a word that is not in the index may stand for. */
  async #guess(term: Term): Promise<Alternative[]> {
    const word = term.alternatives.find(({ words }) => words.length === 1)?.words[0];
    if (word === undefined || !(term.prefix || term.typos)) return [];
    const { facetHits } = await answered(
      this.#index.searchForFacetValues({ facetName: "spellings", facetQuery: word }),
    );
    const known = facetHits.map(({ value, count }): Spelling => ({ word: value, documents: count }));
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

  #counted(words: readonly string[]): number {
    return this.#counts.get(words.join(" ")) ?? 0;
  }

  async #count(sequences: readonly (readonly string[])[]): Promise<void> {
    const missing = [...new Map(sequences.map((words) => [words.join(" "), words])).values()].filter(
      (words) => !this.#counts.has(words.join(" ")),
    );
    if (missing.length === 0) return;
    const answers = await this.#ask(
      missing.map((words) => ({
        indexUid: this.#index.uid,
        limit: 0,
        ...exactly(words),
        matchingStrategy: "all" as const,
      })),
    );
    for (const [i, words] of missing.entries()) this.#counts.set(words.join(" "), answers[i]?.estimatedTotalHits ?? 0);
  }
}

/** A word by filter, words in a row as a phrase. */
function exactly(words: readonly string[]): Clause {
  return words.length === 1 ? { filter: has(words[0]!), q: "" } : { filter: all(words), q: phrase(words) };
}

function has(word: string): string {
  return `stems = "${stemKey(word)}"`;
}

function all(words: readonly string[]): string {
  return words.length === 1 ? has(words[0]!) : `(${words.map(has).join(" AND ")})`;
}

function phrase(words: readonly string[]): string {
  return `"${words.map(stemKey).join(" ")}"`;
}

interface TermClause {
  filter: string;
  /** Where the term is one phrase and nothing else. */
  phrase: string | null;
}

function clause(term: Term): TermClause {
  const alternatives = found(term);
  const single = alternatives.length === 1 && alternatives[0]!.words.length > 1 ? alternatives[0]! : null;
  return {
    filter: `(${alternatives.map(({ words }) => all(words)).join(" OR ")})`,
    phrase: single && phrase(single.words),
  };
}

function some({ counted, atLeast }: Level): string[] {
  if (atLeast === 0) return [];
  const choices = combinations(
    counted.map((term) => clause(term).filter),
    atLeast,
  );
  return [`(${choices.map((parts) => `(${parts.join(" AND ")})`).join(" OR ")})`];
}

function both(having: readonly TermClause[], not: readonly TermClause[], more: readonly string[]): Clause {
  const lacking = not.filter(({ phrase }) => phrase === null).map(({ filter }) => `NOT ${filter}`);
  return {
    filter: [...having.map(({ filter }) => filter), ...more, ...lacking].join(" AND "),
    q: [
      ...having.flatMap(({ phrase }) => phrase ?? []),
      ...not.flatMap(({ phrase }) => (phrase ? `-${phrase}` : [])),
    ].join(" "),
  };
}

/** The stems of a term's first found alternative, for the engine's own order. */
function ordering(term: Term): string[] {
  return found(term)[0]?.words.map(stemKey) ?? [];
}
