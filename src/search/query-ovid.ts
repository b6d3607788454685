import type { FieldName } from "./query-fields.ts";
import type { Tagged } from "./query-tag-names.ts";
import type { Leaf, Place, Token } from "./query-token.ts";

/*
 * What is pasted from Ovid: `exp Heart Failure/dt or (heart adj3 failure*).ti,ab,kf.` Its operators may be in small letters,
 * so they are read as such only where one of its headings or fields stands in the query.
 */

/** Ovid's fields; null for all of them, "unanswered" for what no record here tells. */
const FIELDS: Readonly<Record<string, Tagged>> = {
  ti: "title",
  ab: "abstract",
  kf: "keyword",
  kw: "keyword",
  tw: null,
  mp: null,
  af: null,
  sh: "mesh",
  hw: "mesh",
  au: "author",
  jn: "journal",
  jw: "journal",
  pt: "type",
  la: "language",
  lg: "language",
  yr: "year",
  dp: "year",
  ui: "pmid",
  fs: "subheading",
  fx: "subheading",
  in: "unanswered",
  nm: "unanswered",
  rn: "unanswered",
  ot: "unanswered",
  cp: "unanswered",
  is: "unanswered",
};

const NAMES = Object.keys(FIELDS).join("|");
/** Behind a term, perhaps with how often it must be there. */
const FIELD_LIST = String.raw`(?<=[\p{L}\p{M}\p{N}*$?#)]["\u201d]?)\.((?:${NAMES})(?:,\s?(?:${NAMES}))*)\.(?:\s?\/freq=\d+)?(?![^\s()[\]"\u201c-\u201f\u00ab\u00bb])`;

/** MeSH's qualifiers, as Ovid has them behind a heading. */
const QUALIFIER =
  "(?:a[abdeghin]|b[ils]|c[fhilnosty]|d[efghit]|e[cdhmnpst]|g[de]|hi|i[mnprs]|lj|m[aeiot]|nu|og|p[acdhkopsxy]|r[eht]|s[cdnstu]|t[dhmoru]|u[lrst]|v[ei])";
const WORD = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'\u2019,-]*[\p{L}\p{M}\p{N}])?,?`;
/** As long as a heading may be. */
const MOST_WORDS = 9;
const HEADING =
  String.raw`(?:exp\s+\*?(?:"([^"\n]{3,100})"|(?=\p{L}{3})(${WORD}(?:\s${WORD}){0,${MOST_WORDS - 1}}))|` +
  String.raw`\*?(?:"([^"\n]{3,100})"|(?=\p{L}{3})(?!(?:and|not)\b)(${WORD}(?:\s(?!(?:and|or|not)\s)${WORD}){0,${MOST_WORDS - 1}})))`;
const ENDING = String.raw`\s?\/(${QUALIFIER}(?:,\s?${QUALIFIER})*)?(?=\s*(?:$|\))|\s+(?:and|or|not)\b)`;

const FIELDS_AT = new RegExp(FIELD_LIST, "iuy");
const FIELDS_IN = new RegExp(FIELD_LIST, "giu");
const HEADING_AT = new RegExp(HEADING + ENDING, "iuy");
const HEADING_IN = new RegExp(String.raw`(?<=^|[\s(])(?:${HEADING})${ENDING}`, "giu");

/** Whether a query is written in Ovid's language. */
export function isOvid(text: string): boolean {
  FIELDS_IN.lastIndex = 0;
  if (FIELDS_IN.test(text)) return true;
  return text.includes("/") && [...text.matchAll(HEADING_IN)].some(isHeading);
}

/** At the end of a query, as MeSH writes it: 'effects of aspirin on HIV/' is a half-typed title. */
function isHeading(found: RegExpExecArray): boolean {
  const ends = found.index + found[0].trimEnd().length === found.input.trimEnd().length;
  return !ends || /^exp\s/i.test(found[0]) || !/(?:^|\s)\p{Ll}{4}/u.test(found[0]);
}

/** A token of Ovid's, and what of it is left out: no record here tells a heading's qualifiers. */
export interface OvidTerm {
  token: Token;
  left: Place | null;
}

/** The heading, or the fields behind a term, that begin at a place; null where neither does. */
export function ovidAt(text: string, at: number, before: Token | undefined): OvidTerm | null {
  const behind = before?.is === "leaf" || before?.is === ")";
  if (behind) return fieldsAt(text, at);
  return before?.is === "tag" || before?.is === "field" ? null : headingAt(text, at);
}

function headingAt(text: string, start: number): OvidTerm | null {
  HEADING_AT.lastIndex = start;
  const found = HEADING_AT.exec(text);
  if (!found || !isHeading(found)) return null;
  const [whole, ...parts] = found;
  const place = { start, end: start + whole.length };
  const words = parts.slice(0, 4).find((one) => one !== undefined)!;
  const leaf: Leaf = { kind: "phrase", text: words, field: "mesh", ...place };
  const left = parts[4] === undefined ? null : { start: start + whole.lastIndexOf("/"), end: place.end };
  return { token: { is: "leaf", leaf, ...place }, left };
}

function fieldsAt(text: string, start: number): OvidTerm | null {
  FIELDS_AT.lastIndex = start;
  const found = FIELDS_AT.exec(text);
  if (!found) return null;
  const [whole, names] = found;
  const place = { start, end: start + whole.length };
  const all = new Set<Tagged>(names!.split(",").map((name) => FIELDS[name.trim().toLowerCase()]!));
  if (all.has(null)) return { token: { is: "tag", field: null, ...place }, left: null };
  if (all.has("title") && all.has("abstract")) {
    all.delete("title");
    all.delete("abstract");
    all.add("tiab");
  }
  const [field, ...also] = [...all].filter((one): one is FieldName => one !== "unanswered" && one !== "subheading");
  return { token: { is: "tag", field: field ?? [...all][0]!, also, ...place }, left: null };
}

/** Where the run that begins at a place and has this length ends: before the fields behind it. It is never empty. */
export function ovidEnd(text: string, at: number, length: number): number {
  FIELDS_IN.lastIndex = at + 1;
  return Math.min(at + length, FIELDS_IN.exec(text)?.index ?? text.length);
}

/** A word with Ovid's sign for its rest ('cardio$') as one with a star. */
export function ovidStar(word: string): string {
  return word.replace(/(?<=[\p{L}\p{M}\p{N}])\$$/u, "*");
}
