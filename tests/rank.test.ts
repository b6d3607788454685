import { describe, expect, test } from "vitest";
import type { Sentence } from "../indexes/vectors.ts";
import { quantise } from "../src/embed/vectors.ts";
import type { Candidate, FirstRecall } from "../src/engine/engine.ts";
import { parseQuery } from "../src/search/query.ts";
import { type Mode, RANKING, type Ranked, Ranker, type RankParameters } from "../src/search/rank.ts";
import { scaled } from "../src/search/shares.ts";
import { atCosine, candidate, DIMENSIONS, passage, unit } from "./records.ts";

const title: Sentence = { field: "title", start: 0, end: 3 };

interface Asked {
  mode: Mode;
  terms: FirstRecall["terms"];
  vector: Float32Array | null;
}

function query(q: string, vector: Float32Array | null, mode: Mode = "hybrid"): Asked {
  return { mode, terms: [...(parseQuery(q).words?.terms ?? [])], vector };
}

function poolOf(candidates: readonly Candidate[], { terms }: Asked): FirstRecall {
  return { candidates: [...candidates], terms, collection: { documents: 100, averageLength: 3 } };
}

function rank(candidates: readonly Candidate[], asked: Asked, parameters: RankParameters = RANKING): Ranked[] {
  return new Ranker(asked, parameters).rank(poolOf(candidates, asked));
}

const order = (candidates: readonly Candidate[], asked: Asked, parameters: RankParameters = RANKING): string =>
  rank(candidates, asked, parameters)
    .map(({ candidate }) => candidate.id)
    .join(" ");

const alone: RankParameters = { ...RANKING, neighbours: { ...RANKING.neighbours, weight: 0 } };
const without: RankParameters = { ...alone, feedback: { ...RANKING.feedback, weight: 0 } };

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
    expect(order(pool, query("heart ", unit(1), "semantic"), without)).toBe("near both none words");
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
    const one: RankParameters = { ...alone, feedback: { ...RANKING.feedback, records: 1, weight: 0.5 } };
    expect(order(candidates, query("heart ", unit(1)), without)).toBe("first far like away");
    expect(order(candidates, query("heart ", unit(1)), one)).toBe("first like far away");
    expect(order(candidates, query("heart ", unit(1), "keyword"), one)).toBe("first away far like");
    expect(order(candidates, query("heart ", null), one)).toBe("first away far like");
  });

  test("with feedback draws up what has the words of the first results", () => {
    // Neither 'kin' nor 'alien' has the word asked for, and both are as far in meaning.
    const vectors = passage(unit(1), [title]);
    const far = passage(unit(0, 1), [title]);
    const candidates = [
      candidate("first", { title: "heart statins", abstract: "cholesterol", vectors }),
      candidate("second", { title: "heart statins", abstract: "cholesterol lowered", vectors }),
      candidate("alien", { title: "orchids meadow", vectors: far }),
      candidate("kin", { title: "statins meadow", abstract: "cholesterol", vectors: far }),
      ...Array.from({ length: 6 }, (_, i) => candidate(`z${i}`, { title: "meadow", vectors: far })),
    ];
    const two: RankParameters = { ...alone, feedback: { ...RANKING.feedback, records: 2 } };
    const ranked = rank(candidates, query("heart ", unit(1)), two);
    expect(ranked.map(({ candidate }) => candidate.id).slice(0, 3)).toEqual(["first", "second", "kin"]);
    const related = Object.fromEntries(ranked.map(({ candidate, parts }) => [candidate.id, parts.related]));
    expect(related.kin).toBeGreaterThan(0);
    // A word of one of the first results alone, or of the query, lends nothing.
    expect(related.alien).toBe(0);
    expect(related.z0).toBe(0);
  });

  test("draws the scores of near neighbours together, and keeps those behind the first behind them", () => {
    // 'kin' is near to the best in meaning of the whole, 'lone' to nothing; by themselves both score the same.
    const at = (...components: number[]): Float32Array => unit(...components);
    const candidates = [
      candidate("best", { title: "heart", vectors: passage(at(1, 0.2), [title]) }),
      candidate("kin", { title: "thing", vectors: { ...passage(at(0.6, 0.8), [title]) } }),
      candidate("lone", { title: "thing", vectors: { ...passage(at(0.6, -0.8), [title]) } }),
      candidate("last", { title: "else", vectors: passage(at(-0.5, 0, 1), [title]) }),
    ];
    const plain = { ...without, feedback: { ...RANKING.feedback, weight: 1e-9, words: 0 } };
    const scoresWith = (neighbours: Partial<RankParameters["neighbours"]>): Record<string, number> =>
      Object.fromEntries(
        rank(candidates, query("heart ", unit(1)), {
          ...plain,
          neighbours: { first: 4, among: 4, neighbours: 1, power: 1, weight: 0.5, ...neighbours },
        }).map(({ candidate, score }) => [candidate.id, score]),
      );
    const apart = scoresWith({ weight: 0 });
    expect(apart.kin).toBeCloseTo(apart.lone!, 6);
    const together = scoresWith({});
    expect(together.kin).toBeCloseTo((apart.kin! + apart.best!) / 2, 6);
    expect(together.kin).toBeGreaterThan(together.lone!);
    const behind = scoresWith({ first: 2 });
    expect(Math.min(behind.best!, behind.kin!)).toBeGreaterThanOrEqual(behind.lone!);
    expect(behind.lone).toBeGreaterThanOrEqual(behind.last!);
  });

  test("tells what each part adds, and these make the score", () => {
    for (const mode of ["hybrid", "keyword", "semantic"] as const)
      for (const { score, shares } of rank(pool, query("heart ", unit(1), mode))) {
        const { words, whole, sentence, related, neighbours } = shares;
        expect(words + whole + sentence + related + neighbours).toBeCloseTo(score, 12);
        expect(score >= 0 && score <= 1 + 1e-9).toBe(true);
      }
  });

  test("refines the query by what ranks first, the same whether it has seen candidates before or not", () => {
    const asked = query("heart ", unit(1));
    const ranker = new Ranker(asked);
    const refined = ranker.refined(poolOf(pool.slice(1), asked))!;
    expect(Math.hypot(...refined)).toBeCloseTo(1, 5);
    expect(refined).not.toEqual(unit(1));
    expect(ranker.rank(poolOf(pool, asked))).toEqual(rank(pool, asked));
    expect(new Ranker(asked).refined(poolOf([], asked))).toBeNull();
    expect(new Ranker(query("heart ", unit(1), "keyword")).refined(poolOf(pool, asked))).toBeNull();
    expect(new Ranker(query("heart ", null)).refined(poolOf(pool, asked))).toBeNull();
  });
});
