import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { ask, found, store } from "./contracts/engine-asking.ts";
import { indexed, unit } from "./records.ts";
import { filled, newPath, space } from "./sqlite-files.ts";

const PROCESS = fileURLToPath(new URL("engine-process.ts", import.meta.url));
const run = promisify(execFile);

describe("one index, several processes", () => {
  test("what another instance writes and removes is found by the next search", async () => {
    const path = await newPath();
    const writer = new SqliteEngine(path, space);
    const reader = new SqliteEngine(path, space);
    expect((await ask(reader)).counts.words).toBe(0);
    await store(
      writer,
      indexed({ id: "a", title: "Fever", journal: "Eye" }, unit(1)),
      indexed({ id: "b", title: "Fever" }),
    );
    expect(await found(reader, "fever")).toEqual(["a", "b"]);
    const base = (await reader.get(["a"])).get("a")!.version;
    await store(writer, { ...indexed({ id: "a", title: "Cough", journal: "Ear" }, unit(0, 1)), base });
    await writer.remove(["b"]);
    const { facets, terms } = await ask(reader, { q: "cough" });
    expect([facets.journal, terms[0]!.alternatives[0]!.documents]).toEqual([[{ value: "Ear", count: 1 }], 1]);
    expect(await found(reader, { vector: unit(0, 1) })).toEqual(["a"]);
    expect(await found(reader, "fever")).toEqual([]);
    expect(await reader.put([{ ...indexed({ id: "a", title: "Late" }), base }])).toEqual({ conflicts: ["a"] });
    await writer.close();
    await reader.close();
  });

  test("what another process writes and removes is found by the next search", async () => {
    const path = await newPath();
    await filled(path);
    const engine = new SqliteEngine(path, space);
    expect((await ask(engine, { q: "fever" })).counts.words).toBe(60);
    const { stdout } = await run(process.execPath, [PROCESS, path, "40", "r0,r1,none"]);
    expect(JSON.parse(stdout)).toMatchObject({ removed: 2, documents: 98 });
    const after = await ask(engine, { q: "fever", vector: unit(0, 1) });
    expect(after.counts).toEqual({ words: 58, meaning: 40 });
    expect(after.facets.journal).toEqual([
      { value: "Eye", count: 58 },
      { value: "Other", count: 40 },
    ]);
    await engine.close();
  });
});

describe("the embedding space of an index", () => {
  test("is the same at every opening, or the index is refused with both names", async () => {
    const path = await newPath();
    await filled(path);
    await new SqliteEngine(path, { ...space, model: "renamed" }).close();
    for (const other of [
      { ...space, revision: "2" },
      { ...space, dimensions: 9 },
    ])
      expect(() => new SqliteEngine(path, other)).toThrow(
        expect.objectContaining({
          code: "index-mismatch",
          message: expect.stringContaining("made-up (revision 1, 8 dimensions)"),
        }),
      );
    const without = new SqliteEngine(path, null);
    expect(await found(without, { vector: unit(1) })).toHaveLength(60);
    await without.close();
  });

  test("may change as long as the index has no vectors, and then the first to store some decides", async () => {
    const path = await newPath();
    const first = new SqliteEngine(path, space);
    await store(first, indexed({ id: "plain" }));
    const second = new SqliteEngine(path, { ...space, revision: "2" });
    await store(second, indexed({ id: "theirs" }, unit(1)));
    await expect(first.put([indexed({ id: "ours" }, unit(1))])).rejects.toMatchObject({ code: "index-mismatch" });
    await expect(ask(first, { vector: unit(1) })).rejects.toMatchObject({ code: "index-mismatch" });
    expect(await found(first)).toEqual(["plain", "theirs"]);
    await first.close();
    await second.close();
  });

  test("is followed by an engine that was opened without one, before the index had any", async () => {
    const path = await newPath();
    const without = new SqliteEngine(path, null);
    expect(await found(without)).toEqual([]);
    await filled(path);
    expect(await found(without, "fever")).toHaveLength(60);
    expect(await found(without, { vector: unit(1) })).toHaveLength(60);
    await without.close();
  });

  test("without one, vectors are refused", async () => {
    const engine = new SqliteEngine(await newPath(), null);
    await expect(engine.put([indexed({ id: "a" }, unit(1))])).rejects.toMatchObject({ code: "invalid-vector" });
    await store(engine, indexed({ id: "a" }));
    expect((await engine.statistics()).space).toBeNull();
    await engine.close();
  });
});

describe("a file that cannot be used", () => {
  test.each([
    ["is no database", (path: string) => writeFileSync(path, "Not a database, but some text.\n".repeat(100))],
    ["is a few bytes", (path: string) => writeFileSync(path, "x")],
    ["has its first page overwritten", (path: string) => damage(path, 100, 3900)],
    ["is cut off", (path: string) => truncateSync(path, 9_000)],
    ["has all its pages but the first overwritten", (path: string) => damage(path, 4096, 1_000_000)],
  ])("because it %s gives one clear error that names it, and stays as it is", async (_, spoil) => {
    const path = await newPath();
    await filled(path);
    spoil(path);
    const before = readFileSync(path);
    const open = async (): Promise<void> => {
      const engine = new SqliteEngine(path, space);
      try {
        await ask(engine, { q: "fever" });
      } finally {
        await engine.close();
      }
    };
    await expect(open()).rejects.toMatchObject({
      name: "LecternError",
      code: expect.stringMatching(/^(storage-failed|engine-unavailable)$/),
      message: expect.stringContaining(path),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("because it is a folder, or in a folder that is a file, gives one clear error", async () => {
    const path = await newPath();
    mkdirSync(path);
    expect(() => new SqliteEngine(path, space)).toThrow(expect.objectContaining({ code: "storage-failed" }));
    const file = await newPath();
    writeFileSync(file, "");
    const inside = join(file, "lectern.sqlite");
    expect(() => new SqliteEngine(inside, space)).toThrow(
      expect.objectContaining({ code: "storage-failed", message: expect.stringContaining(inside) }),
    );
  });

  test("because it was closed gives one clear error", async () => {
    const engine = new SqliteEngine(await newPath(), space);
    await engine.close();
    await engine.close();
    const uses = [
      () => ask(engine),
      () => engine.put([]),
      () => engine.get(["a"]),
      () => engine.statistics(),
      () => engine.remove(["a"]),
    ];
    for (const use of uses) await expect(use()).rejects.toMatchObject({ code: "engine-unavailable" });
  });
});

function damage(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, from, Math.min(from + length, bytes.length));
  writeFileSync(path, bytes);
}

test("a disk that is full refuses the write, and what was stored is intact and usable", async () => {
  const path = await newPath();
  await filled(path);
  // No file of this process may grow past 1 MB, as on a disk without space.
  const command = `ulimit -f 1024 && exec "$0" "$@"`;
  const { stdout } = await run("bash", ["-c", command, process.execPath, PROCESS, path, "0", "", "fill"]);
  const end = JSON.parse(stdout);
  expect(end).toMatchObject({ error: { code: "storage-failed" }, message: expect.stringContaining(path) });
  expect(end.stored).toBeGreaterThan(0);
  expect(end.documents).toBe(60 + end.stored);
  const engine = new SqliteEngine(path, space);
  expect((await ask(engine, { q: "fever" })).counts.words).toBe(60);
  expect((await ask(engine, { q: "sepsis" })).counts.words).toBe(end.stored);
  await store(engine, indexed({ id: "after", title: "Fever" }));
  expect((await engine.statistics()).documents).toBe(61 + end.stored);
  await engine.close();
  const db = new DatabaseSync(path);
  expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  db.exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)");
  db.close();
});
