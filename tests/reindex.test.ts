import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GIVEN, type SourceRecord } from "../indexes/record.ts";
import { CachingEmbedder } from "../src/embed/cache.ts";
import type { Embedder, Passage } from "../src/embed/embedder.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { LecternError } from "../src/errors.ts";
import type { Classifier } from "../src/ingest/classify.ts";
import { ingest } from "../src/ingest/pipeline.ts";
import { type ReindexOptions, reindex } from "../src/ingest/reindex.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { HashEmbedder } from "./embedder.ts";
import { temporaryFolder } from "./temporary.ts";

/** A hash embedder of another model, for which some texts are too much, or all. */
class Model extends HashEmbedder {
  override readonly space;
  refuses: (text: string) => boolean = () => false;

  constructor(revision: string) {
    super();
    this.space = { model: "hash", revision, dimensions: 8 };
  }

  override async embedQuery(text: string): Promise<Float32Array> {
    this.#check(text);
    return super.embedQuery(text);
  }

  override async embedPassages(passages: readonly Passage[]) {
    for (const { title } of passages) this.#check(title);
    return super.embedPassages(passages);
  }

  #check(text: string): void {
    if (this.refuses(text)) throw new LecternError("embedder-unavailable", `Embedding failed: ${text}`);
  }
}

const classifierOf = (id: string) =>
  ({ classify: () => [{ id, confidence: 0.9, evidence: "Nearest topics: one" }] }) as unknown as Classifier;

const paper = (key: string, more: Partial<SourceRecord> = {}): SourceRecord => ({
  key,
  title: `Fever of ${key}`,
  abstract: `The abstract of ${key}.`,
  ...more,
});
const papers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => paper(`k${from + i}`));

let path: string;
let old: HashEmbedder;
let engine: SqliteEngine;

beforeEach(async () => {
  path = join(await temporaryFolder(), "lectern.sqlite");
  old = new HashEmbedder();
  engine = new SqliteEngine(path, old.space);
});
afterEach(() => engine.close());

async function load(records: readonly SourceRecord[], embedder: Embedder = old, into = engine): Promise<void> {
  async function* entries() {
    for (const [i, record] of records.entries())
      yield { place: { record: i + 1, line: i + 1 }, raw: "", key: record.key, ok: true as const, record };
  }
  const { rejected } = await ingest({ engine: into, embedder, classifier: classifierOf("old") }, entries(), {
    source: "test",
  });
  expect(rejected).toBe(0);
}

function rebuildWith(embedder: Embedder | null, options: ReindexOptions = {}, domain = "new") {
  const ingestParts = async () => ({ embedder, classifier: classifierOf(domain) });
  return reindex({ engine, embedder, ingestParts }, options);
}

const request = (q: string, more: Partial<SearchRequest> = {}): SearchRequest => ({
  q,
  mode: "hybrid",
  filters: [],
  sort: null,
  page: 1,
  perPage: 10,
  ...more,
});

test("everything that is derived is derived anew; domains that a source gave stay", async () => {
  await load([...papers(0, 40), paper("given", { domains: ["oncology"] })]);
  const told: [number, number][] = [];
  const next = new Model("2");
  const report = await rebuildWith(next, { onProgress: (...counts) => told.push(counts) });
  expect(report).toEqual({ derived: 41, withoutVectors: [] });
  expect([next.passages, told.at(0), told.at(-1)]).toEqual([41, [0, 41], [41, 41]]);
  const { record } = (await engine.find(["source:test:given"])).get("source:test:given")!;
  expect(record.domains.map(({ id, evidence }) => [id, evidence === GIVEN])).toEqual([
    ["oncology", true],
    ["new", false],
  ]);
  expect((await engine.statistics()).space).toEqual(next.space);
  for await (const { record } of engine.scan()) expect(record.domains.map(({ id }) => id)).not.toContain("old");
});

test("with the same model nothing is embedded a second time", async () => {
  const cached = new CachingEmbedder(old, join(path, "..", "embeddings.sqlite"));
  await load(papers(0, 40), cached);
  expect(old.passages).toBe(40);
  expect((await rebuildWith(cached)).derived).toBe(40);
  expect(old.passages).toBe(40);
  await cached.close();
});

