import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { Candidate } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { migrate, SCHEMA_VERSION } from "../src/engine/sqlite-schema.ts";
import { ask } from "./contracts/engine-asking.ts";
import { unit } from "./records.ts";
import { filled, newPath, space, sql } from "./sqlite-files.ts";

describe("the schema of an index", () => {
  test("that is newer is refused, and the file stays as it is", async () => {
    const path = await newPath();
    await filled(path);
    sql(path, "UPDATE meta SET value = '99' WHERE key = 'schema'");
    const before = readFileSync(path);
    expect(() => new SqliteEngine(path, space)).toThrow(
      expect.objectContaining({
        code: "index-mismatch",
        message: `The index has schema 99, this Lectern knows up to ${SCHEMA_VERSION}: start the newer Lectern that wrote it`,
      }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("that is older is brought up step by step, each step once, and a failed step leaves the state before it", async () => {
    const db = new DatabaseSync(await newPath());
    const steps = [
      "CREATE TABLE one (a); INSERT INTO one VALUES (1)",
      "ALTER TABLE one ADD COLUMN b; INSERT INTO one VALUES (2, 3)",
    ];
    migrate(db, steps.slice(0, 1));
    migrate(db, steps);
    migrate(db, steps);
    expect(db.prepare("SELECT a, b FROM one").all()).toEqual([
      { a: 1, b: null },
      { a: 2, b: 3 },
    ]);
    const broken = [...steps, "CREATE TABLE three (a); INSERT INTO none VALUES (1)"];
    expect(() => migrate(db, broken)).toThrow("no such table: none");
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'three'").all()).toEqual([]);
    migrate(db, [...steps, "CREATE TABLE three (a)"]);
    expect(() => migrate(db, steps)).toThrow(expect.objectContaining({ code: "index-mismatch" }));
    db.close();
  });
});

test("records that were stored before their words were kept are ranked by their text", async () => {
  const path = await newPath();
  await filled(path);
  const candidates = async (): Promise<Candidate[]> => {
    const engine = new SqliteEngine(path, space);
    const answer = await ask(engine, { q: "fever", vector: unit(1) });
    await engine.close();
    return answer.candidates;
  };
  const kept = await candidates();
  sql(path, "DELETE FROM text_words");
  expect(await candidates()).toEqual(kept);
  expect(kept).toHaveLength(60);
});
