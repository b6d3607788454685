import type { Facet, Filter } from "../../indexes/fields.ts";
import type { Needed } from "../engine/word-query.ts";
import { POOL } from "./asked-words.ts";
import type { Mode } from "./rank.ts";
import type { SearchReport } from "./report.ts";
import { AGAIN } from "./search.ts";
import type { ToldAs, ToldGroup, ToldTerm, ToldWord } from "./told-terms.ts";

/** A term, whatever it is to the query. */
type Told = Omit<ToldWord, "presence"> | Omit<ToldGroup, "presence">;

const FACET_NAMES: Readonly<Record<Facet, string>> = {
  domain: "medical domain",
  kind: "kind of record",
  type: "publication type",
  year: "year",
  journal: "journal",
  language: "language",
  author: "author",
  department: "department",
  mesh: "MeSH heading",
  openAccess: "open access",
  retracted: "retracted",
};

const MODES: Readonly<Record<Mode, string>> = {
  hybrid: "by words and by meaning",
  keyword: "by words",
  semantic: "by meaning",
};

const SORTS = { relevance: "best match first", newest: "newest first", oldest: "oldest first" } as const;

/**
 * A report as a text (Markdown) for the methods section or the appendix of a paper, by the items of PRISMA-S (Rethlefsen
 * et al. 2021, doi:10.1186/s13643-020-01542-z): database and platform, limits, the full strategy, date, number of records.
 */
