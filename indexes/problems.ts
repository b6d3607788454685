import type { z } from "zod";
import { editDistance } from "./edit-distance.ts";

/** One thing wrong with a record: the shape of an `Issue`, and whether the field is one that records do not have. */
export interface Problem {
  path: string;
  expected: string;
  got: string;
  unknown: boolean;
}

type ZodIssue = z.core.$ZodIssue;

/** @param show how a message shows a value. Numbers of a record are whole, so 'number' reads 'an integer'. */
export function problemsOf(error: z.ZodError, input: unknown, show: (value: unknown) => string): Problem[] {
  return error.issues.flatMap((issue) => ofIssue(issue, [], input, show));
}

/** 'Expected `year` to be an integer, got "20x"', or 'Unknown field `titel`'. */
export function sentence(problem: { path: string; expected: string; got: string; unknown?: boolean }): string {
  if (problem.unknown) return `Unknown field \`${problem.path}\``;
  return `Expected \`${problem.path}\` to be ${problem.expected}, got ${problem.got}`;
}

/** The first ten, in one line. */
export function sentences(
  problems: readonly { path: string; expected: string; got: string; unknown?: boolean }[],
): string {
  const rest = problems.length - 10;
  return [...problems.slice(0, 10).map(sentence), ...(rest > 0 ? [`${rest.toLocaleString("en-US")} more`] : [])].join(
    ". ",
  );
}

/**
 * The known word that a word was probably meant to be; null where none is near. Near: at most a third of its letters
 * (at least one, at most two) inserted, deleted, replaced or swapped with a neighbour.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  const limit = Math.min(2, Math.max(1, Math.floor(word.length / 3)));
  let best: { word: string; distance: number } | null = null;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance <= limit && (best === null || distance < best.distance)) best = { word: candidate, distance };
  }
  return best?.word ?? null;
}

function ofIssue(
  issue: ZodIssue,
  above: readonly PropertyKey[],
  input: unknown,
  show: (value: unknown) => string,
): Problem[] {
  const path = [...above, ...issue.path];
  const value = at(input, path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key].join("."),
      expected: "a known field",
      got: show(at(value, [key])),
      unknown: true,
    }));
  }
  if (issue.code === "invalid_union") {
    // The branch of the value's own type says more than 'text or an object'.
    const fitting = issue.errors.find((branch) =>
      branch.every((inner) => inner.path.length > 0 || inner.code !== "invalid_type"),
    );
    if (fitting !== undefined) return fitting.flatMap((inner) => ofIssue(inner, path, input, show));
    const expected = issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectation)).join(" or ");
    return [{ path: path.join("."), expected, got: show(value), unknown: false }];
  }
  return [
    { path: path.join("."), expected: expectation(issue), got: size(issue, value) ?? show(value), unknown: false },
  ];
}

const TYPES: Record<string, string> = {
  string: "text",
  number: "an integer",
  int: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function expectation(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "too_big":
      return `at most ${Number(issue.maximum).toLocaleString("en-US")}${unit(issue.origin)}`;
    case "too_small":
      if (issue.origin === "string" && issue.minimum === 1) return "text that is not empty";
      return `at least ${Number(issue.minimum).toLocaleString("en-US")}${unit(issue.origin)}`;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value) ?? String(value)).join(", ")}`;
    case "invalid_format":
      if (issue.path.at(-1) === "ref") return "an identifier such as doi:10.1000/x, pmid:1 or key:abc";
      if (issue.format !== "regex") return `a ${issue.format}`;
      // Zod's own message begins so; any other is the schema's.
      return issue.message.startsWith("Invalid") ? `text that matches ${issue.pattern}` : issue.message;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " items" : "";
}

/** The size of a value that is too long to be shown. */
function size(issue: ZodIssue, value: unknown): string | null {
  if (issue.code !== "too_big" || !(typeof value === "string" || Array.isArray(value))) return null;
  return `${value.length.toLocaleString("en-US")}${unit(issue.origin)}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Record<PropertyKey, unknown>)[key];
  }
  return inner;
}
