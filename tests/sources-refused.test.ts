import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import { formatNamed, formats } from "../src/sources/open.ts";
import { LINES, readSource, refusal, upload, XML } from "./sources-support.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lectern-open-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe("a source is refused", () => {
  test.each([
    ["that is empty", "", "x.xml is empty"],
    ["that holds a byte order mark alone", "\uFEFF", "x.xml is empty"],
    ["that is blank", " \n\n", "x.xml holds nothing but white space"],
    ["that is empty within gzip", gzipSync(""), "x.xml is empty"],
    [
      "of another kind of XML",
      '<?xml version="1.0"?>\n<!DOCTYPE article [<!ENTITY a "b">]><!-- c -->\n<article dtd="x"/>',
      "x.xml is in none of the formats known here (PubMed XML, JSON Lines): it is XML or HTML with the root element <article>",
    ],
    [
      "that is one JSON document",
      '[\n{"key":"a"}]',
      "x.xml is in none of the formats known here (PubMed XML, JSON Lines): it looks like one JSON document, where JSON Lines has one object on each line",
    ],
    [
      "of another format",
      "TY  - JOUR\nTI  - x",
      'x.xml is in none of the formats known here (PubMed XML, JSON Lines): it starts with "TY  - JOUR\\nTI  - x"',
    ],
    ["that is binary", Buffer.from([1, 2, 0, 4]), "x.xml is a binary file; expected text: PubMed XML, JSON Lines"],
    [
      "that is a ZIP archive",
      Buffer.from("PK\x03\x04rest"),
      "x.xml is a ZIP archive; expected text: PubMed XML, JSON Lines",
    ],
    [
      "that is a PDF within gzip",
      gzipSync("%PDF-1.7"),
      "x.xml is a PDF within gzip; expected text: PubMed XML, JSON Lines",
    ],
    [
      "that is compressed twice",
      gzipSync(gzipSync(LINES)),
      "x.xml is a gzip file within gzip; expected text: PubMed XML, JSON Lines",
    ],
    [
      "that is cut off at its first bytes",
      gzipSync(LINES).subarray(0, 12),
      "x.xml ends in the middle of the compressed data",
    ],
  ])("%s", async (_what, content, message) => {
    expect((await refusal(content)).message).toBe(message);
  });

  test("that is of another format than was said", async () => {
    expect((await refusal(LINES, { format: "pubmed-xml" })).message).toBe(
      "x.xml is JSON Lines (jsonl), not PubMed XML (pubmed-xml) as was said",
    );
    expect((await refusal(XML, { format: "jsonl" })).code).toBe("invalid-source");
    expect((await refusal("<article/>", { format: "pubmed-xml" })).message).toMatch(
      /^x\.xml: expected PubMed XML .* root element <article>/,
    );
  });

  test("with a format that there is not", async () => {
    expect(() => formatNamed("json")).toThrow(
      'Expected `format` to be pubmed-xml or jsonl, got "json"; did you mean jsonl?',
    );
    expect(formats.map(({ name }) => formatNamed(name))).toEqual(formats);
    expect(await readSource(upload(Buffer.from(LINES)), { format: "ris" })).toMatchObject({
      error: { code: "unsupported-format" },
    });
  });

  test("that is no file", async () => {
    expect(await readSource(join(folder, "missing"), { name: "missing" })).toMatchObject({
      error: { code: "invalid-source", message: "missing does not exist" },
    });
    expect(await readSource(folder, { name: "folder" })).toMatchObject({
      error: { code: "invalid-source", message: "folder is a folder, not a file" },
    });
    expect(await readSource(join(file("plain", "x"), "inner"))).toMatchObject({
      error: { message: "x.xml does not exist" },
    });
  });

  test.skipIf(process.getuid?.() === 0)("that may not be read (skipped for root, who may read all)", async () => {
    const path = file("secret", LINES);
    chmodSync(path, 0);
    expect(await readSource(path)).toMatchObject({
      error: { code: "invalid-source", message: "x.xml cannot be read: permission denied" },
    });
  });

  test("where its compressed data end or are damaged, after what could be read", async () => {
    const text = Array.from({ length: 4000 }, (_, n) => `{"key":"${n}","title":"${Math.sin(n)}"}\n`).join("");
    const bytes = gzipSync(text);
    const cut = await readSource(upload(bytes.subarray(0, bytes.length - 2000), 4096));
    expect(cut.error).toMatchObject({
      code: "invalid-source",
      message: "x.xml ends in the middle of the compressed data",
    });
    expect(cut.keys.length).toBeGreaterThan(3000);
    bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 200);
    const damaged = await readSource(upload(bytes, 4096));
    expect(damaged.error).toMatchObject({
      code: "invalid-source",
      message: "x.xml is damaged: its compressed data cannot be read",
    });
    expect(damaged.keys.length).toBeGreaterThan(500);
  });

  test("at the first byte that is not UTF-8, after what could be read", async () => {
    const bytes = Buffer.concat([Buffer.from(LINES), Buffer.from([0x7b, 0xe9, 0x7d])]);
    for (const size of [1, 7, 1000]) {
      expect(await readSource(upload(bytes, size))).toMatchObject({
        keys: ["a", "b"],
        error: {
          code: "invalid-source",
          message: `x.xml is not UTF-8 text: the byte 0xe9 at offset ${bytes.length - 2} does not fit; save the file as UTF-8`,
        },
      });
    }
    const half = Buffer.from('{"key":"é');
    expect(await readSource(upload(half.subarray(0, half.length - 1)))).toMatchObject({
      error: { message: expect.stringContaining("the byte 0xc3 at offset 8") },
    });
  });

  test("where its XML breaks, with its name before the place", async () => {
    expect(await readSource(upload(Buffer.from(XML.replace("</PubmedArticleSet>", "</x>"))))).toMatchObject({
      keys: ["1"],
      error: {
        code: "invalid-source",
        message: expect.stringMatching(/^x\.xml: the XML is broken at line 1, column \d+: a close tag/),
      },
    });
  });

  test("where its upload breaks off, unless the upload says why itself", async () => {
    const broken = async function* (error: Error): AsyncGenerator<Uint8Array> {
      yield Buffer.from(LINES.repeat(200));
      throw error;
    };
    expect(await readSource(broken(new Error("socket\nhang up")))).toMatchObject({
      error: { code: "invalid-source", message: "x.xml cannot be read: socket hang up" },
    });
    const own = new LecternError("body-too-large", "x");
    expect((await readSource(broken(own))).error).toBe(own);
  });

  test("never by anything but a LecternError, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom("", "\x1f\x8b\x08", '{"key":', "<PubmedArticle>", "\xff\xfe"),
        async (bytes, start) => {
          const { error } = await readSource(upload(Buffer.concat([Buffer.from(start, "latin1"), bytes])));
          if (error !== null) expect(error).toBeInstanceOf(LecternError);
        },
      ),
      { numRuns: 300 },
    );
  });
});
