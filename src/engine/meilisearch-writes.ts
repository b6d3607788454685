import { randomInt } from "node:crypto";
import { LRUCache } from "lru-cache";
import { identifiersOf } from "../../indexes/fields.ts";
import { LecternError, messageOf } from "../errors.ts";
import type { IndexedRecord, PutResult, StoredRecord } from "./engine.ts";
import { type Shown, STORED_FIELDS, toDocument, toStored } from "./meilisearch-documents.ts";
import { identifierKey } from "./meilisearch-keys.ts";
import type { Store, Task, Written } from "./meilisearch-store.ts";

/** Documents that are looked up at a time. */
const PAGE = 500;
/** Versions of this process's own that are remembered. */
const OWN = 20_000;

/**
 * Reads and writes of records. The server takes a write at once and does it later, in the order in which it came; until
 * then this process reads its own writes from here. So many writes may be under way, each of which is waited for by its
 * caller only.
 *
 * A server has no transactions over several requests: that nothing has moved since a record was read is looked at before
 * the write and once more after it, and whoever finds another process's write in place of its own is told of a conflict.
 * What remains: of two processes that change one record within the same moment, the earlier may look before the later has
 * written over it. What its source gave is then missing from the record until that source is ingested again.
 */
export class Writes {
  readonly #store: Store;
  readonly #pending = new Map<string, StoredRecord>();
  readonly #leaving = new Map<string, number>();
  readonly #own = new LRUCache<number, true>({ max: OWN });
  /** Ends when all writes so far are taken by the server: what is read then sees them. */
  #taken: Promise<unknown> = Promise.resolve();
  #version = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param claim done first, in the order of the puts; returns the key of the vectors' space */
  async put(records: readonly IndexedRecord[], claim: () => Promise<string>): Promise<PutResult> {
    if (records.length === 0) return { conflicts: [] };
    const taking = this.#taken.then(async () => this.#take(records, await claim()));
    this.#taken = taking.catch(() => {});
    const taken = await taking;
    if (Array.isArray(taken)) return { conflicts: taken };
    const { documents, task, replaced } = taken;
    let rejected: NonNullable<PutResult["rejected"]> = [];
    try {
      rejected = await this.#done(task, documents);
      // Only now: a write that failed must not have cost what it was to replace.
      await (await this.#store.remove(replaced)).done();
    } finally {
      for (const { id, version } of documents) if (this.#pending.get(id)?.version === version) this.#pending.delete(id);
      for (const id of replaced) this.#stays(id);
    }
    return { conflicts: await this.#overwritten(records), ...(rejected.length > 0 ? { rejected } : {}) };
  }

  async remove(ids: readonly string[]): Promise<number> {
    const there = [...(await this.get(ids)).keys()];
    await (await this.#store.remove(there)).done();
    return there.length;
  }

  async get(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    await this.#taken;
    return this.#get(ids);
  }

  /** The records that own identifiers, by identifier. */
  async find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>> {
    await this.#taken;
    return this.#find(identifiers);
  }

  async #get(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    const usable = [...new Set(ids)].filter((id) => /^[A-Za-z0-9_-]{1,511}$/.test(id));
    const found = await this.#read(usable, "id");
    for (const id of usable) if (this.#pending.has(id)) found.push(this.#pending.get(id)!);
    return new Map(found.map((stored) => [stored.record.id, stored]));
  }

  async #find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>> {
    const wanted = new Set(identifiers);
    const found = (await this.#read([...wanted].map(identifierKey), "keys")).filter(
      ({ record }) => !this.#pending.has(record.id),
    );
    return new Map(
      [...found, ...this.#pending.values()].flatMap((stored) =>
        identifiersOf(stored.record)
          .filter((identifier) => wanted.has(identifier))
          .map((identifier) => [identifier, stored] as const),
      ),
    );
  }

  async #read(values: readonly string[], attribute: string): Promise<StoredRecord[]> {
    const found: Shown[] = [];
    for (let at = 0; at < values.length; at += PAGE) {
      const some = values.slice(at, at + PAGE).map((value) => JSON.stringify(value));
      // Where another process wrote as well, an identifier may for a moment have several owners.
      found.push(...(await this.#store.documents(`${attribute} IN [${some.join(", ")}]`, STORED_FIELDS, 10 * PAGE)));
    }
    return found.map(toStored).filter(({ record }) => !this.#leaving.has(record.id));
  }

  /** Hands the documents to the server. @returns conflicts where something has moved, and then nothing was written */
  async #take(records: readonly IndexedRecord[], space: string) {
    const conflicts = await this.#conflicts(records);
    if (conflicts.length > 0) return conflicts;
    const replaced = records.flatMap(({ record, replaces }) => (replaces ?? []).filter((id) => id !== record.id));
    const documents = records.map((record) => toDocument(record, this.#nextVersion(), space));
    const task = await this.#store.add(documents);
    for (const [i, { record, vectors }] of records.entries())
      this.#pending.set(record.id, { record, version: documents[i]!.version, hasVectors: vectors !== null });
    for (const id of replaced) this.#leaving.set(id, (this.#leaving.get(id) ?? 0) + 1);
    return { documents, task, replaced };
  }

  async #conflicts(records: readonly IndexedRecord[]): Promise<string[]> {
    const [stored, owners] = await Promise.all([
      this.#get(records.map(({ record }) => record.id)),
      this.#find(records.flatMap(({ record }) => identifiersOf(record))),
    ]);
    const claimed = new Map([...owners].map(([identifier, owner]) => [identifier, owner.record.id]));
    return records.flatMap(({ record, base, replaces = [] }) => {
      const identifiers = identifiersOf(record);
      const others = identifiers
        .flatMap((identifier) => claimed.get(identifier) ?? [])
        .filter((id) => id !== record.id);
      for (const identifier of identifiers) claimed.set(identifier, record.id);
      const moved = (stored.get(record.id)?.version ?? null) !== base;
      return moved || others.some((id) => !replaces.includes(id)) ? record.id : [];
    });
  }

  /** Those that another process has written over, or whose identifiers it has given to another record. */
  async #overwritten(records: readonly IndexedRecord[]): Promise<string[]> {
    const keys = [...new Set(records.flatMap(({ record }) => identifiersOf(record)))].map(identifierKey);
    const owners = await this.#read(keys, "keys");
    return records.flatMap(({ record }) => {
      const mine = new Set(identifiersOf(record));
      const moved = owners.some((owner) =>
        owner.record.id === record.id
          ? !this.#own.has(owner.version)
          : !this.#pending.has(owner.record.id) && identifiersOf(owner.record).some((name) => mine.has(name)),
      );
      return moved ? record.id : [];
    });
  }

  /** Waits for a write; one that the server refuses is halved until the documents that it refuses are found. */
  async #done(task: Task, documents: readonly Written[]): Promise<{ id: string; reason: string }[]> {
    try {
      await task.done();
      return [];
    } catch (error) {
      if (!(error instanceof LecternError && error.code === "invalid-record")) throw error;
      if (documents.length === 1) return [{ id: documents[0]!.id, reason: messageOf(error) }];
      const half = Math.ceil(documents.length / 2);
      const halves = [documents.slice(0, half), documents.slice(half)];
      const rejected = [];
      for (const some of halves) rejected.push(...(await this.#done(await this.#store.add(some), some)));
      return rejected;
    }
  }

  #stays(id: string): void {
    const puts = (this.#leaving.get(id) ?? 1) - 1;
    if (puts > 0) this.#leaving.set(id, puts);
    else this.#leaving.delete(id);
  }

  /** Grows over processes too, as their clocks agree to the millisecond or so, and is no other process's. */
  #nextVersion(): number {
    this.#version = Math.max(this.#version + 1, Date.now() * 1000 + randomInt(1000));
    this.#own.set(this.#version, true);
    return this.#version;
  }
}
