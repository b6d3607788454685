import { LecternError } from "../errors.ts";

/** Vectors of unit length in memory, by slot. */
export interface VectorSlots {
  readonly size: number;
  readonly dimensions: number;
  /** `dimensions` floats a slot. */
  readonly vectors: Float32Array;
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

/** Slots that are found are sorted and cut when there are so many times the count asked for. */
const SLACK = 4;

/** How near every vector is to one vector, by exact scan: made once for a vector, and asked under any filters. */
export class Nearness {
  readonly #slots: VectorSlots;
  readonly #cosines: Float32Array;
  /** The highest cosine of all; -1 where there is no vector. */
  readonly highest: number;

  /**
   * @param vector of unit length
   * @throws `invalid-vector` when it is not as long as the others
   */
  constructor(slots: VectorSlots, vector: Float32Array) {
    const { size, dimensions, vectors, embedded } = slots;
    if (vector.length !== dimensions)
      throw new LecternError("invalid-vector", `Expected a vector of ${dimensions} components, got ${vector.length}`);
    this.#slots = slots;
    this.#cosines = new Float32Array(size);
    let highest = -1;
    for (let slot = 0, at = 0; slot < size; slot++, at += dimensions) {
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += vector[i]! * vectors[at + i]!;
      this.#cosines[slot] = sum;
      if (sum > highest && embedded[slot]) highest = sum;
    }
    this.highest = highest;
  }

  /**
   * The nearest slots that fail nothing, the most similar first, equal ones by id.
   *
   * @param count at most so many
   * @param minimum only from this cosine on
   * @param fails how many filters each slot fails
   */
  nearest(count: number, minimum: number, fails: Uint16Array): Near[] {
    const { size, embedded, ids } = this.#slots;
    const cosines = this.#cosines;
    const nearer = (a: Near, b: Near): number => b.cosine - a.cosine || (ids[a.slot]! < ids[b.slot]! ? -1 : 1);
    let found: Near[] = [];
    let floor = minimum;
    for (let slot = 0; slot < size; slot++) {
      const cosine = cosines[slot]!;
      if (cosine < floor || fails[slot] !== 0 || embedded[slot] === 0) continue;
      found.push({ slot, cosine });
      if (found.length <= SLACK * count) continue;
      found = found.sort(nearer).slice(0, count);
      floor = found.at(-1)?.cosine ?? floor;
    }
    return found.sort(nearer).slice(0, count);
  }
}
