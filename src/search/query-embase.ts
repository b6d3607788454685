import { type FieldName, fieldNamed } from "./query-fields.ts";

/** A term as Embase has it: 'heart failure'/exp, 'heart failure':ti,ab, statin*:ti,ab,kw. */
export interface EmbaseTerm {
  /** In the query, in UTF-16 units. */
  length: number;
  kind: "word" | "phrase";
  words: string;
  /** In one of these. */
  fields: readonly FieldName[];
}

/** Embase's fields that records here have, and its index terms, of which these have MeSH headings. */
const FIELDS: Readonly<Record<string, FieldName>> = {
  ti: "title",
  ab: "abstract",
  kw: "keyword",
  au: "author",
  de: "mesh",
  exp: "mesh",
  mj: "mesh",
};

const NAMES = Object.keys(FIELDS).join("|");
/** Quoted, or one word, and then its fields. */
const TERM = new RegExp(
  String.raw`(?:'([^'"\n]+)'|([\p{L}\p{N}][\p{L}\p{N}\p{M}*-]*))` +
    String.raw`(?::((?:${NAMES})(?:,(?:${NAMES}))*)|((?:\/(?:exp|de|mj))+))(?![\p{L}\p{N},/])`,
  "uy",
);

/** The term that begins at a place; null where there is none. */
export function embaseAt(text: string, at: number): EmbaseTerm | null {
  TERM.lastIndex = at;
  const found = TERM.exec(text);
  if (!found) return null;
  const [whole, quoted, word, named, terms] = found;
  const names = (named ?? terms!.slice(1)).split(/[,/]/);
  // 'title:ab' is a field and a word, 'fr/de' are two words.
  if (word && (fieldNamed(word) !== undefined || (terms && !names.includes("exp")))) return null;
  const fields = new Set(names.map((name) => FIELDS[name]!));
  if (fields.has("title") && fields.has("abstract")) {
    fields.delete("title");
    fields.delete("abstract");
    fields.add("tiab");
  }
  const words = quoted ?? word!;
  return { length: whole.length, kind: quoted === undefined ? "word" : "phrase", words, fields: [...fields] };
}
