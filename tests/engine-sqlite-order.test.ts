import { join } from "node:path";
import { expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { ask, type Question, store } from "./contracts/engine-asking.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };

test("a library that was loaded in another order gives the same answers, also where records are equal", async () => {
  const folder = await temporaryFolder();
  const records = Array.from({ length: 40 }, (_, i) =>
    indexed(
      { id: `r${(i * 17) % 40}`, title: i % 3 ? "Fever" : "Fever and cough", ...(i % 2 ? { date: "2020" } : {}) },
      unit(1, i % 4),
    ),
  );
  const engines = ["one", "other"].map((name) => new SqliteEngine(join(folder, `${name}.sqlite`), space));
  await store(engines[0]!, ...records);
  for (const record of records.toReversed()) await store(engines[1]!, record);
  // What was written again has the row that it had.
  const { version } = (await engines[1]!.get(["r17"])).get("r17")!;
  await store(engines[1]!, { ...records.find(({ record }) => record.id === "r17")!, base: version });

  // What is read ahead changes no answer.
  await engines[0]!.warm();

  const near = { vector: unit(1, 1), similarity: 0 };
  const questions: Question[] = [
    { q: "fever", pool: 7 },
    { q: "fever", pool: 7, offset: 5, limit: 20 },
    { q: "fever cough", pool: 3 },
    { ...near, nearest: 15 },
    { q: "cough", ...near, nearest: 5, pool: 4 },
    { sort: "newest", limit: 25 },
    { q: "fever", ...near, sort: "oldest", limit: 25 },
  ];
  for (const question of questions) {
    const [one, other] = await Promise.all(
      engines.map(async (engine) => {
        const { candidates, listed } = await ask(engine, question);
        return [...candidates.map(({ id }) => id), "|", ...listed.map(({ id }) => id)];
      }),
    );
    expect(one!.length).toBeGreaterThan(5);
    expect(other).toEqual(one);
  }
  for (const engine of engines) await engine.close();
});
