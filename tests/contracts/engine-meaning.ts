import { expect } from "vitest";
import { searchText } from "../../indexes/fields.ts";
import { textWords } from "../../indexes/text-words.ts";
import type { Engine, FirstRecall, SecondLook } from "../../src/engine/engine.ts";
import { atCosine, indexed, makeRecord, passage, unit } from "../records.ts";
import { type AddCase, anyOf, ask, found, type Question, store, summary } from "./engine-asking.ts";

/** Ten records at cosines 1.0, 0.9 ... 0.1 to `unit(1)`, the first five in one journal; and one without vectors. */
async function ladder(engine: Engine): Promise<void> {
  const steps = Array.from({ length: 10 }, (_, i) =>
    indexed(
      { id: `c${10 - i}`, title: i < 2 ? "Fever" : "Other", journal: i < 5 ? "Near" : "Far" },
      atCosine((10 - i) / 10),
    ),
  );
  await store(engine, ...steps, indexed({ id: "without", title: "Fever", journal: "Near" }));
}

export function meaningCases(add: AddCase): void {
  add("the nearest records match, from the similarity on, and at most as many as asked", async ({ engine }) => {
    await ladder(engine);
    const near = (similarity: number, nearest = 100) => ask(engine, { vector: unit(1), similarity, nearest });
    expect((await near(0.75)).counts).toEqual({ words: 0, meaning: 3 });
    expect((await near(0.75)).candidates.map(({ id }) => id)).toEqual(["c10", "c9", "c8"]);
    expect((await near(0, 4)).candidates.map(({ id }) => id)).toEqual(["c10", "c9", "c8", "c7"]);
    expect((await near(0)).counts.meaning).toBe(10);
    expect((await near(-1)).counts.meaning).toBe(10);
  });

  add("the nearest under a filter are found, however many others are nearer", async ({ engine }) => {
    await ladder(engine);
    const question = { vector: unit(1), nearest: 2, similarity: 0, filters: [anyOf("journal", "Far")] };
    expect(await found(engine, question)).toEqual(["c4", "c5"]);
    const { facets } = await ask(engine, question);
    // Near are the nearest without the filter; a chosen value tells how many are shown.
    expect(summary(facets.journal)).toBe("Far 2, Near 2");
  });

  add("where even the nearest record of the index is too far, none matches", async ({ engine }) => {
    await ladder(engine);
    const away = unit(0.3, 0, 1);
    const cosine = away[0]!;
    expect(await found(engine, { vector: away, similarity: 0.1, atLeastOne: cosine + 0.01 })).toEqual([]);
    expect(await found(engine, { vector: away, similarity: 0.1, atLeastOne: cosine - 0.01 })).not.toEqual([]);
    const filtered = { vector: unit(1), similarity: 0.3, atLeastOne: 0.9, filters: [anyOf("journal", "Far")] };
    expect(await found(engine, filtered)).toEqual(["c3", "c4", "c5"]);
  });

  add("how words were read may tell of another vector to look by", async ({ engine }) => {
    await ladder(engine);
    const away = indexed({ id: "away", title: "Tuberculosis" }, unit(-1));
    await store(engine, away);
    const told: string[] = [];
    const near = (q: string, more: Partial<Question> = {}) =>
      found(engine, {
        q,
        vector: Promise.resolve(unit(1)),
        similarity: 0.95,
        reread: (terms) => {
          const corrected = terms.flatMap(({ alternatives }) => alternatives.filter(({ via }) => via === "corrected"));
          told.push(corrected.map(({ words, documents }) => `${words.join(" ")} ${documents}`).join());
          return corrected.length > 0 ? Promise.resolve(unit(-1)) : null;
        },
        ...more,
      });
    // Twice: an engine may know the words by then.
    for (let time = 0; time < 2; time++) {
      expect(await near("tuberculosos cough dizzy giddy faint")).toEqual(["away"]);
      expect(await near("unheard of")).toEqual(["c10"]);
      expect(await near("-fever tuberculosos ")).toEqual(["away"]);
      expect(await near("unheard", { filters: [anyOf("journal", "Far")] })).toEqual([]);
    }
    expect(new Set(told)).toEqual(new Set(["tuberculosis 1", ""]));
    const failing = near("tuberculosos ", { reread: () => Promise.reject(new Error("no model")) });
    await expect(failing).rejects.toThrow("no model");
  });

  add("a record without vectors is never near, not even where all others point away", async ({ engine }) => {
    await store(engine, indexed({ id: "away" }, unit(-1)), indexed({ id: "without" }));
    expect(await found(engine, { vector: unit(1), similarity: -1, atLeastOne: -0.5 })).toEqual([]);
    expect(await found(engine, { vector: unit(1), similarity: -1, atLeastOne: -1 })).toEqual(["away"]);
    const { candidates } = await ask(engine, { q: "untitled" });
    expect(candidates.map(({ id, vectors }) => [id, vectors !== null]).sort()).toEqual([
      ["away", true],
      ["without", false],
    ]);
  });

  add("what matches by words and by meaning is counted once, by words", async ({ engine }) => {
    await ladder(engine);
    const both = await ask(engine, { q: "fever", vector: unit(1), similarity: 0.65 });
    expect(both.counts).toEqual({ words: 3, meaning: 2 });
    expect(both.candidates.map(({ id }) => id).sort()).toEqual(["c10", "c7", "c8", "c9", "without"]);
    for (const sort of ["newest", "oldest"] as const)
      expect((await ask(engine, { q: "fever", vector: unit(1), similarity: 0.65, sort })).counts).toEqual(both.counts);
  });

  add("excluded and required words hold for what is near in meaning too", async ({ engine }) => {
    await ladder(engine);
    const near = { vector: unit(1), similarity: 0.65 };
    expect(await found(engine, { q: "cough -fever", ...near })).toEqual(["c7", "c8"]);
    expect(await found(engine, { q: "-fever", ...near })).toEqual(["c7", "c8"]);
    expect(await found(engine, { q: 'cough "fever"', ...near, few: 10 })).toEqual(["c10", "c9", "without"]);
    expect((await ask(engine, { q: "-fever", ...near })).counts).toEqual({ words: 0, meaning: 2 });
  });

  add("a phrase that no record has does not hide what is near in meaning", async ({ engine }) => {
    await ladder(engine);
    const answer = await ask(engine, { q: '"unheard of"', vector: unit(1), similarity: 0.65 });
    expect(answer.counts).toEqual({ words: 0, meaning: 4 });
  });

  add(
    "a second look finds what is near to what the first records make of the query, and counts it",
    async ({ engine }) => {
      await ladder(engine);
      await store(
        engine,
        indexed({ id: "aside", title: "Aside", journal: "Near" }, unit(0, 0, 1)),
        indexed({ id: "beside", title: "Beside", journal: "Far" }, unit(0, 0.3, 1)),
      );
      const seen: FirstRecall[] = [];
      const again: SecondLook = {
        by: (first) => {
          seen.push(first);
          return unit(0, 0, 1);
        },
        nearest: 10,
        similarity: 0.9,
      };
      const question: Question = { q: "fever", vector: unit(1), similarity: 0.75, again };
      const answer = await ask(engine, question);
      expect(seen[0]!.candidates.map(({ id }) => id).sort()).toEqual(["c10", "c8", "c9", "without"]);
      expect(seen[0]!.terms.map(({ text }) => text)).toEqual(["fever"]);
      expect(seen[0]!.collection).toEqual(answer.collection);
      expect(answer.counts).toEqual({ words: 3, meaning: 3 });
      const all = ["aside", "beside", "c10", "c8", "c9", "without"];
      expect(answer.candidates.map(({ id }) => id).sort()).toEqual(all);
      expect(summary(answer.facets.journal)).toBe("Near 5, Far 1");
      for (const sort of ["newest", "oldest"] as const) {
        const { counts, facets, listed } = await ask(engine, { ...question, sort });
        expect({ counts, facets }).toEqual({ counts: answer.counts, facets: answer.facets });
        expect(listed.map(({ id }) => id).sort()).toEqual(all);
      }
      expect(seen).toHaveLength(3);
      // A filtered facet counts what the same looks find under the other filters.
      const filtered = await ask(engine, { ...question, filters: [anyOf("journal", "Far")] });
      expect(filtered.counts).toEqual({ words: 0, meaning: 0 });
      const near = await ask(engine, { ...question, similarity: 0.1, filters: [anyOf("journal", "Far")] });
      expect(near.counts).toEqual({ words: 0, meaning: 6 });
      expect(summary(near.facets.journal)).toBe("Near 7, Far 6");
      expect(await found(engine, { ...question, q: "fever -aside" })).toEqual(all.filter((id) => id !== "aside"));
      expect(await found(engine, { ...question, again: { ...again, nearest: 1 } })).not.toContain("beside");
    },
  );

  add("a second look is asked for only where there is something to go by", async ({ engine }) => {
    await ladder(engine);
    let asked = 0;
    const again: SecondLook = {
      by: () => {
        asked++;
        return null;
      },
      nearest: 10,
      similarity: -1,
    };
    expect(await found(engine, { vector: unit(1), similarity: 0.85, again })).toEqual(["c10", "c9"]);
    expect(asked).toBe(1);
    const away = unit(0.3, 0, 1);
    expect(await found(engine, { q: "fever", vector: away, atLeastOne: 0.9, again })).toEqual(["c10", "c9", "without"]);
    expect(await found(engine, { q: "unheard", vector: away, similarity: 0.9, again })).toEqual([]);
    expect(asked).toBe(1);
  });

  add("a candidate brings its words and its vectors as they were put", async ({ engine }) => {
    const record = makeRecord({
      id: "a",
      title: "A title",
      abstract: "One. Two.",
      mesh: ["Fever"],
      keywords: ["heat"],
      authors: [{ name: "Janssens, M" }],
      journal: "Eye",
    });
    const vectors = passage(unit(1, 2, 3), [
      { field: "title", start: 0, end: 7 },
      { field: "abstract", start: 5, end: 9 },
    ]);
    await store(engine, { record, vectors, base: null });
    const { candidates } = await ask(engine, { vector: unit(1, 2, 3) });
    const version = (await engine.get(["a"])).get("a")!.version;
    const [{ vectors: back, ...rest }] = candidates as [(typeof candidates)[0]];
    expect(rest).toEqual({ id: "a", version, words: textWords(searchText(record)) });
    expect(back!.sentences).toEqual(vectors.sentences);
    expect([...back!.sentenceVectors]).toEqual([...vectors.sentenceVectors]);
    for (const [i, component] of vectors.whole.entries()) expect(back!.whole[i]).toBeCloseTo(component, 5);
  });

  add("a query vector of another length is refused", async ({ engine }) => {
    await ladder(engine);
    for (const vector of [new Float32Array(0), new Float32Array(384).fill(0.05)])
      await expect(ask(engine, { vector })).rejects.toMatchObject({ code: "invalid-vector" });
  });

  add("changed and removed vectors are followed", async ({ engine }) => {
    await ladder(engine);
    const base = (await engine.get(["c9"])).get("c9")!.version;
    expect(await found(engine, { vector: unit(1), similarity: 0.75 })).toEqual(["c10", "c8", "c9"]);
    await store(engine, { ...indexed({ id: "c9" }, unit(0, 0, 1)), base });
    await engine.remove(["c10"]);
    expect(await found(engine, { vector: unit(1), similarity: 0.75 })).toEqual(["c8"]);
    expect(await found(engine, { vector: unit(0, 0, 1), similarity: 0.75 })).toEqual(["c9"]);
  });
}
