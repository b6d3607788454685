import { randomUUID } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Meilisearch } from "meilisearch";
import { expect, onTestFinished, test } from "vitest";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { checkMeilisearch } from "../src/engine/meilisearch-checks.ts";
import { uidOf } from "../src/engine/meilisearch-key.ts";
import { complaints } from "./doctor-support.ts";
import { indexed } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const servers = (process.env.MEILI_URL ?? "").split(",").filter((url) => url !== "");
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const WHERE = masterKey
  ? ""
  : " (skipped: it needs a server with a master key, named by MEILI_URL and MEILI_MASTER_KEY)";

test.skipIf(!masterKey || servers.length === 0)(
  `the master key is used once: later starts have the key that it made, and do without it${WHERE}`,
  async () => {
    const keyFolder = await temporaryFolder();
    const index = `lectern-test-${randomUUID()}`;
    const options = { urls: [...servers], index, space: null, keyFolder };
    const engine = await MeilisearchEngine.open({ ...options, masterKey });
    onTestFinished(async () => {
      await engine.destroy();
      for (const host of servers) await new Meilisearch({ host, apiKey: masterKey! }).deleteKey(uidOf(index));
    });
    const files = (await readdir(keyFolder)).map((name) => join(keyFolder, name));
    expect(files).toHaveLength(servers.length);
    for (const file of files) {
      expect((await stat(file)).mode & 0o077).toBe(0);
      expect(await readFile(file, "utf8")).not.toContain(masterKey);
    }
    const later = await MeilisearchEngine.open({ ...options, masterKey: null });
    await later.put([indexed({ id: "a" })]);
    expect((await later.statistics()).documents).toBe(1);
    const own = { urls: [servers[0]!], masterKey: null, index: "lectern-test-other", keyFolder, space: null };
    await expect(MeilisearchEngine.open(own)).rejects.toThrow();

    // A key that the server does not know any more is made again.
    for (const file of files) await writeFile(file, "of-another-server\n");
    await expect(MeilisearchEngine.open({ ...options, masterKey: null })).rejects.toThrow();
    const again = await MeilisearchEngine.open({ ...options, masterKey });
    expect((await again.statistics()).documents).toBe(1);
    for (const file of files) expect(await readFile(file, "utf8")).not.toContain("another");
    const { findings } = await checkMeilisearch({ url: servers[0]!, masterKey: null, index, keyFolder });
    expect(complaints(findings)).toEqual([]);
  },
);
