import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  likeliest,
  type Reading,
  SUGGESTED,
  type Suggestible,
  type Suggestion,
  spaced,
  suggestedWords,
  typedWords,
} from "../../indexes/suggestions.ts";
import { Beginnings } from "./beginnings.ts";
import { likelyMeant } from "./spelling.ts";
import type { Columns } from "./sqlite-columns.ts";
import { type Followed, Follower } from "./sqlite-follower.ts";
import { NearSpellings } from "./sqlite-near-spellings.ts";

const LAST_CHARACTER = "\u{10ffff}";

const TITLE_COLUMNS =
  "row, version, id, json ->> '$.title' AS title, json ->> '$.status' AS status, json ->> '$.illustration' AS illustration";

interface TitleRow extends Followed {
  id: string;
  title: string;
  /** A list, as JSON. */
  status: string;
  illustration: number | null;
}

/** A facet's value by its number. */
interface Name {
  number: number;
  words: string;
}

/** Suggestions out of memory: every title and name, folded, some 1 kB a record with its names, read at the first suggestion. */
export class Suggester {
  readonly #columns: Columns;
  /** By row. */
  readonly #titles = new Beginnings<Suggestible>();
  readonly #follower: Follower<TitleRow>;
  readonly #names: Record<(typeof SUGGESTED)[number], Beginnings<Name>> = {
    mesh: new Beginnings(),
    author: new Beginnings(),
    journal: new Beginnings(),
  };
  readonly #begins: StatementSync;
  readonly #near: NearSpellings;

  constructor(db: DatabaseSync, columns: Columns) {
    this.#columns = columns;
    this.#follower = new Follower(db, TITLE_COLUMNS, {
      set: ({ row, id, title, status, illustration }: TitleRow) =>
        this.#titles.set(row, {
          kind: "title",
          text: title,
          records: 1,
          id,
          words: spaced(suggestedWords(title)),
          ...((JSON.parse(status) as string[]).includes("retracted") ? { retracted: true as const } : {}),
          ...(illustration ? { illustration: true as const } : {}),
        }),
      drop: (row) => this.#titles.drop(row),
    });
    this.#begins = db.prepare("SELECT 1 FROM spellings WHERE word >= ? AND word < ? LIMIT 1");
    this.#near = new NearSpellings(db);
  }

  /** @param writes how often this connection wrote; the columns are up to date */
  suggest(text: string, limit: number, writes: number): Suggestion[] {
    const typed = typedWords(text);
    if (typed.length === 0) return [];
    this.#follower.follow(writes);
    const reading = typed.map((word) => this.#read(word));
    const names = SUGGESTED.map((kind) => this.#namesFitting(kind, reading));
    return [...names, this.#titles.fitting(reading)].flatMap((found) => likeliest(found, reading, limit));
  }

  /** A word that none of the index begins with is read as one that does, but for an edit. */
  #read(word: string): string[] {
    if (this.#begins.get(word, word + LAST_CHARACTER)) return [word];
    return likelyMeant(this.#near.of(word));
  }

  *#namesFitting(kind: (typeof SUGGESTED)[number], reading: Reading): Iterable<Suggestible> {
    const { names, uses } = this.#columns.facets[kind];
    const known = this.#names[kind];
    for (let number = known.size; number < names.length; number++)
      known.set(number, { number, words: spaced(suggestedWords(names[number]!)) });
    for (const { number, words } of known.fitting(reading))
      if (uses[number]! > 0) yield { kind, text: names[number]!, records: uses[number]!, words };
  }
}
