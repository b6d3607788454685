import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { ask, found, store } from "./contracts/engine-asking.ts";
import { testRebuild } from "./contracts/engine-rebuild.ts";
import { catchUp, derived, NEW, OLD, rebuildAll, some } from "./contracts/rebuild-steps.ts";
import { indexed, unit } from "./records.ts";
import { type Ended, ended } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

testRebuild({
  name: "SQLite",
  async create() {
    const path = await newPath();
    return { open: async (space, derivation) => new SqliteEngine(path, space, derivation) };
  },
});

const PROCESS = fileURLToPath(new URL("rebuild-process.ts", import.meta.url));

async function newPath(): Promise<string> {
  return join(await temporaryFolder(), "lectern.sqlite");
}

/** An engine of the old model over so many records about fever. */
async function filled(count: number): Promise<{ path: string; engine: SqliteEngine }> {
  const path = await newPath();
  const engine = new SqliteEngine(path, OLD);
  await store(engine, ...some(count));
  return { path, engine };
}

function start(command: string[]): { child: ChildProcess; end: Promise<Ended> } {
  const child = spawn(command[0]!, command.slice(1), { stdio: ["pipe", "pipe", "pipe"] });
  return { child, end: ended(child) };
}

function sql<T = unknown>(path: string, statement: string): T[] {
  const db = new DatabaseSync(path);
  try {
    return db.prepare(statement).all() as T[];
  } finally {
    db.close();
  }
}

/** Names and definitions of all tables and indexes, whatever generation they are of. */
function schemaOf(path: string): string[] {
  const rows = sql<{ name: string; sql: string | null }>(path, "SELECT name, sql FROM sqlite_schema ORDER BY name");
  return rows.map(({ name, sql }) => `${name}: ${sql}`.replace(/["']/g, "").replace(/(_by_\w+?)_\d+/g, "$1"));
}

describe("a rebuild in another process", () => {
  test("that is killed is gone on with at once, with what it had done", async () => {
    const { path, engine } = await filled(50);
    const { child, end } = start([process.execPath, PROCESS, path, "rebuild", "2"]);
    await once(child.stdout!, "data");
    await expect(engine.rebuild(OLD)).rejects.toMatchObject({ code: "already-running" });
    expect((await engine.statistics()).rebuild).toMatchObject({ done: 20, total: 50, running: true });
    child.kill("SIGKILL");
    await end;
    expect((await engine.statistics()).rebuild).toMatchObject({ done: 20, total: 50, running: false });
    const rebuild = await engine.rebuild(OLD);
    expect(await catchUp(rebuild, unit(0, 1))).toHaveLength(30);
    expect(await rebuild.swap()).toBe(true);
    expect((await ask(engine, { q: "fever" })).facets.domain).toEqual([{ value: "new", count: 50 }]);
    await engine.close();
  });

  test("puts the new index under the searches of this one, and the other way round", async () => {
    const { path, engine } = await filled(50);
    const { child, end } = start([process.execPath, PROCESS, path, "search"]);
    await once(child.stdout!, "data");
    expect((await ask(engine, { vector: unit(0, 1) })).counts.meaning).toBe(0);
    const { stdout } = await start([process.execPath, PROCESS, path, "rebuild", "-1"]).end;
    expect(JSON.parse(stdout)).toEqual({ error: null, message: null });
    expect((await ask(engine, { q: "fever" })).facets.domain).toEqual([{ value: "new", count: 50 }]);
    expect((await ask(engine, { vector: unit(0, 1) })).counts.meaning).toBe(50);
    await store(engine, indexed({ id: "on", title: "Fever" }));
    child.stdin!.end();
    const searched = await end;
    expect(searched).toMatchObject({ code: 0, stderr: "" });
    const answers = JSON.parse(searched.stdout.split("\n").at(-2)!) as string[];
    const before = ["0 by words, 0 by meaning: ", "50 by words, 0 by meaning: 50 old"];
    const after = ["0 by words, 50 by meaning: 50 new", "50 by words, 0 by meaning: 50 new"];
    const one = ["51 by words, 0 by meaning: 50 new"];
    expect(answers.filter((answer) => ![...before, ...after, ...one].includes(answer))).toEqual([]);
    expect(answers).toEqual(expect.arrayContaining([...before, after[0], ...one]));
    await engine.close();
  });

  test("that fills the disk leaves the index as it is, and goes on when there is room again", async () => {
    const { path, engine } = await filled(300);
    const { page_count: pages } = sql<{ page_count: number }>(path, "PRAGMA page_count")[0]!;
    const before = await ask(engine, { q: "fever", vector: unit(1) });
    await engine.close();
    // No file of this process may grow past what it has and 64 KiB, as on a disk without space.
    const command = `ulimit -f ${pages * 4 + 64} && exec "$0" "$@"`;
    const { stdout } = await start(["bash", "-c", command, process.execPath, PROCESS, path, "rebuild", "-1"]).end;
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "storage-failed" },
      message: expect.stringContaining(path),
    });
    const again = new SqliteEngine(path, OLD);
    expect(await ask(again, { q: "fever", vector: unit(1) })).toEqual(before);
    const { done, running } = (await again.statistics()).rebuild!;
    expect(running).toBe(false);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(300);
    await rebuildAll(again, OLD, unit(0, 1));
    expect((await ask(again, { q: "fever" })).facets.domain).toEqual([{ value: "new", count: 300 }]);
    await again.close();
  });

  test("that has not been heard of for long is taken over, and stops when it comes back", async () => {
    const { path, engine } = await filled(5);
    const other = new SqliteEngine(path, null);
    const silent = await engine.rebuild(NEW);
    const { records } = await silent.pending(5);
    sql(path, `UPDATE meta SET value = json_set(value, '$.seen', ${Date.now() - 20_000}) WHERE key = 'rebuild'`);
    const rebuild = await other.rebuild(NEW);
    await expect(silent.put(records.map((stored) => derived(stored)))).rejects.toMatchObject({
      code: "cancelled",
      message: expect.stringContaining("taken the rebuild over"),
    });
    await silent.close();
    expect(await catchUp(rebuild)).toHaveLength(5);
    expect(await rebuild.swap()).toBe(true);
    await engine.close();
    await other.close();
  });
});

