import type { Derivation } from "../../indexes/derivation.ts";
import type { EmbeddingSpace, PassageVectors } from "../../indexes/vectors.ts";
import type { Engine, Rebuild, RebuiltRecord, RecallAnswer, StoredRecord } from "../../src/engine/engine.ts";
import { DIMENSIONS, inDomains, indexed, passage, unit } from "../records.ts";

/** An index that any number of engines may have open, as any number of processes would. */
export interface SharedIndex {
  open(space: EmbeddingSpace | null, derivation?: Derivation): Promise<Engine>;
}

export interface RebuildSuite {
  name: string;
  /** A new and empty index. */
  create(): Promise<SharedIndex>;
}

export type AddRebuildCase = (name: string, run: (index: SharedIndex, engine: Engine) => Promise<void>) => void;

export const OLD: EmbeddingSpace = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
/** Another model, of other dimensions. */
export const NEW: EmbeddingSpace = { model: "newer", revision: "2", dimensions: 3 };
/** In the new model's space every record lies here. */
export const THERE = Float32Array.of(0, 0, 1);

/** What a rebuild derives from a record: here, all records lie in one place and belong to one domain. */
export function derived({ record, version }: StoredRecord, vector: Float32Array | null = THERE): RebuiltRecord {
  const vectors: PassageVectors | null = vector && passage(vector, []);
  return { record: { ...record, domains: inDomains("new") }, vectors, version };
}

/** Takes what is pending into the next index. @returns the ids, as they were taken */
export async function catchUp(rebuild: Rebuild, vector?: Float32Array | null, batch = 7): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const { records } = await rebuild.pending(batch);
    if (records.length === 0) return taken;
    await rebuild.put(records.map((stored) => derived(stored, vector)));
    taken.push(...records.map(({ record }) => record.id));
  }
}

/** Rebuilds to the end. */
export async function rebuildAll(
  engine: Engine,
  space: EmbeddingSpace | null,
  vector?: Float32Array | null,
  batch?: number,
): Promise<void> {
  const rebuild = await engine.rebuild(space);
  do await catchUp(rebuild, vector, batch);
  while (!(await rebuild.swap()));
  await rebuild.close();
}

/** So many records about fever, of the old domain, near `unit(1)`. */
export const some = (count: number, name = "r") =>
  Array.from({ length: count }, (_, i) =>
    indexed({ id: `${name}${i}`, title: "Fever", doi: `10.1000/${name}${i}`, domains: inDomains("old") }, unit(1)),
  );

/** Of an answer, what tells the old index from the new one. */
export function brief({ counts, facets }: RecallAnswer): string {
  const domains = (facets.domain ?? []).map(({ value, count }) => `${count} ${value}`).join(", ");
  return `${counts.words} by words, ${counts.meaning} by meaning: ${domains}`;
}
