import { LecternError } from "../errors.ts";
import { estimate } from "./signs.ts";

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
 * Of more slots, the vectors are multiplied of the most promising by their signs: so many for each one asked for, and
 * this share of all. Measured over 100,000 records: 0.999 of the hundred nearest are among them (bench/README.md).
 */
const PROMISING_EACH = 40;
const PROMISING_SHARE = 1 / 25;
/** Estimates are told apart by so many steps when the most promising are chosen. */
const STEPS = 4096;
/** The highest cosine of all is looked for among so many of the most promising, as the nearest so many are. */
const HIGHEST_OF = 100;

/** Slots that are found are sorted and cut when there are so many times the count asked for. */
const SLACK = 4;

/** How near every vector is to one vector: made once for a vector, and asked under any filters. */
export class Nearness {
  readonly #slots: VectorSlots;
  readonly #vector: Float32Array;
  readonly #exactly: number;
  /** By slot, NaN where it was not needed yet. */
  readonly #cosines: Float32Array;
  /** A guess at each cosine by which slots are compared; made where it is first needed. */
  #estimates: { by: Float32Array; most: number } | null = null;
  #highest: number | null = null;

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

  /** The highest cosine of all; -1 where there is no vector. */
  get highest(): number {
    if (this.#highest === null) {
      const [nearest] = this.nearest(HIGHEST_OF, -1, new Uint16Array(this.#slots.size));
      this.#highest = nearest?.cosine ?? -1;
    }
    return this.#highest;
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
    let found: Near[] = [];
    let floor = minimum;
    for (const slot of this.#promising(count, fails)) {
      const cosine = this.#cosine(slot);
      if (cosine < floor) continue;
      found.push({ slot, cosine });
      if (found.length <= SLACK * count) continue;
      found = found.sort(nearer).slice(0, count);
      floor = found.at(-1)?.cosine ?? floor;
    }
    return found.sort(nearer).slice(0, count);
  }

  /** Slots that fail nothing and among which the nearest are: all of them, or the most promising. */
  #promising(count: number, fails: Uint16Array): Int32Array {
    const passing = this.#passing(fails);
    const enough = Math.max(PROMISING_EACH * count, Math.ceil(PROMISING_SHARE * passing.length));
    if (passing.length <= Math.max(this.#exactly, enough)) return passing;
    this.#estimates ??= estimate(this.#slots, this.#vector);
    const { by, most } = this.#estimates;
    const steps = new Int32Array(STEPS);
    const stepOf = (slot: number): number => Math.floor(((by[slot]! + most) / (2 * most)) * (STEPS - 1));
    for (const slot of passing) steps[stepOf(slot)]!++;
    let lowest = STEPS;
    for (let better = 0; better < enough; ) better += steps[--lowest]!;
    return passing.filter((slot) => stepOf(slot) >= lowest);
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
    const vector = this.#vector;
    let sum = 0;
    for (let i = 0, at = slot * dimensions; i < dimensions; i++, at++) sum += vector[i]! * vectors[at]!;
    this.#cosines[slot] = sum;
    return this.#cosines[slot]!;
  }
}
