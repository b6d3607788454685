import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FACETS, type Facet, type Filter, facetValues } from "../indexes/fields.ts";
import type { IndexedRecord } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Term, WordQuery } from "../src/engine/word-query.ts";
import { parseQuery } from "../src/search/query.ts";
import { has, Oracle } from "./recall-oracle.ts";
import { DIMENSIONS, inDomains, indexed, unit } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };

type Relaxing = NonNullable<WordQuery["relaxTo"]>;

const WORDS =
  "heart Hearts failing FAIL IL-6 il6 T-cell tcell cell T α alpha the of 1990s 1990 Ménière type-2 é 漢字".split(" ");
const word = fc.constantFrom(...WORDS);
const text = (most: number): fc.Arbitrary<string> =>
  fc.array(word, { maxLength: most }).map((words) => words.join(" "));
const vector = fc
  .array(fc.integer({ min: -3, max: 9 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((components) => unit(...components));
const domain = fc.constantFrom("eye", "heart", "lung");
const record = fc.record({
  number: fc.integer({ min: 0, max: 14 }),
  title: text(5),
  abstract: text(9),
  mesh: fc.array(word, { maxLength: 2 }),
  year: fc.option(fc.integer({ min: 2018, max: 2022 }), { nil: undefined }),
  language: fc.option(fc.constantFrom("en", "nl"), { nil: undefined }),
  domains: fc.uniqueArray(domain, { maxLength: 2 }),
  authors: fc.array(
    fc.constantFrom("Janssens, M", "Peeters, L", "Maes").map((name) => ({ name })),
    { maxLength: 4 },
  ),
  vector: fc.option(vector, { freq: 4 }),
});
const part = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.constant("absent") },
  { weight: 2, arbitrary: fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => `"${words.join(" ")}"`) },
  { weight: 1, arbitrary: word.map((excluded) => `-${excluded}`) },
  { weight: 1, arbitrary: word.map((inTitle) => `title:${inTitle}`) },
  { weight: 1, arbitrary: word.map((notThere) => `-mesh:${notThere}`) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `(${a} OR tiab:"${b}")`) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `(${a} AND title:${b})`) },
  {
    weight: 2,
    arbitrary: fc.letrec<{ node: string; leaf: string }>((tie) => ({
      leaf: fc.oneof(word, fc.constantFrom("language:en", "year:2020", "domain:eye", "is:news")),
      node: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        tie("leaf"),
        fc
          .array(tie("node"), { minLength: 2, maxLength: 3 })
          .chain((parts) => fc.constantFrom(" AND ", " OR ", " ").map((by) => `(${parts.join(by)})`)),
        tie("node").map((one) => `(-${one})`),
      ),
    })).node,
  },
);
const bound = fc.option(fc.integer({ min: 2018, max: 2022 }));
const plainFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.uniqueArray(domain, { maxLength: 2 }).map((values): Filter => ({ kind: "anyOf", facet: "domain", values })),
  fc.constantFrom("Maes", "Nobody").map((value): Filter => ({ kind: "anyOf", facet: "author", values: [value] })),
  fc.constantFrom("en", "nl").map((value): Filter => ({ kind: "anyOf", facet: "language", values: [value] })),
  fc.tuple(bound, bound).map(([from, to]): Filter => ({ kind: "years", facet: "year", from, to })),
);
const filter = fc
  .tuple(plainFilter, fc.boolean(), fc.boolean())
  .map(([one, not, fixed]): Filter => ({ ...one, ...(not ? { not } : {}), ...(fixed ? { fixed } : {}) }));
const question = fc.record({
  q: fc.option(
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join(" ")),
    { freq: 8 },
  ),
  few: fc.constantFrom(0, 3, 10),
  relaxTo: fc.constantFrom<Relaxing>("rarest", "half", "one"),
  meaning: fc.option(
    fc.record({
      vector,
      nearest: fc.integer({ min: 1, max: 6 }),
      similarity: fc.constantFrom(-1, 0.3, 0.7),
      atLeastOne: fc.constantFrom(-1, 0.5, 0.95),
      second: fc.option(
        fc.record({ vector, nearest: fc.integer({ min: 1, max: 6 }), similarity: fc.constantFrom(-1, 0.3, 0.7) }),
      ),
    }),
  ),
  filters: fc.array(filter, { maxLength: 3 }),
  pool: fc.constantFrom(0, 2, 100),
});

