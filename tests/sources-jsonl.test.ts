import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import { jsonl, parseMap } from "../src/sources/jsonl.ts";
import { openSource } from "../src/sources/open.ts";
import { type Entry, MAX_RAW, MAX_RECORD, type ReadOptions } from "../src/sources/source.ts";
import { all, pieces } from "./sources-support.ts";

const DATA = new URL("../../shared/data/", import.meta.url).pathname;

async function read(text: string, options: ReadOptions = {}, size?: number): Promise<Entry[]> {
  return all(jsonl.read(pieces(text, size ?? (text.length || 1)), options));
}

async function failure(line: string, options: ReadOptions = {}): Promise<LecternError> {
  const [entry] = await read(line, options);
  if (entry === undefined || entry.ok) throw new Error("the record was taken");
  return entry.error;
}

describe("JSON Lines", () => {
  test("gives a record a line, with its place and its raw text, and skips blank lines", async () => {
    const entries = await read('\uFEFF{"key":"a","title":"A"}\r\n\n   \n{"key":" b ","title":"B","year":2020}');
    expect(entries).toEqual([
      {
        ok: true,
        key: "a",
        place: { record: 1, line: 1 },
        raw: '{"key":"a","title":"A"}',
        record: { key: "a", title: "A" },
      },
      {
        ok: true,
        key: "b",
        place: { record: 2, line: 4 },
        raw: '{"key":" b ","title":"B","year":2020}',
        record: { key: "b", title: "B", year: 2020 },
      },
    ]);
  });

  test("does not end a line at U+2028 within a text", async () => {
    const [entry, ...others] = await read('{"key":"a","title":"A\u2028B\u2029C\u0085D"}\n');
    expect(entry).toMatchObject({ ok: true, record: { title: "A\u2028B\u2029C\u0085D" } });
    expect(others).toEqual([]);
  });

  test("goes on after a line that cannot be read", async () => {
    const entries = await read('{"key":"a","title":"A"}\n{"key": oops}\n[1]\n"text"\n{"key":"b","title":"B"}\n');
    expect(entries.map((entry) => (entry.ok ? entry.key : entry.error.code))).toEqual([
      "a",
      "invalid-record",
      "invalid-record",
      "invalid-record",
      "b",
    ]);
    expect(entries.map((entry) => entry.place.line)).toEqual([1, 2, 3, 4, 5]);
    expect(entries[1]).toMatchObject({
      key: null,
      raw: '{"key": oops}',
      error: { message: expect.stringMatching(/^Expected a JSON object, got "\{/) },
    });
    expect(entries[2]).toMatchObject({ error: { message: "Expected a JSON object, got [1]" } });
  });

  test("says of each field what was expected and what came", async () => {
    const error = await failure('{"key":"a","title":3,"year":"20x","status":["gone"],"authors":["x",{"name":1}]}');
    expect(error.message).toContain('Expected `year` to be an integer, got "20x"');
    expect(error.message).toContain("Expected `title` to be text, got 3");
    expect(error.message).toContain(
      'Expected `status.0` to be one of "retracted", "corrected", "expression-of-concern", got "gone"',
    );
    expect(error.issues).toContainEqual({ path: "authors.1.name", expected: "text", got: "1" });
    expect(error.message).not.toContain("\n");
  });

  test("names an unknown field, the near one, and those that are known", async () => {
    const error = await failure('{"key":"a","title":"A","titel":"B"}');
    expect(error.message).toMatch(
      /^Unknown field `titel`; did you mean `title`\? Known fields: key, kind, title, abstract,/,
    );
    expect(error.issues).toEqual([{ path: "titel", expected: "a known field", got: '"B"' }]);
    expect((await failure('{"key":"a","title":"A","__proto__":1}')).message).toMatch(
      /^Unknown field `__proto__`\. Known/,
    );
    expect((await failure('{"key":"a","title":"A","authors":[{"name":"x","orchid":"y"}]}')).message).toBe(
      "Unknown field `authors.0.orchid`",
    );
  });

  test("keeps the key of a record that is refused", async () => {
    expect(await read('{"key":"a"}\n{"key":7,"title":"A"}\n{"title":"A"}')).toMatchObject([
      { key: "a" },
      { key: "7" },
      { key: null },
    ]);
  });

  test("takes null as not given, but for key and title", async () => {
    expect(await read('{"key":"a","title":"A","doi":null}')).toMatchObject([
      { ok: true, record: { key: "a", title: "A" } },
    ]);
    expect((await failure('{"key":"a","title":null}')).message).toBe("Expected `title` to be text, got null");
  });

  test("refuses one record that is too long, and reads the next", async () => {
    const long = `{"key":"long","title":"${"x".repeat(MAX_RECORD)}"}`;
    const entries = await read(`${long}\n{"key":"b","title":"B"}\n${long}`, {}, 100_000);
    expect(entries.map((entry) => entry.ok)).toEqual([false, true, false]);
    expect(entries[0]!.raw).toBe(long.slice(0, MAX_RAW));
    expect(entries[0]).toMatchObject({
      error: { message: "Expected a record of at most 8,388,608 characters, got 8,388,633" },
    });
    expect(entries[2]!.place).toEqual({ record: 3, line: 3 });
  });

  test("gives the same entries wherever the text is cut", async () => {
    const line = fc.constantFrom(
      '{"key":"a","title":"é\u2028😀"}',
      '{"key":',
      "",
      "  ",
      '{"key":"b","titel":"B"}',
      "\uFEFF{}",
      "null",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 40 }),
        async (lines, end, size) => {
          const text = lines.join(end);
          expect(await read(text, {}, size)).toEqual(await read(text));
        },
      ),
    );
  });

  test("gives an entry for every line that is not blank, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.json())), async (lines) => {
        const text = lines.map((line) => line.replaceAll("\n", " "));
        expect(await read(text.join("\n"))).toHaveLength(text.filter((line) => line.trim() !== "").length);
      }),
    );
  });

  test("knows its files by their start", () => {
    expect(jsonl.sniff('  \n{"key":')).toBe(true);
    expect(jsonl.sniff("{}")).toBe(true);
    expect(jsonl.sniff('{\n  "records": [')).toBe(false);
    expect(jsonl.sniff('[{"key":')).toBe(false);
    expect(jsonl.sniff("")).toBe(false);
  });
});

