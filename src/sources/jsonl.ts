import { nearest, type Problem, problemsOf, sentence } from "../../indexes/problems.ts";
import { SourceRecord } from "../../indexes/record.ts";
import { type Issue, LecternError, messageOf, show } from "../errors.ts";
import { type Entry, MAX_RAW, MAX_RECORD, type Place, type ReadOptions, type SourceFormat } from "./source.ts";

const KNOWN = Object.keys(SourceRecord.shape);

/** In a map, what stands for 'ignore this field of the file'. */
const IGNORE = "-";

/**
 * JSON Lines: one {@link SourceRecord} a line, ended by \n or \r\n. Blank lines are skipped; a field that is null counts
 * as not given. See {@link parseMap} for files with field names of their own.
 */
export const jsonl: SourceFormat = {
  name: "jsonl",
  label: "JSON Lines",
  source: "jsonl",
  sniff: (head) => /^\s*\{[ \t]*["}]/.test(head),
  async *read(chunks, options) {
    let record = 0;
    for await (const line of linesOf(chunks)) {
      if (line.length > MAX_RECORD || line.text.trim() !== "")
        yield entryOf(line, { record: ++record, line: line.number }, options);
    }
  },
};

/**
 * What follows `--map`: 'key=_id,abstract=text,metadata=-' reads `key` from the file's `_id`, `abstract` from its `text`,
 * and ignores its `metadata`. Left of `=` stands our field, or, where `-` follows, the file's. A field of ours that has
 * a place in the map is read from there alone; all others are read from the field of the same name.
 * Throws `invalid-parameter`.
 */
export function parseMap(text: string): Record<string, string> {
  const map = new Map<string, string>();
  for (const part of text.split(",")) {
    const [name, from, ...rest] = part.split("=").map((side) => side.trim());
    if (!name || !from || rest.length > 0) {
      throw refusedMap("pairs such as key=_id,abstract=text,metadata=-", show(part.trim()));
    }
    if (from !== IGNORE && !KNOWN.includes(name)) {
      const near = nearest(name, KNOWN);
      const swapped = KNOWN.includes(from)
        ? `; the order is ${from}=${name}`
        : near === null
          ? ""
          : `; did you mean ${near}?`;
      throw refusedMap(
        `pairs that start with a field of Lectern (${KNOWN.join(", ")})`,
        `${show(part.trim())}${swapped}`,
      );
    }
    if (map.has(name)) throw refusedMap("each field once", `${show(name)} twice`);
    map.set(name, from);
  }
  return Object.fromEntries(map);
}

interface Line {
  number: number;
  /** Without its end; of a line that is longer than MAX_RECORD only the first MAX_RAW characters. */
  text: string;
  /** In UTF-16 units, of the whole line. */
  length: number;
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let parts: string[] = [];
  let length = 0;
  let number = 1;
  const take = (part: string): void => {
    length += part.length;
    if (length <= MAX_RECORD) parts.push(part);
    else if (parts.length !== 1 || parts[0]!.length !== MAX_RAW)
      parts = [flat([...parts, part].join("").slice(0, MAX_RAW))];
  };
  const line = (): Line => ({ number, text: parts.join(""), length });
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      take(chunk.slice(start, end));
      yield line();
      parts = [];
      length = 0;
      number++;
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.slice(start));
  }
  if (length > 0) yield line();
}

/** A copy: a slice would keep the whole text that it was cut from in memory. */
function flat(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

function entryOf(line: Line, place: Place, options: ReadOptions): Entry {
  // A file made of several others has a BOM at the start of each.
  const text = line.text.replace(/^\uFEFF/, "").trim();
  const raw = text.slice(0, MAX_RAW);
  const refuse = (message: string, issues: readonly Issue[], key: string | null): Entry => {
    return { place, raw, key, ok: false, error: new LecternError("invalid-record", message, { issues }) };
  };
  if (line.length > MAX_RECORD) {
    const expected = `at most ${MAX_RECORD.toLocaleString("en-US")} characters`;
    const got = line.length.toLocaleString("en-US");
    return refuse(`Expected a record of ${expected}, got ${got}`, [{ path: "", expected, got }], null);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const issue = { path: "", expected: "a JSON object", got: show(text) };
    return refuse(`Expected a JSON object, got ${issue.got} (${messageOf(error)})`, [issue], null);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const issue = { path: "", expected: "a JSON object", got: show(value) };
    return refuse(`Expected a JSON object, got ${issue.got}`, [issue], null);
  }
  const { given, unknown } = mapped(value, options.map ?? {});
  const key = keyOf(given.key);
  const result = SourceRecord.safeParse(given);
  if (result.success && unknown.length === 0)
    return { place, raw, key: result.data.key, ok: true, record: result.data };
  const problems = [...unknown, ...(result.success ? [] : problemsOf(result.error, given, show))];
  const issues = problems.slice(0, 100).map(({ path, expected, got }) => ({ path, expected, got }));
  return refuse(explain(problems, options.map ?? {}), issues, key);
}

/** The file's fields under our names, those with no name of ours apart. */
function mapped(
  value: object,
  map: Readonly<Record<string, string>>,
): { given: Record<string, unknown>; unknown: Problem[] } {
  const pairs = Object.entries(map);
  const renamed = Map.groupBy(pairs, ([, from]) => from);
  renamed.delete(IGNORE);
  const taken = new Set(pairs.map(([name]) => name));
  const given: [string, unknown][] = [];
  const unknown: Problem[] = [];
  for (const [field, content] of Object.entries(value)) {
    const names = renamed.get(field)?.map(([name]) => name) ?? (taken.has(field) ? [] : [field]);
    for (const name of names) {
      if (!KNOWN.includes(name))
        unknown.push({ path: field, expected: "a known field", got: show(content), unknown: true });
      else if (content !== null || name === "key" || name === "title") given.push([name, content]);
    }
  }
  return { given: Object.fromEntries(given), unknown };
}

function keyOf(value: unknown): string | null {
  const key = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return key === "" ? null : key.slice(0, 500);
}

/** One line for all that is wrong, with the file's own name of a field where a map gave it another. */
function explain(problems: readonly Problem[], map: Readonly<Record<string, string>>): string {
  const sentences = problems.slice(0, 10).map((problem) => {
    const [field = "", ...rest] = problem.path.split(".");
    const from = Object.hasOwn(map, field) ? map[field] : undefined;
    if (!problem.unknown) return sentence(problem) + (from === undefined ? "" : ` (from the file's \`${from}\`)`);
    const near = rest.length === 0 ? nearest(field, KNOWN) : null;
    return sentence(problem) + (near === null ? "" : `; did you mean \`${near}\`?`);
  });
  const listing = problems.some((problem) => problem.unknown && !problem.path.includes("."))
    ? [`Known fields: ${KNOWN.join(", ")}`]
    : [];
  if (problems.length > 10) sentences.push(`${problems.length - 10} more`);
  return [...sentences, ...listing].join(". ").replaceAll("?. ", "? ");
}

function refusedMap(expected: string, got: string): LecternError {
  return new LecternError("invalid-parameter", `Expected \`map\` to be ${expected}, got ${got}`, {
    issues: [{ path: "map", expected, got }],
  });
}
