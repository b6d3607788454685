import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LecternError, messageOf } from "../errors.ts";

/** A key that was made earlier, in a folder; null where there is none. */
export async function readKey(folder: string, url: string, uid: string): Promise<string | null> {
  try {
    return (await readFile(fileOf(folder, url, uid), "utf8")).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw notKept(error);
  }
}

/** Keeps a key, for its owner's eyes only. */
export async function keepKey(folder: string, url: string, uid: string, key: string): Promise<void> {
  const file = fileOf(folder, url, uid);
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, `${key}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw notKept(error);
  }
}

/** Each server and key has a file of its own: several are opened at once. */
function fileOf(folder: string, url: string, uid: string): string {
  return join(folder, `meilisearch-key-${createHash("sha256").update(`${url} ${uid}`).digest("hex").slice(0, 16)}`);
}

function notKept(error: unknown): LecternError {
  return new LecternError("storage-failed", `Lectern's key for Meilisearch: ${messageOf(error)}`, { cause: error });
}
