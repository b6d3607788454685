import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Meilisearch } from "meilisearch";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { DERIVATION } from "../indexes/derivation.ts";
import { STALE_AFTER } from "../src/database.ts";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { MeilisearchIndex } from "../src/engine/meilisearch-index.ts";
import { MeilisearchRebuild } from "../src/engine/meilisearch-rebuild.ts";
import { MeilisearchServers } from "../src/engine/meilisearch-servers.ts";
import { readQuery } from "../src/search/literal.ts";
import { testEngine } from "./contracts/engine.ts";
import { ask } from "./contracts/engine-asking.ts";
import { testRebuild } from "./contracts/engine-rebuild.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

/** One server, or several with commas between. */
const servers = (process.env.MEILI_URL ?? "").split(",").filter((url) => url !== "");
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
const opened = new WeakMap<object, { index: string; urls: string[] }>();
const made: MeilisearchEngine[] = [];
const folder = sharedFolder();

async function open(index: string, urls: string[]): Promise<MeilisearchEngine> {
  const engine = await MeilisearchEngine.open({ urls, masterKey, index, space, documents: join(await folder, index) });
  opened.set(engine, { index, urls });
  return engine;
}

async function fresh(urls = servers.slice(0, 1)): Promise<{ engine: MeilisearchEngine; index: string }> {
  const index = `lectern-test-${randomUUID()}`;
  const engine = await open(index, urls);
  made.push(engine);
  return { engine, index };
}

function contract(name: string, urls: string[]): void {
  testEngine({
    name,
    open: async () => (await fresh(urls)).engine,
    async reopen(closed) {
      const { index } = opened.get(closed)!;
      return open(index, urls);
    },
  });
  testRebuild({
    name,
    async create() {
      const { index } = await fresh(urls);
      return {
        open: (space, derivation) =>
          MeilisearchEngine.open({ urls, masterKey, index, space, ...(derivation ? { derivation } : {}) }),
      };
    },
  });
}

const NEEDED = "it needs a server, named by MEILI_URL and MEILI_MASTER_KEY";

if (servers.length === 0) test.skip(`Meilisearch: the engine's contract (skipped: ${NEEDED})`, () => {});
else contract("Meilisearch", servers.slice(0, 1));

if (servers.length < 2)
  test.skip("Meilisearch on several servers: the engine's contract (skipped: MEILI_URL names fewer than two)", () => {});
else {
  contract("Meilisearch on several servers", servers);

  test("a server that joins gets its share of what is new, and what was there stays where it is", async () => {
    const { engine, index } = await fresh();
    const ids = Array.from({ length: 40 }, (_, i) => `a${i}`);
    await engine.put(ids.map((id) => indexed({ id }, unit(1))));
    const both = await open(index, servers);
    made.push(both);
    const stored = await both.get(ids);
    await both.put(ids.map((id) => ({ ...indexed({ id, title: "Anew" }, unit(2)), base: stored.get(id)!.version })));
    await both.put(ids.map((id) => indexed({ id: `b-${id}` }, unit(1))));
    const { documents } = await (await open(index, servers.slice(0, 1))).statistics();
    expect(documents).toBeGreaterThan(40);
    expect(documents).toBeLessThan(80);
    expect((await both.statistics()).documents).toBe(80);
    expect((await both.get(ids)).get("a7")!.record.title).toBe("Anew");
  });
}