test("what is loaded in the middle of a rebuild, by a process that knows nothing of it, is in the new index", async () => {
  await load(papers(0, 100));
  const other = new SqliteEngine(path, old.space);
  const loading: Promise<void>[] = [];
  let batches = 0;
  const { derived } = await rebuildWith(new Model("2"), {
    onProgress: () => {
      batches++;
      if (batches === 1) loading.push(load([paper("k5", { pmid: "5" }), ...papers(100, 150)], old, other));
      // The last batch: what comes now comes before the swap, and the swap waits for it.
      if (batches === 4) loading.push(load(papers(150, 160), old, other));
    },
  });
  await Promise.all(loading);
  expect(derived).toBe(161);
  const { documents, embedded, space } = await engine.statistics();
  expect([documents, embedded, space?.revision]).toEqual([160, 160, "2"]);
  for await (const { record } of engine.scan()) expect(record.domains.map(({ id }) => id)).toEqual(["new"]);
  expect((await engine.find(["pmid:5"])).get("pmid:5")?.record.key).toBe("k5");
  await other.close();
});

test("a text that cannot be embedded is found by words, and reported; all others have vectors", async () => {
  await load(papers(0, 40));
  const next = new Model("2");
  next.refuses = (text) => text === "Fever of k7";
  const { derived, withoutVectors } = await rebuildWith(next);
  expect(derived).toBe(40);
  expect(withoutVectors).toEqual([{ id: expect.any(String), reason: "Embedding failed: Fever of k7" }]);
  expect(await engine.statistics()).toMatchObject({ documents: 40, embedded: 39 });
});

test("an embedder that embeds nothing any more ends the rebuild, and the next one goes on from there", async () => {
  await load(papers(0, 100));
  const next = new Model("2");
  next.refuses = () => next.passages >= 64;
  await expect(rebuildWith(next)).rejects.toMatchObject({ code: "embedder-unavailable" });
  expect(await engine.statistics()).toMatchObject({
    space: old.space,
    rebuild: { done: 64, total: 100, running: false },
  });
  next.refuses = () => false;
  expect(await rebuildWith(next)).toEqual({ derived: 36, withoutVectors: [] });
  expect(await engine.statistics()).toMatchObject({ space: next.space, embedded: 100, rebuild: null });
});

test("a rebuild that is stopped leaves the old index, and the next one goes on from there", async () => {
  await load(papers(0, 100));
  const stop = new AbortController();
  const onProgress = (done: number): void => {
    if (done >= 32) stop.abort();
  };
  await expect(rebuildWith(new Model("2"), { signal: stop.signal, onProgress })).rejects.toThrow("abort");
  expect((await engine.statistics()).space).toEqual(old.space);
  const left = (await engine.statistics()).rebuild!;
  expect(left.running).toBe(false);
  expect((await rebuildWith(new Model("2"))).derived).toBe(100 - left.done);
});

test("a rebuild that is cancelled from elsewhere stops", async () => {
  await load(papers(0, 100));
  const other = new SqliteEngine(path, null);
  let cancelled: Promise<boolean> | undefined;
  const rebuild = rebuildWith(new Model("2"), {
    onProgress: () => {
      cancelled ??= other.cancelRebuild();
    },
  });
  await expect(rebuild).rejects.toMatchObject({ code: "cancelled", message: "The rebuild was cancelled" });
  expect(await cancelled).toBe(true);
  expect(await engine.statistics()).toMatchObject({ space: old.space, rebuild: null });
  await other.close();
});

test("a search with a query of the old model answers by words, and says so, once the index is rebuilt", async () => {
  await load(papers(0, 20));
  const searching = { engine, embedder: old, similarity: { each: -1, best: -1 } };
  const before = await search(searching, request("fever"));
  expect([before.mode, before.notices]).toEqual(["hybrid", []]);
  await rebuildWith(new Model("2"));
  const notice = "Search by meaning is off until the server is started again: these are the results by words.";
  for (const mode of ["hybrid", "semantic"] as const) {
    const after = await search(searching, request("fever", { mode }));
    expect(after).toMatchObject({ mode: "keyword", counts: { words: 20, meaning: 0 }, notices: [{ text: notice }] });
    expect(after.hits).toHaveLength(10);
  }
  expect((await search(searching, request("fever", { mode: "keyword" }))).notices).toEqual([]);
});
