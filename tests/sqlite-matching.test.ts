import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printed, type Wanted } from "../src/engine/sqlite-expressions.ts";
import { Matching } from "../src/engine/sqlite-matching.ts";
import { Vocabulary } from "../src/engine/sqlite-vocabulary.ts";

const LETTERS = "abcdefg";

/** Texts of letters in a table of words, each in the slot of its number. */
function library(texts: readonly string[]) {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE VIRTUAL TABLE words USING fts5 (title, abstract, topics, names)");
  texts.forEach((text, slot) => {
    db.prepare("INSERT INTO words (rowid, title, abstract) VALUES (?, ?, ?)").run(slot + 1, text.slice(0, 3), text);
  });
  const columns = { size: texts.length, ids: texts.map((_, slot) => `r${slot}`), slotOf: (row: number) => row - 1 };
  return { db, columns };
}

/** A database that counts what is asked of it. */
function counting(db: DatabaseSync) {
  const asked: string[] = [];
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    const told = (how: "all" | "iterate" | "get") => ({
      [how]: (...values: never[]) => {
        asked.push(`${sql} ${values.join(" ")}`);
        return statement[how](...values);
      },
    });
    const setReturnArrays = (on: boolean) => statement.setReturnArrays(on);
    return { setReturnArrays, ...told("all"), ...told("iterate"), ...told("get") };
  };
  return { asked, db: { prepare } as unknown as DatabaseSync };
}

const letter = fc.constantFrom(...LETTERS);
const text = fc.array(letter, { maxLength: 9 }).map((letters) => letters.join(" "));
const string = fc.oneof(
  letter.map((one) => `"${one}"`),
  fc.tuple(letter, letter).map(([one, next]) => `"${one} ${next}"`),
  letter.map((one) => `{title} : "${one}"`),
);
const { wanted } = fc.letrec<{ wanted: Wanted; parts: Wanted[] }>((tie) => ({
  parts: fc.array(tie("wanted"), { minLength: 1, maxLength: 3 }),
  wanted: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    string,
    tie("parts").map((any) => ({ any })),
    fc.tuple(tie("parts"), fc.oneof(fc.constant([]), tie("parts"))).map(([all, but]) => ({ all, but })),
  ),
}));
/**
 * As strategies are: groups of which each must be there, or pairs of which one must. Of what is nested deeper FTS5 counts some
 * strings for rows that have them, though not the part that they stand in.
 */
const some = fc.array(string, { minLength: 1, maxLength: 4 });
const groups = fc.array(some, { minLength: 1, maxLength: 3 });
const strategy: fc.Arbitrary<Wanted> = fc.oneof(
  groups.map((all) => ({ all: all.map((any) => ({ any })), but: [] })),
  groups.map((any) => ({ any: any.map((all) => ({ all, but: [] })) })),
);
const NONE = { strings: 0, same: 0, ordered: 1_000_000 };
const ALL = { strings: 1_000_000, same: 1_000_000, ordered: 1_000_000 };

