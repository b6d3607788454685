import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import express from "express";
import { apiRoutes } from "../src/http/api.ts";
import { parseQuery } from "../src/search/query.ts";
import { ask, percentile, time } from "./ask.ts";
import { readCollection } from "./beir.ts";
import { recordMaker } from "./growth-records.ts";
import { PlainScan } from "./growth-scan.ts";
import { ENGINES, openEmbedder, openEngine } from "./library.ts";

/**
 * How an index grows: time, memory and disk at several sizes, beside the bare engine and a plain scan:
 *
 *     npm run bench:growth -- [--dataset DIR] [--sizes 1000,10000,100000] [--engine NAME] [--queries N] [--json]
 *
 * The records are made from real abstracts (`growth-records.ts`). Asked is what `/v1/search` asks, each row other queries.
 */
const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "../shared/data/nfcorpus" },
    split: { type: "string", default: "train" },
    sizes: { type: "string", default: "1000,10000,100000" },
    queries: { type: "string", default: "80" },
    engine: { type: "string", default: "sqlite" },
    json: { type: "boolean", default: false },
  },
});
if (!(ENGINES as readonly string[]).includes(values.engine))
  throw new Error(`Expected --engine to be ${ENGINES.join(" or ")}, got ${values.engine}`);
const sizes = values.sizes.split(",").map(Number);
if (sizes.some((size, i) => !Number.isInteger(size) || size <= (sizes[i - 1] ?? 0)))
  throw new Error(`Expected --sizes to be whole numbers, each larger than the one before, got ${values.sizes}`);

const WARMUP = 10;
const BATCH = 500;
/** Puts that are under way at a time, as in an ingest. */
const UNDER_WAY = 4;
/** Queries whose nearest are compared with the exact ones. */
const COMPARED = 50;

