import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import express from "express";
import { apiRoutes } from "../src/http/api.ts";
import { pageRoutes } from "../src/http/pages.ts";
import { parseQuery } from "../src/search/query.ts";
import { ask, percentile, time } from "./ask.ts";
import { readCollection } from "./beir.ts";
import { ENGINES, indexCollection, openEmbedder } from "./library.ts";

/**
 * Time of `GET /v1/search` over a collection, and of the pages, beside the bare embedding of its query and the bare engine:
 *
 *     npm run bench:speed -- [--dataset DIR] [--split NAME] [--queries N]
 *
 */
const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "../shared/data/nfcorpus" },
    split: { type: "string", default: "train" },
    queries: { type: "string", default: "220" },
    engine: { type: "string", default: "sqlite" },
    json: { type: "boolean", default: false },
  },
});
if (!(ENGINES as readonly string[]).includes(values.engine))
  throw new Error(`Expected --engine to be ${ENGINES.join(" or ")}, got ${values.engine}`);

const WARMUP = 20;
const { documents, queries } = await readCollection(values.dataset, values.split);
const { embedder, config } = await openEmbedder();
const name = values.engine as (typeof ENGINES)[number];
const { engine, serverTime, close } = await indexCollection(documents, embedder, config, { name });
const searching = { engine, embedder, similarity: config.embedding.similarity };
const server = express().use("/v1", apiRoutes(searching)).use(pageRoutes(searching)).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// Every row asks other queries than the one before, so that no answer comes out of a memory.
const perRow = Number(values.queries);
const texts = queries.map(({ text }) => text);
const next = (): string[] => texts.splice(0, perRow);
const vector = await embedder.embedQuery("warm");
const recall = (text: string, byMeaning: boolean) =>
  engine.recall({
    words: parseQuery(text).words,
    meaning: byMeaning ? { vector, nearest: 100, similarity: 0.25, atLeastOne: 0 } : null,
    filters: [],
    facets: [],
    pool: 100,
    sort: "relevance",
    offset: 0,
    limit: 10,
  });

const rows: Record<string, number[]> = {};
/** The server's own part of each row, milliseconds. */
const servers: Record<string, number[]> = {};
const row = async (name: string, call: (text: string) => unknown): Promise<void> => {
  const server: number[] = [];
  const measured = async (text: string): Promise<void> => {
    serverTime();
    await call(text);
    server.push(serverTime());
  };
  rows[name] = await time(
    next().map((text) => () => measured(text)),
    WARMUP,
  );
  servers[name] = server.slice(WARMUP);
};
await row("bare embedding of the query", (text) => embedder.embedQuery(text));
await row("bare engine, words", (text) => recall(text, false));
await row("bare engine, words and nearest", (text) => recall(text, true));
for (const mode of ["keyword", "semantic", "hybrid"])
  await row(`GET /v1/search, ${mode}`, (q) => ask(address, { q, mode }));
const page = async (path: string): Promise<void> => void (await (await fetch(`${address}${path}`)).text());
await row("GET /search, the page", (q) => page(`/search?${new URLSearchParams({ q })}`));
await row("GET /, the start page", () => page("/"));
await row("GET /domains/oncology", () => page("/domains/oncology"));
await row("GET /v1/search, hybrid, filtered", (q) => ask(address, { q, kind: "publication" }));
server.close();
await close();
await embedder.close();

const base =
  percentile(rows["bare engine, words and nearest"]!, 0.5) + percentile(rows["bare embedding of the query"]!, 0.5);
console.log(`${documents.length} records, ${perRow - WARMUP} queries a row; milliseconds`);
console.table(
  Object.fromEntries(
    Object.entries(rows).map(([row, times]) => [
      row,
      {
        p50: percentile(times, 0.5).toFixed(1),
        p90: percentile(times, 0.9).toFixed(1),
        p99: percentile(times, 0.99).toFixed(1),
        "p50 / (bare embedding + bare engine)": (percentile(times, 0.5) / base).toFixed(2),
        ...(name === "meilisearch" ? { "p50 of the server's own time": percentile(servers[row]!, 0.5) } : {}),
      },
    ]),
  ),
);
console.log(`resident memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB, collection and embedder included`);
if (values.json)
  console.log(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(rows).map(([name, times]) => [
          name,
          { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
        ]),
      ),
    ),
  );
