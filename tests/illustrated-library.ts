import { join } from "node:path";
import { expect } from "vitest";
import type { LecternRecord } from "../indexes/record.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { openBundled } from "./model.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

/** An index of records with the bundled model's vectors, for the tests of one file. */
export async function openLibrary(records: readonly LecternRecord[]): Promise<{
  embedder: Embedder;
  engine: SqliteEngine;
  folder: string;
  close: () => Promise<void>;
}> {
  const embedder = await openBundled(1);
  const folder = await sharedFolder();
  const engine = new SqliteEngine(join(folder, "lectern.sqlite"), embedder.space);
  const vectors = await embedder.embedPassages(records);
  const { conflicts } = await engine.put(records.map((record, i) => ({ record, vectors: vectors[i]!, base: null })));
  expect(conflicts).toEqual([]);
  const close = async () => {
    await embedder.close();
    await engine.close();
    await removeFolder(folder);
  };
  return { embedder, engine, folder, close };
}
