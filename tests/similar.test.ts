import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CachingEmbedder } from "../src/embed/cache.ts";
import type { Embedder } from "../src/embed/embedder.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import { similarToRecord, similarToText } from "../src/search/similar.ts";
import { HashEmbedder } from "./embedder.ts";
import { openLibrary } from "./illustrated-library.ts";
import { ILLUSTRATIONS } from "./illustrations.ts";
import { makeRecord } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

/** A record of one field by each of these. */
const AUTHORS: Record<string, { name: string; orcid?: string }[]> = {
  failure: [{ name: "Janssens, M", orcid: "0000-0002-1825-0097" }, { name: "Maes, K" }],
  infarct: [{ name: "Janssens, M" }],
  statins: [{ name: "Peeters, L", orcid: "0000-0002-1825-0097" }],
  retina: [{ name: "Peeters, L", orcid: "0000-0001-5109-3700" }],
};
const RECORDS = ILLUSTRATIONS.map((record) => ({
  ...record,
  authors: AUTHORS[record.id] ?? [],
  mesh: record.domains.map(({ id }) => `Heading of ${id}`),
}));
const record = (id: string) => RECORDS.find((one) => one.id === id)!;
const EYES = "Laser treatment of the retina, and loss of the visual field by high pressure within the eye.";
const HEARTS = "Atorvastatin, aspirin and spironolactone for the heart, and deep learning in diabetic retinopathy.";
const some = { filters: [], limit: 3 };

let embedder: Embedder;
let engine: SqliteEngine;
let folder: string;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ embedder, engine, folder, close } = await openLibrary(RECORDS));
});
afterAll(() => close());

describe("similar records", () => {
  test("of a record are the nearest in meaning without itself, with a sentence and what they share", async () => {
    const answer = await similarToRecord({ engine, embedder }, record("infarct"), some);
    expect(answer).toMatchObject({ by: "meaning", notices: [] });
    expect(answer.hits).toHaveLength(3);
    const ids = answer.hits.map(({ record }) => record.id);
    expect(ids).not.toContain("infarct");
    expect(ids).toContain("failure");
    for (const { record, bestSentence, shared } of answer.hits) {
      expect(bestSentence!.text).toBe(record[bestSentence!.field].slice(bestSentence!.start, bestSentence!.end));
      const same = record.domains[0]!.id === "cardiology";
      expect(shared).toEqual({
        mesh: same ? ["Heading of cardiology"] : [],
        domains: same ? ["cardiology"] : [],
      });
    }
  });

  test("of a text are those about the same, under filters, and a text about nothing has none", async () => {
    const near = await similarToText({ engine, embedder }, EYES, some);
    expect(
      near.hits
        .slice(0, 2)
        .map(({ record }) => record.id)
        .sort(),
    ).toEqual(["glaucoma", "retina"]);
    expect(near.hits[0]!.shared).toEqual({ mesh: [], domains: [] });
    const filters = [{ kind: "years", facet: "year", from: 2022, to: 2022 }] as const;
    const filtered = await similarToText({ engine, embedder }, EYES, { filters, limit: 3 });
    expect(filtered.hits.map(({ record }) => record.id)).toEqual(["retina"]);
    expect((await similarToText({ engine, embedder }, "asdkjh qwe zxcvb", some)).hits).toEqual([]);
  });

  test("tell who wrote the nearest: each name once, and two persons where two ORCIDs have it", async () => {
    const { people, hits } = await similarToText({ engine, embedder }, HEARTS, {
      filters: [],
      limit: 12,
    });
    expect(hits.map(({ record }) => record.id)).toEqual(expect.arrayContaining(Object.keys(AUTHORS)));
    expect(people.filter(({ name }) => name === "Janssens, M")).toEqual([
      { name: "Janssens, M", orcid: "0000-0002-1825-0097", records: 2, score: expect.any(Number) },
    ]);
    expect(people.filter(({ name }) => name === "Peeters, L").map(({ orcid, records }) => [orcid, records])).toEqual(
      expect.arrayContaining([
        ["0000-0002-1825-0097", 1],
        ["0000-0001-5109-3700", 1],
      ]),
    );
    expect(people).toHaveLength(4);
  });

  test("are found by the words that tell the most where meaning is off or fails, and the answer says so", async () => {
    const failing = new HashEmbedder();
    failing.embedPassages = async () => {
      throw new LecternError("embedder-unavailable", "gone");
    };
    for (const off of [null, failing]) {
      const answer = await similarToRecord({ engine, embedder: off }, record("infarct"), some);
      expect(answer).toMatchObject({ by: "words", notices: off ? [{ code: "meaning-failed" }] : [] });
      const ids = answer.hits.map(({ record }) => record.id);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).not.toContain("infarct");
      const text = await similarToText({ engine, embedder: off }, "Retinal photographs, glaucoma, latanoprost", some);
      expect(text.hits.map(({ record }) => record.id).sort()).toEqual(["glaucoma", "retina"]);
      expect((await similarToText({ engine, embedder: off }, "of the 12 -- !", some)).hits).toEqual([]);
    }
  });

  test("a text leaves nothing behind, neither on disk nor in the embedder's memory", async () => {
    const path = join(await temporaryFolder(), "embeddings.sqlite");
    const inner = new HashEmbedder();
    const caching = new CachingEmbedder(inner, path);
    const own = new SqliteEngine(join(folder, "own.sqlite"), inner.space);
    await similarToText({ engine: own, embedder: caching }, EYES, some);
    await similarToText({ engine: own, embedder: caching }, EYES, some);
    expect(inner.passages).toBe(2);
    await similarToRecord({ engine: own, embedder: caching }, makeRecord({ title: EYES }), some);
    expect(inner.passages).toBe(3);
    await similarToRecord({ engine: own, embedder: caching }, makeRecord({ title: EYES }), some);
    expect(inner.passages).toBe(3);
    await own.close();
    await caching.close();
  });
});
