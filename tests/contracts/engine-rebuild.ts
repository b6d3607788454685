import { describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { from, inDomains, indexed, unit } from "../records.ts";
import { ask, found, store } from "./engine-asking.ts";
import { followingCases } from "./engine-rebuild-following.ts";
import {
  type AddRebuildCase,
  catchUp,
  derived,
  NEW,
  OLD,
  type RebuildSuite,
  rebuildAll,
  type SharedIndex,
  some,
  THERE,
} from "./rebuild-steps.ts";

/** Runs every case of rebuilding against an adapter, each with a fresh index and an engine of the old model over it. */
export function testRebuild({ name, create }: RebuildSuite): void {
  const add: AddRebuildCase = (title, run) =>
    test(title, async () => {
      const opened: Engine[] = [];
      const index = await create();
      const open: SharedIndex["open"] = async (...options) => {
        const engine = await index.open(...options);
        opened.push(engine);
        return engine;
      };
      try {
        await run({ open }, await open(OLD));
      } finally {
        for (const engine of opened) await engine.close();
      }
    });
  describe(`${name}: rebuilding`, () => rebuildCases(add));
  describe(`${name}: following`, () => followingCases(add));
}

function rebuildCases(add: AddRebuildCase): void {
  add("a rebuilt index has the same records with the same versions, and all that is derived is new", async (index) => {
    const engine = await index.open(OLD);
    await store(engine, ...some(20));
    const before = await engine.get(["r0", "r19"]);
    await rebuildAll(await index.open(null), NEW);
    const after = await index.open(NEW);
    for (const [id, { record, version }] of before)
      expect((await after.get([id])).get(id)).toEqual({
        record: { ...record, domains: inDomains("new") },
        version,
        hasVectors: true,
      });
    expect(
      [...(await after.find(["doi:10.1000/r7", "source:test:r7"])).values()].map(({ record }) => record.id),
    ).toEqual(["r7", "r7"]);
    expect((await ask(after, { q: "fever" })).counts.words).toBe(20);
    const near = await ask(after, { vector: THERE });
    expect(near.counts).toEqual({ words: 0, meaning: 20 });
    expect(near.facets.domain).toEqual([{ value: "new", count: 20 }]);
    expect(near.candidates.every(({ vectors }) => vectors?.whole.length === 3)).toBe(true);
    expect((await ask(after, { q: "feverr" })).terms[0]!.alternatives[1]).toMatchObject({
      words: ["fever"],
      documents: 20,
    });
    expect(await after.statistics()).toMatchObject({
      documents: 20,
      embedded: 20,
      bySource: { test: 20 },
      space: NEW,
      outdated: [],
      rebuild: null,
    });
    await store(after, indexed({ id: "late", title: "Fever" }));
    expect((await ask(after, { q: "fever" })).counts.words).toBe(21);
  });

  add("until the swap the index is as it was, and its statistics tell how far the rebuild is", async (_, engine) => {
    await store(engine, ...some(20));
    const answers = async () => [
      await ask(engine, { q: "fever", vector: unit(1) }),
      await ask(engine, { vector: unit(1) }),
    ];
    const before = await answers();
    const { version } = await engine.statistics();
    const rebuild = await engine.rebuild(NEW);
    const { records, ...counts } = await rebuild.pending(8);
    expect([records.length, counts]).toEqual([8, { done: 0, total: 20 }]);
    await rebuild.put(records.map((stored) => derived(stored)));
    expect(await answers()).toEqual(before);
    const during = await engine.statistics();
    expect(during).toMatchObject({ documents: 20, embedded: 20, space: OLD, version });
    expect(during.rebuild).toMatchObject({ done: 8, total: 20, running: true });
    await catchUp(rebuild);
    expect(await answers()).toEqual(before);
    await rebuild.close();
    expect((await engine.statistics()).rebuild).toMatchObject({ done: 20, total: 20, running: false });
  });

  add("an index without records, and one to be without vectors, are rebuilt too", async (index, engine) => {
    await rebuildAll(engine, NEW);
    expect(await engine.statistics()).toMatchObject({ documents: 0, space: NEW });
    await store(await index.open(NEW), indexed({ id: "a", title: "Fever" }));
    await rebuildAll(engine, null, null);
    expect(await engine.statistics()).toMatchObject({ documents: 1, embedded: 0, space: null });
    expect(await found(engine, "fever")).toEqual(["a"]);
  });

  add(
    "a vector of another length than the next index's is refused, and nothing of its batch is stored",
    async (_, engine) => {
      await store(engine, ...some(2));
      const rebuild = await engine.rebuild(NEW);
      const { records } = await rebuild.pending(2);
      const batch = [derived(records[0]!), derived(records[1]!, unit(1))];
      await expect(rebuild.put(batch)).rejects.toMatchObject({ code: "invalid-vector" });
      expect((await rebuild.pending(2)).done).toBe(0);
      await rebuild.close();
    },
  );

  add(
    "a process with the old model finds by words after the swap, and is refused what it cannot compare",
    async (index, engine) => {
      await store(engine, ...some(5));
      await ask(engine, { vector: unit(1) });
      await rebuildAll(await index.open(null), NEW);
      expect((await ask(engine, { q: "fever" })).counts).toEqual({ words: 5, meaning: 0 });
      await expect(ask(engine, { vector: unit(1) })).rejects.toMatchObject({
        code: "index-mismatch",
        message: expect.stringMatching(/newer.*by now, this process has loaded made-up/),
      });
      await expect(engine.put(some(1, "x"))).rejects.toMatchObject({ code: "index-mismatch" });
      expect((await engine.statistics()).documents).toBe(5);
      await expect(index.open(OLD)).rejects.toMatchObject({
        code: "index-mismatch",
        message: expect.stringContaining("npx lectern reindex"),
      });
    },
  );

  add("a process of the same model finds and stores on after the swap", async (index, engine) => {
    await store(engine, ...some(5));
    await ask(engine, { vector: unit(1) });
    const { version } = (await engine.get(["r1"])).get("r1")!;
    const old = (await engine.statistics()).version;
    await rebuildAll(await index.open(null), OLD, unit(0, 1));
    expect(await found(engine, { vector: unit(1) })).toEqual([]);
    expect((await ask(engine, { vector: unit(0, 1) })).facets.domain).toEqual([{ value: "new", count: 5 }]);
    expect((await engine.statistics()).version).not.toBe(old);
    const change = { ...indexed({ id: "r1", title: "Cough", provenance: [from("test", "r1")] }), base: version };
    await store(engine, change);
    expect(await engine.put([change])).toEqual({ conflicts: ["r1"] });
    expect(await found(engine, "cough")).toEqual(["r1"]);
    expect(await engine.remove(["r2"])).toBe(1);
    expect(await found(engine, "fever")).toEqual(["r0", "r3", "r4"]);
  });

  add("an index tells what of it was derived in another way, and no more once it is rebuilt", async (index) => {
    const first = { analysis: 1, domains: "a" };
    const second = { analysis: 1, domains: "b" };
    const older = await index.open(OLD, first);
    const newer = await index.open(OLD, second);
    const outdated = async (...engines: Engine[]) =>
      Promise.all(engines.map(async (engine) => (await engine.statistics()).outdated));
    expect(await outdated(older, newer)).toEqual([[], []]);
    await store(older, ...some(2));
    expect(await outdated(older, newer)).toEqual([[], ["domains"]]);
    await store(newer, ...some(2, "s"));
    expect(await outdated(older, newer)).toEqual([["domains"], ["domains"]]);
    await rebuildAll(newer, OLD, unit(1));
    expect(await outdated(older, newer, await index.open(OLD, { analysis: 2, domains: "b" }))).toEqual([
      ["domains"],
      [],
      ["analysis"],
    ]);
    await store(older, ...some(1, "t"));
    expect(await outdated(newer)).toEqual([["domains"]]);
  });
}
