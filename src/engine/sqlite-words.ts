import type { DatabaseSync, StatementSync } from "node:sqlite";
import { stem } from "../../indexes/analysis.ts";
import {
  type Alternative,
  LONG_QUERY_NEEDS,
  LONG_QUERY_TELLING,
  SHORT_QUERY,
  type Term,
  type WordQuery,
} from "./engine.ts";
import { allowedEdits, corrections, type Spelling } from "./spelling.ts";

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
    return {
      terms,
      ...plan(terms, excluded, query.relaxTo === "one"),
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

function plan(terms: readonly Term[], excluded: readonly Term[], toOne: boolean): Pick<ReadWords, "levels" | "of"> {
  const required = terms.filter((term) => term.required);
  if (required.some((term) => rarity(term) === 0)) return { levels: [], of: 0 };
  const asked = terms.filter((term) => !term.required && rarity(term) > 0);
  let telling = asked.filter((term) => term.telling);
  if (telling.length === 0 && required.length === 0) telling = asked;
  const long = telling.length > SHORT_QUERY;
  const counted = long ? [...telling].sort((a, b) => rarity(a) - rarity(b)).slice(0, LONG_QUERY_TELLING) : telling;
  if (counted.length + required.length === 0) return { levels: [], of: 0 };
  const levels: ReadWords["levels"] = [];
  // The words that need not be there still count for the order.
  const ordering = telling.length > counted.length ? ` AND (${telling.map(expression).join(" OR ")})` : "";
  const not = excluded.length > 0 ? ` NOT (${excluded.map(expression).join(" OR ")})` : "";
  const most = long ? LONG_QUERY_NEEDS : counted.length;
  const half = toOne ? 0 : Math.floor(counted.length / 2);
  const least = required.length > 0 ? half : Math.max(1, half);
  for (let needed = most; needed >= least; needed--) {
    const some = needed === 0 ? [] : [`(${combinations(counted.map(expression), needed).join(" OR ")})`];
    const all = [...required.map(expression), ...some].join(" AND ");
    levels.push({ expression: `(${all}${needed > 0 ? ordering : ""})${not}`, needed: needed + required.length });
  }
  return { levels, of: counted.length + required.length };
}

/** In about how many records a term stands. */
function rarity(term: Term): number {
  return Math.max(0, ...term.alternatives.map(({ documents }) => documents ?? 0));
}

function expression(term: Term): string {
  const found = term.alternatives.filter(({ documents }) => documents !== 0);
  return `(${(found.length > 0 ? found : term.alternatives).map(({ words }) => quoted(words)).join(" OR ")})`;
}

/** An FTS5 string: nothing in it is an operator. */
function quoted(words: readonly string[]): string {
  return `"${words.join(" ").replaceAll('"', '""')}"`;
}

/** Every choice of `size` of the expressions, each joined by AND. */
function combinations(expressions: readonly string[], size: number): string[] {
  const choose = (from: number, left: number): string[][] => {
    if (left === 0) return [[]];
    const chosen: string[][] = [];
    for (let i = from; i <= expressions.length - left; i++)
      for (const rest of choose(i + 1, left - 1)) chosen.push([expressions[i]!, ...rest]);
    return chosen;
  };
  return choose(0, size).map((parts) => `(${parts.join(" AND ")})`);
}
