import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { LecternError } from "../src/errors.ts";
import { Citations } from "../src/export/citations.ts";
import { type AppOptions, createApp } from "../src/http/app.ts";
import { bundleScripts } from "../src/http/scripts.ts";
import { Judgements } from "../src/lab/judgements.ts";
import { startServer } from "./server.ts";
import { SITE_RECORDS } from "./site-records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

/** By which one may administer, and judge. */
export const SITE_KEY = "a-key-for-the-tests-only";

export interface Site {
  address: string;
  stop(): Promise<void>;
}

/** A real server with the sample that a first start loads and {@link SITE_RECORDS}; without a model unless asked for. */
export async function startSite(environment: Record<string, string> = {}): Promise<Site> {
  const folder = await sharedFolder();
  const server = await startServer({
    LECTERN_DATA_DIR: folder,
    LECTERN_ADMIN_KEY: SITE_KEY,
    LECTERN_EMBEDDER: "off",
    ...environment,
  });
  const { address } = server;
  const headers = { authorization: `Bearer ${SITE_KEY}` };
  const body = SITE_RECORDS.map((record) => JSON.stringify(record)).join("\n");
  const posted = await fetch(`${address}/v1/ingest?name=site.jsonl`, { method: "POST", headers, body });
  const { id } = (await posted.json()) as { id: string };
  for (let state = "waiting"; state !== "done"; await setTimeout(50)) {
    state = ((await (await fetch(`${address}/v1/jobs/${id}`, { headers })).json()) as { state: string }).state;
    if (state === "failed") throw new Error("Expected the records to be loaded, got a job that failed");
  }
  return {
    address,
    async stop() {
      await server.stop();
      await removeFolder(folder);
    },
  };
}

/** The application over an index that cannot be reached. */
export async function startBrokenSite(): Promise<Site> {
  const away = () => Promise.reject(new LecternError("engine-unavailable", "The search engine cannot be reached"));
  const engine = { recall: away, get: away, find: away, statistics: away, state: away, suggest: away };
  const folder = await sharedFolder();
  const citations = new Citations();
  const unused = {} as AppOptions;
  const app = createApp({
    ...unused,
    searching: { engine: engine as unknown as AppOptions["searching"]["engine"], embedder: null },
    adminKey: SITE_KEY,
    uploads: { spool: folder, maxBytes: 1, formats: [], parseMap: () => ({}) as never },
    board: null,
    lab: { judgements: new Judgements(join(folder, "judgements")), runs: join(folder, "runs"), key: null },
    citations,
    reach: { publicUrl: null, allowedOrigins: [], rateLimit: 0, proxies: 0 },
    language: "en",
    brand: { name: "Lectern", logo: null, accent: null },
    version: "test",
    scripts: await bundleScripts(),
    widgets: folder,
    stopping: new AbortController().signal,
    log: () => {},
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await citations.close();
      await removeFolder(folder);
    },
  };
}
