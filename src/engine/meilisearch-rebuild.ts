import { outdatedParts } from "../../indexes/derivation.ts";
import { newOwner, STALE_AFTER } from "../database.ts";
import { LecternError } from "../errors.ts";
import type { Rebuild, RebuiltRecord, StoredRecord } from "./engine.ts";
import { ids } from "./meilisearch-candidates.ts";
import { STORED_FIELDS, spaceKey, toDocument, toStored } from "./meilisearch-documents.ts";
import { type Alive, drop, isHeld, NEXT, type Note, noted, type Target } from "./meilisearch-notes.ts";
import { EVERY, NEW_INDEX, type Store } from "./meilisearch-store.ts";
import { checkVectors, sameSpace } from "./vectors.ts";

/** How often an owner says that it is alive, in milliseconds. */
const ALIVE = STALE_AFTER / 5;

/**
 * A rebuild into a second index, put in the place of the first by one task of the server. Nobody can be kept from writing
 * meanwhile: what reached the old index in the moment of the swap is looked for afterwards, and taken over, before the old
 * index goes.
 */
export class MeilisearchRebuild implements Rebuild {
  /** Each is a task of the server, which takes about as long for few records as for many. */
  readonly batch = 200;
  readonly #live: Store;
  readonly #next: Store;
  readonly #target: Target;
  readonly #owner: string;
  readonly #timer: NodeJS.Timeout;
  #sign: Promise<void> = Promise.resolve();
  #swapped: boolean;
  #pending: string[] = [];
  /** Versions that the next index had at the swap, by id. */
  #taken = new Map<string, number>();

