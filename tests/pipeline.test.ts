import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import type { Passage } from "../src/embed/embedder.ts";
import { LecternError } from "../src/errors.ts";
import type { Outcome } from "../src/ingest/decide.ts";
import { type IngestOptions, ingest } from "../src/ingest/pipeline.ts";
import type { Entry } from "../src/sources/source.ts";
import { HashEmbedder } from "./embedder.ts";
import { domain, entries, openParts, paper } from "./pipeline-support.ts";

let opened: Awaited<ReturnType<typeof openParts>>;
let parts: typeof opened.parts;
let counting: typeof opened.counting;

beforeEach(async () => {
  opened = await openParts();
  ({ parts, counting } = opened);
});

afterEach(async () => {
  await opened.close();
});

async function load(records: readonly (SourceRecord | LecternError)[], options: Partial<IngestOptions> = {}) {
  const outcomes: Outcome[] = [];
  const onOutcome = (outcome: Outcome): void => void outcomes.push(outcome);
  const counts = await ingest(parts, entries(records), { source: "jsonl", onOutcome, ...options });
  return { counts, outcomes: outcomes.map(({ outcome }) => outcome), ids: outcomes.map(({ id }) => id), all: outcomes };
}

describe("ingest", () => {
  test("adds new records with vectors, domains and where they come from", async () => {
    const { counts, ids } = await load([paper("a", { doi: "https://doi.org/10.1000/ABC." })], { file: "a.jsonl" });
    expect(counts).toMatchObject({ read: 1, added: 1 });
    const stored = (await parts.engine.get([ids[0]!])).get(ids[0]!)!;
    expect(stored.hasVectors).toBe(true);
    expect(stored.record).toMatchObject({ key: "a", doi: "10.1000/abc", domains: [domain] });
    expect(stored.record.provenance).toMatchObject([{ source: "jsonl", key: "a", file: "a.jsonl" }]);
  });

  test("changes nothing and embeds nothing when the same records come again", async () => {
    const records = Array.from({ length: 150 }, (_, i) => paper(`k${i}`));
    await load(records);
    const { version } = await parts.engine.statistics();
    expect(counting.passages).toBe(150);
    const { counts } = await load(records);
    expect(counts).toMatchObject({ read: 150, unchanged: 150, added: 0 });
    expect(counting.passages).toBe(150);
    expect((await parts.engine.statistics()).version).toBe(version);
  });

  test("updates what a source gives anew, and takes back what it no longer gives", async () => {
    await load([paper("a", { journal: "First", keywords: ["one"] })]);
    const { outcomes, ids } = await load([paper("a", { title: "Another title" })]);
    expect(outcomes).toEqual(["updated"]);
    const { record } = (await parts.engine.get([ids[0]!])).get(ids[0]!)!;
    expect(record.title).toBe("Another title");
    expect(record.journal).toBeUndefined();
    expect(record.keywords).toEqual([]);
  });

  test("merges records that share a DOI or a PMID, whatever the source, filling gaps only", async () => {
    await load([paper("a", { doi: "10.1000/x", journal: "Kept" })]);
    const { outcomes, ids } = await load([paper("29768149", { doi: "10.1000/X", pmid: 29768149, journal: "Other" })], {
      source: "pubmed",
    });
    expect(outcomes).toEqual(["merged"]);
    const { record } = (await parts.engine.get([ids[0]!])).get(ids[0]!)!;
    expect(record).toMatchObject({ key: "a", journal: "Kept", pmid: "29768149", title: "Title of a" });
    expect(record.provenance.map(({ source }) => source)).toEqual(["jsonl", "pubmed"]);
    expect((await load([paper("other", { pmid: "29768149" })])).outcomes).toEqual(["merged"]);
    expect((await parts.engine.statistics()).documents).toBe(1);
  });

  test("joins two records that a third shows to be one, in one step", async () => {
    await load([paper("a", { doi: "10.1000/x" }), paper("b", { pmid: "77", keywords: ["kept"] })]);
    const { outcomes, ids } = await load([paper("c", { doi: "10.1000/x", pmid: "77" })]);
    expect(outcomes).toEqual(["merged"]);
    expect((await parts.engine.statistics()).documents).toBe(1);
    const { record } = (await parts.engine.get([ids[0]!])).get(ids[0]!)!;
    expect(record.keywords).toEqual(["kept"]);
    expect(record.provenance.map(({ key }) => key)).toEqual(["a", "b", "c"]);
  });

  test("takes a file with one key twice to the same end, however often it is loaded", async () => {
    const file = [paper("a", { journal: "One" }), paper("a", { journal: "Two", language: "nl" }), paper("b")];
    expect((await load(file)).outcomes).toEqual(["added", "merged", "added"]);
    expect((await load(file)).outcomes).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  test("keeps a domain that the source is certain of, besides those found", async () => {
    const { ids } = await load([paper("a", { domains: ["nephrology"] })]);
    const { record } = (await parts.engine.get([ids[0]!])).get(ids[0]!)!;
    expect(record.domains.map(({ id }) => id)).toEqual(["nephrology", "oncology"]);
    expect(record.domains[0]).toMatchObject({ confidence: 1, evidence: "Given by the source" });
  });

  test("rejects a bad record with its reason and takes the others", async () => {
    const bad = new LecternError("invalid-record", "Expected a JSON object, got 7");
    const { all, counts } = await load([paper("a"), bad, paper("b", { year: 20224 }), paper("c")]);
    expect(counts).toMatchObject({ read: 4, added: 2, rejected: 2 });
    expect(all[1]).toMatchObject({ outcome: "rejected", key: null, reason: "Expected a JSON object, got 7" });
    expect(all[2]).toMatchObject({ outcome: "rejected", key: "b" });
    expect(all[2]!.reason).toContain("1500-2100, got 20224");
  });

  test("stores what came before its source broke off", async () => {
    async function* broken(): AsyncIterable<Entry> {
      yield* entries([paper("a"), paper("b")]);
      throw new LecternError("invalid-source", "x.xml ends in the middle");
    }
    await expect(ingest(parts, broken(), { source: "jsonl" })).rejects.toThrow("ends in the middle");
    expect((await parts.engine.statistics()).documents).toBe(2);
  });

  test("tells in a dry run what would happen, and stores nothing", async () => {
    const { counts } = await load([paper("a"), paper("a2", { doi: "10.1/1" })], { dryRun: true });
    expect(counts).toMatchObject({ read: 2, rejected: 1, added: 1 });
    expect(counting.passages).toBe(0);
    expect((await parts.engine.statistics()).documents).toBe(0);
  });

  test("stops between batches when it is cancelled", async () => {
    const stop = new AbortController();
    const records = Array.from({ length: 200 }, (_, i) => paper(`k${i}`));
    await expect(load(records, { signal: stop.signal, onOutcome: () => stop.abort() })).rejects.toThrow();
    expect((await parts.engine.statistics()).documents).toBe(32);
  });

  test("decides anew when another process stored the same paper meanwhile", async () => {
    const { engine, classifier } = parts;
    let interfered = false;
    class Meddler extends HashEmbedder {
      override async embedPassages(passages: readonly Passage[]) {
        if (!interfered) {
          interfered = true;
          await load([paper("theirs", { doi: "10.1000/x" })], { source: "other" });
        }
        return super.embedPassages(passages);
      }
    }
    const meddled = { engine, classifier, embedder: new Meddler() };
    const { merged } = await ingest(meddled, entries([paper("ours", { doi: "10.1000/x" })]), { source: "jsonl" });
    expect(merged).toBe(1);
    expect((await engine.statistics()).documents).toBe(1);
  });
});
