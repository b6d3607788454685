import { randomUUID } from "node:crypto";
import { Meilisearch } from "meilisearch";
import { describe, expect, onTestFinished, test } from "vitest";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { checkMeilisearch, versionFinding } from "../src/engine/meilisearch-checks.ts";
import { uidOf } from "../src/engine/meilisearch-key.ts";
import { complaints } from "./doctor-support.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";

/** One server, or the first of several. */
const url = process.env.MEILI_URL?.split(",")[0];
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const NEEDED = "needs a server with a master key, named by MEILI_URL and MEILI_MASTER_KEY";
const PLACE = url && masterKey ? "on Meilisearch" : `on Meilisearch (skipped: it ${NEEDED})`;

test("lectern doctor wants Meilisearch 1.50 or newer", () => {
  const levels = ["1.50.0", "1.61.2", "2.0.0", "1.49.3"].map((version) => versionFinding(version).level);
  expect(levels).toEqual(["ok", "ok", "ok", "problem"]);
});

describe.skipIf(!url || !masterKey)(`lectern doctor, ${PLACE}`, () => {
  test("makes nothing, then finds key, settings and records as they are", async () => {
    const index = `lectern-doctor-test-${randomUUID()}`;
    const place = { url: url!, masterKey, index };
    const client = new Meilisearch({ host: url!, apiKey: masterKey! });
    const own = async () => (await client.getKeys({ limit: 1000 })).results.find(({ name }) => name?.includes(index));
    const first = await checkMeilisearch(place);
    expect(first.findings.map(({ found }) => found)).toEqual([
      expect.stringMatching(/^version 1\.\d+\.\d+ answers$/),
      "Lectern has no key of its own yet: the first start makes it",
    ]);
    expect([first.index, await own()]).toEqual([null, undefined]);

    const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
    const engine = await MeilisearchEngine.open({ urls: [url!], masterKey, index, space });
    onTestFinished(async () => {
      await engine.destroy();
      const key = await own();
      if (key) await client.deleteKey(key.uid);
    });
    await engine.put([indexed({ id: "a" }, unit(1)), indexed({ id: "b" })]);
    const well = await checkMeilisearch(place);
    expect(complaints(well.findings)).toEqual([]);
    expect(well.index).toMatchObject({ documents: 2, embedded: 1, space });

    await client
      .index(index)
      .updateSettings({ rankingRules: ["words"], stopWords: ["the"] })
      .waitTask();
    expect(complaints((await checkMeilisearch(place)).findings)).toEqual([
      "Meilisearch: settings of the index differ from this Lectern's: rankingRules, stopWords",
    ]);
    expect(
      complaints((await checkMeilisearch({ ...place, masterKey: "another-key-than-the-server's" })).findings),
    ).toEqual(["Meilisearch: it refuses MEILI_MASTER_KEY"]);
    expect(complaints((await checkMeilisearch({ ...place, masterKey: null })).findings)).toEqual([
      "Meilisearch: it asks for a key",
    ]);
  });

  test("tells a key of Lectern's that may not do all that the engine does", async () => {
    const index = `lectern-doctor-test-${randomUUID()}`;
    const place = { url: url!, masterKey, index };
    const client = new Meilisearch({ host: url!, apiKey: masterKey! });
    const uid = uidOf(index);
    await client.createKey({ uid, actions: ["search"], indexes: [`${index}*`], expiresAt: null });
    onTestFinished(() => client.deleteKey(uid));
    const { findings } = await checkMeilisearch(place);
    expect(complaints(findings)).toEqual([
      expect.stringMatching(/^Meilisearch: Lectern's own key may not do documents\.add, .*tasks\.get$/),
    ]);
  });
});
