import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  fitting,
  likeliest,
  SUGGESTED,
  type Suggestible,
  type Suggestion,
  spaced,
  suggestedWords,
  typedWords,
} from "../../indexes/suggestions.ts";
import { beginsNearly, likelyMeant, type Spelling } from "./spelling.ts";
import type { Columns } from "./sqlite-columns.ts";
import { type Followed, Follower } from "./sqlite-follower.ts";

const LAST_CHARACTER = "\u{10ffff}";

interface TitleRow extends Followed {
  id: string;
  title: string;
}

/**
 * Suggestions by looking at every title and name, folded in memory: some 250 bytes a record, read at the first
 * suggestion.
 */
export class Suggester {
  readonly #columns: Columns;
  readonly #titles = new Map<number, Suggestible>();
  readonly #follower: Follower<TitleRow>;
  /** Words of the values of each facet, by number. */
  readonly #names: Record<(typeof SUGGESTED)[number], string[]> = { mesh: [], author: [], journal: [] };
  readonly #begins: StatementSync;
  readonly #near: StatementSync;

  constructor(db: DatabaseSync, columns: Columns) {
    this.#columns = columns;
    this.#follower = new Follower(db, "row, version, id, json ->> '$.title' AS title", {
      set: ({ row, id, title }: TitleRow) =>
        this.#titles.set(row, { kind: "title", text: title, records: 1, id, words: spaced(suggestedWords(title)) }),
      drop: (row) => this.#titles.delete(row),
    });
    this.#begins = db.prepare("SELECT 1 FROM spellings WHERE word >= ? AND word < ? LIMIT 1");
    this.#near = db.prepare("SELECT word, documents FROM spellings WHERE word >= ? AND word < ?");
  }

  /** @param writes how often this connection wrote; the columns are up to date */
  suggest(text: string, limit: number, writes: number): Suggestion[] {
    const typed = typedWords(text);
    if (typed.length === 0) return [];
    this.#follower.follow(writes);
    const reading = typed.map((word) => this.#read(word));
    const fits = fitting(reading);
    const titles: Suggestible[] = [];
    for (const title of this.#titles.values()) if (fits(title.words)) titles.push(title);
    const names = SUGGESTED.map((kind) => this.#namesFitting(kind, fits));
    return [...names, titles].flatMap((found) => likeliest(found, reading, limit));
  }

  /** A word that none of the index begins with is read as one that does, but for an edit. */
  #read(word: string): string[] {
    if (this.#begins.get(word, word + LAST_CHARACTER)) return [word];
    const first = word[0]!;
    const known = this.#near.iterate(first, first + LAST_CHARACTER) as Iterable<unknown> as Iterable<Spelling>;
    return likelyMeant([...known].filter((spelling) => beginsNearly(spelling.word, word)));
  }

  #namesFitting(kind: (typeof SUGGESTED)[number], fits: (words: string) => boolean): Suggestible[] {
    const { names, uses } = this.#columns.facets[kind];
    const known = this.#names[kind];
    for (let number = known.length; number < names.length; number++) known.push(spaced(suggestedWords(names[number]!)));
    const found: Suggestible[] = [];
    for (let number = 0; number < names.length; number++) {
      const words = known[number]!;
      if (uses[number]! > 0 && fits(words)) found.push({ kind, text: names[number]!, records: uses[number]!, words });
    }
    return found;
  }
}
