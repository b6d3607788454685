import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { type Lectern, lecternVersion, loadSample, openLectern, sweepSpool } from "./compose.ts";
import { type Config, printable, readConfig } from "./config.ts";
import { LecternError, messageOf } from "./errors.ts";
import { Citations } from "./export/citations.ts";
import { createApp } from "./http/app.ts";
import { LONGEST_HEAD } from "./http/contract.ts";
import { adminKey } from "./http/keys.ts";
import { bundleScripts } from "./http/scripts.ts";
import { keepWidget } from "./http/widget.ts";
import { cancelJob, retryJob } from "./jobs/actions.ts";
import { startIngesting } from "./jobs/ingest.ts";
import { workLog } from "./jobs/log.ts";
import { stopAtSignal } from "./shutdown.ts";
import { parseMap } from "./sources/jsonl.ts";
import { formats } from "./sources/open.ts";

/** How often the spool is looked through for what nobody wants any more, in milliseconds. */
const SWEEP = 60 * 60 * 1000;
/** Requests under way get this long to end when the server stops, in milliseconds. */
const GRACE = 5_000;

try {
  await start(readConfig(process.env));
} catch (error) {
  console.error(`lectern: ${messageOf(error)}`);
  if (!(error instanceof LecternError)) console.error(error);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  log.debug({ config: printable(config) }, "configuration");
  const version = lecternVersion();
  const warn = (message: string): void => log.warn(message);
  const bundling = bundleScripts();
  // It is waited for below; until then a failure is nobody's.
  bundling.catch(() => {});
  const lectern = await openLectern(config, { withoutModel: true, rerank: true, past: true, documents: true, warn });
  const stopped = new AbortController();
  const citations = new Citations();
  let server: Server;
  try {
    const { key, made } = await adminKey(config.http.adminKey, config.dataDir);
    const scripts = await bundling;
    const widgets = join(config.dataDir, "widgets");
    await keepWidget(widgets, scripts.widget);
    const app = createApp({
      searching: lectern.searching,
      queue: lectern.queue,
      adminKey: key,
      uploads: {
        spool: lectern.spool,
        maxBytes: config.http.maxUploadBytes,
        formats: formats.map(({ name }) => name),
        parseMap,
      },
      jobActions: { retry: (id) => retryJob(lectern, id), cancel: (id) => cancelJob(lectern, id) },
      board: lectern.board,
      lab: { ...lectern.lab, key: config.http.judgeKey },
      citations,
      reach: config.http,
      brand: config.brand,
      language: config.language,
      version,
      scripts,
      widgets,
      stopping: stopped.signal,
      log: (error) => log.error(error),
    });
    // A search says by itself what is wrong with the index.
    await lectern.engine.warm?.().catch((error) => log.warn(messageOf(error)));
    const { port, host } = config.http;
    server = await listen(createServer({ maxHeaderSize: LONGEST_HEAD }, app).listen(port, host), config);
    if (made)
      console.log(
        `The administrator's key, shown this once and kept in ${join(config.dataDir, "admin-key")}:\n  ${key}`,
      );
  } catch (error) {
    await lectern.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  if (lectern.unloaded)
    log.error(
      `Search goes on by words only, and ingest jobs wait: ${messageOf(lectern.unloaded)}. Mend the model (npx lectern doctor looks at it), or set LECTERN_EMBEDDER=off, and start the server again`,
    );
  else await unlessAway(firstStart(lectern, config));
  let worker: ReturnType<typeof startIngesting> | null = null;
  stopAtSignal(async () => {
    stopped.abort();
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    await Promise.all([worker?.stop(), new Promise((resolve) => server.close(resolve))]);
    clearTimeout(late);
    await citations.close();
    await lectern.close();
  });
  console.log(`Lectern ${version} is ready: http://${hostInAddress(config.http.host)}:${port}/`);
  await unlessAway(sweepSpool(lectern));
  setInterval(() => void sweepSpool(lectern).catch((error) => log.warn(messageOf(error))), SWEEP).unref();
  // Without the model that is configured, records would be stored without vectors, and stay so.
  if (!lectern.unloaded) worker = startIngesting(lectern, workLog(log));
  if (worker) lectern.ingestParts().catch((error) => log.error(error, "the classifier could not be opened"));

  /** Searches are answered without the queue: what needs it is left for the next start. */
  async function unlessAway(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof LecternError && error.code === "queue-unavailable")) throw error;
      log.warn(messageOf(error));
    }
  }
}

/** Loads the sample where the index is empty, once: whoever takes it out does not get it back. */
async function firstStart(lectern: Lectern, config: Config): Promise<void> {
  const { documents, version } = await lectern.engine.statistics();
  const offered = join(config.dataDir, "sample-offered");
  // The embedded index knows whether it has ever held anything; a Meilisearch index does not.
  const before = (config.meilisearch ? documents : version) > 0 || existsSync(offered);
  if (!config.sample || before) return;
  console.log("The index is empty: loading the sample library (npx lectern sample remove takes it out again)");
  console.log(`${await loadSample(lectern)} sample records are in the index`);
  await writeFile(offered, "");
}

async function listen(server: Server, { http }: Config): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "another program listens there; set PORT to a free one" : messageOf(error);
      reject(new LecternError("invalid-configuration", `Cannot listen on ${http.host}:${http.port}: ${reason}`));
    });
  });
  return server;
}

function hostInAddress(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
