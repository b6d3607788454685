import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import type { Engine } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Outcome } from "../src/ingest/decide.ts";
import { type IngestParts, ingest } from "../src/ingest/pipeline.ts";
import type { Entry } from "../src/sources/source.ts";
import { temporaryFolder } from "./temporary.ts";

const classifier = { classify: () => [] } as unknown as IngestParts["classifier"];
let engine: Engine;

const openEngine = async (): Promise<void> => {
  engine = new SqliteEngine(join(await temporaryFolder(), "lectern.sqlite"), null);
};
beforeEach(openEngine);
afterEach(async () => {
  await engine.close();
});

const paper = (key: string, more: Partial<SourceRecord> = {}): SourceRecord => ({
  key,
  title: `Title ${key}`,
  ...more,
});

async function load(records: readonly SourceRecord[], job?: string): Promise<Outcome[]> {
  async function* entries(): AsyncIterable<Entry> {
    for (const [i, record] of records.entries())
      yield { place: { record: i + 1, line: i + 1 }, raw: "", key: record.key, ok: true, record };
  }
  const outcomes: Outcome[] = [];
  const onOutcome = (outcome: Outcome): void => void outcomes.push(outcome);
  await ingest({ engine, embedder: null, classifier }, entries(), { source: "jsonl", job, onOutcome });
  return outcomes;
}
const named = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ outcome }) => outcome);

test("lets another record have the DOI that a source takes back, in the same file or a later one", async () => {
  await load([paper("a", { doi: "10.1000/x" }), paper("b", { doi: "10.1000/y" })]);
  const taken = [paper("a", { doi: "10.1000/z" }), paper("c", { doi: "10.1000/x" })];
  expect(named(await load(taken))).toEqual(["updated", "added"]);
  await load([paper("b")]);
  expect(named(await load([paper("d", { doi: "10.1000/y" }), paper("e")]))).toEqual(["added", "added"]);
  const dois = new Map<string, string | undefined>();
  for await (const { record } of engine.scan()) dois.set(record.key, record.doi);
  const expected = { a: "10.1000/z", b: undefined, c: "10.1000/x", d: "10.1000/y", e: undefined };
  expect(Object.fromEntries(dois)).toEqual(expected);
});

test("joins records of the index and of the file that turn out to be one only step by step", async () => {
  await load([paper("stored")]);
  const outcomes = await load([
    paper("a", { pmid: 6 }),
    paper("b", { pmid: 8 }),
    paper("stored", { pmid: 6 }),
    paper("a", { pmid: 8 }),
  ]);
  expect((await engine.statistics()).documents).toBe(1);
  expect(outcomes[3]!.id).toBe("pmid-8");
});

test("refuses what shares an identifier with a hundred others of its source, and knows these again", async () => {
  const many = Array.from({ length: 140 }, (_, i) => paper(`k${i}`, { doi: "10.1000/none" }));
  const first = await load(many);
  expect(named(first.slice(0, 100))).toEqual(["added", ...Array(99).fill("merged")]);
  const expected = {
    outcome: "rejected",
    reason: "Expected identifiers of its own, got doi:10.1000/none, which 100 other records of jsonl have",
  };
  for (const outcome of first.slice(100)) expect(outcome).toMatchObject(expected);
  expect(new Set(named((await load(many)).slice(0, 100)))).toEqual(new Set(["unchanged"]));
  expect(named(await load([paper("k5", { doi: "10.1000/none", journal: "Heart" })]))).toEqual(["updated"]);
  expect(named(await load([paper("k120", { doi: "10.1000/own" })]))).toEqual(["added"]);
});

test("remembers the latest hundred contents of one key, whatever a file gives", async () => {
  const many = Array.from({ length: 150 }, (_, i) => paper("k", { journal: `Journal ${i}` }));
  await load(many);
  for await (const { record } of engine.scan()) expect(record.provenance[0]!.hashes).toHaveLength(100);
  expect(named(await load(many.slice(50)))).toEqual(Array(100).fill("unchanged"));
});

test("counts in a job that is begun again, wherever it was cut off, what one that was not would count", async () => {
  const earlier = [paper("old"), paper("kept"), paper("twice", { journal: "One" }), paper("half", { pmid: "7" })];
  const file = [
    paper("new"),
    paper("old", { journal: "Heart" }),
    paper("kept"),
    paper("new"),
    paper("new", { journal: "Lancet" }),
    paper("twice", { journal: "Two" }),
    paper("new", { journal: "Lancet" }),
    paper("other", { pmid: "7" }),
    paper("twice", { journal: "One" }),
    paper("other", { pmid: "7" }),
    paper("a", { doi: "10.1000/a" }),
    paper("b", { pmid: "8" }),
    paper("both", { doi: "10.1000/a", pmid: "8" }),
    paper("old"),
  ];
  await load(earlier, "first");
  const whole = named(await load(file, "second"));
  expect(whole).toEqual([
    ...["added", "updated", "unchanged", "unchanged", "merged", "updated", "unchanged", "merged", "merged"],
    ...["unchanged", "added", "added", "merged", "merged"],
  ]);
  expect(new Set(named(await load(file, "third")))).toEqual(new Set(["unchanged"]));
  for (let cut = 1; cut <= file.length; cut++) {
    await engine.close();
    await openEngine();
    await load(earlier, "first");
    await load(file.slice(0, cut), "second");
    expect(named(await load(file, "second")), `cut off after ${cut}`).toEqual(whole);
  }
});
