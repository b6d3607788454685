import type { DatabaseSync } from "node:sqlite";
import { type Derivation, outdatedParts } from "../../indexes/derivation.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { LecternError } from "../errors.ts";
import { otherSpace, sameSpace } from "./vectors.ts";

/** What an index says about itself: a name and a text each. */
export const META = "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID";

export function readMeta(db: DatabaseSync, key: string): string | null {
  const row = db.prepare("SELECT value FROM meta WHERE key = ?").get(key) as { value: string } | undefined;
  return row?.value ?? null;
}

/** @param value null takes it away */
export function writeMeta(db: DatabaseSync, key: string, value: string | null): void {
  if (value === null) db.prepare("DELETE FROM meta WHERE key = ?").run(key);
  else db.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(key, value);
}

export function readSpace(db: DatabaseSync): EmbeddingSpace | null {
  const text = readMeta(db, "space");
  return text === null ? null : (JSON.parse(text) as EmbeddingSpace);
}

export function writeSpace(db: DatabaseSync, space: EmbeddingSpace | null): void {
  writeMeta(db, "space", space && JSON.stringify(space));
}

/** The space that the index's vectors are of, or may be: as long as it has none, any, and so the caller's `own`. */
export function spaceNow(db: DatabaseSync, own: EmbeddingSpace | null): EmbeddingSpace | null {
  const stored = readSpace(db);
  return own && !db.prepare("SELECT 1 FROM vectors LIMIT 1").get() ? own : stored;
}

/**
 * Makes `space` the index's own: from now on only its vectors may join.
 *
 * @throws `index-mismatch` as `refusal` makes it, where the index has vectors of another
 */
export function claimSpace(
  db: DatabaseSync,
  space: EmbeddingSpace,
  refusal: (stored: EmbeddingSpace, own: EmbeddingSpace) => LecternError = otherSpace,
): void {
  const stored = readSpace(db);
  if (stored && sameSpace(stored, space)) return;
  if (stored && !sameSpace(spaceNow(db, space), space)) throw refusal(stored, space);
  writeSpace(db, space);
}

/** How often the index was replaced by a rebuilt one. What is remembered of one generation says nothing of another. */
export function readGeneration(db: DatabaseSync): number {
  return Number(readMeta(db, "generation") ?? 0);
}

/** Notes that records are derived in this way, too. */
export function noteDerivation(db: DatabaseSync, own: Derivation): void {
  const ways = readWays(db);
  if (ways.some((way) => outdatedParts([way], own).length === 0)) return;
  const first = !db.prepare("SELECT 1 FROM records LIMIT 1").get();
  writeWays(db, first ? [own] : [...ways, own]);
}

/** The ways in which the index's records were derived. */
export function readWays(db: DatabaseSync): Derivation[] {
  return JSON.parse(readMeta(db, "derived") ?? "[]") as Derivation[];
}

export function writeWays(db: DatabaseSync, ways: readonly Derivation[]): void {
  writeMeta(db, "derived", JSON.stringify(ways));
}