describe.skipIf(servers.length === 0)(`Meilisearch${servers.length === 0 ? ` (skipped: ${NEEDED})` : ""}`, () => {
  test("an unchanged start changes nothing, and another model is refused once there are vectors", async () => {
    const { engine, index } = await fresh();
    await engine.put([indexed({ id: "a" }, unit(1))]);
    const { version } = await engine.statistics();
    expect((await (await open(index, servers.slice(0, 1))).statistics()).version).toBe(version);
    const urls = servers.slice(0, 1);
    const other = MeilisearchEngine.open({ urls, masterKey, index, space: { ...space, revision: "2" } });
    await expect(other).rejects.toThrow(/embedded with made-up \(revision 1, .* the configuration says .*revision 2/);
  });

  test("documents that were stored before ranking's part was kept with them are ranked by their record", async () => {
    const { engine, index } = await fresh();
    await engine.put([indexed({ id: "a", title: "Fever", journal: "Eye" }, unit(1)), indexed({ id: "b" }, unit(1))]);
    const question = { q: "fever", vector: unit(1) };
    const { candidates, facets } = await ask(engine, question);
    expect([candidates.length, facets.journal]).toEqual([2, [{ value: "Eye", count: 1 }]]);
    const documents = new Meilisearch({ host: servers[0]!, ...(masterKey ? { apiKey: masterKey } : {}) }).index(index);
    await documents.updateDocuments([{ id: "a", words: null, facets: null }]).waitTask();
    const again = await ask(await open(index, servers.slice(0, 1)), question);
    expect([again.candidates, again.facets]).toEqual([candidates, facets]);
  });

  test("processes that start for the first time together make one index", async () => {
    const index = `lectern-test-${randomUUID()}`;
    const engines = await Promise.all(Array.from({ length: 4 }, () => open(index, servers.slice(0, 1))));
    made.push(engines[0]!);
    await engines[1]!.put([indexed({ id: "a" }, unit(1))]);
    for (const engine of engines) expect((await engine.get(["a"])).size).toBe(1);
  });

  test("a swap that failed on one of several servers is gone on with there, and till then nothing mixes the two", async () => {
    const name = `lectern-test-${randomUUID()}`;
    const options = { url: servers[0]!, masterKey };
    const [first, second] = await Promise.all(
      [1, 2].map((n) => MeilisearchIndex.open({ ...options, index: `${name}-${n}` })),
    );
    let fails = true;
    const failing = new Proxy(second!, {
      get(target, property) {
        const value = Reflect.get(target, property, target) as unknown;
        if (property === "swap" && fails) return () => Promise.reject(new Error("no swap"));
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const live = await MeilisearchServers.open([first!, failing]);
    const target = { space, derivation: DERIVATION };
    const rebuild = await MeilisearchRebuild.begin(live, target);
    await expect(rebuild.swap()).rejects.toThrow("no swap");
    await rebuild.close();
    await expect(live.search([{ limit: 0 }])).rejects.toThrow(/Only some of the Meilisearch servers/);
    fails = false;
    // The process that failed is not heard of any more.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * STALE_AFTER });
    onTestFinished(() => void vi.useRealTimers());
    const again = await MeilisearchRebuild.begin(live, target);
    expect(await again.swap()).toBe(true);
    await again.close();
    for (const server of [first!, second!]) {
      expect(await server.about()).toMatchObject({ generation: 1, space });
      expect(await server.existing("-next")).toBeNull();
      await server.destroy();
    }
  });

  test("asking how a rebuild is getting on makes nothing, whatever happens to it meanwhile", async () => {
    const { engine, index } = await fresh();
    await engine.put([indexed({ id: "a" }, unit(1))]);
    let asking = true;
    const asked = (async () => {
      while (asking) await engine.statistics();
    })();
    for (let round = 0; round < 3; round++) {
      await (await engine.rebuild(space)).close();
      expect(await engine.cancelRebuild()).toBe(true);
    }
    asking = false;
    await asked;
    const store = await MeilisearchIndex.open({ url: servers[0]!, masterKey, index });
    expect(await store.existing("-next")).toBeNull();
  });

  test("of a batch, only the records that the server refuses are rejected", async () => {
    const { engine } = await fresh();
    const ids = Array.from({ length: 21 }, (_, i) => (i === 5 || i === 17 ? `not an id ${i}` : `id-${i}`));
    const { conflicts, rejected } = await engine.put(ids.map((id) => indexed({ id }, unit(1))));
    expect(conflicts).toEqual([]);
    expect(rejected?.map(({ id }) => id)).toEqual(["not an id 5", "not an id 17"]);
    expect(rejected?.[0]?.reason).toMatch(/identifier/);
    expect((await engine.statistics()).documents).toBe(19);
  });

  test("puts that are under way are seen by those that follow, and stored in their order", async () => {
    const { engine } = await fresh();
    const first = engine.put([indexed({ id: "a", doi: "10.1000/a", title: "First" }, unit(1))]);
    const seen = (await engine.find(["doi:10.1000/a"])).get("doi:10.1000/a")!;
    expect(seen.record.title).toBe("First");
    const second = engine.put([
      { ...indexed({ id: "a", doi: "10.1000/a", title: "Second" }, unit(1)), base: seen.version },
    ]);
    const late = engine.put([{ ...indexed({ id: "a", title: "Late" }, unit(1)), base: seen.version }]);
    expect(await Promise.all([first, second, late])).toEqual([
      { conflicts: [] },
      { conflicts: [] },
      { conflicts: ["a"] },
    ]);
    expect((await engine.get(["a"])).get("a")!.record.title).toBe("Second");
  });

  test("of two processes that give one identifier to different records, the later is told", async () => {
    const { engine, index } = await fresh();
    const other = await open(index, servers.slice(0, 1));
    const put = (by: MeilisearchEngine, id: string) => by.put([indexed({ id, doi: "10.1000/same" }, unit(1))]);
    const told = await Promise.all([put(engine, "y"), put(other, "z")]);
    expect(told.flatMap(({ conflicts }) => conflicts)).not.toEqual([]);
  });

  test("a search is one request, whatever its words may stand for, and one more where records say what they stand for", async () => {
    const index = `lectern-test-${randomUUID()}`;
    let requests = 0;
    const onSearched = (): void => void requests++;
    const engine = await MeilisearchEngine.open({ urls: servers.slice(0, 1), masterKey, index, space, onSearched });
    made.push(engine);
    await engine.put([
      indexed({ id: "a", title: "Tumour growth in adults with kidney stones", abstract: "By mass spectrometry (MS)." }),
      indexed({ id: "b", title: "Heart attack at work", abstract: "Multiple sclerosis (MSC) and pain." }),
    ]);
    const asked = async (q: string): Promise<number> => {
      const { words } = readQuery({ q });
      const before = requests;
      await ask(engine, { words: words && { ...words, few: 0 }, facets: [], limit: 1 });
      return requests - before;
    };
    // Reads both records, and their mean length.
    await asked("growth OR work");
    for (const q of ["tumour adults", "heart attack", "kidney", "adults with tumour growth and kidney stones"])
      expect.soft([q, await asked(q), await asked(q)]).toEqual([q, q.split(" ").length > 5 ? 2 : 1, 1]);
    for (const q of ["MS", "multiple sclerosis"])
      expect.soft([q, (await asked(q)) > 1, await asked(q)]).toEqual([q, true, 1]);
  });

  test("vectors that the server has lost are missed", async () => {
    const { engine, index } = await fresh();
    await engine.put([indexed({ id: "a" }, unit(1)), indexed({ id: "b" }, null)]);
    await engine.verify();
    const client = new Meilisearch({ host: servers[0]!, ...(masterKey ? { apiKey: masterKey } : {}) });
    await client
      .index(index)
      .updateDocuments([{ id: "a", _vectors: { passages: null } }])
      .waitTask();
    await expect(engine.verify()).rejects.toThrow(/vectors of 1 records, got 0/);
  });
});

afterAll(async () => {
  for (const engine of made) await engine.destroy().catch(() => {});
  await removeFolder(await folder);
  if (!masterKey) return;
  for (const host of servers) {
    const client = new Meilisearch({ host, apiKey: masterKey });
    const { results } = await client.getKeys({ limit: 1000 });
    for (const { uid, name } of results) if (name?.includes("lectern-test-")) await client.deleteKey(uid);
  }
});
