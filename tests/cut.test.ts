import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { LecternRecord, SourceRecord } from "../indexes/record.ts";
import { type Counts, noCounts, OUTCOMES } from "../indexes/report.ts";
import type { Engine } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import { type Chunk, cut } from "../src/ingest/cut.ts";
import type { TakenEntry } from "../src/ingest/decide.ts";
import { type IngestParts, ingest } from "../src/ingest/pipeline.ts";
import type { Entry } from "../src/sources/source.ts";
import { temporaryFolder } from "./temporary.ts";

const source = "jsonl";
const classifier = { classify: () => [] } as unknown as IngestParts["classifier"];

async function newEngine(): Promise<Engine> {
  const engine = new SqliteEngine(join(await temporaryFolder(), "lectern.sqlite"), null);
  onTestFinished(() => engine.close());
  return engine;
}

async function* entriesOf(records: readonly SourceRecord[], broken = false): AsyncGenerator<Entry> {
  for (const [i, record] of records.entries())
    yield { place: { record: i + 1, line: i + 1 }, raw: "raw", key: record.key, ok: true, record };
  if (broken) throw new LecternError("invalid-source", "x.jsonl ends in the middle");
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

const take = (engine: Engine, entries: AsyncIterable<TakenEntry>): Promise<Counts> =>
  ingest({ engine, embedder: null, classifier }, entries, { source });

async function chunksOf(engine: Engine, records: readonly SourceRecord[], skip = 0): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of cut(engine, entriesOf(records), { source, skip, size: 4 })) chunks.push(chunk);
  return chunks;
}

/** Takes the chunks that are not done in an order of their own, and then what had to wait. */
async function takeChunks(engine: Engine, chunks: readonly Chunk[], order: (i: number) => number): Promise<Counts> {
  const counts = noCounts();
  const add = (more: Counts): void => {
    for (const name of ["read", ...OUTCOMES] as const) counts[name] += more[name];
  };
  const parts = chunks.map(({ entries }) => entries.filter(({ later }) => !later).map(({ entry }) => entry));
  for (const part of parts.map((part, i) => ({ part, at: order(i) })).sort((a, b) => a.at - b.at))
    add(await take(engine, each(part.part)));
  const later = chunks.flatMap(({ entries }) => entries.filter((one) => one.later));
  add(await take(engine, each(later.map(({ entry, again }) => ({ ...entry, again })))));
  return counts;
}

/** What the index holds, but for the times at which it was taken and the order in which it lies there. */
async function contents(engine: Engine): Promise<LecternRecord[]> {
  const records: LecternRecord[] = [];
  for await (const { record } of engine.scan())
    records.push({ ...record, provenance: record.provenance.map((from) => ({ ...from, at: "" })) });
  return records.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Few identifiers, so that many records share some; now and then a record that is refused. */
const record = fc
  .record(
    {
      key: fc.integer({ min: 1, max: 9 }).map((n) => `k${n}`),
      doi: fc.integer({ min: 1, max: 9 }).map((n) => `10.1000/${n}`),
      pmid: fc.integer({ min: 1, max: 9 }),
      pmcid: fc.integer({ min: 1, max: 9 }).map((n) => `PMC${n}`),
      journal: fc.constantFrom("Heart", "Lung", "Brain"),
      language: fc.constantFrom("en", "nl"),
      keywords: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 2 }),
      title: fc.constantFrom("One", "Two", "Three", ""),
    },
    { requiredKeys: ["key", "title"] },
  )
  .map((given): SourceRecord => given as SourceRecord);

test("chunks taken in any order, and then what waits, leave the index and the counts that one worker leaves", async () => {
  let waited = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 8 }),
      fc.array(record, { maxLength: 30 }),
      fc.array(fc.integer(), { minLength: 10, maxLength: 10 }),
      async (before, file, order) => {
        const [one, shared] = [await newEngine(), await newEngine()];
        for (const engine of [one, shared]) await take(engine, entriesOf(before));
        const counts = await take(one, entriesOf(file));
        const chunks = await chunksOf(shared, file);
        waited += chunks.flatMap(({ entries }) => entries).filter(({ later }) => later).length;
        expect(await takeChunks(shared, chunks, (i) => order[i]!)).toEqual(counts);
        expect(await contents(shared)).toEqual(await contents(one));
      },
    ),
    { numRuns: 60 },
  );
  expect(waited).toBeGreaterThan(60);
}, 120_000);

test("a file that is cut again, after some chunks were handed out and some of these are done, ends as one worker's", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 8 }),
      fc.array(record, { minLength: 9, maxLength: 30 }),
      fc.array(fc.integer(), { minLength: 10, maxLength: 10 }),
      async (before, file, order) => {
        const [one, shared] = [await newEngine(), await newEngine()];
        for (const engine of [one, shared]) await take(engine, entriesOf(before));
        await take(one, entriesOf(file));
        const handedOut = (await chunksOf(shared, file)).slice(0, 2);
        const { entries } = handedOut[order[0]! % 2 === 0 ? 0 : 1]!;
        await take(shared, each(entries.filter(({ later }) => !later).map(({ entry }) => entry)));
        await takeChunks(shared, [...handedOut, ...(await chunksOf(shared, file, 8))], (i) => order[i]!);
        expect(await contents(shared)).toEqual(await contents(one));
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

test("nothing waits in a file whose records have nothing in common, and a chunk is whole only alone", async () => {
  const engine = await newEngine();
  const records = Array.from({ length: 9 }, (_, i) => ({ key: `k${i}`, title: "T" }));
  const shapes = (await chunksOf(engine, records)).map(({ entries, whole }) => [entries.length, whole]);
  expect(shapes).toEqual([
    [4, false],
    [4, false],
    [1, false],
  ]);
  expect((await chunksOf(engine, records)).some(({ entries }) => entries.some(({ later }) => later))).toBe(false);
  expect(await chunksOf(engine, records.slice(0, 4))).toMatchObject([{ whole: true }]);
  expect(await chunksOf(engine, records, 5)).toMatchObject([{ entries: { length: 3 } }, { entries: { length: 1 } }]);
  expect(await chunksOf(engine, records, 9)).toEqual([]);
});

test("what a source gave before it broke off is cut, then its error comes", async () => {
  const engine = await newEngine();
  const records = Array.from({ length: 6 }, (_, i) => ({ key: `k${i}`, title: "T" }));
  const lengths: number[] = [];
  const reading = async (): Promise<void> => {
    for await (const { entries } of cut(engine, entriesOf(records, true), { source, size: 4 }))
      lengths.push(entries.length);
  };
  await expect(reading()).rejects.toThrow("ends in the middle");
  expect(lengths).toEqual([4, 2]);
});
