import { expect } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { inDomains, indexed, unit } from "../records.ts";
import { ask, found, store } from "./engine-asking.ts";
import { type AddRebuildCase, brief, catchUp, derived, NEW, OLD, rebuildAll, some, THERE } from "./rebuild-steps.ts";

export function followingCases(add: AddRebuildCase): void {
  add("what is stored, changed and removed during a rebuild is so in the new index", async (index, engine) => {
    await store(engine, ...some(30));
    const rebuild = await engine.rebuild(NEW);
    const { records } = await rebuild.pending(15);
    const early = records[0]!.record.id;
    const late = some(30).find(({ record }) => !records.some((taken) => taken.record.id === record.id))!.record.id;
    // Changed and removed between reading and storing, ...
    const [, changed, removed] = records.map(({ record }) => record.id) as [string, string, string];
    await change(engine, changed, "Cough");
    await engine.remove([removed]);
    await rebuild.put(records.map((stored) => derived(stored)));
    expect((await rebuild.pending(1)).done).toBe(13);
    // ... after the next index has it, and before.
    await change(engine, early, "Cough");
    await change(engine, late, "Cough");
    await store(engine, indexed({ id: "added", title: "Cough" }));
    await engine.remove([records[3]!.record.id]);
    await finish(engine, rebuild);
    const after = await index.open(NEW);
    expect(await found(after, "cough")).toEqual(["added", changed, early, late].sort());
    expect(await ask(after, { q: "fever" })).toMatchObject({ counts: { words: 25 } });
    expect(await after.get([removed, records[3]!.record.id])).toEqual(new Map());
    expect(await after.statistics()).toMatchObject({ documents: 29, embedded: 29 });
  });

  add(
    "an id and identifiers that pass from one record to another during a rebuild are followed",
    async (index, engine) => {
      await store(engine, ...some(4));
      const rebuild = await engine.rebuild(NEW);
      await catchUp(rebuild);
      // r0 gives its DOI to r1 and changes again, r2's goes to a new one, and r3 is taken out and comes again as another.
      await change(engine, "r0", "Fever", { doi: undefined });
      await change(engine, "r1", "Fever", { doi: "10.1000/r0" });
      await change(engine, "r0", "Fever");
      await engine.remove(["r2", "r3"]);
      await store(engine, indexed({ id: "n", title: "Fever", doi: "10.1000/r2" }));
      await store(engine, indexed({ id: "r3", title: "Fever again", doi: "10.1000/r1" }));
      await finish(engine, rebuild);
      const after = await index.open(NEW);
      const owners = await after.find([0, 1, 2, 3].map((i) => `doi:10.1000/r${i}`));
      expect(Object.fromEntries([...owners].map(([doi, { record }]) => [doi.slice(-2), record.id]))).toEqual({
        r0: "r1",
        r1: "r3",
        r2: "n",
      });
      expect(await found(after, "fever")).toEqual(["n", "r0", "r1", "r3"]);
      expect(await found(after, "again")).toEqual(["r3"]);
      expect((await after.statistics()).documents).toBe(4);
    },
  );

  add("there is no swap as long as something is pending", async (_, engine) => {
    await store(engine, ...some(3));
    const rebuild = await engine.rebuild(NEW);
    // Read, and never stored.
    await rebuild.pending(10);
    expect(await rebuild.swap()).toBe(false);
    expect((await rebuild.pending(10)).records).toHaveLength(3);
    expect(await rebuild.swap()).toBe(false);
    await catchUp(rebuild);
    await store(engine, indexed({ id: "late" }));
    expect(await rebuild.swap()).toBe(false);
    expect((await engine.statistics()).space).toEqual(OLD);
    expect(await catchUp(rebuild)).toEqual(["late"]);
    // What is only removed needs nothing derived.
    await engine.remove(["r0"]);
    expect(await rebuild.swap()).toBe(true);
    expect(await engine.statistics()).toMatchObject({ documents: 3, space: NEW });
    await rebuild.close();
  });

  add("a rebuild that was left goes on in another process, and does no record again", async (index, engine) => {
    await store(engine, ...some(20));
    const first = await engine.rebuild(NEW);
    const { records } = await first.pending(12);
    await first.put(records.map((stored) => derived(stored)));
    await first.close();
    const changed = records[4]!.record.id;
    await change(engine, changed, "Cough");
    const second = await (await index.open(null)).rebuild(NEW);
    const rest = await catchUp(second);
    const taken = records.map(({ record }) => record.id);
    const left = some(20).flatMap(({ record }) => (taken.includes(record.id) ? [] : record.id));
    expect(rest.sort()).toEqual([...left, changed].sort());
    expect(await second.swap()).toBe(true);
    expect((await engine.statistics()).documents).toBe(20);
  });

  add("a rebuild that was begun for something else begins anew", async (index, engine) => {
    await store(engine, ...some(6));
    const begun = async (rebuilding: Engine, space = NEW): Promise<number> => {
      const rebuild = await rebuilding.rebuild(space);
      const taken = await catchUp(rebuild, new Float32Array(space.dimensions).fill(0.5));
      await rebuild.close();
      return taken.length;
    };
    expect(await begun(engine)).toBe(6);
    expect(await begun(engine)).toBe(0);
    expect(await begun(engine, { ...NEW, revision: "3" })).toBe(6);
    expect(await begun(await index.open(OLD, { analysis: 99, domains: "other" }), { ...NEW, revision: "3" })).toBe(6);
  });

  add("a second rebuild is refused while one is running", async (index, engine) => {
    await store(engine, ...some(3));
    const other = await index.open(null);
    const first = await engine.rebuild(NEW);
    await expect(other.rebuild(NEW)).rejects.toMatchObject({ code: "already-running" });
    await expect(other.rebuild(OLD)).rejects.toMatchObject({ code: "already-running" });
    await catchUp(first);
    await first.close();
    const second = await other.rebuild(NEW);
    await expect(first.swap()).rejects.toMatchObject({ code: "cancelled" });
    expect(await second.swap()).toBe(true);
  });

  add(
    "a cancelled rebuild ends where it is, and leaves the index as it was and nothing else",
    async (index, engine) => {
      await store(engine, ...some(10));
      const state = async () => {
        const { bytes: _, ...statistics } = await engine.statistics();
        return { statistics, answer: await ask(engine, { q: "fever", vector: unit(1) }) };
      };
      const before = await state();
      const other = await index.open(null);
      expect(await other.cancelRebuild()).toBe(false);
      const rebuild = await engine.rebuild(NEW);
      const { records } = await rebuild.pending(5);
      await rebuild.put(records.map((stored) => derived(stored)));
      expect(await other.cancelRebuild()).toBe(true);
      const uses = [
        () => rebuild.pending(5),
        () => rebuild.put(records.map((stored) => derived(stored))),
        () => rebuild.swap(),
      ];
      for (const use of uses) await expect(use()).rejects.toMatchObject({ code: "cancelled" });
      // Nor does it come back to life in a rebuild that begins afterwards.
      const next = await other.rebuild(NEW);
      expect((await next.pending(10)).done).toBe(0);
      for (const use of uses) await expect(use()).rejects.toMatchObject({ code: "cancelled" });
      await rebuild.close();
      expect(await other.cancelRebuild()).toBe(true);
      expect(await other.cancelRebuild()).toBe(false);
      expect(await state()).toEqual(before);
    },
  );

  add(
    "every search through a rebuild and its swap is answered from one index, the old or the new",
    async (index, engine) => {
      await store(engine, ...some(60));
      const reader = await index.open(OLD);
      const answers = new Set<string>();
      let done = false;
      const reading = (async () => {
        while (!done) {
          for (const question of [{ q: "fever -cough" }, { vector: unit(0, 1) }])
            answers.add(brief(await ask(reader, question)));
          const one = await reader.find(["doi:10.1000/r7"]);
          expect(one.get("doi:10.1000/r7")?.record.id).toBe("r7");
          await new Promise(setImmediate);
        }
      })();
      for (let i = 0; i < 3; i++) {
        const rebuild = await engine.rebuild(OLD);
        for (;;) {
          const { records } = await rebuild.pending(4);
          await new Promise(setImmediate);
          if (records.length > 0) await rebuild.put(records.map((stored) => derived(stored, unit(0, 1))));
          else if (await rebuild.swap()) break;
        }
        await rebuild.close();
      }
      done = true;
      await reading;
      expect([...answers].sort()).toEqual([
        "0 by words, 0 by meaning: ",
        "0 by words, 60 by meaning: 60 new",
        "60 by words, 0 by meaning: 60 new",
        "60 by words, 0 by meaning: 60 old",
      ]);
    },
  );

  add("a scan through a swap gives each record once", async (index, engine) => {
    await store(engine, ...some(1_200));
    await engine.remove(["r3", "r1199"]);
    const seen: string[] = [];
    for await (const { record } of engine.scan()) {
      seen.push(record.id);
      if (seen.length === 10) await rebuildAll(await index.open(null), OLD, unit(0, 1), 400);
    }
    expect(seen).toHaveLength(1_198);
    expect(new Set(seen).size).toBe(1_198);
  });

  add("rebuilding again and again changes nothing more", async (index, engine) => {
    await store(engine, ...some(9), indexed({ id: "odd", title: "Cough", domains: inDomains("old") }));
    const rebuilt = async () => {
      await rebuildAll(await index.open(null), NEW);
      const after = await index.open(NEW);
      return [await ask(after, { q: "fever", vector: THERE }), await found(after, { vector: THERE })];
    };
    const first = await rebuilt();
    expect(await rebuilt()).toEqual(first);
    expect(await rebuilt()).toEqual(first);
  });
}

async function finish(engine: Engine, rebuild: Awaited<ReturnType<Engine["rebuild"]>>): Promise<void> {
  do await catchUp(rebuild);
  while (!(await rebuild.swap()));
  await rebuild.close();
  expect((await engine.statistics()).rebuild).toBeNull();
}

async function change(
  engine: Engine,
  id: string,
  title: string,
  more: { doi?: string | undefined } = {},
): Promise<void> {
  const { record, version } = (await engine.get([id])).get(id)!;
  const { doi, ...changed } = { ...record, title, ...more };
  await store(engine, { record: { ...changed, ...(doi ? { doi } : {}) }, vectors: null, base: version });
}
