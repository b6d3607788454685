import { expect } from "vitest";
import type { Engine, RecallAnswer, SortOrder } from "../../src/engine/engine.ts";
import { indexed, unit } from "../records.ts";
import { type AddCase, anyOf, ask, type Question, store } from "./engine-asking.ts";

/** 40 records: 30 of them about fever, dates from 2000 on in three precisions, some undated, some near `unit(1)`. */
async function library(engine: Engine): Promise<void> {
  const many = Array.from({ length: 40 }, (_, i) => {
    const year = 2000 + (i % 10);
    const date = [`${year}`, `${year}-05`, `${year}-05-0${(i % 9) + 1}`][i % 3]!;
    return indexed(
      {
        id: `r${i}`,
        title: i < 30 ? `Fever ${"and fever ".repeat(i % 4)}` : "Cough",
        journal: i % 2 ? "Odd" : "Even",
        ...(i % 8 === 7 ? {} : { date, year }),
      },
      i % 5 === 0 ? unit(1, i / 100) : unit(0, 1),
    );
  });
  await store(engine, ...many);
}

/** All pages, put together as search does: the ranked candidates first, then what is listed behind them. */
async function allPages(engine: Engine, question: Question, limit: number): Promise<string[]> {
  const pages: string[] = [];
  let total = Number.POSITIVE_INFINITY;
  let first: RecallAnswer["candidates"] | null = null;
  for (let offset = 0; offset < total + limit; offset += limit) {
    const answer = await ask(engine, { ...question, offset, limit });
    total = answer.counts.words + answer.counts.meaning;
    first ??= answer.candidates;
    expect(answer.candidates.map(({ id }) => id).sort()).toEqual(first.map(({ id }) => id).sort());
    expect(answer.candidates.slice(offset, offset + limit).length + answer.listed.length).toBe(
      Math.max(0, Math.min(limit, total - offset)),
    );
    pages.push(...first.slice(offset, offset + limit).map(({ id }) => id), ...answer.listed.map(({ id }) => id));
  }
  return pages;
}

const QUESTIONS: Record<string, Question> = {
  everything: {},
  words: { q: "fever" },
  meaning: { vector: unit(1), similarity: 0.5 },
  "words and meaning": { q: "fever", vector: unit(1), similarity: 0.5 },
  "words under a filter": { q: "fever", vector: unit(1), similarity: 0.5, filters: [anyOf("journal", "Odd")] },
};

export function pageCases(add: AddCase): void {
  for (const [name, question] of Object.entries(QUESTIONS))
    add(`the pages of ${name} give each match exactly once, in every order and with any pool`, async ({ engine }) => {
      await library(engine);
      const { counts, facets } = await ask(engine, question);
      const all = [...(await allPages(engine, question, 100))].sort();
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBe(counts.words + counts.meaning);
      for (const sort of ["relevance", "newest", "oldest"] as const)
        for (const [pool, limit] of [
          [100, 7],
          [5, 4],
          [5, 7],
          [0, 10],
        ] as const) {
          expect((await allPages(engine, { ...question, sort, pool }, limit)).sort()).toEqual(all);
          const answer = await ask(engine, { ...question, sort, pool });
          expect([answer.counts, answer.facets]).toEqual([counts, facets]);
        }
    });

  add("the pool holds as many of the best by words as asked, and all that are near", async ({ engine }) => {
    await library(engine);
    const candidates = async (question: Question): Promise<number> => (await ask(engine, question)).candidates.length;
    expect(await candidates({ q: "fever", pool: 5 })).toBe(5);
    expect(await candidates({ q: "fever", pool: 0 })).toBe(0);
    expect(await candidates({ vector: unit(1), pool: 0, similarity: 0.5 })).toBe(8);
    expect(await candidates({ q: "fever", sort: "newest" })).toBe(0);
  });

  add(
    "by date, the more precise and the later come first or last, and undated records always last",
    async ({ engine }) => {
      const dates = { a: "2020", b: "2020-03", c: "2020-03-09", d: "2020-12-31", e: "2021-01", f: "1999-12-31" };
      await store(
        engine,
        indexed({ id: "undated", title: "Fever" }),
        indexed({ id: "year", title: "Fever", year: 2022 }),
        ...Object.entries(dates).map(([id, date]) =>
          indexed({ id, date, year: Number(date.slice(0, 4)), title: "Fever" }),
        ),
      );
      const listed = async (sort: SortOrder, q?: string): Promise<string> =>
        (await ask(engine, { sort, ...(q ? { q } : {}) })).listed.map(({ id }) => id).join(" ");
      const newest = "year e d c b a f undated";
      expect(await listed("newest")).toBe(newest);
      expect(await listed("newest", "fever")).toBe(newest);
      expect(await listed("oldest", "fever")).toBe("f a b c d e year undated");
      expect(await listed("relevance")).toBe(newest);
    },
  );

  add("what is equal stands by id, whatever the order in which it came", async ({ engine }) => {
    const made = (id: string) => indexed({ id, title: "Fever", date: "2020-05", year: 2020 }, unit(1, 2));
    for (const id of ["c", "a", "e"]) await store(engine, made(id));
    await store(
      engine,
      made("d"),
      made("b"),
      indexed({ id: "z", title: "Fever" }),
      indexed({ id: "y", title: "Fever" }),
    );
    const listed = async (question: Question) => (await ask(engine, question)).listed.map(({ id }) => id).join("");
    expect(await listed({ sort: "newest" })).toBe("abcdeyz");
    expect(await listed({ q: "fever", sort: "oldest" })).toBe("abcdeyz");
    expect(await listed({ q: "fever", sort: "newest", offset: 2, limit: 2 })).toBe("cd");
    expect(await listed({ q: "fever", vector: unit(1, 2), sort: "newest", offset: 4, limit: 2 })).toBe("ey");
  });

  add("beyond the last page there is nothing, and the counts stay", async ({ engine }) => {
    await library(engine);
    for (const sort of ["relevance", "newest"] as const) {
      const answer = await ask(engine, { q: "fever", sort, offset: 1_000, limit: 10 });
      expect([answer.listed, answer.counts.words]).toEqual([[], 30]);
    }
  });
}
