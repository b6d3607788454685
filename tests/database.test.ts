import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { guard, openDatabase, snapshot, transaction } from "../src/database.ts";
import { temporaryFolder } from "./temporary.ts";

async function opened(): Promise<{ path: string; db: DatabaseSync }> {
  const path = join(await temporaryFolder(), "deep", "in", "data.sqlite");
  const db = openDatabase(path);
  db.exec("CREATE TABLE t (x)");
  return { path, db };
}

const count = (db: DatabaseSync): unknown => db.prepare("SELECT count(*) AS n FROM t").get();

test("a transaction stores all of its work or, when anything throws, nothing", async () => {
  const { db } = await opened();
  const insert = db.prepare("INSERT INTO t VALUES (?)");
  expect(transaction(db, () => insert.run(1).changes)).toBe(1);
  const broken = (): void => {
    insert.run(2);
    throw new Error("no");
  };
  expect(() => transaction(db, broken)).toThrow("no");
  expect([count(db), db.isTransaction]).toEqual([{ n: 1 }, false]);
  db.close();
});

test("a snapshot is of one state, whatever another process writes meanwhile", async () => {
  const { db, path } = await opened();
  const other = openDatabase(path);
  const counts = snapshot(db, () => {
    const before = count(db);
    other.exec("INSERT INTO t VALUES (1)");
    return [before, count(db)];
  });
  expect(counts).toEqual([{ n: 0 }, { n: 0 }]);
  expect(count(db)).toEqual({ n: 1 });
  expect(() =>
    snapshot(db, () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(db.isTransaction).toBe(false);
  other.close();
  db.close();
});

test("what SQLite throws becomes Lectern's own error, with what to do about it", async () => {
  const { db, path } = await opened();
  const failing = (work: () => unknown) => {
    try {
      guard(path, work);
    } catch (error) {
      return error;
    }
  };
  const fill = (): void => {
    for (let i = 0; i < 100; i++) db.prepare("INSERT INTO t VALUES (?)").run(new Uint8Array(5_000));
  };
  db.exec("PRAGMA max_page_count = 20");
  expect(failing(() => transaction(db, fill))).toMatchObject({
    code: "storage-failed",
    message: expect.stringContaining("The disk is full"),
  });
  expect([count(db), db.isTransaction]).toEqual([{ n: 0 }, false]);
  const reader = new DatabaseSync(path, { readOnly: true });
  expect(failing(() => reader.exec("INSERT INTO t VALUES (1)"))).toMatchObject({
    code: "storage-failed",
    message: expect.stringContaining("may not be written to"),
  });
  reader.close();
  const impatient = new DatabaseSync(path, { timeout: 0 });
  const locked = (): unknown => transaction(db, () => failing(() => impatient.exec("INSERT INTO t VALUES (1)")));
  expect(locked()).toMatchObject({
    code: "engine-unavailable",
    retryable: true,
    message: expect.stringContaining(path),
  });
  impatient.close();
  expect(failing(() => db.exec("SELECT nonsense"))).toMatchObject({ code: "internal" });
  const own = new Error("its own");
  expect(
    failing(() => {
      throw own;
    }),
  ).toBe(own);
  db.close();
});
