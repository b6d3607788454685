import { fold } from "../../indexes/analysis.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { labelledAbstract } from "../../indexes/sections.ts";
import { markedTitle } from "../../indexes/titles.ts";

type CslName = { family: string; given: string; suffix?: string } | { literal: string };

/** An item of CSL-JSON (citationstyles.org, schema 1.0.2), as far as a record fills one. */
export interface CslItem {
  id: string;
  "citation-key": string;
  /** `article` is a preprint. */
  type: "article-journal" | "article" | "article-newspaper" | "document";
  title: string;
  author?: CslName[];
  "container-title"?: string;
  "container-title-short"?: string;
  /** The same, by the name that some reference managers know it by. */
  journalAbbreviation?: string;
  volume?: string;
  issue?: string;
  page?: string;
  ISSN?: string;
  issued?: { "date-parts": [number[]] };
  DOI?: string;
  PMID?: string;
  PMCID?: string;
  URL?: string;
  abstract?: string;
  /** To be joined by commas in the end. */
  keyword?: string[];
  language?: string;
  note?: string;
  /** Of a preprint: the server that has it. */
  publisher?: string;
}

/** Records as CSL-JSON, each with a key of its own. A retraction stands in the title, where nobody overlooks it. */
export function toCsl(records: readonly LecternRecord[]): CslItem[] {
  const keys = new Set<string>();
  return records.map((record) => {
    const key = freeKey(citationKey(record), keys);
    keys.add(key);
    return itemOf(record, key);
  });
}

function itemOf(record: LecternRecord, key: string): CslItem {
  const notes = [
    ...record.status.map((status) => `This record is marked as ${status.replaceAll("-", " ")}.`),
    ...(record.illustration ? ["A made-up record that only shows how Lectern works."] : []),
  ];
  const item: CslItem = {
    id: record.id,
    "citation-key": key,
    type: typeOf(record),
    title: markedTitle(record),
  };
  if (record.authors.length > 0) item.author = record.authors.map(({ name }) => nameOf(name));
  if (record.journal) item["container-title"] = record.journal;
  if (record.journal && item.type === "article") item.publisher = record.journal;
  if (record.journalAbbreviation) {
    item["container-title-short"] = record.journalAbbreviation;
    item.journalAbbreviation = record.journalAbbreviation;
  }
  if (record.volume) item.volume = record.volume;
  if (record.issue) item.issue = record.issue;
  if (record.pages) item.page = record.pages;
  if (record.issn) item.ISSN = record.issn;
  const issued = record.date?.split("-").map(Number) ?? (record.year ? [record.year] : null);
  if (issued) item.issued = { "date-parts": [issued] };
  if (record.doi) item.DOI = record.doi;
  if (record.pmid) item.PMID = record.pmid;
  if (record.pmcid) item.PMCID = record.pmcid;
  if (record.url) item.URL = record.url;
  if (record.abstract) item.abstract = labelledAbstract(record);
  const keywords = [...new Set([...record.mesh, ...record.keywords])];
  if (keywords.length > 0) item.keyword = keywords;
  if (record.language) item.language = record.language;
  if (notes.length > 0) item.note = notes.join(" ");
  return item;
}

function typeOf({ kind, journal, types }: LecternRecord): CslItem["type"] {
  if (kind === "news") return "article-newspaper";
  if (types.includes("Preprint")) return "article";
  return journal ? "article-journal" : "document";
}

/** 'Janssens, M' is a person's name; without a comma it is taken whole, as a group's. */
function nameOf(name: string): CslName {
  const [family, ...rest] = name.split(",").map((part) => part.trim());
  const given = rest.join(", ");
  if (!family || !given) return { literal: name };
  const [, first = given, suffix] = SUFFIXED.exec(given) ?? [];
  return { family, given: apart(first), ...(suffix ? { suffix } : {}) };
}

/** What stands behind the names of a person, as PubMed writes it ('ML Jr', 'J 3rd') and others do ('John, Jr.'). */
const SUFFIXED = /^(.+?),?\s+((?:[JS]r|2nd|3rd|4th|II|III|IV)\.?)$/u;

/** Initials, which PubMed writes as one word ('PM', 'ML'): styles and reference managers take that for one name. */
function apart(given: string): string {
  return given.replace(/^\p{Lu}{2,4}(?=$|\s)/u, (initials) => [...initials].join(" "));
}

/** 'janssens2020statins': first author, year, the title's first longer word; ASCII letters and digits only. */
function citationKey({ authors, year, title }: LecternRecord): string {
  const plain = (text: string): string => fold(text).replace(/[^a-z0-9]/g, "");
  const word =
    title
      .split(/\s+/)
      .map(plain)
      .find((one) => one.length > 3) ?? plain(title).slice(0, 12);
  return `${plain(authors[0]?.name.split(",")[0] ?? "") || "anon"}${year ?? ""}${word}`;
}

/** With a letter at its end where another record has it: BibTeX's usual way. */
function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  for (let n = 1; ; n++) {
    const letters = n.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
    if (!taken.has(key + letters)) return key + letters;
  }
}

/** Items as a file of CSL-JSON. Numbers of PubMed stand in the note, too, where reference managers look for them. */
export function cslFile(items: readonly CslItem[]): string {
  const joined = items.map(({ keyword, note, ...item }) => {
    const { PMID, PMCID } = item;
    const notes = [note, PMID && `PMID: ${PMID}`, PMCID && `PMCID: ${PMCID}`].filter(Boolean);
    return {
      ...item,
      ...(keyword ? { keyword: keyword.join(", ") } : {}),
      ...(notes.length > 0 ? { note: notes.join("\n") } : {}),
    };
  });
  return `${JSON.stringify(joined, null, 2)}\n`;
}
