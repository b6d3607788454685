import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { spaceKey } from "../src/engine/meilisearch-documents.ts";
import { DocumentFile } from "../src/engine/meilisearch-file.ts";
import { ask } from "./contracts/engine-asking.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const urls = (process.env.MEILI_URL ?? "").split(",").slice(0, 1);
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const space = { model: "made-up", revision: "1", dimensions: DIMENSIONS };
const skipped = urls[0] === "";

describe.skipIf(skipped)(
  `documents beside Meilisearch${skipped ? " (skipped: MEILI_URL names no server)" : ""}`,
  () => {
    test("all are read ahead once something was searched for, and another process has them from the file", async () => {
      const documents = join(await temporaryFolder(), "documents.sqlite");
      const index = `lectern-test-${randomUUID()}`;
      let requests = 0;
      const onSearched = (): void => void requests++;
      const open = (path?: string) =>
        MeilisearchEngine.open({ urls, masterKey, index, space, onSearched, ...(path ? { documents: path } : {}) });
      const first = await open(documents);
      onTestFinished(() => first.destroy());
      const ids = Array.from({ length: 120 }, (_, i) => `r${i}`);
      await first.put(ids.map((id, i) => indexed({ id, title: `Fever ${id}`, journal: "Eye" }, unit(1, i))));
      await ask(first, { q: "nothing has this" });
      const named = Array.from(await first.get(ids), ([id, { version }]) => ({ id, version }));
      const file = new DocumentFile(documents);
      onTestFinished(() => file.close());
      await vi.waitFor(() => expect(file.lacking(`0 ${spaceKey(space)}`, named)).toEqual([]), { timeout: 20_000 });
      await first.close();

      const [without, beside] = [await open(), await open(documents)];
      onTestFinished(() => beside.close());
      const question = { q: "fever", vector: unit(1), limit: 20 };
      const asked = async (engine: MeilisearchEngine) => {
        const before = requests;
        const answer = await ask(engine, question);
        return { answer, requests: requests - before };
      };
      const [slow, quick] = [await asked(without), await asked(beside)];
      expect(quick.answer).toEqual(slow.answer);
      expect(quick.requests).toBeLessThan(slow.requests);
    });

    test("a record that is written anew is read anew", async () => {
      const documents = join(await temporaryFolder(), "documents.sqlite");
      const index = `lectern-test-${randomUUID()}`;
      const open = () => MeilisearchEngine.open({ urls, masterKey, index, space, documents });
      const [reading, writing] = [await open(), await open()];
      onTestFinished(() => reading.destroy());
      onTestFinished(() => Promise.all([reading.close(), writing.close()]).then(() => {}));
      const length = async () =>
        (await ask(reading, { q: "fever", vector: unit(1) })).candidates.map((one) => one.words.length);
      await writing.put([indexed({ id: "a", title: "Fever" }, unit(1))]);
      const before = await length();
      const { version } = (await writing.get(["a"])).get("a")!;
      await writing.put([{ ...indexed({ id: "a", title: "Fever in the tropics" }, unit(1)), base: version }]);
      expect(await length()).toEqual(before.map((words) => words + 3));
    });
  },
);
