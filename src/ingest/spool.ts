import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { LecternError, messageOf } from "../errors.ts";
import type { TakenEntry } from "./decide.ts";

/** Whose records a spool file holds: what `ingest` is told of them. */
const Head = z.object({ source: z.string(), file: z.string(), job: z.string().optional() });
export type SpoolHead = z.infer<typeof Head>;

/**
 * Writes entries to a file of their own, for another process to take: its head, then an entry a line. The file is there
 * whole or not at all.
 *
 * @throws `storage-failed`
 */
export async function writeSpool(path: string, head: SpoolHead, entries: readonly TakenEntry[]): Promise<void> {
  const lines = [JSON.stringify(head), ...entries.map(lineOf), ""];
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, lines.join("\n"), { mode: 0o600, flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new LecternError("storage-failed", `A part of ${head.file} could not be kept: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** @throws `storage-failed` where the file is not there, or is none that `writeSpool` wrote */
export async function readSpool(path: string): Promise<{ head: SpoolHead; entries: TakenEntry[] }> {
  try {
    const [head = "", ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
    return { head: Head.parse(JSON.parse(head)), entries: lines.map(entryOf) };
  } catch (error) {
    throw new LecternError(
      "storage-failed",
      `A part of a file cannot be read, though every worker should see the same spool (LECTERN_SPOOL_DIR): ${messageOf(error)}`,
      { cause: error },
    );
  }
}

function lineOf(entry: TakenEntry): string {
  if (entry.ok) return JSON.stringify(entry);
  const { code, message, issues } = entry.error;
  return JSON.stringify({ ...entry, error: { code, message, issues } });
}

function entryOf(line: string): TakenEntry {
  const entry = JSON.parse(line) as TakenEntry;
  if (entry.ok) return entry;
  const { code, message, issues } = entry.error;
  return { ...entry, error: new LecternError(code, message, { issues }) };
}
