import type { DatabaseSync } from "node:sqlite";
import {
  likeliest,
  type Reading,
  SUGGESTED,
  type Suggestible,
  type Suggestion,
  spaced,
  suggestedWords,
  typedReadings,
} from "../../indexes/suggestions.ts";
import { Beginnings } from "./beginnings.ts";
import { alsoMeant, beginsNearly, finishedNearly } from "./spelling.ts";
import type { Columns } from "./sqlite-columns.ts";
import { type Followed, Follower } from "./sqlite-follower.ts";
import { NearSpellings } from "./sqlite-near-spellings.ts";

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
    this.#near = new NearSpellings(db);
  }

  /**
   * Where nothing is found as typed, each word is also read as one with an edit.
   *
   * @param writes how often this connection wrote; the columns are up to date
   */
  suggest(text: string, limit: number, writes: number): Suggestion[] {
    const readings = typedReadings(text);
    const [asTyped] = readings;
    if (!asTyped) return [];
    this.#follower.follow(writes);
    const found = this.#found(readings, limit);
    if (found.length > 0) return found;
    const near = asTyped.map(([word = ""], i) =>
      alsoMeant(word, this.#near.of(word, i < asTyped.length - 1 ? finishedNearly : beginsNearly)),
    );
    return this.#found([near], limit);
  }

  #found(readings: readonly Reading[], limit: number): Suggestion[] {
    const names = SUGGESTED.map((kind) => readings.flatMap((reading) => [...this.#namesFitting(kind, reading)]));
    const titles = readings.flatMap((reading) => [...this.#titles.fitting(reading)]);
    return [...names, titles].flatMap((found) => likeliest(found, readings, limit));
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
