import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { store } from "./contracts/engine-asking.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

export const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };

export async function newPath(): Promise<string> {
  return join(await temporaryFolder(), "lectern.sqlite");
}

/** An index with 60 records about fever, closed. */
export async function filled(path: string): Promise<void> {
  const engine = new SqliteEngine(path, space);
  const records = Array.from({ length: 60 }, (_, i) =>
    indexed({ id: `r${i}`, title: "Fever", journal: "Eye" }, unit(1)),
  );
  await store(engine, ...records);
  await engine.close();
}

export function sql(path: string, statement: string): void {
  const db = new DatabaseSync(path);
  db.exec(statement);
  db.close();
}