export function reportText(report: SearchReport): string {
  const { database, lectern, index, counts, typed, read, at, address } = report;
  const host = database.host === null ? "" : ` at ${database.host}`;
  return [
    "# Search report",
    section("Database and platform", [
      `Database: ${database.name}${host}, ${amount(database.records, "record")} (${sourcesOf(report)})`,
      `Platform: Lectern ${lectern.version}, a self-hosted index; index version ${index.version}, ranking ${lectern.ranking}`,
      `Date and time of the search (UTC): ${at.slice(0, 10)} ${at.slice(11, 19)}`,
    ]),
    "## Strategy",
    typed.trim() === "" ? "No query: all records under the limits." : `As typed:\n\n${quoted(typed)}`,
    ...(read === "" ? [] : [`As read:\n\n${quoted(read)}`, termLines(report)]),
    section("Limits and order", [
      ...(report.filters.length === 0 ? ["No limits"] : report.filters.map(limitOf)),
      ...Object.entries(report.options).map(([name, value]) => `Option: ${name}=${optionText(name, value)}`),
      `Searched ${MODES[report.mode]}${report.mode === report.modeAsked ? "" : ` (asked for: ${MODES[report.modeAsked]})`}`,
      ...meaningOf(report),
      `Order: ${SORTS[report.sort]}${rerankedBy(report)}`,
    ]),
    section("Records found", [
      `${amount(counts.total, "record")}: ${number(counts.words)} by words, ${number(counts.meaning)} more by meaning`,
      ...report.notices.map(({ text }) => `Notice: ${oneLine(text)}`),
    ]),
    section("To repeat it", [
      `\`GET ${address}\``,
      "The same query finds the same records in the same order as long as the index version, the ranking and the model " +
        "are the same. With another index version, records were added, changed or removed; counts of words in records " +
        "decide which words count in a long query, which spellings are corrected, and the order. With another model, what " +
        "is found by meaning differs.",
    ]),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function sourcesOf({ sources }: SearchReport): string {
  const named = Object.entries(sources).map(([name, records]) => `${oneLine(name)}: ${number(records)}`);
  return named.length === 0 ? "no sources" : `by source: ${named.join(", ")}`;
}

/** Each word or phrase on a line of its own, with what it was searched as. */
function termLines({ terms, needed }: SearchReport): string {
  const lines = terms.map(({ presence, ...term }, i) => {
    const notes = presence === "required" && "as" in term ? ["required"] : [];
    if (presence === "ignored") notes.push("too frequent to be asked for");
    return `${i + 1}. ${presence === "excluded" ? notText(term) : termText(term)}${notes.length > 0 ? ` (${notes[0]})` : ""}`;
  });
  if (needed && needed.of > 1)
    lines.push(
      `${lines.length + 1}. By words: at least ${needed.terms} of ${needed.of} of the above${alwaysOf(needed)}`,
    );
  return lines.length === 0 ? "" : `Line by line:\n\n${lines.join("\n")}`;
}

/** Where not all terms are asked for: those that are always there. */
function alwaysOf({ terms, of, always }: Needed): string {
  return terms < of && always.length > 0 ? `, always with ${always.map(oneLine).join(" and ")}` : "";
}

function termText(term: Told): string {
  if ("as" in term) return wordText(term);
  const { operator, terms } = term;
  // An operator within another has brackets of its own.
  const texts = (some: readonly ToldTerm[]) => some.map((one) => ("as" in one ? wordText(one) : `(${termText(one)})`));
  if (operator === "OR") return `any of: ${texts(terms).join(" OR ")}`;
  const [those, not] = [false, true].map((not) => texts(terms.filter((one) => (one.presence === "excluded") === not)));
  return `${those!.join(" AND ")}${not!.length > 0 ? `, unless it has ${not!.join(" or ")}` : ""}`;
}

function notText(term: Told): string {
  const several = "operator" in term && term.operator === "AND" && term.terms[1]?.presence !== "excluded";
  return `NOT ${several ? `(${termText(term)})` : termText(term)}`;
}

function wordText({ text, field, kind, beginning, as }: Omit<ToldWord, "presence">): string {
  const asked = `${field ? `${field}:` : ""}${kind === "phrase" ? `"${text}"` : text}${beginning ? "*" : ""}`;
  return `${oneLine(asked)}${as.length > 0 ? ` -> ${as.map(asText).join(" OR ")}` : ""}`;
}

const VIA: Readonly<Partial<Record<string, string>>> = { exact: "", prefix: "begins so" };

function asText({ text, field, via, records }: ToldAs): string {
  const notes = [VIA[via] ?? via, records === undefined ? "" : amount(records, "record")].filter((note) => note !== "");
  return `${oneLine(text)}${field ? ` in ${field}` : ""}${notes.length > 0 ? ` [${notes.join(", ")}]` : ""}`;
}

/** A switch as a request sets it. */
function optionText(name: string, value: unknown): string {
  return typeof value === "boolean" && name !== "strict" ? (value ? "on" : "off") : oneLine(String(value));
}

/** 'year: 2019 to 2023', 'publication type: not Review' */
function limitOf(filter: Filter): string {
  const not = filter.not ? "not " : "";
  if (filter.kind === "years") {
    const { from, to } = filter;
    return `${FACET_NAMES.year}: ${not}${from ?? "any"} to ${to ?? "any"}`;
  }
  return `${FACET_NAMES[filter.facet]}: ${not}${filter.values.map(oneLine).join(" or ")}`;
}

function meaningOf({ model, similarity, database }: SearchReport): string[] {
  if (!model || !similarity) return [];
  return [
    `By meaning: the model ${model.name} (revision ${model.revision}, ${model.dimensions} dimensions), at most the ${POOL} nearest ` +
      `records from a cosine similarity of ${similarity.each} on, and the ${POOL} from ${rounded(AGAIN * similarity.each)} on that are ` +
      `nearest to what the first results are about, so that narrowing may bring others; ${number(database.withVectors)} of ${amount(database.records, "record")} can be found so`,
  ];
}

function rounded(cosine: number): number {
  return Math.round(cosine * 1000) / 1000;
}

function rerankedBy({ sort, reranker }: SearchReport): string {
  if (!reranker || sort !== "relevance") return "";
  return `; the first ${reranker.hits} reordered by the model ${reranker.name} (revision ${reranker.revision})`;
}

/** As a block of its own, whatever signs are in it. */
function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `    ${line}`)
    .join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const numbers = new Intl.NumberFormat("en");

function number(n: number): string {
  return numbers.format(n);
}

function amount(n: number, one: string): string {
  return `${number(n)} ${n === 1 ? one : `${one}s`}`;
}
