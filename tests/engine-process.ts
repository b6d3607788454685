import { SqliteEngine } from "../src/engine/sqlite.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";

/**
 * Another process that writes to an index: `node tests/engine-process.ts FILE ADD REMOVE FILL`. It puts ADD records
 * about sepsis, removes the ids in REMOVE (by commas), and with FILL puts more until it fails. Prints what happened.
 */
const [path, add, remove, fill] = process.argv.slice(2) as [string, string, string, string?];
const engine = new SqliteEngine(path, { model: "made-up", revision: "1", dimensions: DIMENSIONS });
const batch = (name: string, size: number) =>
  Array.from({ length: size }, (_, i) =>
    indexed(
      { id: `${name}-${i}`, title: "Sepsis", abstract: `${name} ${i} `.repeat(40), journal: "Other" },
      unit(0, 1),
    ),
  );
await engine.put(batch("child", Number(add)));
const removed = await engine.remove(remove === "" ? [] : remove.split(","));
let stored = 0;
let error: unknown = null;
try {
  for (; fill !== undefined && stored < 100_000; stored += 20) await engine.put(batch(`fill${stored}`, 20));
} catch (thrown) {
  error = thrown;
}
const { documents } = await engine.statistics();
console.log(
  JSON.stringify({ removed, stored, documents, error, message: error instanceof Error ? error.message : null }),
);
await engine.close();
