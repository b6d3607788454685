import { outdatedNotice } from "../../indexes/derivation.ts";
import { openLectern } from "../compose.ts";
import type { Config } from "../config.ts";
import type { RebuildState } from "../engine/engine.ts";
import { LecternError, messageOf, show } from "../errors.ts";
import { jobLine } from "./jobs.ts";

/** How many failures are listed at a time. */
const PAGE = 500;

/** `lectern status`: what the index holds, the latest jobs, or one job's failures. */
export async function statusCommand(config: Config, options: { json?: boolean; failures?: string }): Promise<void> {
  const lectern = await openLectern(config, { embed: false });
  try {
    if (options.failures !== undefined)
      return await printFailures(lectern.queue, options.failures, options.json ?? false);
    const index = await lectern.engine.statistics();
    // The index can be told of also where Redis is away.
    const jobs = await lectern.queue.list(10).catch((error) => {
      console.error(`lectern: ${messageOf(error)}`);
      process.exitCode = 1;
      return [];
    });
    if (options.json) {
      console.log(JSON.stringify({ index, jobs }));
      return;
    }
    const megabytes = index.bytes === null ? "" : `, ${(index.bytes / 1e6).toFixed(1)} MB`;
    console.log(`${index.documents} records, ${index.embedded} with vectors${megabytes}, in ${placeOf(config)}`);
    console.log(`model: ${index.space ? `${index.space.model} (${index.space.dimensions} dimensions)` : "none yet"}`);
    const notice = outdatedNotice(index.outdated ?? []);
    if (notice) console.log(notice);
    if (index.rebuild) console.log(rebuildLine(index.rebuild));
    for (const [source, records] of Object.entries(index.bySource)) console.log(`  ${source}: ${records}`);
    for (const job of jobs) console.log(jobLine(job));
  } finally {
    await lectern.close();
  }
}

/** Where the index lies; a login in an address is not shown. */
function placeOf({ meilisearch, dataDir }: Config): string {
  return meilisearch ? meilisearch.urls.map((url) => new URL(url).host).join(", ") : dataDir;
}

function rebuildLine({ done, total, begunAt, running }: RebuildState): string {
  const state = running ? "running" : "stopped: `npx lectern reindex` goes on, `npx lectern reindex --cancel` drops it";
  return `rebuild begun at ${begunAt}: ${done} of ${total} records, ${state}`;
}

async function printFailures(
  queue: Awaited<ReturnType<typeof openLectern>>["queue"],
  id: string,
  json: boolean,
): Promise<void> {
  if (!(await queue.get(id))) throw new LecternError("not-found", `There is no job with the id ${show(id)}`);
  for (let offset = 0; ; offset += PAGE) {
    const failures = await queue.failures(id, { offset, limit: PAGE });
    for (const failure of failures)
      console.log(
        json
          ? JSON.stringify(failure)
          : `record ${failure.record}, line ${failure.line}, key ${failure.key ?? "unknown"}: ${failure.reason}`,
      );
    if (failures.length < PAGE) return;
  }
}
