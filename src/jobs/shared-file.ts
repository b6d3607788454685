import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Counts, noCounts, OUTCOMES } from "../../indexes/report.ts";
import type { Lectern } from "../compose.ts";
import { LecternError } from "../errors.ts";
import { type CutEntry, cut } from "../ingest/cut.ts";
import type { TakenEntry } from "../ingest/decide.ts";
import { readSpool, type SpoolHead, writeSpool } from "../ingest/spool.ts";
import type { JobContext, Parts, PartsState } from "../queue/queue.ts";
import type { OpenedSource } from "../sources/open.ts";
import { each, ingestWhole, take } from "./take.ts";

/** So many parts of a file lie ready at most: what is cut ahead takes room in the spool. */
const AHEAD = 32;
/** Records for all workers, and such as must wait for the others. */
type Kind = "part" | "later";

/** How often the parts of a file are looked at, in milliseconds. */
const LOOK = 250;

/**
 * A file that all workers share: cut into parts that lie in the spool, at most {@link AHEAD} of them ahead of the workers.
 * Records that must wait for the others (`later`) lie there too, and are taken when all parts are done. A file that makes
 * one part only is done at once. Begun again, it goes on where it was cut last.
 */
export class SharedFile {
  readonly #lectern: Lectern;
  readonly #context: JobContext;
  readonly #parts: Parts;
  readonly #source: OpenedSource;
  readonly #head: SpoolHead;
  /** Where in the spool its parts lie. */
  readonly #folder: string;
  /** Numbers of parts whose files lie in the spool. */
  #lying = new Set<number>();

  constructor(
    lectern: Lectern,
    context: JobContext,
    parts: Parts,
    source: OpenedSource,
    head: SpoolHead,
    folder: string,
  ) {
    this.#lectern = lectern;
    this.#context = context;
    this.#parts = parts;
    this.#source = source;
    this.#head = head;
    this.#folder = folder;
  }

  async ingest(): Promise<void> {
    await mkdir(resolve(this.#lectern.spool, this.#folder), { recursive: true, mode: 0o700 });
    this.#lying = new Set(await this.#numbers("part"));
    const broken = await this.#cut();
    const { counts, handedOut } = await this.#until(({ open }) => open.length === 0);
    if (handedOut.parts > 0) await this.#takeLater(counts);
    if (broken) throw broken;
  }

  /** @returns why the source broke off; null where it did not */
  async #cut(): Promise<LecternError | null> {
    const { records, parts, bytes } = (await this.#look()).handedOut;
    let [number, read] = [parts, bytes];
    const { entries } = this.#source;
    try {
      for await (const chunk of cut(this.#lectern.engine, entries, { source: this.#head.source, skip: records })) {
        if (chunk.whole) {
          const all = chunk.entries.map(({ entry }) => entry);
          await ingestWhole(this.#lectern, each(all), this.#source, this.#head, this.#context);
          continue;
        }
        await this.#until(({ waiting }) => waiting < AHEAD);
        const to = this.#source.bytesRead();
        await this.#handOut(++number, chunk.entries, to - read);
        read = to;
      }
      return null;
    } catch (error) {
      if (error instanceof LecternError && error.code === "invalid-source") return error;
      throw error;
    }
  }

  async #handOut(number: number, entries: readonly CutEntry[], bytes: number): Promise<void> {
    const later = entries.filter((one) => one.later).map(({ entry, again }) => ({ ...entry, again }));
    if (later.length > 0) await writeSpool(this.#path("later", number), this.#head, later);
    const now = entries.filter((one) => !one.later).map(({ entry }) => entry);
    await writeSpool(this.#path("part", number), this.#head, now);
    this.#lying.add(number);
    const path = join(this.#folder, nameOf("part", number));
    await this.#parts.add({ number, path, records: entries.length, bytes });
  }

  /** @param before the counts of all parts */
  async #takeLater(before: Counts): Promise<void> {
    const size = this.#source.size ?? null;
    const bytes = { read: size ?? this.#source.bytesRead(), size };
    const onCounts = (counts: Counts): void => this.#context.progress({ counts: sum(before, counts), bytes });
    onCounts(await take(this.#lectern, this.#laterEntries(), this.#head, this.#context, { onCounts }));
  }

  async *#laterEntries(): AsyncGenerator<TakenEntry> {
    for (const number of await this.#numbers("later")) yield* (await readSpool(this.#path("later", number))).entries;
  }

  async #until(enough: (state: PartsState) => boolean): Promise<PartsState> {
    for (;;) {
      const state = await this.#look();
      if (enough(state)) return state;
      await setTimeout(LOOK, undefined, { signal: this.#context.signal });
    }
  }

  /** Finds out how the parts stand, tells the job, and takes the files of those that are done out of the spool. */
  async #look(): Promise<PartsState> {
    this.#context.signal.throwIfAborted();
    const state = await this.#parts.state();
    const { counts, bytes, open } = state;
    if (state.handedOut.parts > 0)
      this.#context.progress({ counts, bytes: { read: bytes, size: this.#source.size ?? null } });
    if (state.error !== null) throw new Error(state.error);
    for (const number of this.#lying) {
      if (open.includes(number) || number > state.handedOut.parts) continue;
      await rm(this.#path("part", number), { force: true });
      this.#lying.delete(number);
    }
    return state;
  }

  #path(kind: Kind, number: number): string {
    return resolve(this.#lectern.spool, this.#folder, nameOf(kind, number));
  }

  /** Which files of a kind there are, in order. */
  async #numbers(kind: Kind): Promise<number[]> {
    const found = (await readdir(resolve(this.#lectern.spool, this.#folder))).map(
      (name) => new RegExp(`^${kind}-(\\d+)\\.jsonl$`).exec(name)?.[1],
    );
    return found.flatMap((number) => (number === undefined ? [] : [Number(number)])).sort((a, b) => a - b);
  }
}

const nameOf = (kind: Kind, number: number): string => `${kind}-${number}.jsonl`;

function sum(a: Counts, b: Counts): Counts {
  const all = noCounts();
  for (const name of ["read", ...OUTCOMES] as const) all[name] = a[name] + b[name];
  return all;
}