const { documents, queries } = await readCollection(values.dataset, values.split);
const perRow = Number(values.queries) + WARMUP;
// Other queries in each row and at each size, so that no answer comes out of a memory.
const texts = queries.map(({ text }) => text);
const next = (): string[] => {
  if (texts.length < perRow)
    throw new Error(`Expected ${values.dataset} to have more queries, or --queries to be fewer`);
  return texts.splice(0, perRow);
};
const { embedder, config } = await openEmbedder();
const passages = documents.map(({ title, text }) => ({ title, abstract: text }));
const make = recordMaker(documents, await embedder.embedPassages(passages));
const { engine, file, close } = await openEngine(values.engine as (typeof ENGINES)[number], embedder, config);
const searching = { engine, embedder, similarity: config.embedding.similarity };
const server = express().use("/v1", apiRoutes(searching)).listen(0, "127.0.0.1");
// The client's connections outlast the storing between two sizes.
server.keepAliveTimeout = 0;
await new Promise((resolve) => server.once("listening", resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const scan = new PlainScan(embedder.space.dimensions, sizes.at(-1)!);
const results: Record<string, object> = {};

interface Row {
  times: number[];
  /** Of this process's main thread, where other processes use the machine too: the server, the client and the engine. */
  processor: number[];
}

for (const size of sizes) {
  const stored = await fill(size);
  const row = async (call: (text: string) => unknown): Promise<Row> => {
    const processor: number[] = [];
    const measured = async (text: string): Promise<void> => {
      const from = process.threadCpuUsage();
      await call(text);
      const { user, system } = process.threadCpuUsage(from);
      processor.push((user + system) / 1000);
    };
    const calls = next().map((text) => () => measured(text));
    return { times: await time(calls, WARMUP), processor: processor.slice(WARMUP) };
  };
  const get = (parameters: Record<string, string>) => (q: string) => ask(address, { q, ...parameters });
  const rows: Record<string, Row> = {
    "bare embedding of the query": await row((text) => embedder.embedQuery(text)),
    "bare engine, words": await row((text) => recall(text, null)),
    "bare engine, words and nearest": await row(async (text) => recall(text, await embedder.embedQuery(text))),
    "plain scan": await row(async (text) => scan.search(text, await embedder.embedQuery(text), 100)),
    "GET /v1/search, keyword": await row(get({ mode: "keyword" })),
    "GET /v1/search, semantic": await row(get({ mode: "semantic" })),
    "GET /v1/search, hybrid": await row(get({ mode: "hybrid" })),
    "GET /v1/search, hybrid, filtered": await row(get({ kind: "publication", language: "nl", yearFrom: "2005" })),
    "GET /v1/suggest": await row((text) => fetch(`${address}/v1/suggest?${new URLSearchParams({ q: begun(text) })}`)),
  };
  const { bytes } = await engine.statistics();
  const rest = {
    "records/s": Math.round(stored),
    diskMB: Math.round((bytes ?? 0) / 1e6),
    ...(await recallOfNearest()),
  };
  report(size, rows, { ...rest, ...(await opened()) });
}
server.close();
await close();
await embedder.close();
if (values.json) console.log(JSON.stringify(results));

/** Stores records up to `size`. @returns records a second, of putting alone */
async function fill(size: number): Promise<number> {
  const from = scan.size;
  let putting = 0;
  for (let at = from; at < size; ) {
    const batches = Array.from({ length: UNDER_WAY }, () => {
      const batch = Array.from({ length: Math.min(BATCH, size - at) }, (_, i) => make(at + i));
      at += batch.length;
      return batch;
    });
    for (const one of batches.flat()) scan.add(one);
    const started = performance.now();
    await Promise.all(batches.map((batch) => engine.put(batch)));
    putting += performance.now() - started;
    process.stderr.write(`\rstored ${at} of ${size} `);
  }
  await engine.verify?.();
  process.stderr.write("\n");
  return ((size - from) / putting) * 1000;
}

function recall(text: string, vector: Float32Array | null) {
  return engine.recall({
    words: parseQuery(text).words,
    meaning: vector && { vector, nearest: 100, similarity: 0.25, atLeastOne: 0 },
    filters: [],
    facets: [],
    pool: 100,
    sort: "relevance",
    offset: 0,
    limit: 10,
  });
}

/** As somebody types it: the first word and half of the second. */
function begun(text: string): string {
  const [first = "", second = ""] = text.split(" ");
  return `${first} ${second.slice(0, Math.ceil(second.length / 2))}`.trim();
}

/** The share of the 100 nearest, by exact scan, that the engine finds: without filters, and under one. */
async function recallOfNearest(): Promise<{ "recall@100": string; "recall@100, filtered": string }> {
  const shares = { all: 0, filtered: 0 };
  const journal = make(0).record.journal!;
  for (const { text } of queries.slice(-COMPARED)) {
    const vector = await embedder.embedQuery(text);
    for (const [name, values] of [
      ["all", null],
      ["filtered", [journal]],
    ] as const) {
      const { candidates } = await engine.recall({
        words: null,
        meaning: { vector, nearest: 100, similarity: -1, atLeastOne: -1 },
        filters: values ? [{ kind: "anyOf", facet: "journal", values }] : [],
        facets: [],
        pool: 0,
        sort: "relevance",
        offset: 0,
        limit: 0,
      });
      const exact = scan.nearest(vector, 100, (record) => values === null || record.journal === journal);
      const found = new Set(candidates.map(({ id }) => id));
      shares[name] += exact.filter((id) => found.has(id)).length / exact.length / COMPARED;
    }
  }
  return { "recall@100": shares.all.toFixed(4), "recall@100, filtered": shares.filtered.toFixed(4) };
}

/** How long a new process takes until its first search is answered, and its memory then; without the model. */
async function opened(): Promise<{ openMs: number; residentMB: number } | object> {
  if (file === null) return {};
  const script = fileURLToPath(new URL("growth-open.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  return JSON.parse(stdout) as object;
}

function report(size: number, rows: Record<string, Row>, rest: Record<string, unknown>): void {
  const p = (name: string, share: number): number => percentile(rows[name]!.times, share);
  const [bare, plain] = [p("bare engine, words and nearest", 0.5), p("plain scan", 0.5)];
  console.log(`\n${size} records, ${values.queries} queries a row; milliseconds`);
  const table = Object.fromEntries(
    Object.keys(rows).map((name) => [
      name,
      {
        p50: p(name, 0.5).toFixed(1),
        p90: p(name, 0.9).toFixed(1),
        p99: p(name, 0.99).toFixed(1),
        "processor p50": percentile(rows[name]!.processor, 0.5).toFixed(1),
        "p50 / bare engine": (p(name, 0.5) / bare).toFixed(2),
        "p50 / plain scan": (p(name, 0.5) / plain).toFixed(2),
      },
    ]),
  );
  console.table(table);
  console.log(JSON.stringify(rest));
  results[size] = { ...table, ...rest };
}
