import { existsSync } from "node:fs";
import { outdatedNotice } from "../../indexes/derivation.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { INDEX, openQueue } from "../compose.ts";
import type { Config } from "../config.ts";
import { checkMeilisearch, type IndexFacts } from "../engine/meilisearch-checks.ts";
import { SqliteEngine } from "../engine/sqlite.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";

const { ok, warning, problem } = findings("index");

/** @param space of the configured model; null where nothing is embedded, undefined where it is not known */
export async function checkIndex(
  { meilisearch, dataDir }: Config,
  file: string,
  space: EmbeddingSpace | null | undefined,
): Promise<Finding[]> {
  if (meilisearch) {
    const { urls, masterKey } = meilisearch;
    const found: Finding[] = [];
    // Of several servers each holds its own share of the records.
    for (const url of urls) {
      const { findings, index } = await checkMeilisearch({ url, masterKey, index: INDEX, keyFolder: dataDir });
      const all = index ? [...findings, ...judge(index, space)] : findings;
      const { host } = new URL(url);
      found.push(...all.map((one) => (urls.length > 1 ? { ...one, found: `${host}: ${one.found}` } : one)));
    }
    return found;
  }
  if (!existsSync(file)) return [ok("there is none yet: the first start makes it")];
  try {
    const engine = new SqliteEngine(file, null);
    try {
      return judge(await engine.statistics(), space);
    } finally {
      await engine.close();
    }
  } catch (error) {
    return [problem(messageOf(error), "see to what it says; a backup of the data directory holds the index, too")];
  }
}

/** Whether an index fits the configured model. */
export function judge(index: IndexFacts, space: EmbeddingSpace | null | undefined): Finding[] {
  const { documents, embedded, bytes } = index;
  if (documents === 0) return [ok("it is empty")];
  const size = bytes === null ? "" : `, ${(bytes / 1e6).toFixed(1)} MB`;
  const holds = `${documents} records, ${embedded} with vectors${size}`;
  const other =
    space && index.space && (space.revision !== index.space.revision || space.dimensions !== index.space.dimensions);
  if (other && embedded > 0)
    return [
      problem(
        `it was embedded with ${nameOf(index.space!)}, the configured model is ${nameOf(space)}`,
        "run `npx lectern reindex`, or set LECTERN_MODEL and its other settings back",
      ),
    ];
  const found: Finding[] = [];
  const notice = outdatedNotice(index.outdated ?? []);
  if (notice) found.push(warning(notice, "run `npx lectern reindex`"));
  const { rebuild } = index;
  if (rebuild && !rebuild.running)
    found.push(
      warning(
        `a rebuild was begun and left, at ${rebuild.done} of ${rebuild.total} records`,
        "run `npx lectern reindex` to go on with it, or with `--cancel` to drop it",
      ),
    );
  if (space && embedded < documents)
    found.push(warning(`${holds}: the others are found by words only`, "run `npx lectern reindex`, which embeds them"));
  else found.unshift(ok(holds));
  return found;
}

function nameOf({ model, revision, dimensions }: EmbeddingSpace): string {
  return `${model} (revision ${revision}, ${dimensions} dimensions)`;
}

const jobs = findings("jobs");

/** Of so many of the latest jobs is told how they stand. */
const LATEST = 1_000;

/** How the jobs stand. */
export async function checkJobs(config: Config, file: string): Promise<Finding[]> {
  if (!config.redis && !existsSync(file)) return [jobs.ok("there are none yet")];
  const queue = openQueue(config, file, () => {});
  try {
    const found: Finding[] = [];
    if (await queue.isPaused())
      found.push(
        jobs.warning(
          "they are paused: no worker begins one",
          "`npx lectern jobs resume` when what they wait for is done",
        ),
      );
    const failed = await queue.list(LATEST, "failed");
    const [last] = failed;
    if (last)
      found.push(
        jobs.warning(
          `${failed.length === LATEST ? "at least " : ""}${failed.length} were given up; the last: ${last.name}: ${last.error}`,
          "mend what it says, then `npx lectern jobs retry --all` within a week, or load the files again: what is stored is not stored twice",
        ),
      );
    const count = async (state: "waiting" | "running"): Promise<number> => (await queue.list(LATEST, state)).length;
    const [waiting, running] = [await count("waiting"), await count("running")];
    return [jobs.ok(`${running} under way, ${waiting} waiting`), ...found];
  } finally {
    await queue.close();
  }
}
