import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LecternError } from "../src/errors.ts";
import { type ParsedQuery, parseQuery } from "../src/search/query.ts";

/** Terms on one line each: the alternatives, then what is special about the term. */
function terms(parsed: ParsedQuery, which: "terms" | "excluded" = "terms"): string[] {
  return (parsed.words?.[which] ?? []).map(({ alternatives, telling, required, strict, prefix, typos, anyOf }) => {
    const words = alternatives.map(({ words, field }) => `${field ? `${field}:` : ""}${words.join(" ")}`).join(" | ");
    const marks = { required: required && !strict, strict, prefix, exact: !typos && !anyOf, untelling: !telling };
    return [words, ...Object.entries(marks).flatMap(([mark, on]) => (on ? [mark] : []))].join(" +");
  });
}

const read = (text: string): string[] => terms(parseQuery(text));

/** Null for what no engine can be asked for, which is refused with its place in the text. */
function parsedOrRefused(text: string, strict = false): ParsedQuery | null {
  try {
    return parseQuery(text, { strict });
  } catch (error) {
    expect(error).toBeInstanceOf(LecternError);
    const [{ path, start, end }] = (error as LecternError).issues as unknown as [Required<LecternError["issues"][0]>];
    expect(path).toBe("q");
    expect(0 <= start && start <= end && end <= text.length).toBe(true);
    return null;
  }
}

describe("a query", () => {
  test("is words, of which the last may be only begun, unless something follows it", () => {
    expect(read("Heart failure")).toEqual(["heart", "failure +prefix"]);
    expect(read("heart failure ")).toEqual(["heart", "failure"]);
    expect(read("heart failure?")).toEqual(["heart", "failure"]);
    expect(read("cardio* shock ")).toEqual(["cardio +prefix", "shock"]);
    expect(read("heart Heart HEART ")).toEqual(["heart"]);
  });

  test("has stop words in it that tell nothing", () => {
    expect(read("the heart of ")).toEqual(["the +untelling", "heart", "of +untelling"]);
    expect(read("to be ")).toEqual(["to +untelling", "be +untelling"]);
  });

  test("keeps a compound together, joined or as its words in a row", () => {
    expect(read("IL-6 ")).toEqual(["il6 | il 6"]);
    expect(read("TNF-α/IL-6 ")).toEqual(["tnfalpha | tnf alpha", "il6 | il 6"]);
    expect(read("non-small-cell ")).toEqual(["non", "small", "cell"]);
    expect(read("and/or Crohn's ")).toEqual(["and +untelling", "or +untelling", "crohn"]);
  });

  test("has phrases that must be there as they stand", () => {
    expect(read('"heart failure" in')).toEqual(["heart failure +required +exact", "in +prefix +untelling"]);
    expect(read("“heart failure”")).toEqual(["heart failure +required +exact"]);
    expect(read('"T-cell receptor"')).toEqual(["tcell receptor | t cell receptor +required +exact"]);
    expect(read('"IL-6"')).toEqual(["il6 | il 6 +required +exact"]);
    expect(read('heart "heart"')).toEqual(["heart +required +exact"]);
    expect(read('"" "-" heart ')).toEqual(["heart"]);
  });

  test("has words and phrases that must not be there", () => {
    const parsed = parseQuery('heart -children -"in mice" -IL-6 - x--y');
    expect(terms(parsed)).toEqual(["heart", "x", "y +prefix"]);
    expect(terms(parsed, "excluded")).toEqual(["children", "in mice +required +exact", "il6 | il 6"]);
    expect(parsed.meaning).toBe("heart x--y");
  });

  test("of exclusions only asks for nothing by meaning, of signs only for nothing at all", () => {
    expect(parseQuery("-heart")).toMatchObject({ read: "-heart", meaning: "", words: { terms: [] } });
    for (const text of ["", "  ", '?! - -- ** "" 🧬'])
      expect(parseQuery(text)).toMatchObject({ read: "", meaning: "", words: null });
  });

  test("with a quotation mark left open is read to its end, and says so", () => {
    const parsed = parseQuery('adults "heart failure');
    expect(terms(parsed)).toEqual(["adults", "heart failure +required +prefix +exact"]);
    expect(parsed.read).toBe('adults "heart failure"');
    expect(parsed.notices.map(({ text }) => text)).toEqual([
      "A quotation mark is not closed: the phrase was read to the end.",
    ]);
    expect(parseQuery(parsed.read).notices).toEqual([]);
  });

  test("with a star in quotation marks has it at the end only, and says so", () => {
    expect(parseQuery('"heart fail*"').notices).toEqual([]);
    expect(read('"heart fail**" ')).toEqual(["heart fail +required +prefix +exact"]);
    const parsed = parseQuery('title:"hea*t fail*" cardio*');
    expect(parsed.read).toBe('title:"heat fail*" cardio*');
    expect(parsed.notices).toMatchObject([{ code: "phrase-star", values: ["hea*t fail*"], start: 6, end: 19 }]);
    expect(parseQuery(parsed.read).notices).toEqual([]);
  });

  test("tells what it was read as, and that reads as itself, for any text", () => {
    const piece = fc.constantFrom(
      "a",
      "il-6",
      '"',
      "“",
      "”",
      "-",
      "*",
      " ",
      "\n",
      "'s",
      "α",
      "é",
      "AND",
      " OR ",
      " NOT ",
      "title:",
      "year:2019",
      "[au]",
      ")",
      "(",
      ":",
      "\\",
      "🧬",
      "\ud800",
      "\u0000",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (text) => {
        parsedOrRefused(text, true);
        const first = parsedOrRefused(text);
        if (!first) return;
        const again = parseQuery(first.read);
        expect(again.read).toBe(first.read);
        expect(again.meaning).toBe(first.meaning);
        for (const which of ["terms", "excluded"] as const) {
          // A last word that may be only begun is one more than the same in full.
          const plain = (parsed: ParsedQuery): string[][] =>
            terms(parsed, which).map((term) => [...new Set(term.replace(" +prefix", "").split(/ \| | (?=\+)/))]);
          expect(plain(again)).toEqual(plain(first));
        }
        for (const term of [...(first.words?.terms ?? []), ...(first.words?.excluded ?? [])])
          for (const { words } of term.alternatives) expect(words.length * words.join("").length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
