import type { DatabaseSync, StatementSync } from "node:sqlite";
import { beginsNearly, type Spelling } from "./spelling.ts";

const LAST_CHARACTER = "\u{10ffff}";
/** Words that begin with so many letters as typed are few enough to look at each. */
const LOOKED_AT = 3;

/**
 * Words of the index that begin as somebody types, but for one edit, as `beginsNearly` says. Where the edit is among the
 * first letters, the index is asked for each way to put it right: some 200 questions of 3 microseconds, where the words
 * with the same first letter may be tens of thousands.
 */
export class NearSpellings {
  readonly #from: StatementSync;
  readonly #between: StatementSync;

  constructor(db: DatabaseSync) {
    this.#from = db.prepare("SELECT word FROM spellings WHERE word >= ? AND word < ? ORDER BY word LIMIT 1");
    this.#between = db.prepare("SELECT word, documents FROM spellings WHERE word >= ? AND word < ?");
  }

  /**
   * @param typed folded; words that begin just so count, too
   * @param near whether a word may be what is typed
   */
  of(typed: string, near = beginsNearly): Spelling[] {
    const found = new Map<string, Spelling>();
    const consider = (beginning: string): void => {
      for (const spelling of this.#between.all(beginning, beginning + LAST_CHARACTER) as unknown as Spelling[])
        if (near(spelling.word, typed)) found.set(spelling.word, spelling);
    };
    consider(typed.slice(0, LOOKED_AT));
    for (let at = 1; at < LOOKED_AT; at++) {
      const before = typed.slice(0, at);
      const [here, after] = [typed.slice(at), typed.slice(at + 1)];
      consider(before + after);
      consider(before + here.slice(1, 2) + here.slice(0, 1) + here.slice(2));
      for (const letter of this.#lettersAfter(before)) {
        consider(before + letter + after);
        consider(before + letter + here);
      }
    }
    return [...found.values()];
  }

  /** The different letters that follow a beginning in the words of the index. */
  *#lettersAfter(beginning: string): Iterable<string> {
    for (let from = beginning; ; ) {
      const next = this.#from.get(from, beginning + LAST_CHARACTER) as Spelling | undefined;
      if (!next) return;
      const code = next.word.codePointAt(beginning.length);
      if (code === undefined) from = `${beginning}\u0001`;
      else {
        const letter = String.fromCodePoint(code);
        yield letter;
        // The next word that does not go on with this letter.
        from = beginning + letter + LAST_CHARACTER;
      }
    }
  }
}