  private constructor(live: Store, next: Store, target: Target, owner: string, swapped: boolean) {
    this.#live = live;
    this.#next = next;
    this.#target = target;
    this.#owner = owner;
    this.#swapped = swapped;
    this.#timer = setInterval(() => {
      this.#sign = this.#sign.then(() => this.#sayAlive()).catch(() => {});
    }, ALIVE);
    this.#timer.unref();
  }

  /** Begins a rebuild or goes on with one. @throws `already-running` */
  static async begin(live: Store, target: Target): Promise<MeilisearchRebuild> {
    const owner = newOwner();
    const { note, swapped, alive } = await noted(live);
    if (note && isHeld(note, alive)) throw running();
    // Where only some servers came to it, the others have still to.
    if (swapped) await live.swap(NEXT);
    const goesOn = note !== null && isFor(note, target);
    if (!goesOn) await drop(live);
    const next = await live.beside(NEXT);
    const home = goesOn && swapped ? live : next;
    await home.setNote("rebuild-alive", { seen: Date.now() } satisfies Alive);
    await home.setNote("rebuild", { begunAt: new Date().toISOString(), ...(goesOn ? note : target), owner });
    // Of two that begin at once, the later one's note stands.
    if ((await home.note<Note>("rebuild"))?.owner !== owner) throw running();
    if (!goesOn) {
      const { generation } = (await live.about()) ?? NEW_INDEX;
      await next.configure(target.space?.dimensions ?? null);
      await next.setAbout({ generation: generation + 1, space: target.space, ways: [target.derivation] });
    }
    return new MeilisearchRebuild(live, next, target, owner, home === live);
  }

  async pending(limit: number): Promise<{ records: StoredRecord[]; done: number; total: number }> {
    await this.#held();
    if (this.#pending.length === 0) this.#pending = (await this.#difference()).missing;
    const records = await this.#read(this.#pending.splice(0, limit));
    const [from, to] = await Promise.all([this.#from.statistics(), this.#to.statistics()]);
    return { records, done: to.documents, total: from.documents };
  }

  async put(records: readonly RebuiltRecord[]): Promise<void> {
    const { space } = this.#target;
    for (const record of records) checkVectors(record, space?.dimensions ?? 0);
    await this.#held();
    const wanted = records.map(({ record }) => record.id);
    const [now, there] = await Promise.all([versions(this.#from, wanted), versions(this.#to, wanted)]);
    const documents = records
      .filter(
        ({ record: { id }, version }) => now.get(id) === version && !(this.#swapped && isLater(there, id, version)),
      )
      .map((rebuilt) => toDocument(rebuilt, rebuilt.version, spaceKey(space)));
    await (await this.#to.add(documents)).done();
    await this.#held().catch(async (error) => {
      // Cancelled meanwhile: this write may have made the next index anew.
      if (!this.#swapped && (await this.#to.note("rebuild")) === null) await drop(this.#live);
      throw error;
    });
  }

  async swap(): Promise<boolean> {
    await this.#held();
    if (!(await this.#caughtUp())) return false;
    if (!this.#swapped) {
      this.#taken = await versions(this.#next);
      await this.#sayAlive();
      await this.#live.swap(NEXT);
      this.#swapped = true;
      if (!(await this.#caughtUp())) return false;
    }
    await this.#silence();
    await drop(this.#live);
    return true;
  }

  async close(): Promise<void> {
    await this.#silence();
    await this.#held()
      .then((note) => this.#to.setNote("rebuild", { ...note, owner: null }))
      // It has ended, or the server is away: then others see by the process, or by the time, that it was left.
      .catch(() => {});
  }

  /** Where records are taken from, and where to; the names change places with the swap. */
  get #from(): Store {
    return this.#swapped ? this.#next : this.#live;
  }

  get #to(): Store {
    return this.#swapped ? this.#live : this.#next;
  }

  /** Takes out what has gone. @returns whether nothing is missing */
  async #caughtUp(): Promise<boolean> {
    const { missing, gone } = await this.#difference();
    this.#pending = missing;
    if (missing.length > 0) return false;
    await (await this.#to.remove(gone)).done();
    return true;
  }

  async #difference(): Promise<{ missing: string[]; gone: string[] }> {
    const [from, to] = await Promise.all([versions(this.#from), versions(this.#to)]);
    const taken = this.#taken;
    if (!this.#swapped)
      return {
        missing: [...from].flatMap(([id, version]) => (to.get(id) === version ? [] : id)),
        gone: [...to.keys()].filter((id) => !from.has(id)),
      };
    // What the new index has of its own is left as it is, and what was removed from it stays away.
    return {
      missing: [...from].flatMap(([id, version]) => {
        const removed = !to.has(id) && taken.get(id) === version;
        return removed || isLater(to, id, version - 1) ? [] : id;
      }),
      gone: [...to].flatMap(([id, version]) => (taken.get(id) === version && !from.has(id) ? id : [])),
    };
  }

  async #read(wanted: readonly string[]): Promise<StoredRecord[]> {
    if (wanted.length === 0) return [];
    const named = wanted.map((id) => ({ id }));
    return (await this.#from.documents(ids(named), STORED_FIELDS, wanted.length)).map(toStored);
  }

  /** @returns what is noted of the rebuild, which this process holds */
  async #held(): Promise<Note> {
    const note = await this.#to.note<Note>("rebuild");
    if (note?.owner === this.#owner) return note;
    throw new LecternError(
      "cancelled",
      note ? "Another process has taken the rebuild over: this one had been silent" : "The rebuild was cancelled",
    );
  }

  async #sayAlive(): Promise<void> {
    await this.#held();
    await this.#to.setNote("rebuild-alive", { seen: Date.now() } satisfies Alive);
  }

  /** No sign of life comes after this. */
  async #silence(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sign;
  }
}

/** Versions by id: of some documents, or of all. */
async function versions(store: Store, wanted?: readonly string[]): Promise<Map<string, number>> {
  const filter = wanted ? ids(wanted.map((id) => ({ id }))) : null;
  const documents = await store.documents(filter, ["id", "version"], EVERY);
  return new Map(documents.map(({ id, version }) => [id, version]));
}

function isLater(versions: ReadonlyMap<string, number>, id: string, version: number): boolean {
  return (versions.get(id) ?? Number.NEGATIVE_INFINITY) > version;
}

function isFor(note: Note, { space, derivation }: Target): boolean {
  return sameSpace(note.space, space) && outdatedParts([note.derivation], derivation).length === 0;
}

function running(): LecternError {
  return new LecternError(
    "already-running",
    "Another process is rebuilding the index: wait for it, or run `npx lectern reindex --cancel`",
  );
}
