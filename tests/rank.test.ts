import { describe, expect, test } from "vitest";
import type { Sentence } from "../indexes/vectors.ts";
import { quantise } from "../src/embed/vectors.ts";
import type { Candidate } from "../src/engine/engine.ts";
import type { Term } from "../src/engine/word-query.ts";
import { parseQuery } from "../src/search/query.ts";
import { RANKING, type RankParameters, type RankQuery, rank, scaled } from "../src/search/rank.ts";
import { atCosine, DIMENSIONS, passage, unit } from "./records.ts";

const title: Sentence = { field: "title", start: 0, end: 3 };
let version = 0;

function candidate(id: string, texts: Partial<Candidate> = {}): Candidate {
  return { id, version: version++, title: "", abstract: "", topics: "", names: "", vectors: null, ...texts };
}

function query(q: string, vector: Float32Array | null, mode: RankQuery["mode"] = "hybrid"): RankQuery {
  const terms: readonly Term[] = parseQuery(q).words?.terms ?? [];
  return { mode, terms, vector, collection: { documents: 100, averageLength: 3 } };
}

const order = (candidates: readonly Candidate[], asked: RankQuery, parameters: RankParameters = RANKING): string =>
  rank(candidates, asked, parameters)
    .map(({ candidate }) => candidate.id)
    .join(" ");

const without: RankParameters = { ...RANKING, feedback: { records: 3, weight: 0 } };

describe("values scaled over a pool", () => {
  test("run from 0 to 1, and are all 0 where they are equal", () => {
    expect(scaled([2, 4, 3])).toEqual([0, 1, 0.5]);
    expect(scaled([-1, 0, 1])).toEqual([0, 0.5, 1]);
    expect(scaled([5, 5])).toEqual([0, 0]);
    expect(scaled([7])).toEqual([0]);
    expect(scaled([])).toEqual([]);
  });
});

describe("ranking", () => {
  const pool = [
    candidate("words", { title: "heart heart", vectors: passage(unit(0, 1), [title]) }),
    candidate("near", { title: "other thing", vectors: passage(unit(1), [title]) }),
    candidate("both", { title: "heart thing", vectors: passage(atCosine(0.9), [title]) }),
    candidate("none", { title: "else", vectors: null }),
  ];

  test("orders by words, by meaning, or by both together", () => {
    expect(order(pool, query("heart ", unit(1), "keyword"))).toBe("words both near none");
    expect(order(pool, query("heart ", unit(1), "semantic"))).toBe("near both none words");
    expect(order(pool, query("heart ", unit(1), "hybrid"), without)).toBe("both near words none");
  });

  test("tells each part before scaling, and a score from 0 to 1", () => {
    const ranked = rank(pool, query("heart ", unit(1)), without);
    const both = ranked.find(({ candidate }) => candidate.id === "both")!;
    expect(both.parts.whole).toBeCloseTo(0.9, 5);
    expect(both.parts.sentence).toBeCloseTo(0.9, 2);
    expect(both.parts.words).toBeGreaterThan(0);
    for (const { score } of ranked) expect(score >= 0 && score <= 1 + 1e-9).toBe(true);
  });

  test("works without any vectors, and without any candidates", () => {
    expect(order(pool, query("heart ", null))).toBe("words both near none");
    expect(order([candidate("b"), candidate("a")], query("heart ", unit(1)))).toBe("a b");
    expect(rank([], query("heart ", unit(1)))).toEqual([]);
    expect(rank([candidate("a", { title: "heart" })], query("heart ", unit(1)))[0]).toMatchObject({
      score: 0,
      nearest: null,
    });
  });

  test("settles equal scores by id, whatever the order of the candidates", () => {
    const equal = ["c", "a", "d", "b"].map((id) =>
      candidate(id, { title: "heart", vectors: passage(unit(1), [title]) }),
    );
    for (const candidates of [equal, equal.toReversed()])
      for (const mode of ["hybrid", "keyword", "semantic"] as const)
        expect(order(candidates, query("heart ", unit(1), mode))).toBe("a b c d");
  });

  test("changes neither the candidates nor the query's vector", () => {
    const vector = unit(1, 1);
    const before = structuredClone([pool, vector]);
    rank(pool, query("heart ", vector));
    expect([pool, vector]).toEqual(before);
  });

  test("finds the sentence nearest to the query, whatever the length of its vector", () => {
    const sentences: Sentence[] = [
      title,
      { field: "abstract", start: 0, end: 5 },
      { field: "abstract", start: 6, end: 9 },
    ];
    const rows = [unit(0, 1), unit(1, 0.2), unit(1, 1)];
    const sentenceVectors = quantise(rows, DIMENSIONS);
    for (let i = 0; i < DIMENSIONS; i++)
      sentenceVectors[DIMENSIONS + i] = Math.trunc(sentenceVectors[DIMENSIONS + i]! / 4);
    const one = candidate("a", { vectors: { whole: unit(1, 1), sentences, sentenceVectors } });
    const [found] = rank([one], query("heart ", unit(1)), without);
    expect(found!.nearest?.sentence).toBe(sentences[1]);
    expect(found!.nearest?.cosine).toBeCloseTo(rows[1]![0]!, 1);
    const blank = candidate("b", { vectors: { whole: unit(1), sentences: [], sentenceVectors: new Int8Array(0) } });
    expect(rank([blank], query("heart ", unit(1)), without)[0]).toMatchObject({
      nearest: null,
      parts: { whole: 1, sentence: 1 },
    });
    const zeros = candidate("c", {
      vectors: { whole: unit(1), sentences: [title], sentenceVectors: new Int8Array(DIMENSIONS) },
    });
    expect(rank([zeros], query("heart ", unit(1)), without)[0]!.nearest?.cosine).toBe(0);
  });

  test("with feedback draws up what is like the first results, and without it does not", () => {
    // 'first' has the words; 'like' is near to it though not to the query, 'far' is as near to the query.
    const candidates = [
      candidate("first", { title: "heart heart", vectors: passage(unit(1, 0, 1), [title]) }),
      candidate("like", { title: "thing", vectors: passage(unit(0.5, 0, 1), [title]) }),
      candidate("far", { title: "thing", vectors: passage(unit(0.5, 1), [title]) }),
      candidate("away", { title: "thing", vectors: passage(unit(-1), [title]) }),
    ];
    const one: RankParameters = { ...RANKING, feedback: { records: 1, weight: 0.5 } };
    expect(order(candidates, query("heart ", unit(1)), without)).toBe("first far like away");
    expect(order(candidates, query("heart ", unit(1)), one)).toBe("first like far away");
    expect(order(candidates, query("heart ", unit(1), "semantic"), one)).toBe("first far like away");
    expect(order(candidates, query("heart ", null), one)).toBe("first away far like");
  });
});