describe("what a long expression finds, string by string", () => {
  test("is what FTS5 finds for the whole", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.array(wanted, { minLength: 1, maxLength: 3 }), (texts, all) => {
        const { db, columns } = library(texts);
        const matching = new Matching(db, columns, NONE);
        matching.forget();
        for (const one of all) {
          const rows = db.prepare("SELECT rowid FROM words WHERE words MATCH ?").all(printed(one));
          const found = [...matching.slots(one)].sort((a, b) => a - b);
          expect(found, printed(one)).toEqual(rows.map(({ rowid }) => Number(rowid) - 1));
        }
        db.close();
      }),
    );
  });

  test("has the order of FTS5's bm25, also where records are all but equal", () => {
    const texts = fc.array(text, { maxLength: 12 });
    fc.assert(
      fc.property(texts, strategy, fc.nat(12), (texts, one, limit) => {
        const { db, columns } = library(texts);
        const fails = Uint16Array.from(texts, (_, slot) => Number(slot % 5 === 4));
        const [apart, whole] = [NONE, ALL].map((limits) => {
          const matching = new Matching(db, columns, limits);
          matching.forget();
          return matching.inOrder(one, matching.slots(one), fails, limit);
        });
        expect(apart, printed(one)).toEqual(whole);
        db.close();
      }),
      { numRuns: 300 },
    );
  });

  test("is put in order by the rarest strings, as many as may be looked at, and all of it is found", () => {
    const { db, columns } = library(["a b", "a b c", "a a a", "b a", "a c"]);
    const any = ['"a"', '"b"', '"c"'];
    const ordered = (limit: number) => {
      const matching = new Matching(db, columns, { strings: 2, same: 9, ordered: limit });
      matching.forget();
      return matching.inOrder({ any }, matching.slots({ any }), new Uint16Array(5), 5);
    };
    const matching = new Matching(db, columns, ALL);
    const byRare = matching.inOrder({ any: any.slice(1) }, [], new Uint16Array(5), 5);
    // "c" is in two records and "b" in three; "a" is in five more.
    expect(ordered(9)).toEqual([...byRare, 2]);
    expect(ordered(5)).toEqual(ordered(9));
    expect(ordered(10)).toEqual(matching.inOrder({ any }, [], new Uint16Array(5), 5));
    expect(ordered(0)).toEqual([0, 1, 2, 3, 4]);
    db.close();
  });

  test("is asked for once, however often a string is there", () => {
    const { db, columns } = library(["a b", "b c"]);
    const { asked, db: counted } = counting(db);
    const pairs = Array.from({ length: 500 }, (_, i): Wanted => ({ all: ['"b"', i % 2 ? '"a"' : '"c"'], but: [] }));
    // By their number, and by how often the same is there.
    for (const limits of [
      { strings: 999, same: 999 },
      { strings: 9_999, same: 499 },
    ]) {
      asked.length = 0;
      const matching = new Matching(counted, columns, { ...limits, ordered: 1_000 });
      matching.forget();
      const slots = matching.slots({ any: pairs });
      expect([...slots].sort()).toEqual([0, 1]);
      expect(asked).toHaveLength(3);
      matching.inOrder({ any: pairs }, slots, new Uint16Array(2), 10);
      expect(asked).toHaveLength(6);
    }
    db.close();
  });

  test("is kept for the next search, until the index changes", () => {
    const { db, columns } = library(["a b", "b c"]);
    const { asked, db: counted } = counting(db);
    const matching = new Matching(counted, columns, NONE);
    const search = (version: number) => {
      matching.begin(version);
      expect([...matching.slots({ any: ['"a"', { any: ['"c"', '"a"'] }] })].sort()).toEqual([0, 1]);
      matching.forget();
      return asked.length;
    };
    expect([search(1), search(1), search(2)]).toEqual([2, 2, 4]);
    db.close();
  });
});

test("what a beginning or a misspelt word stands for is asked once a query, and the words of a letter are read twice at most", () => {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE spellings (word TEXT PRIMARY KEY, documents INTEGER NOT NULL)");
  const words = Array.from({ length: 300 }, (_, i) => `glauc${i.toString(36)}ma`);
  for (const word of words) db.prepare("INSERT INTO spellings VALUES (?, 1)").run(word);
  const { asked, db: counted } = counting(db);
  const vocabulary = new Vocabulary(counted);
  for (let i = 0; i < 1_000; i++) vocabulary.begun("glau", 20, false);
  expect(asked).toHaveLength(1);
  const misspelt = Array.from({ length: 1_000 }, (_, i) => `glaux${(i % 300).toString(36)}ma`);
  const corrected = misspelt.map((word) => vocabulary.corrections(word).map(({ word }) => word));
  expect(asked).toHaveLength(3);
  const each = misspelt.map((word) => new Vocabulary(db).corrections(word).map(({ word }) => word));
  expect(corrected).toEqual(each);
  vocabulary.begin(0);
  vocabulary.begun("glau", 20, false);
  expect(asked).toHaveLength(4);
  // The next search knows what was misspelt, until the index changes.
  for (const word of misspelt) vocabulary.corrections(word);
  expect(asked).toHaveLength(4);
  vocabulary.begin(1);
  for (const word of misspelt) vocabulary.corrections(word);
  expect(asked).toHaveLength(6);
  db.close();
});