/** Words as asked, but for guesses at what is not in the index. */
function plainWords(q: string | null, few: number, relaxTo: Relaxing): WordQuery | null {
  const words = q === null ? null : parseQuery(q).words;
  const plain = (terms: readonly Term[]): Term[] =>
    terms.map(({ anyOf, against, ...term }) => ({
      ...term,
      prefix: false,
      typos: false,
      ...(anyOf ? { anyOf: plain(anyOf) } : {}),
      ...(against ? { against: plain(against) } : {}),
    }));
  return words && { terms: plain(words.terms), excluded: plain(words.excluded), few, relaxTo };
}

test("recall gives what a slow and obvious one gives, after any changes, in the writing process and in another", async () => {
  const folder = await temporaryFolder();
  let run = 0;
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 1, maxLength: 25 }),
    fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 3 }),
    fc.array(question, { minLength: 1, maxLength: 4 }),
    async (puts, removals, questions) => {
      const path = join(folder, `${run++}.sqlite`);
      const engines = [new SqliteEngine(path, space), new SqliteEngine(path, null)] as const;
      const now = new Map<string, IndexedRecord>();
      for (const [i, { number, vector, ...fields }] of puts.entries()) {
        const id = `r${number}`;
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
        const one = indexed({ id, ...given, domains: inDomains(...fields.domains) }, vector);
        const base = (await engines[0].get([id])).get(id)?.version ?? null;
        expect(await engines[0].put([{ ...one, base }])).toEqual({ conflicts: [] });
        now.set(id, one);
        // The other process looks in between, so that it follows and does not only start late.
        if (i % 5 === 0) await ask(engines[1], questions[0]!);
      }
      for (const number of removals) if (now.delete(`r${number}`)) await engines[0].remove([`r${number}`]);
      for (const asked of questions)
        for (const engine of engines) compare([...now.values()], asked, await ask(engine, asked));
      for (const engine of engines) await engine.close();
    },
  );
  await fc.assert(property, { numRuns: 150 });
}, 60_000);

type Asked = typeof question extends fc.Arbitrary<infer T> ? T : never;
type Answer = Awaited<ReturnType<SqliteEngine["recall"]>>;

function ask(engine: SqliteEngine, { q, few, relaxTo, meaning, filters, pool }: Asked): Promise<Answer> {
  const words = plainWords(q, few, relaxTo);
  const { second, ...first } = meaning ?? { second: null };
  const again = second && { ...second, by: () => second.vector };
  const looks = meaning && { ...(first as NonNullable<typeof meaning>), ...(again ? { again } : {}) };
  return engine.recall({
    words,
    meaning: looks,
    filters,
    facets: FACETS,
    pool,
    sort: "relevance",
    offset: 0,
    limit: 100,
  });
}

function compare(records: readonly IndexedRecord[], asked: Asked, answer: Answer): void {
  const { q, few, relaxTo, meaning, filters, pool } = asked;
  const oracle = new Oracle(records, filters);
  const words = plainWords(q, few, relaxTo);
  const everything = !meaning && !words?.terms.length;
  const all = records.filter((record) => !words?.excluded.some((term) => has(record, term)));
  const { matches, needed } = everything
    ? { matches: all, needed: null }
    : oracle.byWords(words ?? { terms: [], excluded: [], few: 0 });
  const passing = matches.filter((record) => oracle.passes(record));
  const begun = (pool > 0 && passing.length > 0) || (meaning !== null && oracle.near(meaning, words).length > 0);
  const second = begun ? (meaning?.second ?? null) : null;
  const near = (but?: Facet): IndexedRecord[] =>
    meaning ? oracle.byMeaning(meaning, second, words, but).filter((record) => !matches.includes(record)) : [];
  expect(answer.counts).toEqual({ words: passing.length, meaning: near().length });
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();
  const expected = [...passing, ...near()].map(({ record }) => record);
  expect(ids([...answer.candidates, ...answer.listed])).toEqual(ids(expected));
  expect(answer.needed).toEqual(needed);
  for (const term of answer.terms)
    for (const row of term.alternatives) expect(row.documents).toBe(oracle.documents(row));
  for (const facet of FACETS) {
    const own = filters.some((filter) => filter.facet === facet && !filter.fixed) ? facet : undefined;
    const counted = [...new Set([...matches.filter((record) => oracle.passes(record, own)), ...near(own), ...near()])];
    const counts = Map.groupBy(
      counted.flatMap(({ record }) => facetValues(record, facet)),
      (value) => value,
    );
    const sorted = [...counts].map(([value, all]) => ({ value, count: all.length }));
    sorted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    expect(answer.facets[facet]).toEqual(sorted);
  }
}
