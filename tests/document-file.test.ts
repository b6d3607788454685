import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { toDocument, toLoaded, toStored } from "../src/engine/meilisearch-documents.ts";
import { DocumentFile } from "../src/engine/meilisearch-file.ts";
import type { Written } from "../src/engine/meilisearch-store.ts";
import { indexed, unit } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

const SPACE = "a space";
const OF = "0 a space";

function file(path: string, most?: number): DocumentFile {
  const opened = new DocumentFile(path, most);
  onTestFinished(() => opened.close());
  return opened;
}

/** What a server gives back of a document. */
function shown(id: string, version = 1, meaning: Float32Array | null = unit(1, 2)): Shown {
  const written = toDocument(indexed({ id, title: `The title of ${id}` }, meaning), version, SPACE);
  return written as Written & Shown;
}

type Shown = Parameters<DocumentFile["write"]>[1][number];

const named = (id: string, version = 1) => ({ id, version });

/** What is kept, once it is written: another process reads it. */
function kept(path: string, of: string, ...wanted: { id: string; version: number }[]) {
  return file(path).read(of, wanted);
}

describe("the file of documents", () => {
  test("gives back what a server gave", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const documents = [shown("a"), shown("b", 7), shown("c", 1, null)];
    const first = file(path);
    first.write(OF, documents);
    first.close();
    const read = kept(path, OF, named("a"), named("b", 7), named("c"), named("d"));
    expect(read.sort((x, y) => (x.candidate.id < y.candidate.id ? -1 : 1))).toEqual(
      documents.map((one) => toLoaded(one, null)),
    );
  });

  test("gives back their records", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const [a, b] = [shown("a", 3), shown("b", 1, null)];
    const first = file(path);
    first.write(OF, [a, b]);
    first.close();
    const records = file(path).records(OF, [named("a", 3), named("b"), named("c")]);
    expect(records).toEqual(
      new Map([
        ["a", toStored(a)],
        ["b", { ...toStored(b), hasVectors: false }],
      ]),
    );
    expect(file(path).records(OF, [named("a", 2)]).size).toBe(0);
  });

  test("never one of another version, or of another index", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const first = file(path);
    first.write(OF, [shown("a", 1), shown("b", 1)]);
    first.write(OF, [shown("a", 2)]);
    first.close();
    expect(kept(path, OF, named("a", 1))).toEqual([]);
    expect(kept(path, OF, named("a", 2))).toHaveLength(1);
    expect(kept(path, "1 a space", named("a", 2), named("b", 1))).toEqual([]);
    expect(file(path).lacking(OF, [named("a", 1), named("b", 1), named("c", 1)])).toEqual([
      named("a", 1),
      named("c", 1),
    ]);
  });

  test("keeps those that were written last", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const first = file(path, 3);
    first.write(
      OF,
      ["a", "b", "c"].map((id) => shown(id)),
    );
    first.write(
      OF,
      ["a", "d"].map((id) => shown(id)),
    );
    first.close();
    const ids = kept(path, OF, ...["a", "b", "c", "d"].map((id) => named(id))).map(({ candidate }) => candidate.id);
    expect(ids.sort()).toEqual(["a", "c", "d"]);
  });

  test("keeps nothing of what was removed", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const ids = ["a", "b", "c", "d"];
    const all = ids.map((id) => named(id));
    const first = file(path);
    first.write(
      OF,
      ids.map((id) => shown(id)),
    );
    first.forget(["a"]);
    expect(first.lacking(OF, all)).toEqual([named("a")]);
    // Asked for before it was removed, answered after.
    first.write(OF, [shown("a")]);
    first.keepOnly(["a", "c", "e"]);
    expect(first.lacking(OF, all)).toEqual([named("a"), named("b"), named("d")]);
    expect(first.records(OF, all).size).toBe(1);
  });

  test("is made anew where it is damaged", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    writeFileSync(path, "no data base, though it is as long as one ".repeat(100));
    const first = file(path);
    expect(first.read(OF, [named("a")])).toEqual([]);
    first.write(OF, [shown("a")]);
    first.close();
    expect(kept(path, OF, named("a"))).toHaveLength(1);
  });

  test("is done without where it cannot be had", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    mkdirSync(join(path, "in the way"), { recursive: true });
    const first = file(path);
    first.write(OF, [shown("a")]);
    first.close();
    expect(first.read(OF, [named("a")])).toEqual([]);
    expect(first.lacking(OF, [named("a")])).toEqual([named("a")]);
  });

  test("is not there before it is used", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    file(path).close();
    expect(existsSync(path)).toBe(false);
  });

  test("leaves out what a server has without what ranking reads", async () => {
    const path = join(await temporaryFolder(), "documents.sqlite");
    const { words: _, ...older } = shown("a");
    const first = file(path);
    first.write(OF, [older as Shown]);
    first.close();
    expect(kept(path, OF, named("a"))).toEqual([]);
  });
});
