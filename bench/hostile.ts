import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { openDatabase } from "../src/database.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import { MODES, type Mode } from "../src/search/rank.ts";
import { search } from "../src/search/search.ts";
import { readCollection } from "./beir.ts";
import { hostileQueries } from "./hostile-queries.ts";
import { indexCollection, openEmbedder } from "./library.ts";

/**
 * How long queries that are made to be slow keep the embedded engine's process from answering anybody else, in
 * milliseconds of its thread's processor time, the first time that each is asked:
 *
 *     npm run bench:hostile -- [--dataset DIR] [--split NAME] [--mode hybrid|keyword|semantic] [--only TEXT] [--hashes]
 *
 * `--hashes` prints a hash of each answer, by which two versions are compared.
 */
const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "../shared/data/nfcorpus" },
    split: { type: "string", default: "dev" },
    mode: { type: "string", default: "keyword" },
    only: { type: "string" },
    hashes: { type: "boolean", default: false },
  },
});
if (!(MODES as readonly string[]).includes(values.mode))
  throw new Error(`Expected --mode to be ${MODES.join(" or ")}, got ${values.mode}`);

const { documents } = await readCollection(values.dataset, values.split);
const { embedder, config } = await openEmbedder();
const { file, close } = await indexCollection(documents, embedder, config, { more: facets });
const db = openDatabase(file!);
const words = db.prepare("SELECT word FROM spellings ORDER BY documents DESC, word").all() as { word: string }[];
db.close();
const queries = Object.entries(hostileQueries(words.map(({ word }) => word)));
const request = { mode: values.mode as Mode, filters: [], sort: null, page: 1, perPage: 10 };
const rows: Record<string, Record<string, string | number>> = {};
for (const [name, q] of queries) {
  if (values.only && !name.includes(values.only)) continue;
  // Nothing is remembered of the query before.
  const engine = new SqliteEngine(file!, embedder.space);
  await search({ engine, embedder }, { ...request, q: "first search" });
  const [from, clock] = [process.threadCpuUsage(), performance.now()];
  const answer = await search({ engine, embedder }, { ...request, q }).catch((error: unknown) => {
    if (error instanceof LecternError) return error;
    throw error;
  });
  const spent = process.threadCpuUsage(from);
  await engine.close();
  rows[name] = {
    characters: q.length,
    "busy, ms": Math.round((spent.user + spent.system) / 1000),
    "by the clock, ms": Math.round(performance.now() - clock),
    answer: answer instanceof LecternError ? answer.code : answer.counts.total,
    ...(values.hashes ? { hash: hashOf(answer) } : {}),
  };
  process.stderr.write(`${JSON.stringify([name, rows[name]])}\n`);
}
await close();
await embedder.close();
console.table(rows);

/** Made-up values to filter by. */
function facets(number: number) {
  const year = 1990 + (number % 35);
  return { year, journal: `Journal ${number % 300}`, types: [number % 3 ? "Journal Article" : "Review"] };
}

function hashOf(answer: unknown): string {
  const text = JSON.stringify(answer instanceof Error ? answer.message : answer);
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
