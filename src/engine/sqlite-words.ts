import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { stem } from "../../indexes/analysis.ts";
import { type Definition, withAbbreviations } from "./abbreviations.ts";
import { allowedEdits, begun, corrections, type Guessed, mostBegun, type Spelling } from "./spelling.ts";
import { asWritten } from "./sqlite-text.ts";
import {
  barring,
  combinations,
  found,
  guessable,
  guesses,
  type Level,
  levelsOf,
  standing,
  unguessed,
} from "./word-plan.ts";
import { type Alternative, BEGUN, type Combination, type Term, type WordQuery } from "./word-query.ts";

/** So many words that begin alike are looked at, the most frequent ones. */
const LONGER = 1_000;
/** A frequent word takes up to a millisecond to count. */
const COUNTS_KEPT = 10_000;
const LAST_CHARACTER = "\u{10ffff}";

type Asked = Pick<Alternative, "words" | "field" | "literal">;

/** A word query ready to run: the terms as read, and FTS5 expressions from the strictest to the most relaxed. */
export interface ReadWords {
  terms: Term[];
  /** Empty when nothing can match. */
  levels: (Pick<Level, "needed" | "otherwise" | "required"> & { expression: string })[];
  of: number;
  /** What every match has, and what none has; null where nothing of the kind is asked, or no record has it. */
  required: string | null;
  excluded: string | null;
}

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  /** Document counts of words and phrases in the index's version that was read last. */
  readonly #counts = new LRUCache<string, number>({ max: COUNTS_KEPT });
  #version = 0;
  /** How many words a star of the query stands for. */
  #star: number = BEGUN.star;
  readonly #stem: StatementSync;
  readonly #phrase: StatementSync;
  readonly #near: StatementSync;
  readonly #prefix: StatementSync;
  readonly #shortForms: StatementSync;
  readonly #longForms: StatementSync;

  constructor(db: DatabaseSync) {
    this.#stem = db.prepare("SELECT doc AS documents FROM word_stems WHERE term = ?");
    this.#phrase = db.prepare("SELECT count(*) AS documents FROM words WHERE words MATCH ?");
    this.#near = db.prepare(
      "SELECT word, documents FROM spellings WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
    );
    this.#prefix = db.prepare(
      "SELECT word, documents FROM spellings WHERE word > ? AND word < ? ORDER BY documents DESC, word LIMIT ?",
    );
    this.#shortForms = db.prepare("SELECT short, long, documents FROM abbreviations WHERE short = ?");
    this.#longForms = db.prepare("SELECT short, long, documents FROM abbreviations WHERE stems = ?");
  }

  /** @param version of the index */
  read(query: WordQuery, version: number): ReadWords {
    if (version !== this.#version) this.#counts.clear();
    this.#version = version;
    this.#star = mostBegun(query);
    const abbreviated = withAbbreviations(query.terms, {
      defined: (form) => this.#defined(form),
      count: (word) => this.#documents({ words: [word] }),
    });
    const terms = abbreviated.terms.map((term) => this.#readTerm(term));
    const excluded = query.excluded.map((term) => this.#readTerm(unguessed(term)));
    const required = barring(terms);
    const { levels, of } = levelsOf(terms, query);
    const not = excluded.length > 0 ? ` NOT (${excluded.map(expression).join(" OR ")})` : "";
    return {
      terms,
      levels: levels.map((level) => ({ ...level, expression: `${render(level)}${not}` })),
      of,
      required: required.length > 0 ? required.map(expression).join(" AND ") : null,
      excluded: excluded.length > 0 ? excluded.map(expression).join(" OR ") : null,
    };
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
      const longer = this.#prefix.all(word, word + LAST_CHARACTER, LONGER) as unknown as Spelling[];
      const { words, more } = begun(longer, term.prefix === "always" ? this.#star : BEGUN.guess, phrase);
      if (words.length > 0)
        return {
          alternatives: read(words, { via: "prefix", ...(phrase ? literal : {}) }),
          cut: term.prefix === "always" && more,
        };
    }
    const edits = allowedEdits(word);
    if (isKnown || !term.typos || edits === 0) return { alternatives: [] };
    const first = word[0]!;
    const known = this.#near.iterate(first, first + LAST_CHARACTER, word.length - edits, word.length + edits);
    return {
      alternatives: read(corrections(word, known as Iterable<unknown> as Iterable<Spelling>), {
        via: "corrected",
        ...literal,
      }),
    };
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
    if (row.words.some((word) => ofStem(word) === 0)) return 0;
    return (this.#phrase.get(quoted(row)) as unknown as Pick<Spelling, "documents">).documents;
  }
}

function render({ required, counted, atLeast, ordering }: Level): string {
  const choices = combinations(counted.map(expression), atLeast).map((parts) => `(${parts.join(" AND ")})`);
  const some = atLeast === 0 ? [] : [`(${choices.join(" OR ")})`];
  // What has them all or none of them: they only count for the order.
  const ordered = [...required.slice(0, 1), ...ordering];
  const order = ordering.length > 0 ? ` AND (${ordered.map(expression).join(" OR ")})` : "";
  return `(${[...required.map(expression), ...some].join(" AND ")}${order})`;
}

function expression(term: Term): string {
  if (term.combined !== undefined) return combination(term.combined, term);
  return `(${found(term).map(quoted).join(" OR ")})`;
}

function combination(of: Combination, term: Term): string {
  if (typeof of === "number") return expression(term.anyOf![of]!);
  if ("against" in of) return expression(term.against![of.against]!);
  // What is nested stands first: SQLite's parser keeps what stands before it, and has room for a hundred tokens.
  const joined = (parts: readonly Combination[], by: string): string => {
    const each = parts.toSorted((a, b) => depth(b) - depth(a)).map((part) => combination(part, term));
    return each.length === 1 ? each[0]! : `(${each.join(by)})`;
  };
  if ("oneOf" in of) return joined(of.oneOf, " OR ");
  const all = joined(of.allOf, " AND ");
  return of.but.length > 0 ? `(${all} NOT ${joined(of.but, " OR ")})` : all;
}

function depth(of: Combination): number {
  if (typeof of === "number" || "against" in of) return 0;
  const parts = "oneOf" in of ? of.oneOf : [...of.allOf, ...of.but];
  return 1 + Math.max(...parts.map(depth));
}

/** An FTS5 string, in one column or any: nothing in it is an operator. */
function quoted({ words, field, literal }: Asked): string {
  const string = `"${(literal ? words.map(asWritten) : words).join(" ").replaceAll('"', '""')}"`;
  return field ? `{${field}} : ${string}` : string;
}
