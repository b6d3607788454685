import type { DatabaseSync, StatementSync } from "node:sqlite";
import { stem } from "../../indexes/analysis.ts";
import type { Alternative, Term, WordQuery } from "./engine.ts";
import { allowedEdits, corrections, type Spelling } from "./spelling.ts";
import { combinations, found, type Level, levelsOf, rarity } from "./word-plan.ts";

/** A prefix stands for at most so many of the index's words, the most frequent ones. */
const PREFIX_WORDS = 20;
const LAST_CHARACTER = "\u{10ffff}";

/** A word query ready to run: the terms as read, and FTS5 expressions from the strictest to the most relaxed. */
export interface ReadWords {
  terms: Term[];
  /** Empty when nothing can match. */
  levels: { expression: string; needed: number }[];
  of: number;
  /** What every match has, and what none has; null where nothing of the kind is asked, or no record has it. */
  required: string | null;
  excluded: string | null;
}

/** Reads word queries against the index's own vocabulary. */
export class WordReader {
  readonly #stem: StatementSync;
  readonly #phrase: StatementSync;
  readonly #near: StatementSync;
  readonly #prefix: StatementSync;

  constructor(db: DatabaseSync) {
    this.#stem = db.prepare("SELECT doc AS documents FROM word_stems WHERE term = ?");
    this.#phrase = db.prepare("SELECT count(*) AS documents FROM words WHERE words MATCH ?");
    this.#near = db.prepare(
      "SELECT word, documents FROM spellings WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
    );
    this.#prefix = db.prepare(
      "SELECT word, documents FROM spellings WHERE word > ? AND word < ? ORDER BY documents DESC, word LIMIT ?",
    );
  }

  read(query: WordQuery): ReadWords {
    const terms = query.terms.map((term) => this.#readTerm(term));
    const excluded = query.excluded.map((term) => this.#readTerm({ ...term, typos: false }));
    const required = terms.filter((term) => term.required);
    const { levels, of } = levelsOf(terms, query);
    const not = excluded.length > 0 ? ` NOT (${excluded.map(expression).join(" OR ")})` : "";
    return {
      terms,
      levels: levels.map((level) => ({ expression: `${render(level)}${not}`, needed: level.needed })),
      of,
      required: required.length > 0 && required.every(rarity) ? required.map(expression).join(" AND ") : null,
      excluded: excluded.length > 0 ? excluded.map(expression).join(" OR ") : null,
    };
  }

  #readTerm(term: Term): Term {
    const exact = term.alternatives.map((alternative) => ({
      ...alternative,
      documents: this.#documents(alternative.words),
    }));
    if (exact.some(({ documents }) => documents > 0)) return { ...term, alternatives: exact };
    return { ...term, alternatives: [...exact, ...this.#guess(term)] };
  }

  /** What a word that is not in the index may stand for. */
  #guess(term: Term): Alternative[] {
    const words = term.alternatives.find(({ words }) => words.length === 1)?.words;
    const word = words?.[0];
    if (word === undefined) return [];
    const read = (spellings: Spelling[], via: Alternative["via"]): Alternative[] =>
      spellings.map((spelling) => ({ words: [spelling.word], via, documents: this.#documents([spelling.word]) }));
    if (term.prefix) {
      const longer = this.#prefix.all(word, word + LAST_CHARACTER, PREFIX_WORDS) as unknown as Spelling[];
      if (longer.length > 0) return read(longer, "prefix");
    }
    const edits = allowedEdits(word);
    if (!term.typos || edits === 0) return [];
    const first = word[0]!;
    const known = this.#near.iterate(first, first + LAST_CHARACTER, word.length - edits, word.length + edits);
    return read(corrections(word, known as Iterable<unknown> as Iterable<Spelling>), "corrected");
  }

  #documents(words: readonly string[]): number {
    const statement = words.length === 1 ? this.#stem : this.#phrase;
    const row = statement.get(words.length === 1 ? stem(words[0]!) : quoted(words)) as Spelling | undefined;
    return row?.documents ?? 0;
  }
}

function render({ required, counted, atLeast, ordering }: Level): string {
  const choices = combinations(counted.map(expression), atLeast).map((parts) => `(${parts.join(" AND ")})`);
  const some = atLeast === 0 ? [] : [`(${choices.join(" OR ")})`];
  const order = atLeast > 0 && ordering.length > 0 ? ` AND (${ordering.map(expression).join(" OR ")})` : "";
  return `(${[...required.map(expression), ...some].join(" AND ")}${order})`;
}

function expression(term: Term): string {
  return `(${found(term)
    .map(({ words }) => quoted(words))
    .join(" OR ")})`;
}

/** An FTS5 string: nothing in it is an operator. */
function quoted(words: readonly string[]): string {
  return `"${words.join(" ").replaceAll('"', '""')}"`;
}
