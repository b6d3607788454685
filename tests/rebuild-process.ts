import { SqliteEngine } from "../src/engine/sqlite.ts";
import { ask } from "./contracts/engine-asking.ts";
import { brief, derived, OLD } from "./contracts/rebuild-steps.ts";
import { unit } from "./records.ts";

/**
 * Another process over an index. `node tests/rebuild-process.ts FILE rebuild BATCHES` rebuilds it for vectors at
 * `unit(0, 1)`, waits for ever after so many batches of 10, and prints how it ended. `... FILE search` searches until its
 * input ends, and prints the different answers.
 */
const [path, action, batches] = process.argv.slice(2) as [string, "rebuild" | "search", string?];
const engine = new SqliteEngine(path, OLD);
if (action === "rebuild") console.log(JSON.stringify(await rebuild(Number(batches))));
else console.log(JSON.stringify(await search()));
await engine.close();

async function rebuild(batches: number): Promise<{ error: unknown; message: string | null }> {
  try {
    const rebuild = await engine.rebuild(OLD);
    for (let batch = 0; ; batch++) {
      if (batch === batches) {
        console.log("waiting");
        await new Promise((resolve) => setTimeout(resolve, 1e6));
      }
      const { records } = await rebuild.pending(10);
      if (records.length > 0) await rebuild.put(records.map((stored) => derived(stored, unit(0, 1))));
      else if (await rebuild.swap()) return { error: null, message: null };
    }
  } catch (error) {
    return { error, message: error instanceof Error ? error.message : null };
  }
}

async function search(): Promise<string[]> {
  const answers = new Set<string>();
  let ended = false;
  process.stdin.resume().once("end", () => {
    ended = true;
  });
  for (let last = false, searches = 0; !last; searches++) {
    // Once more after the end.
    last = ended;
    for (const question of [{ q: "fever" }, { vector: unit(0, 1) }]) answers.add(brief(await ask(engine, question)));
    if (searches === 0) console.log("searching");
    await new Promise(setImmediate);
  }
  return [...answers].sort();
}