describe("the file of a rebuilt index", () => {
  test("is whole, has the tables of a new one and no others, and gives no row a second time", async () => {
    const { path, engine } = await filled(40);
    const schema = schemaOf(path);
    await engine.remove(["r39"]);
    for (let i = 0; i < 3; i++) await rebuildAll(engine, OLD, unit(0, 1));
    const rebuild = await engine.rebuild(NEW);
    await catchUp(rebuild);
    expect(schemaOf(path)).not.toEqual(schema);
    expect(await engine.cancelRebuild()).toBe(true);
    expect(schemaOf(path)).toEqual(schema);
    expect(sql(path, "SELECT key FROM meta WHERE key = 'rebuild'")).toEqual([]);
    await store(engine, indexed({ id: "next", title: "Cough" }));
    expect(sql(path, "SELECT row FROM records WHERE id = 'next'")).toEqual([{ row: 41 }]);
    await engine.close();
    const db = new DatabaseSync(path);
    expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    db.exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)");
    db.close();
  });

  test("grows by the first rebuild, and by none after it", async () => {
    const { engine } = await filled(300);
    const bytes: number[] = [];
    for (let i = 0; i < 4; i++) {
      await rebuildAll(engine, OLD, unit(0, 1));
      bytes.push((await engine.statistics()).bytes!);
    }
    expect(Math.max(...bytes)).toBeLessThan(1.1 * bytes[0]!);
    await engine.close();
  });

  test("of an older schema with an unfinished rebuild is brought up without it, and is known to be out of date", async () => {
    const { path, engine } = await filled(5);
    const rebuild = await engine.rebuild(NEW);
    await catchUp(rebuild);
    await rebuild.close();
    await engine.close();
    sql(path, "DELETE FROM meta WHERE key = 'derived'");
    sql(path, "UPDATE meta SET value = '1' WHERE key = 'schema'");
    const upgraded = new SqliteEngine(path, OLD);
    expect(await upgraded.statistics()).toMatchObject({ rebuild: null, outdated: ["analysis", "domains"] });
    expect(sql(path, "SELECT name FROM sqlite_schema WHERE name LIKE 'next%'")).toEqual([]);
    await rebuildAll(upgraded, OLD, unit(1));
    expect((await upgraded.statistics()).outdated).toEqual([]);
    expect(await found(upgraded, "fever")).toHaveLength(5);
    await upgraded.close();
  });
});
