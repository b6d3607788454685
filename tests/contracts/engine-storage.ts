import { expect } from "vitest";
import { identifiersOf } from "../../indexes/fields.ts";
import type { Engine, IndexedRecord, StoredRecord } from "../../src/engine/engine.ts";
import { DIMENSIONS, from, inDomains, indexed, makeRecord, passage, unit } from "../records.ts";
import { type AddCase, ask, found, store } from "./engine-asking.ts";

/** The one case that needs a way to open an engine again. */
export const REOPENING = "what was stored is there after closing and opening again";

/** Keys of a source that look like parts of a query, a filter or a path. */
const ODD_KEYS = "\"~'~\\~a b~[x]~(y)~NOT~*~^~:~-1~a:b~%~é~{}~$.x~🧬~a\u0000b~a\u0000c~\n".split("~");

export function storageCases(add: AddCase): void {
  add("a record comes back as it was put, by id and by every identifier it has", async ({ engine }) => {
    const record = makeRecord({
      id: "full",
      title: 'A "quoted" title \\ with <signs> and 🧬',
      abstract: "Line one.\nLine two.",
      doi: "10.1000/x(1)",
      pmid: "123",
      pmcid: "PMC9",
      journal: "Ann. Intern. Med.",
      year: 2020,
      date: "2020-05-01",
      provenance: [from("pubmed", "123"), from("jsonl", "row 1")],
    });
    await store(engine, { record, vectors: null, base: null });
    const stored = (await engine.get(["full"])).get("full")!;
    expect(stored.record).toEqual(record);
    expect(stored.hasVectors).toBe(false);
    const identifiers = identifiersOf(record);
    expect(identifiers).toHaveLength(5);
    expect(await engine.find([...identifiers, "doi:10.1000/none"])).toEqual(
      new Map(identifiers.map((name) => [name, stored])),
    );
    expect(await engine.get(["none"])).toEqual(new Map());
    expect(await engine.find([])).toEqual(new Map());
    expect(await engine.get([])).toEqual(new Map());
  });

  add("keys and identifiers of any characters are kept apart", async ({ engine }) => {
    const records = ODD_KEYS.map((key, i) => indexed({ id: `odd${i}`, key, provenance: [from("file:odd", key)] }));
    await store(engine, ...records, indexed({ id: "pair", provenance: [from("file", `odd:${ODD_KEYS[0]}`)] }));
    for (const { record } of records) {
      const [identifier] = identifiersOf(record);
      expect((await engine.find([identifier!])).get(identifier!)?.record).toEqual(record);
    }
    expect((await engine.statistics()).documents).toBe(ODD_KEYS.length + 1);
  });

  add("putting the same again changes nothing but the version", async ({ engine }) => {
    const first = indexed({ id: "a", title: "Glaucoma", doi: "10.1000/a", domains: inDomains("eye") }, unit(1));
    await store(engine, first, indexed({ id: "b", title: "Cataract" }));
    const before = await ask(engine, { q: "glaucoma" });
    for (let i = 0; i < 3; i++) await store(engine, { ...first, base: await versionOf(engine, "a") });
    const after = await ask(engine, { q: "glaucoma" });
    for (const what of ["counts", "facets", "terms", "collection"] as const) expect(after[what]).toEqual(before[what]);
    expect(await engine.statistics()).toMatchObject({ documents: 2, embedded: 1, bySource: { test: 2 } });
  });

  add("putting over a record replaces all of it", async ({ engine }) => {
    await store(engine, indexed({ id: "a", title: "Glaucoma", doi: "10.1000/old", journal: "Eye" }, unit(1)));
    const base = await versionOf(engine, "a");
    await store(engine, { ...indexed({ id: "a", title: "Cataract", pmid: "5" }), base });
    expect(await versionOf(engine, "a")).toBeGreaterThan(base!);
    expect(await found(engine, "glaucoma")).toEqual([]);
    expect(await found(engine, "cataract")).toEqual(["a"]);
    expect(await found(engine, { vector: unit(1) })).toEqual([]);
    expect((await ask(engine)).facets.journal).toEqual([]);
    expect([...(await engine.find(["doi:10.1000/old", "pmid:5"])).keys()]).toEqual(["pmid:5"]);
    expect(await engine.statistics()).toMatchObject({ documents: 1, embedded: 0 });
  });

  add("putting over an older state is a conflict, and nothing of the batch is stored", async ({ engine }) => {
    await store(engine, indexed({ id: "a", title: "First" }));
    const base = await versionOf(engine, "a");
    await store(engine, { ...indexed({ id: "a", title: "Second" }), base });
    const late = [indexed({ id: "new" }), { ...indexed({ id: "a", title: "Third" }), base }];
    const version = (await engine.statistics()).version;
    expect(await engine.put(late)).toEqual({ conflicts: ["a"] });
    expect(await engine.put([indexed({ id: "a", title: "Fourth" })])).toEqual({ conflicts: ["a"] });
    expect(await engine.put([{ ...indexed({ id: "gone" }), base: 1 }])).toEqual({ conflicts: ["gone"] });
    expect([...(await engine.get(["a", "new", "gone"])).values()].map(({ record }) => record.title)).toEqual([
      "Second",
    ]);
    expect(await found(engine, "third")).toEqual([]);
    expect((await engine.statistics()).version).toBe(version);
  });

  add(
    "an identifier that another record owns is a conflict, and nothing of the batch is stored",
    async ({ engine }) => {
      await store(engine, indexed({ id: "a", doi: "10.1000/a", pmid: "1" }));
      for (const taken of [{ doi: "10.1000/a" }, { pmid: "1" }, { provenance: [from("test", "a")] }])
        expect(await engine.put([indexed({ id: "c" }), indexed({ id: "b", ...taken })])).toEqual({ conflicts: ["b"] });
      expect(await engine.put([indexed({ id: "x", pmid: "7" }), indexed({ id: "y", pmid: "7" })])).toEqual({
        conflicts: ["y"],
      });
      expect((await engine.statistics()).documents).toBe(1);
      await store(engine, indexed({ id: "b", doi: "10.1000/b" }));
    },
  );

  add("records that turn out to be one are replaced by it in the same step", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "a", doi: "10.1000/a" }),
      indexed({ id: "b", pmid: "2", title: "Twin" }, unit(1)),
    );
    const both = makeRecord({
      id: "a",
      doi: "10.1000/a",
      pmid: "2",
      provenance: [from("test", "a"), from("test", "b")],
    });
    const base = await versionOf(engine, "a");
    await store(engine, { record: both, vectors: null, base, replaces: ["b", "a"] });
    expect(await found(engine)).toEqual(["a"]);
    expect(await found(engine, "twin")).toEqual([]);
    expect((await engine.find(["pmid:2"])).get("pmid:2")?.record.id).toBe("a");
    expect(await engine.statistics()).toMatchObject({ documents: 1, embedded: 0 });
  });

  add("a vector of another length or with a hole in it refuses the whole batch", async ({ engine }) => {
    const good = unit(1);
    const wrong = {
      shorter: passage(good.slice(1), []),
      longer: passage(new Float32Array(DIMENSIONS + 1), []),
      "not a number": passage(
        Float32Array.from(good, () => Number.NaN),
        [],
      ),
      infinite: passage(
        Float32Array.from(good, () => Number.POSITIVE_INFINITY),
        [],
      ),
      "a sentence vector too few": {
        ...passage(good, [{ field: "title", start: 0, end: 1 }] as const),
        sentenceVectors: new Int8Array(0),
      },
    };
    for (const vectors of Object.values(wrong)) {
      const batch: IndexedRecord[] = [
        indexed({ id: "fine" }, good),
        { record: makeRecord({ id: "wrong" }), vectors, base: null },
      ];
      await expect(engine.put(batch)).rejects.toMatchObject({
        code: "invalid-vector",
        message: expect.stringContaining("wrong"),
      });
    }
    expect((await engine.statistics()).documents).toBe(0);
    await store(engine, indexed({ id: "fine" }, good));
  });

  add("a removed record is gone from everywhere, and its id and identifiers can be used again", async ({ engine }) => {
    const record = { id: "a", title: "Zanamivir", doi: "10.1000/a", journal: "Eye", domains: inDomains("eye") };
    await store(engine, indexed(record, unit(1)), indexed({ id: "b", title: "Other" }, unit(0, 1)));
    expect(await engine.remove(["a", "none", "a"])).toBe(1);
    expect(await engine.get(["a"])).toEqual(new Map());
    expect(await engine.find(["doi:10.1000/a", "source:test:a"])).toEqual(new Map());
    for (const question of ["zanamivir", "zanamivr", "zanam", { vector: unit(1) }])
      expect(await found(engine, question)).toEqual([]);
    const { facets, collection } = await ask(engine);
    expect([facets.journal, facets.domain, collection.documents]).toEqual([[], [], 1]);
    const misspelt = (await ask(engine, { q: "zanamivr" })).terms[0]!;
    expect(misspelt.alternatives.map(({ words, documents }) => [words, documents])).toEqual([[["zanamivr"], 0]]);
    expect(await engine.statistics()).toMatchObject({ documents: 1, embedded: 1, bySource: { test: 1 } });
    await store(engine, indexed({ ...record, title: "Again" }));
    expect(await found(engine, "again")).toEqual(["a"]);
  });

  add("a scan gives each record once, of one source or of all, whatever is written meanwhile", async ({ engine }) => {
    const ids = Array.from({ length: 1_200 }, (_, i) => `r${i}`);
    await store(engine, ...ids.map((id, i) => indexed({ id, provenance: [from(i % 2 ? "odd" : "even", id)] })));
    const seen: string[] = [];
    for await (const { record, version } of engine.scan()) {
      seen.push(record.id);
      if (seen.length === 10) {
        await store(engine, { ...indexed(record), base: version }, indexed({ id: "late" }));
        await engine.remove([ids.find((id) => !seen.includes(id))!]);
        await engine.remove([seen[0]!]);
      }
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.filter((id) => !seen.includes(id)).length).toBeLessThanOrEqual(1);
    const odd: StoredRecord[] = [];
    for await (const stored of engine.scan({ source: "odd" })) odd.push(stored);
    const { bySource } = await engine.statistics();
    expect(odd.length).toBe(bySource.odd);
    expect(new Set(odd.map(({ record }) => record.provenance[0]!.source))).toEqual(new Set(["odd"]));
  });

  add("searches during a large put see all of it or nothing", async ({ engine }) => {
    const many = Array.from({ length: 300 }, (_, i) =>
      indexed({ id: `r${i}`, title: "Sepsis", journal: "Eye" }, unit(1)),
    );
    let done = false;
    const put = store(engine, ...many).then(() => {
      done = true;
    });
    const counts = new Set<number>();
    while (!done) {
      const answer = await ask(engine, { q: "sepsis" });
      expect(answer.facets.journal?.[0]?.count ?? 0).toBe(answer.counts.words);
      counts.add(answer.counts.words);
      await new Promise(setImmediate);
    }
    await put;
    for (const count of counts) expect([0, 300]).toContain(count);
    expect((await ask(engine, { q: "sepsis" })).counts.words).toBe(300);
  });

  add("statistics count what there is, by source, and their version moves with every write", async ({ engine }) => {
    const empty = await engine.statistics();
    expect(empty).toMatchObject({ documents: 0, embedded: 0, bySource: {}, space: { dimensions: DIMENSIONS } });
    await store(
      engine,
      indexed({ id: "a", provenance: [from("pubmed", "1"), from("jsonl", "1"), from("jsonl", "2")] }, unit(1)),
    );
    await store(engine, indexed({ id: "b", provenance: [from("jsonl", "3")] }));
    const two = await engine.statistics();
    expect(two).toMatchObject({ documents: 2, embedded: 1, bySource: { jsonl: 2, pubmed: 1 } });
    await engine.remove(["b"]);
    const one = await engine.statistics();
    expect(one).toMatchObject({ documents: 1, embedded: 1, bySource: { jsonl: 1, pubmed: 1 } });
    expect(new Set([empty.version, two.version, one.version]).size).toBe(3);
  });

  add(REOPENING, async ({ engine, reopen }) => {
    await store(engine, indexed({ id: "a", title: "Glaucoma", journal: "Eye" }, unit(1)), indexed({ id: "b" }));
    await engine.remove(["b"]);
    const before = [await ask(engine, { q: "glaucoma", vector: unit(1) }), (await engine.statistics()).version];
    const again = await reopen();
    expect([await ask(again, { q: "glaucoma", vector: unit(1) }), (await again.statistics()).version]).toEqual(before);
  });
}

async function versionOf(engine: Engine, id: string): Promise<number | null> {
  return (await engine.get([id])).get(id)?.version ?? null;
}
