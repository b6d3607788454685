import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { floatsOf, packSentences, type Sentence, unpackSentences } from "../indexes/vectors.ts";
import { CachingEmbedder } from "../src/embed/cache.ts";
import type { Embedder, EmbedOptions, Passage } from "../src/embed/embedder.ts";
import { normalise, quantise } from "../src/embed/vectors.ts";
import { packWindows } from "../src/embed/windows.ts";
import { HashEmbedder } from "./embedder.ts";
import { cosine } from "./model.ts";
import { temporaryFolder } from "./temporary.ts";

/** Counts what it is asked, fails where it is told to, and says which space it is. */
class Counting extends HashEmbedder {
  override readonly space;
  queries = 0;
  asked: string[] = [];
  fails = false;

  constructor(revision = "1") {
    super();
    this.space = { model: "counting", revision, dimensions: 8 };
  }

  override async embedQuery(text: string): Promise<Float32Array> {
    this.queries++;
    if (this.fails) throw new Error("no query");
    return super.embedQuery(text);
  }

  override async embedPassages(passages: readonly Passage[], _options?: EmbedOptions) {
    this.asked.push(...passages.map(({ title }) => title));
    if (this.fails) throw new Error("no passages");
    return super.embedPassages(passages);
  }
}

const passages = (...titles: string[]): Passage[] =>
  titles.map((title) => ({ title, abstract: `About ${title}. It is long.` }));

describe("the memory of an embedder", () => {
  test("asks for each passage once, in order, also after opening again and from two at once", async () => {
    const path = join(await temporaryFolder(), "cache", "embeddings.sqlite");
    const inner = new Counting();
    const first = new CachingEmbedder(inner, path);
    const made = await first.embedPassages(passages("a", "b"));
    expect(made).toEqual(await new HashEmbedder().embedPassages(passages("a", "b")));
    expect((await first.embedPassages(passages("b", "c", "a")))[2]).toEqual(made[0]);
    expect(inner.asked).toEqual(["a", "b", "c"]);
    const second = new CachingEmbedder(new Counting(), path);
    expect(await second.embedPassages(passages("a", "b"))).toEqual(made);
    await second.embedPassages(passages("d"));
    await first.embedPassages(passages("d"));
    expect(inner.asked).toEqual(["a", "b", "c"]);
    await first.close();
    await second.close();
    const again = new Counting();
    const third = new CachingEmbedder(again, path);
    expect(await third.embedPassages(passages("a", "b", "c", "d"))).toHaveLength(4);
    expect(again.asked).toEqual([]);
    await third.close();
  });

  test("tells texts and models apart, not records", async () => {
    const path = join(await temporaryFolder(), "embeddings.sqlite");
    const inner = new Counting();
    const embedder = new CachingEmbedder(inner, path);
    await embedder.embedPassages([
      { title: "a b", abstract: "" },
      { title: "a", abstract: "b" },
      { title: "", abstract: "a b" },
    ]);
    expect(inner.passages).toBe(3);
    await embedder.close();
    const other = new Counting("2");
    const second = new CachingEmbedder(other, path);
    await second.embedPassages([{ title: "a", abstract: "b" }]);
    expect(other.passages).toBe(1);
    await second.close();
  });

  test("asks for each query once, but again after a failure", async () => {
    const inner = new Counting();
    const embedder: Embedder = new CachingEmbedder(inner, join(await temporaryFolder(), "embeddings.sqlite"));
    const [one, two] = await Promise.all([embedder.embedQuery("heart"), embedder.embedQuery("heart")]);
    expect(one).toBe(two);
    expect(inner.queries).toBe(1);
    inner.fails = true;
    await expect(embedder.embedQuery("lung")).rejects.toThrow("no query");
    await expect(embedder.embedPassages(passages("x"))).rejects.toThrow("no passages");
    inner.fails = false;
    expect(await embedder.embedQuery("lung")).toHaveLength(8);
    expect(await embedder.embedPassages(passages("x"))).toHaveLength(1);
    await embedder.close();
  });

  test("in a file that is no such memory is one clear error", async () => {
    const text = join(await temporaryFolder(), "embeddings.sqlite");
    writeFileSync(text, "no database ".repeat(100));
    expect(() => new CachingEmbedder(new Counting(), text)).toThrow(
      expect.objectContaining({ code: "storage-failed", message: expect.stringContaining(text) }),
    );
    const other = join(await temporaryFolder(), "other.sqlite");
    const db = new DatabaseSync(other);
    db.exec("CREATE TABLE embeddings (something)");
    db.close();
    expect(() => new CachingEmbedder(new Counting(), other)).toThrow(
      expect.objectContaining({ name: "LecternError", message: expect.stringContaining(other) }),
    );
  });
});

