import { openDatabase } from "../src/database.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { readSpace } from "../src/engine/sqlite-meta.ts";

/** Opens an index's file and searches it once: prints how long that took, and the memory afterwards. For `growth.ts`. */
const file = process.argv[2]!;
const db = openDatabase(file);
const space = readSpace(db)!;
db.close();
const before = process.memoryUsage().rss;
const from = performance.now();
const engine = new SqliteEngine(file, space);
await engine.recall({
  words: null,
  meaning: { vector: new Float32Array(space.dimensions).fill(0.05), nearest: 100, similarity: 0, atLeastOne: 0 },
  filters: [],
  facets: [],
  pool: 0,
  sort: "relevance",
  offset: 0,
  limit: 0,
});
const openMs = Math.round(performance.now() - from);
console.log(JSON.stringify({ openMs, residentMB: Math.round((process.memoryUsage().rss - before) / 1e6) }));
await engine.close();
