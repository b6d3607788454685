import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import type { IndexedRecord } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import type { Outcome } from "../src/ingest/decide.ts";
import { type IngestOptions, ingest } from "../src/ingest/pipeline.ts";
import { entries, openParts, paper } from "./pipeline-support.ts";
import { temporaryFolder } from "./temporary.ts";

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

describe("storing while more is read", () => {
  test("rejects what the index refuses, with its reason, and goes on", async () => {
    class Picky extends SqliteEngine {
      override async put(records: readonly IndexedRecord[]) {
        const refused = records.filter(({ record }) => record.key === "b");
        const result = await super.put(records.filter((one) => !refused.includes(one)));
        return { ...result, rejected: refused.map(({ record }) => ({ id: record.id, reason: "it is too long" })) };
      }
    }
    parts.engine = new Picky(join(await temporaryFolder(), "lectern.sqlite"), counting.space);
    const { all, counts } = await load([paper("a"), paper("b"), paper("c")]);
    expect(counts).toMatchObject({ read: 3, added: 2, rejected: 1 });
    expect(all[1]).toMatchObject({ key: "b", outcome: "rejected", reason: "it is too long" });
  });

  test("reads and embeds on while earlier batches are stored, and reports all in the file's order", async () => {
    const { engine } = parts;
    const second = Promise.withResolvers<void>();
    let puts = 0;
    const slow = {
      find: (identifiers: readonly string[]) => engine.find(identifiers),
      async put(records: readonly IndexedRecord[]) {
        // The first is not stored before the second has come.
        if (++puts === 2) second.resolve();
        await second.promise;
        return engine.put(records);
      },
    } as unknown as SqliteEngine;
    const keys: (string | null)[] = [];
    const records = Array.from({ length: 300 }, (_, i) => paper(`k${i}`));
    const counts = await ingest({ ...parts, engine: slow }, entries(records), {
      source: "jsonl",
      onOutcome: ({ key }) => keys.push(key),
    });
    expect(counts).toMatchObject({ read: 300, added: 300 });
    expect(keys).toEqual(records.map(({ key }) => key));
  });

  test("fails when a batch cannot be stored, after it has reported those that were", async () => {
    const { engine } = parts;
    let puts = 0;
    const failing = {
      find: (identifiers: readonly string[]) => engine.find(identifiers),
      async put(records: readonly IndexedRecord[]) {
        const number = ++puts;
        await setTimeout(30);
        if (number === 2) throw new LecternError("storage-failed", "the disk is full");
        return engine.put(records);
      },
    } as unknown as SqliteEngine;
    const reported: Outcome[] = [];
    const records = Array.from({ length: 128 }, (_, i) => paper(`k${i}`));
    const loading = ingest({ ...parts, engine: failing }, entries(records), {
      source: "jsonl",
      onOutcome: (outcome) => reported.push(outcome),
    });
    await expect(loading).rejects.toThrow("the disk is full");
    expect(reported.length).toBe((await engine.statistics()).documents);
    expect(reported.length).toBeGreaterThanOrEqual(32);
  });
});
