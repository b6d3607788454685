import { identifiersOf } from "../../indexes/fields.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError } from "../errors.ts";
import type { Entry } from "../sources/source.ts";
import { namesOf, newId } from "./decide.ts";
import { readEntry } from "./pipeline.ts";

/** How many records of a file one worker takes together. */
const CHUNK = 256;

export interface CutOptions {
  /** Value of `provenance.source`. */
  source: string;
  /** How many entries were cut before: they are only looked at. Default 0. */
  skip?: number;
  /** How many entries a chunk has. Default 256. */
  size?: number;
}

export interface CutEntry {
  entry: Entry;
  /** Whether it has to wait until all that is not `later` is stored; those that wait are then taken in the file's order. */
  later: boolean;
  /** Whether an entry before it has the same key. */
  again: boolean;
}

export interface Chunk {
  entries: CutEntry[];
  /** Whether these are all the entries of the source. */
  whole: boolean;
}

/**
 * Cuts a source's entries into chunks that workers may take at the same time, in any order, so that all ends as if one
 * had taken the entries in the file's order. What would not is `later`: an entry that shares an identifier with one before
 * it, be it an identifier of its own or of the record that the index has of it. All others touch different records. The
 * identifiers of the whole file are held in memory, some 100 bytes each.
 *
 * @throws what the engine throws, and the source, after what it gave before it broke off
 */
export async function* cut(
  engine: Engine,
  entries: AsyncIterable<Entry>,
  { source, skip = 0, size = CHUNK }: CutOptions,
): AsyncGenerator<Chunk> {
  const seen: Seen = { names: new Set(), keys: new Set() };
  let before = 0;
  for await (const { taken, last } of chunksOf(entries, size)) {
    const marked = await mark(engine, taken, source, seen);
    const fresh = marked.slice(Math.max(0, skip - before));
    if (fresh.length > 0) yield { entries: fresh, whole: last && fresh.length === taken.length && before === 0 };
    before += taken.length;
  }
}

async function* chunksOf(
  entries: AsyncIterable<Entry>,
  size: number,
): AsyncGenerator<{ taken: Entry[]; last: boolean }> {
  let taken: Entry[] = [];
  let broken: LecternError | null = null;
  try {
    for await (const entry of entries) {
      if (taken.length === size) {
        yield { taken, last: false };
        taken = [];
      }
      taken.push(entry);
    }
  } catch (error) {
    if (!(error instanceof LecternError && error.code === "invalid-source")) throw error;
    broken = error;
  }
  if (taken.length > 0) yield { taken, last: true };
  if (broken) throw broken;
}

/** The names that the entries before these touch, and the keys that the file gave them. */
interface Seen {
  names: Set<string>;
  keys: Set<string>;
}

/** @param seen what these touch is added to it */
async function mark(engine: Engine, entries: readonly Entry[], source: string, seen: Seen): Promise<CutEntry[]> {
  const read = entries.map(readEntry);
  const wanted = read.flatMap((one) => ("normalised" in one ? namesOf(one.normalised, source) : []));
  const known = await engine.find([...new Set(wanted)]);
  return read.map((one): CutEntry => {
    // A record that cannot be taken is known by now: it goes on as its error.
    if ("error" in one) return { entry: { ...one.entry, ok: false, error: one.error }, later: false, again: false };
    const { entry, normalised } = one;
    const own = namesOf(normalised, source);
    const stored = own.flatMap((name) => known.get(name)?.record ?? []);
    // Ids are names, too: a new record cannot get the id of another.
    const names = new Set([...own, newId(normalised, source)]);
    for (const record of stored) for (const name of [...identifiersOf(record), record.id]) names.add(name);
    const marked = { entry, later: !names.isDisjointFrom(seen.names), again: seen.keys.has(normalised.key) };
    for (const name of names) seen.names.add(name);
    seen.keys.add(normalised.key);
    return marked;
  });
}
