import { tokenise } from "../../indexes/analysis.ts";
import { LecternError, show } from "../errors.ts";
import type { Said } from "./notices.ts";
import type { FieldName } from "./query-fields.ts";
import type { Tagged } from "./query-tag-names.ts";

/** A stretch of the query: UTF-16 offsets, `end` exclusive. */
export interface Place {
  start: number;
  end: number;
}

/** Something to say about how a query was read. */
export interface Notice extends Place, Said {
  /** Whether something is not written as it should be: a strict reading refuses that. */
  malformed: boolean;
}

export interface Leaf extends Place {
  kind: "word" | "phrase";
  /** Without quotation marks; it has a word in it, and a `word` has no white space where it has no field. */
  text: string;
  field: FieldName | null;
  /** Of a phrase that is not closed: its last word may be only begun. */
  begun?: boolean;
}

export type Kind =
  | { is: "(" | ")" | "AND" | "OR" | "NOT" | "-" | ":" }
  | { is: "leaf"; leaf: Leaf }
  | { is: "field"; field: FieldName }
  /** What stands before it may be in one of the further fields, too. */
  | { is: "tag"; field: Tagged; also?: readonly FieldName[] };

export type Token = Place & Kind;

/** A group of leaves that stands in one place of the query. */
export function groupOf(place: Place, operator: "AND" | "OR", leaves: readonly Omit<Leaf, keyof Place>[]): Token[] {
  const all = leaves.flatMap((leaf, i): Token[] => [
    ...(i > 0 ? [{ is: operator, ...place }] : []),
    { is: "leaf", leaf: { ...leaf, ...place }, ...place },
  ]);
  return [{ is: "(", ...place }, ...all, { is: ")", ...place }];
}

export function hasWord(text: string): boolean {
  return tokenise(text).length > 0;
}

/** An error that names the place in the query. */
export function queryError(text: string, { start, end }: Place, expected: string): LecternError {
  const got = start === end ? "the end" : show(text.slice(start, end));
  const message = `Expected \`q\` to be ${expected}, got ${got} at character ${start + 1}`;
  return new LecternError("invalid-parameter", message, { issues: [{ path: "q", expected, got, start, end }] });
}
