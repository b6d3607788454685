import { asWritten } from "./sqlite-text.ts";
import { combinations, found, type Level } from "./word-plan.ts";
import type { Alternative, Combination, Term } from "./word-query.ts";

/** What a record must have: a string of FTS5's, all of some but none of others, or one of some. */
export type Wanted = string | { all: readonly Wanted[]; but: readonly Wanted[] } | { any: readonly Wanted[] };

export type Asked = Pick<Alternative, "words" | "field" | "literal">;

/** A level, and what none of its records has. */
export function wantedOf({ required, counted, atLeast, ordering }: Level, excluded: readonly Wanted[]): Wanted {
  const choices = combinations(counted.map(wanted), atLeast).map((parts) => all(parts));
  // What has them all or none of them: they only count for the order.
  const ordered = ordering.length > 0 ? [any([...required.slice(0, 1), ...ordering].map(wanted))] : [];
  return all([all([...required.map(wanted), ...(atLeast > 0 ? [any(choices)] : []), ...ordered])], excluded);
}

/** What a term looks for. */
export function wanted(term: Term): Wanted {
  if (term.combined !== undefined) return combination(term.combined, term);
  const those = found(term);
  // Of what no record has one is enough to look for.
  return any((those.every(({ documents }) => documents === 0) ? those.slice(0, 1) : those).map(quoted));
}

export function all(parts: readonly Wanted[], but: readonly Wanted[] = []): Wanted {
  return parts.length === 1 && but.length === 0 ? parts[0]! : { all: parts, but };
}

/** Of strings each once: FTS5 would look for one as often as it is there. */
export function any(parts: readonly Wanted[]): Wanted {
  const different = [...new Set(parts)];
  return different.length === 1 ? different[0]! : { any: different };
}

function combination(of: Combination, term: Term): Wanted {
  if (typeof of === "number") return wanted(term.anyOf![of]!);
  if ("against" in of) return wanted(term.against![of.against]!);
  // What is nested stands first: SQLite's parser keeps what stands before it, and has room for a hundred tokens.
  const each = (parts: readonly Combination[]): Wanted[] =>
    parts.toSorted((a, b) => depth(b) - depth(a)).map((part) => combination(part, term));
  return "oneOf" in of ? any(each(of.oneOf)) : all(each(of.allOf), each(of.but));
}

function depth(of: Combination): number {
  if (typeof of === "number" || "against" in of) return 0;
  const parts = "oneOf" in of ? of.oneOf : [...of.allOf, ...of.but];
  return 1 + Math.max(...parts.map(depth));
}

/** As an expression of FTS5's. */
export function printed(wanted: Wanted): string {
  if (typeof wanted === "string") return wanted;
  const joined = (parts: readonly Wanted[], by: string): string =>
    parts.length === 1 ? printed(parts[0]!) : `(${parts.map(printed).join(by)})`;
  if ("any" in wanted) return joined(wanted.any, " OR ");
  const every = joined(wanted.all, " AND ");
  return wanted.but.length > 0 ? `(${every} NOT ${joined(wanted.but, " OR ")})` : every;
}

/** The strings in it, as often as they are there; `but` those of which it has none. */
export function* stringsIn(wanted: Wanted, { but = true } = {}): Iterable<string> {
  if (typeof wanted === "string") yield wanted;
  else if ("any" in wanted) for (const one of wanted.any) yield* stringsIn(one, { but });
  else for (const one of but ? [...wanted.all, ...wanted.but] : wanted.all) yield* stringsIn(one, { but });
}

/** An FTS5 string, in one column or any: nothing in it is an operator. */
export function quoted({ words, field, literal }: Asked): string {
  const string = `"${(literal ? words.map(asWritten) : words).join(" ").replaceAll('"', '""')}"`;
  return field ? `{${field}} : ${string}` : string;
}
