import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generator } from "../bench/growth-records.ts";
import { normalise } from "../src/embed/vectors.ts";
import { Nearness, type VectorSlots } from "../src/engine/nearest.ts";
import { estimate, packSigns, STEPS, signBytes } from "../src/engine/signs.ts";

/** @param vectors null for a slot without one */
function slotsOf(vectors: readonly (Float32Array | null)[], dimensions: number): VectorSlots {
  const all = new Float32Array(vectors.length * dimensions);
  const signs = new Uint8Array(vectors.length * signBytes(dimensions));
  for (const [slot, vector] of vectors.entries()) {
    if (vector) all.set(vector, slot * dimensions);
    packSigns(vector ?? new Float32Array(dimensions), signs, slot * signBytes(dimensions));
  }
  return {
    size: vectors.length,
    dimensions,
    vectors: all,
    signs,
    embedded: Uint8Array.from(vectors, (vector) => (vector ? 1 : 0)),
    // Not in the order of the slots.
    ids: vectors.map((_, slot) => `r${(slot * 7919) % 100_003}`),
  };
}

/** The slow and obvious way. */
function exact({ size, embedded, ids, vectors }: VectorSlots, query: Float32Array, fails: Uint16Array): number[] {
  const cosine = (slot: number): number =>
    Math.fround(query.reduce((sum, component, i) => sum + component * vectors[slot * query.length + i]!, 0));
  return Array.from({ length: size }, (_, slot) => ({ slot, cosine: cosine(slot) }))
    .filter(({ slot }) => embedded[slot] === 1 && fails[slot] === 0)
    .sort((a, b) => b.cosine - a.cosine || (ids[a.slot]! < ids[b.slot]! ? -1 : 1))
    .map(({ slot }) => slot);
}

const component = fc.integer({ min: -2, max: 2 });
const vector = (dimensions: number) =>
  fc
    .array(component, { minLength: dimensions, maxLength: dimensions })
    .map((components) => normalise(Float32Array.from(components)));

describe("the nearest", () => {
  test("are those of a plain scan, equal ones by id, under any filters", () => {
    const slots = fc.array(fc.tuple(fc.option(vector(5)), fc.integer({ min: 0, max: 1 })), { maxLength: 60 });
    const property = fc.property(slots, vector(5), fc.integer({ min: 1, max: 9 }), (given, query, count) => {
      const all = slotsOf(
        given.map(([one]) => one),
        5,
      );
      const fails = Uint16Array.from(given, ([, failed]) => failed);
      const nearness = new Nearness(all, query);
      const found = nearness.nearest(count, -1, fails);
      const expected = exact(all, query, fails);
      expect(found.map(({ slot }) => slot)).toEqual(expected.slice(0, count));
      const similar = nearness.nearest(count, 0.5, fails).map(({ slot }) => slot);
      const wanted = found.filter(({ cosine }) => cosine >= 0.5).map(({ slot }) => slot);
      expect(similar).toEqual(wanted);
      const [first] = exact(all, query, new Uint16Array(all.size));
      const [nearest] = new Nearness(all, query).nearest(1, -1, new Uint16Array(all.size));
      expect(nearest?.slot).toBe(first);
      // Asked before and after others were, and of none that passes the filters, too.
      for (const asked of [nearness, new Nearness(all, query)]) {
        expect(asked.reaches(nearest?.cosine ?? -1)).toBe(nearest !== undefined);
        expect(asked.reaches((nearest?.cosine ?? -1) + 0.001)).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  test("of many are nearly all found by their signs, with exact cosines, and only what passes the filters", () => {
    const [size, dimensions, count] = [8_000, 96, 50];
    const random = generator(1);
    const noise = (): Float32Array =>
      normalise(Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5));
    const topics = Array.from({ length: 60 }, noise);
    const about = (topic: Float32Array): Float32Array => {
      const off = noise();
      return normalise(topic.map((component, i) => component + 0.9 * off[i]!));
    };
    const all = slotsOf(
      Array.from({ length: size }, (_, slot) => (slot % 50 === 0 ? null : about(topics[slot % topics.length]!))),
      dimensions,
    );
    for (const every of [1, 3]) {
      const fails = Uint16Array.from({ length: size }, (_, slot) => (slot % every === 0 ? 0 : 1));
      let share = 0;
      for (const topic of topics.slice(0, 12)) {
        const query = about(topic);
        const found = new Nearness(all, query, { exactly: 0 }).nearest(count, -1, fails);
        const expected = exact(all, query, fails).slice(0, count);
        share += found.filter(({ slot }) => expected.includes(slot)).length / expected.length / 12;
        expect(found.length).toBe(expected.length);
        expect(found.every(({ slot }) => fails[slot] === 0 && all.embedded[slot] === 1)).toBe(true);
        const cosines = new Nearness(all, query, { exactly: size });
        const known = new Map(cosines.nearest(size, -1, fails).map(({ slot, cosine }) => [slot, cosine]));
        for (const { slot, cosine } of found) expect(cosine).toBe(known.get(slot));
      }
      expect(share).toBeGreaterThanOrEqual(0.99);
    }
  });

  test("a vector of another length is refused", () => {
    expect(() => new Nearness(slotsOf([], 4), new Float32Array(3))).toThrow("Expected a vector of 4 components, got 3");
  });
});

test("an estimate is the product with the signs, in steps, for any number of components", () => {
  const property = fc.property(fc.integer({ min: 1, max: 21 }), fc.infiniteStream(component), (dimensions, stream) => {
    const next = (): Float32Array => Float32Array.from({ length: dimensions }, () => stream.next().value);
    const vectors = [next(), next(), next()];
    const query = next();
    const most = query.reduce((sum, component) => sum + Math.abs(component), 0) || 1;
    const steps = estimate(slotsOf(vectors, dimensions), query);
    for (const [slot, vector] of vectors.entries()) {
      const product = query.reduce((sum, component, i) => sum + (vector[i]! > 0 ? component : -component), 0);
      const step = ((most - product) / (2 * most)) * (STEPS - 1);
      expect(Math.abs(steps[slot]! - step)).toBeLessThanOrEqual(1);
    }
  });
  fc.assert(property);
});
