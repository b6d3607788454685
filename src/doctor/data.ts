import { mkdtemp, readdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Config } from "../config.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";

const { ok, warning, problem } = findings("data directory");

/** Below this nothing works for long, in bytes; below the larger one, or the folder's own size, it becomes tight. */
const NONE = 100e6;
const TIGHT = 1e9;

/** Whether the data directory can be written to, and has room: a rebuild of the index needs as much again. */
export async function checkDataDir({ dataDir, spool }: Config): Promise<Finding[]> {
  const folder = resolve(dataDir);
  const there = await nearest(folder);
  const found = await probe(there, folder, "LECTERN_DATA_DIR");
  if (spool !== null) found.push(...(await probe(await nearest(resolve(spool)), resolve(spool), "LECTERN_SPOOL_DIR")));
  if (found.length > 0) return found;
  if (there !== folder) return [ok(`${folder} is made at the first start`), ...(await room(there, 0))];
  const size = await sizeOf(folder);
  return [ok(`${folder} can be written to; it holds ${megabytes(size)}`), ...(await room(folder, size))];
}

/** What counts is whether a file can be made: permissions do not tell of a read-only file system. */
async function probe(there: string, folder: string, setting: string): Promise<Finding[]> {
  try {
    const made = await mkdtemp(join(there, "lectern-doctor-"));
    await writeFile(join(made, "probe"), "probe");
    await rm(made, { recursive: true });
    return [];
  } catch (error) {
    const advice = `give the account that runs Lectern a folder of its own, and set ${setting} to it`;
    return [problem(`${folder} cannot be written to: ${messageOf(error)}`, advice)];
  }
}

async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const there = await stat(at).catch(() => null);
    if (there || at === dirname(at)) return at;
  }
}

async function room(folder: string, size: number): Promise<Finding[]> {
  const { bavail, bsize, type } = await statfs(folder);
  const free = bavail * bsize;
  const left = `${megabytes(free)} of its disk are free`;
  const needed = Math.max(TIGHT, size);
  const finding =
    free < NONE
      ? problem(left, "make room: soon nothing can be stored")
      : free < needed
        ? warning(left, `make room: ${megabytes(needed)} are wanted, for a rebuild makes the index a second time`)
        : ok(left);
  const network = process.platform === "linux" ? NETWORK[type] : undefined;
  if (network === undefined) return [finding];
  const advice = "put it on a disk of this machine: SQLite's locks do not hold over a network";
  return [finding, warning(`it lies on a network file system (${network})`, advice)];
}

/** File systems by the number that Linux gives them (statfs(2)). */
const NETWORK: Readonly<Record<number, string>> = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "CIFS",
  4266872130: "SMB2",
  12805120: "Ceph",
  16914839: "9p",
};

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      // One that has gone meanwhile takes no room.
      .map(({ parentPath, name }) =>
        stat(join(parentPath, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
