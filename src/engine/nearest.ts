import { dot } from "../../indexes/vectors.ts";
import { LecternError } from "../errors.ts";
import { estimate, STEPS } from "./signs.ts";

/** Vectors of unit length in memory, by slot. */
export interface VectorSlots {
  readonly size: number;
  readonly dimensions: number;
  /** `dimensions` floats a slot. */
  readonly vectors: Float32Array;
  /** The signs of each vector's components, as `signsOf` packs them. */
  readonly signs: Uint8Array;
  /** 0 for a slot without a vector. */
  readonly embedded: Uint8Array;
  /** What settles equal cosines, by slot: each another one. */
  readonly ids: readonly string[];
}

/** A slot and its vector's cosine, -1 to 1. */
export interface Near {
  slot: number;
  cosine: number;
}

export interface NearnessOptions {
  /** Of at most so many slots the nearest are found by multiplying each vector: at 384 dimensions 4 ms. Default 10,000. */
  exactly?: number;
}

/**
 * Of more, the most promising by their signs are multiplied first, so many at a time for each one asked for, until a lot
 * has none that belongs to the nearest, or after so many lots. Measured over 100,000 records: 0.996 of the hundred nearest
 * are found, by multiplying 1,700 vectors (bench/README.md).
 */
const LOT = 5;
const LOTS = 16;
/** Whether any vector is so near is looked for as the nearest so many are. */
const HIGHEST_OF = 20;

/** How near every vector is to one vector: made once for a vector, and asked under any filters. */
export class Nearness {
  readonly #slots: VectorSlots;
  readonly #vector: Float32Array;
  readonly #exactly: number;
  /** By slot, NaN where it was not needed yet. */
  readonly #cosines: Float32Array;
  /** How promising each slot is, 0 the most; made where it is first needed. */
  #steps: Uint16Array | null = null;
  /** The highest cosine that was found so far; that of a vector that is none is never looked at. */
  #highest = Number.NEGATIVE_INFINITY;

  /**
   * @param vector of unit length
   * @throws `invalid-vector` when it is not as long as the others
   */
  constructor(slots: VectorSlots, vector: Float32Array, { exactly = 10_000 }: NearnessOptions = {}) {
    if (vector.length !== slots.dimensions)
      throw new LecternError(
        "invalid-vector",
        `Expected a vector of ${slots.dimensions} components, got ${vector.length}`,
      );
    this.#slots = slots;
    this.#vector = vector;
    this.#exactly = exactly;
    this.#cosines = new Float32Array(slots.size).fill(Number.NaN);
  }

  /** Whether any vector at all is so near. */
  reaches(cosine: number): boolean {
    if (this.#highest < cosine) this.nearest(HIGHEST_OF, -1, new Uint16Array(this.#slots.size));
    return this.#highest >= cosine;
  }

  /**
   * The nearest slots that fail nothing, the most similar first, equal ones by id.
   *
   * @param count at most so many
   * @param minimum only from this cosine on
   * @param fails how many filters each slot fails
   */
  nearest(count: number, minimum: number, fails: Uint16Array): Near[] {
    const { ids } = this.#slots;
    const nearer = (a: Near, b: Near): number => b.cosine - a.cosine || (ids[a.slot]! < ids[b.slot]! ? -1 : 1);
    const passing = this.#passing(fails);
    const few = passing.length <= this.#exactly;
    const slots = few ? passing : this.#mostPromising(passing, LOTS * LOT * count);
    let found: Near[] = [];
    for (let from = 0; from < slots.length; from += LOT * count) {
      const floor = found.length < count ? minimum : found.at(-1)!.cosine;
      const lot: Near[] = [];
      for (const slot of slots.subarray(from, from + LOT * count)) {
        const cosine = this.#cosine(slot);
        if (cosine >= floor) lot.push({ slot, cosine });
      }
      if (lot.length > 0) found = [...found, ...lot].sort(nearer).slice(0, count);
      else if (!few) break;
    }
    return found;
  }

  /** At least so many, or all, in the order of their estimates, in steps. */
  #mostPromising(slots: Int32Array, count: number): Int32Array {
    this.#steps ??= estimate(this.#slots, this.#vector);
    const steps = this.#steps;
    const sizes = new Int32Array(STEPS);
    for (let i = 0; i < slots.length; i++) sizes[steps[slots[i]!]!]!++;
    const places = new Int32Array(STEPS);
    let [last, end] = [0, 0];
    for (; last < STEPS && end < count; end += sizes[last]!, last++) places[last] = end;
    const sorted = new Int32Array(end);
    for (let i = 0; i < slots.length; i++) {
      const step = steps[slots[i]!]!;
      if (step < last) sorted[places[step]!++] = slots[i]!;
    }
    return sorted;
  }

  #passing(fails: Uint16Array): Int32Array {
    const { size, embedded } = this.#slots;
    const passing = new Int32Array(size);
    let count = 0;
    for (let slot = 0; slot < size; slot++) if (fails[slot] === 0 && embedded[slot] === 1) passing[count++] = slot;
    return passing.subarray(0, count);
  }

  #cosine(slot: number): number {
    const known = this.#cosines[slot]!;
    if (!Number.isNaN(known)) return known;
    const { dimensions, vectors } = this.#slots;
    this.#cosines[slot] = dot(this.#vector, vectors, slot * dimensions);
    const rounded = this.#cosines[slot]!;
    if (rounded > this.#highest) this.#highest = rounded;
    return rounded;
  }
}
