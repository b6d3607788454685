import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "../src/sources/open.ts";
import { all, LINES, readSource, refusal, upload, XML } from "./sources-support.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lectern-open-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe("a source is opened", () => {
  test("by its content, whatever its name", async () => {
    expect(await readSource(file("really.xml", LINES))).toEqual({ keys: ["a", "b"], error: null, format: "jsonl" });
    expect(await readSource(file("really.jsonl", XML))).toEqual({ keys: ["1"], error: null, format: "pubmed-xml" });
  });

  test("compressed or not, with the bytes that were read of those there are", async () => {
    const bytes = gzipSync(LINES.repeat(5000));
    const source = await openSource(file("plain-name", bytes));
    expect(source.size).toBe(bytes.length);
    expect(await all(source.entries)).toHaveLength(10_000);
    expect(source.bytesRead()).toBe(bytes.length);
  });

  test("from several gzip members one after the other", async () => {
    expect(
      await readSource(
        upload(Buffer.concat([gzipSync('{"key":"a","title":"A"}\n'), gzipSync('{"key":"b","title":"B"}\n')])),
      ),
    ).toMatchObject({ keys: ["a", "b"] });
  });

  test("with a byte order mark, UTF-8 or UTF-16", async () => {
    const swapped = Buffer.from(`\uFEFF${LINES}`, "utf16le").swap16();
    for (const bytes of [Buffer.from(`\uFEFF${LINES}`), Buffer.from(`\uFEFF${LINES}`, "utf16le"), swapped]) {
      const source = await openSource(upload(bytes, 1));
      expect(await all(source.entries)).toMatchObject([
        { ok: true, record: { title: "Café \u{1F600}" } },
        { ok: true, key: "b" },
      ]);
    }
  });

  test("the same wherever its bytes are cut", async () => {
    const whole = await all((await openSource(upload(Buffer.from(LINES), 1e6))).entries);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(Buffer.from(LINES), gzipSync(LINES)),
        fc.integer({ min: 1, max: 80 }),
        async (bytes, size) => {
          expect(await all((await openSource(upload(bytes, size))).entries)).toEqual(whole);
        },
      ),
    );
  });

  test("with a map of fields, which is for JSON Lines only", async () => {
    expect(await readSource(upload(Buffer.from('{"_id":"z","title":"Z"}')), { map: { key: "_id" } })).toMatchObject({
      keys: ["z"],
    });
    expect((await refusal(XML, { map: { key: "_id" } })).message).toBe(
      "x.xml is PubMed XML; a map of fields is for JSON Lines only",
    );
  });

  test("in a format that is given, even where its first record is broken", async () => {
    expect(await readSource(upload(Buffer.from(`oops\n${LINES}`)), { format: "jsonl" })).toEqual({
      keys: [null, "a", "b"],
      error: null,
      format: "jsonl",
    });
  });

  test.skipIf(!existsSync("/proc/self/fd"))(
    "and closed, read or not (skipped where /proc does not list open files)",
    async () => {
      const path = file("closed.jsonl", LINES.repeat(20_000));
      const open = (): number => readdirSync("/proc/self/fd").length;
      const before = open();
      await (await openSource(path)).close();
      for await (const _ of (await openSource(path)).entries) break;
      await readSource(path, { format: "pubmed-xml" });
      expect(open()).toBe(before);
    },
  );
});
