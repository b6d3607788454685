import type { Derivation } from "../../indexes/derivation.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { isGone, STALE_AFTER } from "../database.ts";
import type { RebuildState } from "./engine.ts";
import { MeilisearchRefusal } from "./meilisearch-http.ts";
import type { Store } from "./meilisearch-store.ts";

/** What the next index is made for. */
export interface Target {
  space: EmbeddingSpace | null;
  derivation: Derivation;
}

/** What is noted of a rebuild: beside the next index, and with the swap beside the index. */
export interface Note extends Target {
  begunAt: string;
  /** Who is at it; null where it was left. */
  owner: string | null;
}

/** The last sign of life of who is at it, apart from the note: it must not bring back what was cancelled. */
export interface Alive {
  /** Milliseconds since 1970. */
  seen: number;
}

/** What the next index's name ends in; after the swap it is the old one's. */
export const NEXT = "-next";
/** The unfinished rebuild, if there is one. */
export async function rebuildState(live: Store): Promise<RebuildState | null> {
  const { note, alive } = await noted(live);
  const next = note && (await live.existing(NEXT));
  if (!next) return null;
  const [done, total] = await Promise.all([
    next.statistics().catch((error) => {
      // Swapped or cancelled meanwhile.
      if (error instanceof MeilisearchRefusal && error.refusal === "index_not_found") return null;
      throw error;
    }),
    live.statistics(),
  ]);
  if (!done) return null;
  return { done: done.documents, total: total.documents, begunAt: note.begunAt, running: isHeld(note, alive) };
}

/** Drops an unfinished rebuild that has not come to its swap. @returns whether there was one */
export async function cancelRebuild(live: Store): Promise<boolean> {
  const { note, swapped } = await noted(live);
  if (!note || swapped) return false;
  await drop(live);
  return true;
}

export async function noted(live: Store): Promise<{ note: Note | null; alive: Alive | null; swapped: boolean }> {
  const swapped = await live.note<Note>("rebuild");
  if (swapped) return { note: swapped, alive: await live.note<Alive>("rebuild-alive"), swapped: true };
  const next = await live.existing(NEXT);
  if (!next) return { note: null, alive: null, swapped: false };
  const [note, alive] = await Promise.all([next.note<Note>("rebuild"), next.note<Alive>("rebuild-alive")]);
  return { note, alive, swapped: false };
}

/** Deletes the index beside, and what was noted of a rebuild. */
export async function drop(live: Store): Promise<void> {
  await (await live.existing(NEXT))?.destroy();
  for (const name of ["rebuild", "rebuild-alive"] as const) if (await live.note(name)) await live.setNote(name, null);
}

export function isHeld({ owner }: Note, alive: Alive | null): boolean {
  return owner !== null && !isGone(owner) && Date.now() - (alive?.seen ?? 0) < STALE_AFTER;
}
