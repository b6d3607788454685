import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LecternRecord } from "../indexes/record.ts";
import { type Config, readConfig } from "../src/config.ts";
import { CachingEmbedder } from "../src/embed/cache.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import { TransformersEmbedder } from "../src/embed/transformers.ts";
import type { Engine } from "../src/engine/engine.ts";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import type { Collection } from "./beir.ts";

/** Embeddings are kept here from one run to the next. */
export const CACHE = fileURLToPath(new URL("../.cache", import.meta.url));

export async function openEmbedder(): Promise<{ embedder: Embedder; config: Config }> {
  const config = readConfig(process.env);
  const { threads, ...model } = config.embedding;
  const inner = await TransformersEmbedder.open({ ...model, cacheDir: join(CACHE, "models") }, threads);
  return { embedder: new CachingEmbedder(inner, join(CACHE, "embeddings.sqlite")), config };
}

export const ENGINES = ["sqlite", "meilisearch"] as const;

export interface Opened {
  engine: Engine;
  /** The engine's own file; null where it has none. */
  file: string | null;
  /** What a Meilisearch server said that it took for all searches since the last call, in milliseconds. */
  serverTime(): number;
  close(): Promise<void>;
}

/** A new engine that leaves nothing behind; Meilisearch is the server that MEILI_URL and MEILI_MASTER_KEY name. */
export async function openEngine(name: (typeof ENGINES)[number], embedder: Embedder, config: Config): Promise<Opened> {
  if (name === "meilisearch") {
    if (!config.meilisearch)
      throw new Error("Expected MEILI_URL to name a server for --engine meilisearch, got nothing");
    const { urls, masterKey } = config.meilisearch;
    const index = `lectern-bench-${randomUUID()}`;
    let spent = 0;
    const onSearched = (milliseconds: number): void => {
      spent += milliseconds;
    };
    const folder = await mkdtemp(join(tmpdir(), "lectern-bench-"));
    // As a server has it.
    const documents = join(folder, "documents.sqlite");
    const engine = await MeilisearchEngine.open({
      urls,
      masterKey,
      index,
      space: embedder.space,
      documents,
      onSearched,
    });
    const serverTime = (): number => {
      const time = spent;
      spent = 0;
      return time;
    };
    const close = async (): Promise<void> => {
      await engine.destroy();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    };
    return { engine, file: null, serverTime, close };
  }
  const folder = await mkdtemp(join(tmpdir(), "lectern-bench-"));
  const file = join(folder, "lectern.sqlite");
  const engine = new SqliteEngine(file, embedder.space);
  return {
    engine,
    file,
    serverTime: () => 0,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Indexes a collection in a new engine, with progress on the error output.
 *
 * @param more what a record has beside its text, by its number
 */
export async function indexCollection(
  documents: Collection["documents"],
  embedder: Embedder,
  config: Config,
  {
    name = "sqlite",
    more,
  }: { name?: (typeof ENGINES)[number]; more?: (number: number) => Partial<LecternRecord> } = {},
): Promise<Opened> {
  const opened = await openEngine(name, embedder, config);
  const { engine } = opened;
  const batch = 200;
  let putting = 0;
  for (let at = 0; at < documents.length; at += batch) {
    const records = documents.slice(at, at + batch).map((one, i) => ({ ...toRecord(one, at + i), ...more?.(at + i) }));
    const vectors = await embedder.embedPassages(records.map(({ title, abstract }) => ({ title, abstract })));
    const from = performance.now();
    await engine.put(records.map((record, i) => ({ record, vectors: vectors[i]!, base: null })));
    putting += performance.now() - from;
    process.stderr.write(`\rindexed ${Math.min(at + batch, documents.length)} of ${documents.length} `);
  }
  process.stderr.write(`\nstored at ${((documents.length / putting) * 1000).toFixed(0)} records/s\n`);
  return opened;
}

function toRecord({ id, title, text }: Collection["documents"][number], number: number): LecternRecord {
  return {
    // Any id of a collection fits; ties in rank are settled by it.
    id: Buffer.from(id).toString("base64url") || `empty-${number}`,
    key: id,
    kind: "publication",
    // Where a collection has no titles, its texts begin with them.
    title: title || text.slice(0, 200) || id,
    abstract: text,
    sections: [],
    authors: [],
    types: [],
    mesh: [],
    keywords: [],
    status: [],
    related: [],
    illustration: false,
    domains: [],
    provenance: [{ source: "bench", key: id, at: "2000-01-01T00:00:00Z", fields: [], hashes: ["-"] }],
  };
}
