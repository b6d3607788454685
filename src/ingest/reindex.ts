import { randomUUID } from "node:crypto";
import type { Embedder } from "../embed/embedder.ts";
import type { Engine, Rebuild, RebuiltRecord, StoredRecord } from "../engine/engine.ts";
import { LecternError, messageOf } from "../errors.ts";
import { type Derived, type DeriveParts, derive } from "./derive.ts";

export interface ReindexParts {
  engine: Engine;
  /** The next index is made for its space; null: for searches by words alone. */
  embedder: Embedder | null;
  ingestParts(): Promise<DeriveParts>;
}

export interface ReindexOptions {
  signal?: AbortSignal;
  /** Told before each batch: how many records the next index has, of how many. */
  onProgress?(done: number, total: number): void;
}

export interface ReindexReport {
  /** Records derived by this run. */
  derived: number;
  /** Those that could not be embedded, and are found by words only. */
  withoutVectors: { id: string; reason: string }[];
}

/**
 * Rebuilds the index, which goes on serving: takes every record into the next one, with all that is derived from it
 * derived anew, and puts that in its place. Records that come, change and go meanwhile are followed.
 *
 * @throws `already-running`; `cancelled`; what the engine and the embedder throw: the same call goes on from there
 */
export async function reindex(parts: ReindexParts, options: ReindexOptions = {}): Promise<ReindexReport> {
  const { engine, embedder } = parts;
  const rebuild = await engine.rebuild(embedder?.space ?? null);
  try {
    return await follow(rebuild, await parts.ingestParts(), options);
  } finally {
    await rebuild.close();
  }
}

async function follow(
  rebuild: Rebuild,
  parts: DeriveParts,
  { signal, onProgress }: ReindexOptions,
): Promise<ReindexReport> {
  const report: ReindexReport = { derived: 0, withoutVectors: [] };
  for (;;) {
    signal?.throwIfAborted();
    const { records, done, total } = await rebuild.pending(rebuild.batch);
    onProgress?.(done, total);
    if (records.length === 0) {
      if (await rebuild.swap()) return report;
      continue;
    }
    const derived = await deriveAll(parts, records, report, signal);
    await rebuild.put(derived.map((one, i): RebuiltRecord => ({ ...one, version: records[i]!.version })));
    report.derived += records.length;
  }
}

/**
 * One text that cannot be embedded is that record's matter: it goes on without vectors, and is reported. An embedder that
 * embeds nothing at all ends the rebuild.
 */
async function deriveAll(
  parts: DeriveParts,
  stored: readonly StoredRecord[],
  report: ReindexReport,
  signal?: AbortSignal,
): Promise<Derived[]> {
  const records = stored.map(({ record }) => record);
  try {
    return await derive(parts, records, signal);
  } catch (error) {
    if (!isOfEmbedder(error)) throw error;
  }
  const derived: Derived[] = [];
  for (const record of records)
    try {
      derived.push(...(await derive(parts, [record], signal)));
    } catch (error) {
      if (!isOfEmbedder(error)) throw error;
      // A text that no memory of embeddings has.
      await parts.embedder?.embedQuery(randomUUID());
      derived.push(...(await derive({ ...parts, embedder: null }, [record])));
      report.withoutVectors.push({ id: record.id, reason: messageOf(error) });
    }
  return derived;
}

function isOfEmbedder(error: unknown): boolean {
  return error instanceof LecternError && error.code === "embedder-unavailable";
}
