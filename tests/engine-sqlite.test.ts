import { join } from "node:path";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { testEngine } from "./contracts/engine.ts";
import { DIMENSIONS } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
const paths = new WeakMap<object, string>();

function open(path: string): SqliteEngine {
  const engine = new SqliteEngine(path, space);
  paths.set(engine, path);
  return engine;
}

testEngine({
  name: "SQLite",
  open: async () => open(join(await temporaryFolder(), "lectern.sqlite")),
  reopen: async (closed) => open(paths.get(closed)!),
});
