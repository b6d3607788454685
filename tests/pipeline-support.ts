import { join } from "node:path";
import type { SourceRecord } from "../indexes/record.ts";
import { CachingEmbedder } from "../src/embed/cache.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import type { IngestParts } from "../src/ingest/pipeline.ts";
import type { Entry } from "../src/sources/source.ts";
import { HashEmbedder } from "./embedder.ts";
import { temporaryFolder } from "./temporary.ts";

/** The domain that every record is given. */
export const domain = { id: "oncology", confidence: 0.9, evidence: "Nearest topics: tumours" };

/** A pipeline over a new and empty index; `counting` knows how much was embedded. */
export async function openParts(): Promise<{
  parts: IngestParts & { engine: SqliteEngine };
  counting: HashEmbedder;
  close(): Promise<void>;
}> {
  const folder = await temporaryFolder();
  const counting = new HashEmbedder();
  const embedder = new CachingEmbedder(counting, join(folder, "embeddings.sqlite"));
  const engine = new SqliteEngine(join(folder, "lectern.sqlite"), counting.space);
  const classifier = { classify: () => [domain] } as unknown as IngestParts["classifier"];
  return {
    parts: { engine, embedder, classifier },
    counting,
    async close() {
      await embedder.close();
      await engine.close();
    },
  };
}

/** Entries as a source gives them; an error stands for what could not be read. */
export async function* entries(records: readonly (SourceRecord | LecternError)[]): AsyncIterable<Entry> {
  for (const [i, record] of records.entries()) {
    const place = { record: i + 1, line: i + 1 };
    if (record instanceof LecternError) yield { place, raw: "raw text", key: null, ok: false, error: record };
    else yield { place, raw: JSON.stringify(record), key: record.key, ok: true, record };
  }
}

export const paper = (key: string, more: Partial<SourceRecord> = {}): SourceRecord => ({
  key,
  title: `Title of ${key}`,
  abstract: `The abstract of ${key} says little. It has two sentences.`,
  ...more,
});
