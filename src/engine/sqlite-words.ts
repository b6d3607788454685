import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { stem } from "../../indexes/analysis.ts";
import { type Definition, withAbbreviations } from "./abbreviations.ts";
import { type Guessed, mostBegun, type Spelling } from "./spelling.ts";
import { type Asked, all, any, quoted, type Wanted, wanted, wantedOf } from "./sqlite-expressions.ts";
import { asWritten } from "./sqlite-text.ts";
import { Vocabulary } from "./sqlite-vocabulary.ts";
import { barring, guessable, guesses, type Level, levelsOf, standing, unguessed } from "./word-plan.ts";
import { type Alternative, BEGUN, type Term, type WordQuery } from "./word-query.ts";

/** A frequent word takes up to a millisecond to count. */
const COUNTS_KEPT = 10_000;

/** A word query ready to run: the terms as read, and what is wanted, from the strictest to the most relaxed. */
export interface ReadWords {
  terms: Term[];
  /** Empty when nothing can match. */
  levels: (Pick<Level, "needed" | "otherwise" | "required"> & {
    /** What a match has. */
    wanted: Wanted;
    /** The same, with what only counts for the order. */
    ordered: Wanted;
  })[];
  of: number;
  /** What every match has, and what none has; null where nothing of the kind is asked, or no record has it. */
  required: Wanted | null;
  excluded: Wanted | null;
}

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  /** Document counts of words and phrases in the index's version that was read last. */
  readonly #counts = new LRUCache<string, number>({ max: COUNTS_KEPT });
  #version = 0;
  /** A query is read for what is meant, then for what matches. */
  #last: { query: WordQuery; read: ReadWords } | null = null;
  /** How many words a star of the query stands for. */
  #star: number = BEGUN.star;
  readonly #vocabulary: Vocabulary;
  readonly #stem: StatementSync;
  readonly #phrase: StatementSync;
  readonly #shortForms: StatementSync;
  readonly #longForms: StatementSync;

  constructor(db: DatabaseSync) {
    this.#vocabulary = new Vocabulary(db);
    this.#stem = db.prepare("SELECT doc AS documents FROM word_stems WHERE term = ?");
    this.#phrase = db.prepare("SELECT count(*) AS documents FROM words WHERE words MATCH ?");
    this.#shortForms = db.prepare("SELECT short, long, documents FROM abbreviations WHERE short = ?");
    this.#longForms = db.prepare("SELECT short, long, documents FROM abbreviations WHERE stems = ?");
  }

  /** @param version of the index */
  read(query: WordQuery, version: number): ReadWords {
    if (version === this.#version && query === this.#last?.query) return this.#last.read;
    if (version !== this.#version) this.#counts.clear();
    this.#version = version;
    this.#vocabulary.begin(version);
    this.#star = mostBegun(query);
    const abbreviated = withAbbreviations(query.terms, {
      defined: (form) => this.#defined(form),
      count: (word) => this.#documents({ words: [word] }),
    });
    const terms = abbreviated.terms.map((term) => this.#readTerm(term));
    const excluded = query.excluded.map((term) => this.#readTerm(unguessed(term)));
    this.#vocabulary.forget();
    const required = barring(terms);
    const { levels, of } = levelsOf(terms, query);
    const not = excluded.map(wanted);
    const read: ReadWords = {
      terms,
      levels: levels.map((level) => ({
        ...level,
        wanted: wantedOf({ ...level, ordering: [] }, not),
        ordered: wantedOf(level, not),
      })),
      of,
      required: required.length > 0 ? all(required.map(wanted)) : null,
      excluded: not.length > 0 ? any(not) : null,
    };
    this.#last = { query, read };
    return read;
  }

  #readTerm(term: Term): Term {
    if (term.anyOf) {
      const anyOf = term.anyOf.map((one) => this.#readTerm(one));
      const against = term.against && { against: term.against.map((one) => this.#readTerm(unguessed(one))) };
      return { ...term, anyOf, alternatives: anyOf.flatMap(({ alternatives }) => alternatives), ...against };
    }
    const exact = term.alternatives.map((alternative) => ({
      ...alternative,
      documents: this.#documents(alternative),
    }));
    // A word that is in other fields only is no misspelling.
    const known = exact.some(({ documents, field, ...row }) => documents > 0 || (field && this.#documents(row) > 0));
    if (!guesses(term, known)) return { ...term, alternatives: exact };
    const { alternatives, cut } = this.#guess(term, known);
    return { ...term, alternatives: [...exact, ...alternatives], ...(cut ? { cut } : {}) };
  }

  /** What a word that is not in the index, or was cut on purpose, may stand for. */
  #guess(term: Term, isKnown: boolean): Guessed {
    const guess = guessable(term);
    if (!guess) return { alternatives: [] };
    const { word, rows, literal } = guess;
    const phrase = rows.some(({ before }) => before.length > 0);
    const read = (spellings: Spelling[], rest: Pick<Alternative, "via" | "literal">): Alternative[] =>
      spellings.flatMap(({ word }) =>
        rows.map(({ before, field }) => {
          const alternative = standing([...before, word], field, { ...rest, documents: null });
          return { ...alternative, documents: this.#documents(alternative) };
        }),
      );
    if (term.prefix) {
      const most = term.prefix === "always" ? this.#star : BEGUN.guess;
      const { words, more } = this.#vocabulary.begun(word, most, phrase);
      if (words.length > 0)
        return {
          alternatives: read(words, { via: "prefix", ...(phrase ? literal : {}) }),
          cut: term.prefix === "always" && more,
        };
    }
    if (isKnown || !term.typos) return { alternatives: [] };
    return { alternatives: read(this.#vocabulary.corrections(word), { via: "corrected", ...literal }) };
  }

  #defined(form: string): Definition[] {
    const statement = form.startsWith("s:") ? this.#shortForms : this.#longForms;
    const rows = statement.all(form.slice(2)) as unknown as { short: string; long: string; documents: number }[];
    return rows.map(({ long, ...rest }) => ({ ...rest, long: long.split(" ") }));
  }

  #documents(row: Asked): number {
    const key = `${row.field ?? ""}:${row.literal ?? ""}:${row.words.join(" ")}`;
    let documents = this.#counts.get(key);
    if (documents === undefined) {
      documents = this.#count(row);
      this.#counts.set(key, documents);
    }
    return documents;
  }

  #count(row: Asked): number {
    const ofStem = (word: string): number =>
      (this.#stem.get(row.literal ? asWritten(word) : stem(word)) as Pick<Spelling, "documents"> | undefined)
        ?.documents ?? 0;
    if (row.words.length === 1 && row.field === undefined) return ofStem(row.words[0]!);
    // Most other names of a word are not in the index, which is sooner known by their words.
    const { literal } = row;
    if (row.words.some((word) => this.#documents({ words: [word], ...(literal ? { literal } : {}) }) === 0)) return 0;
    return (this.#phrase.get(quoted(row)) as unknown as Pick<Spelling, "documents">).documents;
  }
}