describe("vectors", () => {
  const component = fc.double({ min: -1, max: 1, noNaN: true });
  const vector = fc
    .array(component, { minLength: 384, maxLength: 384 })
    .map((components) => normalise(Float32Array.from(components)));

  test("rounded to 8 bits keep their direction, and their largest component is 127", () => {
    fc.assert(
      fc.property(vector, (one) => {
        const row = quantise([one], 384);
        if (one.every((component) => component === 0))
          return expect(row.every((component) => component === 0)).toBe(true);
        expect(Math.max(...row.map(Math.abs))).toBe(127);
        expect(cosine(one, row)).toBeGreaterThan(0.997);
      }),
    );
    const spread = Float32Array.from({ length: 384 }, (_, i) => Math.sin(i * 7.3) + 0.3 * Math.cos(i));
    expect(cosine(normalise(spread), quantise([spread], 384))).toBeGreaterThan(0.999);
    const worst = Float32Array.from({ length: 384 }, (_, i) => (i === 0 ? 127 : 0.4999));
    expect(cosine(normalise(worst), quantise([worst], 384))).toBeGreaterThan(0.997);
  });

  test("read back from bytes are the same, wherever they lie in memory", () => {
    const sentence = fc.record({
      field: fc.constantFrom("title", "abstract"),
      start: fc.nat(200_000),
      end: fc.nat(200_000),
    });
    fc.assert(
      fc.property(fc.array(sentence as fc.Arbitrary<Sentence>), fc.integer({ min: 0, max: 7 }), (sentences, offset) => {
        const packed = packSentences(sentences);
        const moved = new Uint8Array(packed.length + offset);
        moved.set(packed, offset);
        expect(unpackSentences(moved.subarray(offset))).toEqual(sentences);
        const floats = Float32Array.from([0.5, -1, 3]);
        const bytes = new Uint8Array(12 + offset);
        bytes.set(new Uint8Array(floats.buffer), offset);
        expect([...floatsOf(bytes.subarray(offset))]).toEqual([...floats]);
      }),
    );
  });
});

describe("windows", () => {
  test("hold every token once and in order, are never too long, and cut no sentence that fits", () => {
    const sentence = fc.array(fc.nat(30_000), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (sentences, room) => {
        const windows = packWindows(sentences, room);
        expect(windows.flatMap(({ tokens }) => tokens)).toEqual(sentences.flat());
        const pieces = windows.flatMap(({ tokens, pieces }) =>
          pieces.map((piece) => ({ ...piece, tokens: tokens.slice(piece.from, piece.to) })),
        );
        for (const [i, tokens] of sentences.entries()) {
          const own = pieces.filter((piece) => piece.sentence === i);
          expect(own.flatMap((piece) => piece.tokens)).toEqual(tokens);
          expect(own.length).toBe(Math.ceil(tokens.length / room));
        }
        for (const [i, { tokens }] of windows.entries()) {
          expect(tokens.length > 0 && tokens.length <= room).toBe(true);
          // What starts the next window had no room in this one.
          const next = windows[i + 1]?.pieces[0];
          if (next) expect(tokens.length + next.to - next.from).toBeGreaterThan(room);
        }
      }),
    );
  });
});
