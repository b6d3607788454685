import { constants, setPriority } from "node:os";
import { type Lectern, openLectern, rebuildIndex } from "../compose.ts";
import type { Config } from "../config.ts";
import { LecternError } from "../errors.ts";
import type { ReindexReport } from "../ingest/reindex.ts";
import { interruptible } from "./interrupt.ts";
import { openProgress } from "./progress.ts";

/** `lectern reindex`: exit status 1 where the index is still the old one. */
export async function reindexCommand(config: Config, options: { cancel?: boolean; json?: boolean }): Promise<void> {
  return options.cancel ? cancel(config, options.json ?? false) : rebuild(config, options.json ?? false);
}

async function cancel(config: Config, json: boolean): Promise<void> {
  const lectern = await openLectern(config, { embed: false });
  try {
    const cancelled = await lectern.engine.cancelRebuild();
    if (json) console.log(JSON.stringify({ cancelled }));
    else console.log(cancelled ? "The rebuild was cancelled; the index is as it was" : "There is no rebuild to cancel");
  } finally {
    await lectern.close();
  }
}

async function rebuild(config: Config, json: boolean): Promise<void> {
  // Before the embedder's threads start, which inherit it: searches of a server on this machine go first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const lectern = await openLectern(config, { rebuild: true });
  const stop = interruptible();
  try {
    const from = Date.now();
    const before = (await lectern.engine.statistics()).space;
    const { derived, withoutVectors } = await withProgress(lectern, stop);
    const { documents, embedded, space } = await lectern.engine.statistics();
    const seconds = Math.round((Date.now() - from) / 100) / 10;
    if (json) {
      console.log(JSON.stringify({ documents, embedded, derived, withoutVectors, seconds, space }));
      return;
    }
    console.log(
      `The index is rebuilt: ${documents} records, ${embedded} with vectors (${derived} made in ${seconds} s)`,
    );
    for (const { id, reason } of withoutVectors) console.log(`  found by words only: ${id}: ${reason}`);
    if (before && before.revision !== space?.revision)
      console.log("Start servers and workers again with this model: until then they search by words, and load nothing");
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new LecternError("cancelled", "Stopped; what is done stays, and the same command goes on from there");
  } finally {
    await lectern.close();
  }
}

async function withProgress(lectern: Lectern, signal: AbortSignal): Promise<ReindexReport> {
  const progress = openProgress("reindex");
  let first: number | null = null;
  try {
    return await rebuildIndex(lectern, {
      signal,
      onProgress(done, total) {
        first ??= done;
        progress.update({ done, total, text: `${done} of ${total} records`, count: done - first, more: "" });
      },
    });
  } finally {
    progress.end();
  }
}
