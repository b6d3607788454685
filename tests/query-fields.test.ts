import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { search } from "../src/search/search.ts";
import { indexed } from "./records.ts";

const WORDS = ["ash", "birch", "cedar"];
const PARTS = ["title", "abstract", "topics", "names"] as const;
type Part = (typeof PARTS)[number];
type Texts = Record<Part, string[]>;

/** Records with each word in some of their parts, by chance but the same ones each time. */
const RECORDS = Array.from({ length: 120 }, (_, i) => {
  let state = i * 7_919 + 13;
  const some = () => {
    state = (state * 48_271) % 2_147_483_647;
    // In either order: a phrase is not the words of it.
    const words = WORDS.filter((_, bit) => (state >> (bit + 4)) & 1);
    return (state >> 9) & 1 ? words.reverse() : words;
  };
  const texts: Texts = { title: some(), abstract: some(), topics: some(), names: some().slice(0, 1) };
  return { id: `r${i}`, texts };
});

const engine = new SqliteEngine(":memory:", null);
beforeAll(async () => {
  await engine.put(
    RECORDS.map(({ id, texts }, i) =>
      indexed({
        id,
        title: `A ${texts.title.join(" ")}`,
        abstract: texts.abstract.join(" "),
        ...(i % 2 ? { mesh: [texts.topics.join(" ")].filter(Boolean) } : {}),
        ...(i % 2 ? {} : { keywords: [texts.topics.join(" ")].filter(Boolean) }),
        authors: texts.names.map((name) => ({ name: `${name}, Q` })),
      }),
    ),
  );
});
afterAll(() => engine.close());

/** A query, and what it is true of. */
interface Meant {
  q: string;
  is: (texts: Texts) => boolean;
}

const inRow = (words: readonly string[], row: readonly string[]) =>
  row.some((_, at) => words.every((word, i) => row[at + i] === word));
const anyPart = (words: readonly string[], parts: readonly Part[]) => (texts: Texts) =>
  parts.some((part) => inRow(words, texts[part]));

/** Each system's names of a field, with the parts of a record that it is about. */
const FIELDS: Readonly<Record<"own" | "pubmed" | "embase" | "ovid", readonly (readonly [string, readonly Part[]])[]>> =
  {
    own: [
      ["title", ["title"]],
      ["abstract", ["abstract"]],
      ["tiab", ["title", "abstract"]],
      ["mesh", ["topics"]],
      ["keyword", ["topics"]],
    ],
    pubmed: [
      ["ti", ["title"]],
      ["ab", ["abstract"]],
      ["tiab", ["title", "abstract"]],
      ["mh", ["topics"]],
      ["ot", ["topics"]],
      ["tw", PARTS],
    ],
    embase: [
      ["ti", ["title"]],
      ["ti,ab", ["title", "abstract"]],
      ["ab,kw", ["abstract", "topics"]],
      ["ti,ab,kw", ["title", "abstract", "topics"]],
    ],
    ovid: [
      ["ti", ["title"]],
      ["ti,ab", ["title", "abstract"]],
      ["ab,kf", ["abstract", "topics"]],
      ["ti,sh,ab", ["title", "abstract", "topics"]],
      ["mp", PARTS],
    ],
  };

const word = fc.constantFrom(...WORDS).map((word) => ({ typed: word, words: [word] }));
const phrase = fc
  .tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS))
  .filter(([a, b]) => a !== b)
  .map((words) => ({ typed: `"${words.join(" ")}"`, words }));
const star = fc.constantFrom(...WORDS).map((word) => ({ typed: `${word.slice(0, -1)}*`, words: [word] }));
const term = fc.oneof(word, word, phrase, star);

function leafOf(system: keyof typeof FIELDS): fc.Arbitrary<Meant> {
  return fc.tuple(term, fc.constantFrom(...FIELDS[system])).map(([{ typed, words }, [name, parts]]) => {
    const quoted = system === "embase" ? typed.replaceAll('"', "'") : typed;
    const q = {
      own: `${name}:${typed}`,
      pubmed: `${typed}[${name}]`,
      embase: `${quoted}:${name}`,
      ovid: `${typed}.${name}.`,
    };
    return { q: q[system], is: anyPart(words, parts) };
  });
}
const free = term.map(({ typed, words }): Meant => ({ q: typed, is: anyPart(words, PARTS) }));
const author = fc
  .constantFrom(...WORDS)
  .map((name): Meant => ({ q: `author:${name}`, is: anyPart([name], ["names"]) }));
const leaf = fc.oneof(leafOf("own"), leafOf("pubmed"), leafOf("embase"), leafOf("ovid"), free, author);

const { query } = fc.letrec<{ query: Meant; parts: Meant[] }>((tie) => ({
  parts: fc.array(tie("query"), { minLength: 2, maxLength: 4 }),
  query: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    tie("parts").map((parts) => ({
      q: `(${parts.map(({ q }) => q).join(" OR ")})`,
      is: (texts: Texts) => parts.some(({ is }) => is(texts)),
    })),
    tie("parts").map((parts) => ({
      q: `(${parts.map(({ q }) => q).join(" AND ")})`,
      is: (texts: Texts) => parts.every(({ is }) => is(texts)),
    })),
    tie("query").map(({ q, is }) => ({ q: `(NOT ${q})`, is: (texts: Texts) => !is(texts) })),
  ),
}));

test("words and phrases in fields, as each system writes them, find what a slow and obvious reading finds", async () => {
  await fc.assert(
    fc.asyncProperty(query, fc.boolean(), async ({ q, is }, strict) => {
      const expected = RECORDS.filter(({ texts }) => is(texts)).map(({ id }) => id);
      const ask = (q: string) =>
        search(
          { engine, embedder: null },
          { q, mode: "keyword", filters: [], sort: null, page: 1, perPage: 200, strict, typo: false },
        );
      const { hits, counts, query: read } = await ask(q);
      expect(hits.map(({ record }) => record.id).sort(), q).toEqual(expected.sort());
      expect(counts).toEqual({ words: expected.length, meaning: 0, total: expected.length });
      // As it was read it is the same query.
      expect((await ask(read)).counts, read).toEqual(counts);
    }),
    { numRuns: 300 },
  );
});
