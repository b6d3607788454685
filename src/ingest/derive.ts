import { setImmediate } from "node:timers/promises";
import { GIVEN, type LecternRecord } from "../../indexes/record.ts";
import type { PassageVectors } from "../../indexes/vectors.ts";
import type { Embedder } from "../embed/embedder.ts";
import type { Classifier } from "./classify.ts";

export interface DeriveParts {
  /** Null: records have no vectors, and are found by words. */
  embedder: Embedder | null;
  classifier: Classifier;
}

export interface Derived {
  record: LecternRecord;
  vectors: PassageVectors | null;
}

/**
 * Embeds and classifies: what a record's text says of it. Domains that a source gave stay.
 *
 * @throws what the embedder throws
 */
export async function derive(
  { embedder, classifier }: DeriveParts,
  records: readonly LecternRecord[],
  signal?: AbortSignal,
): Promise<Derived[]> {
  const passages = records.map(({ title, abstract }) => ({ title, abstract }));
  const vectors = await embedder?.embedPassages(passages, signal ? { signal } : {});
  const derived: Derived[] = [];
  for (const [i, record] of records.entries()) {
    const own = vectors?.[i] ?? null;
    const given = record.domains.filter(({ evidence }) => evidence === GIVEN);
    const found = classifier.classify(record, own).filter(({ id }) => !given.some((domain) => domain.id === id));
    derived.push({ record: { ...record, domains: [...given, ...found] }, vectors: own });
    // Classifying takes milliseconds a record, and searches may be waiting in this process.
    await setImmediate();
  }
  return derived;
}