describe("a map of fields", () => {
  const map = parseMap("key=_id, pmid=_id ,abstract=text,metadata=-");

  test("reads our fields from the file's, one perhaps for two, and ignores what it says to ignore", async () => {
    expect(await read('{"_id":"12","title":"A","text":"B","metadata":{"url":"x"}}', { map })).toMatchObject([
      { ok: true, key: "12", record: { key: "12", pmid: "12", title: "A", abstract: "B" } },
    ]);
  });

  test("lets two fields change places", async () => {
    const [entry] = await read('{"key":"a","title":"B","abstract":"A"}', {
      map: parseMap("title=abstract,abstract=title"),
    });
    expect(entry).toMatchObject({ record: { title: "A", abstract: "B" } });
  });

  test("reads a field that it names from there alone", async () => {
    const [entry] = await read('{"key":"own","_id":"mapped","title":"A"}', { map: { key: "_id" } });
    expect(entry).toMatchObject({ record: { key: "mapped" } });
  });

  test("leaves a field that it does not name an error, by the file's name", async () => {
    expect((await failure('{"_id":"1","title":"A","extra":1}', { map })).message).toMatch(/^Unknown field `extra`\./);
    expect((await failure('{"title":"A"}', { map })).message).toBe(
      "Expected `key` to be text, got nothing (from the file's `_id`)",
    );
  });

  test.each([
    ["", 'Expected `map` to be pairs such as key=_id,abstract=text,metadata=-, got ""'],
    ["key", 'Expected `map` to be pairs such as key=_id,abstract=text,metadata=-, got "key"'],
    ["key=a=b", 'Expected `map` to be pairs such as key=_id,abstract=text,metadata=-, got "key=a=b"'],
    ["key=a,key=b", 'Expected `map` to be each field once, got "key" twice'],
  ])("that is %j is refused", (text, message) => {
    expect(() => parseMap(text)).toThrow(message);
  });

  test("that is the wrong way round, or misspelt, is refused with the right way", () => {
    expect(() => parseMap("_id=key")).toThrow('got "_id=key"; the order is key=_id');
    expect(() => parseMap("titel=t")).toThrow("did you mean title?");
    expect(() => parseMap("titel=t")).toThrow(LecternError);
  });

  test.skipIf(!existsSync(`${DATA}nfcorpus`))(
    "loads the 3,633 abstracts of NFCorpus (skipped where ../shared/data is absent)",
    async () => {
      const source = await openSource(`${DATA}nfcorpus/corpus.jsonl`, {
        map: parseMap("key=_id,abstract=text,metadata=-"),
      });
      const entries = await all(source.entries);
      expect(entries).toHaveLength(3633);
      expect(entries.filter((entry) => !entry.ok)).toEqual([]);
      expect(entries[0]).toMatchObject({
        key: "MED-10",
        record: { title: expect.stringMatching(/^Statin Use/), abstract: expect.stringMatching(/^Recent studies/) },
      });
    },
  );
});
