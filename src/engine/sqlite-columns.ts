import type { DatabaseSync } from "node:sqlite";
import { FACETS, type Facet, type Filter } from "../../indexes/fields.ts";
import { floatsOf } from "../../indexes/vectors.ts";
import { packSigns, signBytes } from "./signs.ts";
import { FacetColumn } from "./sqlite-facet-column.ts";
import { type Followed, Follower } from "./sqlite-follower.ts";

/**
 * What every search reads of every record, held in memory by slot: facet values, date, and the whole's vector.
 * At 384 dimensions some 2 kB a record, of which 1.5 kB is the vector. It follows the file, also when another process writes to it.
 */
export class Columns {
  readonly dimensions: number;
  /** Row of each slot. */
  rows = new Int32Array(0);
  /** Version of each slot's record; numbers of any size that JavaScript counts. */
  versions = new Float64Array(0);
  /** Id of each slot: settles the order of what is equal, whatever the order of loading was. */
  readonly ids: string[] = [];
  /** `yyyymmdd`, 0 where unknown, by slot. */
  dates = new Int32Array(0);
  /** 0 where unknown, by slot. */
  years = new Int16Array(0);
  /** Words with repeats, by slot. */
  lengths = new Int32Array(0);
  /** `dimensions` floats a slot; zeros where the record has none. */
  vectors = new Float32Array(0);
  /** Their signs, packed. */
  signs = new Uint8Array(0);
  embedded = new Uint8Array(0);
  size = 0;
  #words = 0;
  readonly #slots = new Map<number, number>();
  readonly facets = Object.fromEntries(FACETS.map((facet) => [facet, new FacetColumn()])) as Record<Facet, FacetColumn>;
  readonly #follower: Follower<ColumnRow>;

  constructor(db: DatabaseSync, dimensions: number) {
    this.dimensions = dimensions;
    this.#follower = new Follower(db, "row, version, id, facets, date, length, whole", {
      set: (row) => this.#set(row),
      drop: (row) => this.#drop(row),
    });
  }

  /** Takes in what changed since the last call. @param writes how often this connection wrote */
  refresh(writes: number): void {
    this.#follower.follow(writes);
  }

  /** Changes with every write to the index. */
  get version(): number {
    return this.#follower.version;
  }

  /** Mean number of words of a record; 0 without records. */
  get averageLength(): number {
    return this.size === 0 ? 0 : this.#words / this.size;
  }

  slotOf(row: number): number | undefined {
    return this.#slots.get(row);
  }

  /** A filter as a test of a slot. */
  test(filter: Filter): (slot: number) => boolean {
    switch (filter.kind) {
      case "years": {
        const from = Math.max(1, filter.from ?? 1);
        const to = filter.to ?? 32_767;
        return (slot) => this.years[slot]! >= from && this.years[slot]! <= to;
      }
      case "anyOf":
        return this.facets[filter.facet].test(filter.values);
    }
  }

  #set(row: ColumnRow): void {
    let slot = this.#slots.get(row.row);
    if (slot === undefined) {
      slot = this.size++;
      if (slot >= this.rows.length) this.#grow(Math.max(256, this.rows.length * 2));
      this.#slots.set(row.row, slot);
      this.rows[slot] = row.row;
      this.ids[slot] = row.id;
    }
    this.versions[slot] = row.version;
    const facets = JSON.parse(row.facets) as Partial<Record<Facet, string[]>>;
    for (const facet of FACETS) this.facets[facet].set(slot, facets[facet] ?? []);
    this.dates[slot] = Number(row.date.replaceAll("-", "").padEnd(8, "0"));
    this.years[slot] = Number(facets.year?.[0] ?? 0);
    this.#words += row.length - this.lengths[slot]!;
    this.lengths[slot] = row.length;
    this.embedded[slot] = row.whole ? 1 : 0;
    const at = slot * this.dimensions;
    if (row.whole) this.vectors.set(floatsOf(row.whole), at);
    else this.vectors.fill(0, at, at + this.dimensions);
    packSigns(this.vectors.subarray(at, at + this.dimensions), this.signs, slot * signBytes(this.dimensions));
  }

  /** The last slot moves into the freed one. */
  #drop(row: number): void {
    const slot = this.#slots.get(row);
    if (slot === undefined) return;
    this.#slots.delete(row);
    this.#words -= this.lengths[slot]!;
    const last = --this.size;
    if (slot !== last) {
      this.#slots.set(this.rows[last]!, slot);
      this.ids[slot] = this.ids[last]!;
      for (const array of [this.rows, this.versions, this.dates, this.years, this.lengths, this.embedded])
        array[slot] = array[last]!;
      const d = this.dimensions;
      this.vectors.copyWithin(slot * d, last * d, (last + 1) * d);
      const bytes = signBytes(d);
      this.signs.copyWithin(slot * bytes, last * bytes, (last + 1) * bytes);
    }
    this.ids.pop();
    this.lengths[last] = 0;
    for (const facet of FACETS) this.facets[facet].drop(slot, last);
  }

  #grow(capacity: number): void {
    const grow = <T extends Int32Array | Int16Array | Uint8Array | Float32Array | Float64Array>(
      old: T,
      grown: T,
    ): T => {
      grown.set(old);
      return grown;
    };
    this.rows = grow(this.rows, new Int32Array(capacity));
    this.versions = grow(this.versions, new Float64Array(capacity));
    this.dates = grow(this.dates, new Int32Array(capacity));
    this.years = grow(this.years, new Int16Array(capacity));
    this.lengths = grow(this.lengths, new Int32Array(capacity));
    this.embedded = grow(this.embedded, new Uint8Array(capacity));
    this.vectors = grow(this.vectors, new Float32Array(capacity * this.dimensions));
    this.signs = grow(this.signs, new Uint8Array(capacity * signBytes(this.dimensions)));
  }
}

interface ColumnRow extends Followed {
  id: string;
  facets: string;
  date: string;
  length: number;
  whole: Uint8Array | null;
}
