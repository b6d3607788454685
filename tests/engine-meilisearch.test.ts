import { randomUUID } from "node:crypto";
import { Meilisearch } from "meilisearch";
import { afterAll, describe, expect, test } from "vitest";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { testEngine } from "./contracts/engine.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";

const url = process.env.MEILI_URL;
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
const names = new WeakMap<object, string>();
const made: MeilisearchEngine[] = [];

async function open(index: string): Promise<MeilisearchEngine> {
  const engine = await MeilisearchEngine.open({ url: url!, masterKey, index, space });
  names.set(engine, index);
  return engine;
}

if (url) {
  testEngine({
    name: "Meilisearch",
    async open() {
      const engine = await open(`lectern-test-${randomUUID()}`);
      made.push(engine);
      return engine;
    },
    reopen: async (closed) => open(names.get(closed)!),
  });

  test("an unchanged start changes nothing, and another model is refused once there are vectors", async () => {
    const index = `lectern-test-${randomUUID()}`;
    const engine = await open(index);
    await engine.put([indexed({ id: "a" }, unit(1))]);
    const { version } = await engine.statistics();
    expect((await (await open(index)).statistics()).version).toBe(version);
    const other = MeilisearchEngine.open({ url, masterKey, index, space: { ...space, revision: "2" } });
    await expect(other).rejects.toThrow(/embedded with made-up \(revision 1, .* the configuration says .*revision 2/);
    await engine.destroy();
  });

  afterAll(async () => {
    for (const engine of made) await engine.destroy();
    if (!masterKey) return;
    const client = new Meilisearch({ host: url, apiKey: masterKey });
    const { results } = await client.getKeys({ limit: 1000 });
    for (const { uid, name } of results) if (name?.includes("lectern-test-")) await client.deleteKey(uid);
  });
} else {
  describe("Meilisearch", () => {
    test.skip("the engine's contract (skipped: it needs a server, named by MEILI_URL and MEILI_MASTER_KEY)", () => {});
  });
}
