import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { beginsNearly } from "../src/engine/spelling.ts";
import { NearSpellings } from "../src/engine/sqlite-near-spellings.ts";

test("words that begin nearly as typed are those that looking at every word finds", () => {
  const letter = fc.constantFrom(..."abé漢");
  const word = (min: number) => fc.array(letter, { minLength: min, maxLength: 8 }).map((letters) => letters.join(""));
  const property = fc.property(fc.uniqueArray(word(1), { maxLength: 60 }), word(5), (words, typed) => {
    const db = new DatabaseSync(":memory:");
    db.exec("CREATE TABLE spellings (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID");
    const add = db.prepare("INSERT INTO spellings VALUES (?, 1)");
    for (const one of words) add.run(one);
    const found = new NearSpellings(db).of(typed).map(({ word }) => word);
    expect(found.sort()).toEqual(words.filter((one) => beginsNearly(one, typed)).sort());
    near += found.length;
    db.close();
  });
  let near = 0;
  fc.assert(property, { numRuns: 1_000 });
  // Of words of so few letters, some are always near to others.
  expect(near).toBeGreaterThan(100);
});
