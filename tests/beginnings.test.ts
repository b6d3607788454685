import fc from "fast-check";
import { expect, test } from "vitest";
import { fitting, likeliest, type Suggestible, spaced } from "../indexes/suggestions.ts";
import { Beginnings } from "../src/engine/beginnings.ts";

const word = fc.array(fc.constantFrom(..."ab1é"), { minLength: 1, maxLength: 5 }).map((letters) => letters.join(""));

test("entries that fit are those that looking at each finds, once each, after any changes", () => {
  const step = fc.record({
    key: fc.integer({ min: 0, max: 12 }),
    words: fc.option(fc.array(word, { minLength: 1, maxLength: 4 })),
  });
  const reading = fc.array(fc.array(word, { maxLength: 2 }), { minLength: 1, maxLength: 3 });
  const property = fc.property(fc.array(step, { maxLength: 60 }), reading, (steps, reading) => {
    const entries = new Beginnings<{ key: number; words: string }>({ gone: 3 });
    const now = new Map<number, string>();
    for (const { key, words } of steps) {
      if (words) {
        entries.set(key, { key, words: spaced(words) });
        now.set(key, spaced(words));
      } else {
        entries.drop(key);
        now.delete(key);
      }
    }
    expect(entries.size).toBe(now.size);
    const fits = fitting(reading);
    const expected = [...now].filter(([, words]) => fits(words)).map(([key]) => key);
    const found = [...entries.fitting(reading)].map(({ key }) => key);
    expect(found.sort()).toEqual(expected.sort());
  });
  fc.assert(property, { numRuns: 1_000 });
});

test("the likeliest are the first of all in their order, each once", () => {
  const one = fc.record({
    text: fc.constantFrom("a", "b", "c"),
    records: fc.integer({ min: 1, max: 2 }),
    id: fc.constantFrom(..."123456789"),
    words: fc.constantFrom(" a b", " b a"),
  });
  const property = fc.property(fc.array(one), fc.integer({ min: 1, max: 4 }), (given, limit) => {
    const found: Suggestible[] = given.map((rest) => ({ kind: "title", ...rest }));
    const key = ({ words, records, text, id }: Suggestible): string =>
      `${words.startsWith(" a") ? 0 : 1}${9 - records}${text}${id}`;
    const different = found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i);
    const sorted = different.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    const expected = sorted.slice(0, limit).map(({ words: _, ...rest }) => rest);
    expect(likeliest(found, [[["a"]]], limit)).toEqual(expected);
  });
  fc.assert(property);
});
