import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { beginsNearly } from "../src/engine/spelling.ts";
import { NearSpellings } from "../src/engine/sqlite-near-spellings.ts";

test("words that begin nearly as typed are those that looking at every word finds", () => {
  const letter = fc.constantFrom(..."abé漢");
  const word = (minLength: number, maxLength = 8) =>
    fc.array(letter, { minLength, maxLength }).map((letters) => letters.join(""));
  /** A place, how many letters are taken out there, and what is put in; then how it goes on. */
  const change = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 2 }), word(0, 2), word(0, 2));
  const some = fc.tuple(word(5), fc.array(change, { maxLength: 30 }), fc.array(word(1), { maxLength: 10 }));
  let near = 0;
  const property = fc.property(some, ([typed, changes, others]) => {
    const changed = changes.map(([at, out, into, more]) => typed.slice(0, at) + into + typed.slice(at + out) + more);
    const words = [...new Set([...changed, ...others])];
    const db = new DatabaseSync(":memory:");
    db.exec("CREATE TABLE spellings (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID");
    const add = db.prepare("INSERT INTO spellings VALUES (?, 1)");
    for (const one of words) add.run(one);
    const found = new NearSpellings(db).of(typed).map(({ word }) => word);
    expect(found.sort()).toEqual(words.filter((one) => beginsNearly(one, typed)).sort());
    near += found.length;
    db.close();
  });
  fc.assert(property, { numRuns: 1_000 });
  expect(near).toBeGreaterThan(1_000);
});
