import { readFileSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { outdatedNotice } from "../indexes/derivation.ts";
import { domains } from "../indexes/domains.ts";
import type { EmbeddingSpace } from "../indexes/vectors.ts";
import type { Config } from "./config.ts";
import type { Embedder } from "./embed/embedder.ts";
import type { Engine } from "./engine/engine.ts";
import { MeilisearchEngine } from "./engine/meilisearch.ts";
import { SqliteEngine } from "./engine/sqlite.ts";
import { LecternError, messageOf } from "./errors.ts";
import { openClassifier } from "./ingest/classify.ts";
import type { IngestParts } from "./ingest/pipeline.ts";
import { type ReindexOptions, type ReindexReport, reindex } from "./ingest/reindex.ts";
import { ingestJob, partsFolder } from "./jobs/ingest.ts";
import { JUDGEMENTS_FILE, Judgements } from "./lab/judgements.ts";
import { RUNS_FILE } from "./lab/runs.ts";
import { openModel, openReranking } from "./models.ts";
import type { Board } from "./queue/board.ts";
import { BullmqQueue } from "./queue/bullmq.ts";
import { BullmqBoard } from "./queue/bullmq-board.ts";
import { EmbeddedQueue } from "./queue/embedded.ts";
import type { Job, Queue } from "./queue/queue.ts";
import { PastQueries } from "./search/past-queries.ts";
import type { Reranking } from "./search/rerank.ts";
import type { Searching } from "./search/search.ts";

/** The parts of a running Lectern. */
export interface Lectern {
  config: Config;
  engine: Engine;
  embedder: Embedder | null;
  queue: Queue;
  searching: Searching;
  /** Why the model that is configured is not loaded, where `withoutModel` let that pass. */
  unloaded: LecternError | null;
  /** The hospital's own judgements, and the file of what was measured by them. */
  lab: { judgements: Judgements; runs: string };
  /** A folder: uploads, and parts of files that are shared, until their job is done. */
  spool: string;
  /** Made at first use: embedding the domains' topics takes some seconds the first time. */
  ingestParts(): Promise<IngestParts>;
  /** The board of the queue, made at first use; null where the queue has none. */
  board: (() => Promise<Board>) | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** False opens no model: for commands that do not embed. Default true. */
  embed?: boolean;
  /** Opens the reranker, where one is configured: for commands that search. Default false. */
  rerank?: boolean;
  /** Opens all else where the model cannot be loaded: then searches go by words, and nothing may be ingested. Default false. */
  withoutModel?: boolean;
  /** Opens the index whatever model it is of, to rebuild it for the configured one. Default false. */
  rebuild?: boolean;
  /** Keeps what people search for, where that is turned on. Default false. */
  past?: boolean;
  /** Keeps documents that searches read in a file of their own, where the engine is a server. Default false. */
  documents?: boolean;
  /** Told of what goes wrong in the background. */
  warn?: (message: string) => void;
}

/**
 * Chooses and opens the adapters.
 *
 * @throws `storage-failed` for a data directory that cannot be used; `invalid-model`; `index-mismatch`
 */
export async function openLectern(config: Config, options: OpenOptions = {}): Promise<Lectern> {
  const { embed = true, rebuild = false, withoutModel = false, rerank = false, warn = () => {} } = options;
  await prepareDataDir(config);
  const file = join(config.dataDir, "lectern.sqlite");
  const report = (error: unknown): void => warn(`The queue: ${messageOf(error)}`);
  const wanted = embed && config.embedding.enabled;
  const { embedder, unloaded } = wanted ? await openModel(config, withoutModel) : { embedder: null, unloaded: null };
  let engine: Engine;
  let queue: Queue;
  let reranking: Reranking | null = null;
  let past: PastQueries | null = null;
  try {
    if (rerank) reranking = await openReranking(config, withoutModel, warn);
    if (options.past && config.suggestQueries)
      past = await PastQueries.open(join(config.dataDir, "queries.json"), warn);
    engine = await openEngine(config, { file, space: rebuild ? null : (embedder?.space ?? null), ...options });
    queue = openQueue(config, file, report);
    const notice = options.warn && outdatedNotice((await engine.statistics()).outdated ?? []);
    if (notice) warn(notice);
  } catch (error) {
    await embedder?.close();
    await reranking?.reranker.close();
    throw error;
  }
  const board = config.redis && new BullmqBoard({ ...config.redis, jobAddress: (id) => `/v1/jobs/${id}` }, report);
  let parts: Promise<IngestParts> | undefined;
  return {
    config,
    engine,
    embedder,
    queue,
    spool: spoolFolder(config),
    searching: {
      engine,
      embedder,
      similarity: config.embedding.similarity,
      meaningOff: unloaded ? "not-loaded" : "switched-off",
      reranking,
      past,
    },
    unloaded,
    lab: {
      judgements: new Judgements(join(config.dataDir, JUDGEMENTS_FILE)),
      runs: join(config.dataDir, RUNS_FILE),
    },
    ingestParts() {
      parts ??= openClassifier(domains, embedder).then((classifier) => ({ engine, embedder, classifier }));
      return parts;
    },
    board: board && (() => board.open()),
    async close() {
      await past?.close();
      await board?.close();
      await embedder?.close();
      await reranking?.reranker.close();
      await queue.close();
      await engine.close();
    },
  };
}

/** Lectern's own version. */
export function lecternVersion(): string {
  return (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

/** `reindex` of a Lectern that was opened with `rebuild`. */
export async function rebuildIndex(lectern: Lectern, options: ReindexOptions): Promise<ReindexReport> {
  return reindex(lectern, options);
}

/** The name of the index on a Meilisearch server. */
export const INDEX = "lectern";

async function openEngine(
  { meilisearch, dataDir }: Config,
  { file, space, documents }: { file: string; space: EmbeddingSpace | null; documents?: boolean },
): Promise<Engine> {
  if (!meilisearch) return new SqliteEngine(file, space);
  const kept = documents ? { documents: join(dataDir, "documents.sqlite") } : {};
  return MeilisearchEngine.open({ ...meilisearch, index: INDEX, keyFolder: dataDir, space, ...kept });
}

/** The queue, and the folder of its files. */
export type Queued = Pick<Lectern, "queue" | "spool">;

/** The queue alone. */
export async function openQueueOf(config: Config): Promise<Queued> {
  await prepareDataDir(config);
  return { queue: openQueue(config, join(config.dataDir, "lectern.sqlite"), () => {}), spool: spoolFolder(config) };
}

export function openQueue({ redis }: Config, file: string, report: (error: unknown) => void): Queue {
  return redis ? new BullmqQueue(redis, report) : new EmbeddedQueue(file, report);
}

function spoolFolder({ dataDir, spool }: Config): string {
  return resolve(spool ?? join(dataDir, "spool"));
}

async function prepareDataDir(config: Config): Promise<void> {
  const folders = { LECTERN_DATA_DIR: config.dataDir, LECTERN_SPOOL_DIR: spoolFolder(config) };
  for (const [setting, folder] of Object.entries(folders))
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
      throw new LecternError(
        "storage-failed",
        `Expected ${setting} to be a folder that can be written to, got ${folder}: ${messageOf(error)}`,
        { cause: error },
      );
    });
}

const DAY = 24 * 60 * 60 * 1000;
/** What lies in the spool and no job wants for this long was broken off by a crash, in milliseconds. */
const ABANDONED = DAY;
/** The file of a job that was given up may be tried again for this long, in milliseconds. */
export const RETRIED_WITHIN = 7 * DAY;

/** Removes what was left behind in the spool. @throws `queue-unavailable`, and then removes nothing */
export async function sweepSpool({ spool, queue }: Queued): Promise<void> {
  const wanting = (await queue.list(10_000)).filter(wantsFile);
  const wanted = new Set(
    wanting.flatMap(({ id, input }) => [resolve(spool, input.path), join(spool, partsFolder(id))]),
  );
  for (const name of await readdir(spool)) {
    const path = join(spool, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (!wanted.has(path) && Date.now() - mtimeMs > ABANDONED) await rm(path, { recursive: true, force: true });
  }
}

function wantsFile({ state, finishedAt }: Job): boolean {
  if (state === "failed") return Date.now() - Date.parse(finishedAt!) < RETRIED_WITHIN;
  return state === "waiting" || state === "running";
}

const SAMPLE = new URL("../data/sample/", import.meta.url);
/** Value of `provenance.source` of the sample's records. */
export const SAMPLE_SOURCE = "lectern-sample";

/** Puts the sample library in. @returns how many of its records the index has */
export async function loadSample(lectern: Lectern): Promise<number> {
  for (const name of ["news.jsonl", "publications.jsonl"]) {
    const input = { path: fileURLToPath(new URL(name, SAMPLE)), format: "jsonl", map: null, spooled: false };
    await lectern.queue.run({ name, input }, ingestJob(lectern, { source: SAMPLE_SOURCE }));
  }
  return (await lectern.engine.statistics()).bySource[SAMPLE_SOURCE] ?? 0;
}

/** Takes the sample's records out; one that another source gives too stays. @returns how many went */
export async function removeSample(lectern: Lectern): Promise<number> {
  const ids: string[] = [];
  for await (const { record } of lectern.engine.scan({ source: SAMPLE_SOURCE }))
    if (record.provenance.every(({ source }) => source === SAMPLE_SOURCE)) ids.push(record.id);
  return lectern.engine.remove(ids);
}
