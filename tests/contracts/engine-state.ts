import { expect } from "vitest";
import { indexed } from "../records.ts";
import type { AddCase } from "./engine-asking.ts";

/** What an engine says of the state that it is searched in. */
export function stateCases(add: AddCase): void {
  add("counts the records, and has another version after every write, and the same without one", async ({ engine }) => {
    const empty = await engine.state();
    expect(empty.documents).toBe(0);
    await engine.put([indexed({ id: "a", title: "Fever" }), indexed({ id: "b", title: "Cough" })]);
    const two = await engine.state();
    expect(two).toEqual({ documents: 2, version: expect.any(String) });
    await engine.put([indexed({ id: "c", title: "Rash" })]);
    const three = await engine.state();
    expect(await engine.state()).toEqual(three);
    await engine.remove(["a"]);
    const after = await engine.state();
    expect([three.documents, after.documents]).toEqual([3, 2]);
    expect(new Set([empty, two, three, after].map(({ version }) => version)).size).toBe(4);
  });

  add("has another version once the index is rebuilt", async ({ engine }) => {
    await engine.put([indexed({ id: "a", title: "Fever" })]);
    const before = await engine.state();
    const rebuild = await engine.rebuild(null);
    const { records } = await rebuild.pending(10);
    await rebuild.put(records.map(({ record, version }) => ({ record, version, vectors: null })));
    expect(await rebuild.swap()).toBe(true);
    await rebuild.close();
    await expect.poll(async () => (await engine.state()).version, { timeout: 10_000 }).not.toBe(before.version);
  });
}
