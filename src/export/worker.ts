import { parentPort } from "node:worker_threads";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import type { CslItem } from "./csl.ts";
import { type Language, LOCALES, type Style } from "./formats.ts";

/** What is written of items: a bibliography file, or the text of citations. */
export type Writing = { as: "ris" | "bibtex" } | { as: "citation"; style: Style; language: Language };
export type Ask = { id: number; items: readonly CslItem[]; writing: Writing };
export type Answer = { id: number; text: string } | { id: number; error: string };

const port = parentPort;
if (!port) throw new Error("worker.ts runs as a worker thread only");

port.on("message", ({ id, items, writing }: Ask) => {
  try {
    port.postMessage({ id, text: write(items, writing) } satisfies Answer);
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer);
  }
});

/** News are written as papers and named afterwards: the RIS writer leaves out who wrote news, and when. */
const asPaper = (item: CslItem): CslItem =>
  item.type === "article-newspaper" ? { ...item, type: "article-journal" } : item;
/** The RIS writer cuts keywords at commas, of which MeSH headings have many: these hide as a private-use character. */
const COMMA = "\ue000";
/** The RIS writer breaks a line every 70 characters, also within words: reference managers would read a space there. */
const FOLD = /\n(?![A-Z][A-Z\d] {2}- )/g;

function write(items: readonly CslItem[], writing: Writing): string {
  if (writing.as === "ris") return mended(new Cite(items.map(asPaper).map(flattened)).format("ris"), items);
  const flat = new Cite(items.map(flattened));
  switch (writing.as) {
    case "bibtex":
      return named(asWritten(items.map(flattened).map(carrying), (hidden) => new Cite(hidden).format("bibtex")));
    case "citation": {
      const { style: template, language } = writing;
      return flat.format("bibliography", { format: "text", template, lang: LOCALES[language] }).trim();
    }
  }
}

/** What the RIS writer makes, with whole ids (it cuts them at 20 characters, where several are the same), pages and dates as RIS has them. */
function mended(ris: string, items: readonly CslItem[]): string {
  const ids = items.map(({ id }) => id);
  const types = items.map(({ type }) => type);
  return ris
    .replace(FOLD, "")
    .replaceAll(COMMA, ",")
    .replace(/^ID {2}- .*$/gm, (line) => (ids.length > 0 ? `ID  - ${ids.shift()}` : line))
    .replace(/^TY {2}- .*$/gm, (line) => (types.shift() === "article-newspaper" ? "TY  - NEWS" : line))
    .replace(/^SP {2}- (\p{L}*\d+)-(\p{L}*\d+)$/gmu, "SP  - $1\nEP  - $2")
    .replace(/^(DA {2}- \d{4}\/)(\d\/)/gm, "$10$2")
    .replace(/^(DA {2}- \d{4}\/\d\d\/)(\d\/)/gm, "$10$2");
}

/**
 * The BibTeX writer turns letters with accents into TeX's commands, in a way that reference managers read wrongly, and
 * leaves out those that it has no command for. They hide from it behind their numbers, and stand in the file, which is
 * UTF-8, as they are.
 */
function asWritten(items: readonly object[], format: (hidden: object[]) => string): string {
  const text = JSON.stringify(items);
  let mark = "zq";
  while (text.includes(mark)) mark += "q";
  const hidden = text.replace(/[^\x00-\x7f]/gu, (letter) => `${mark}${letter.codePointAt(0)}z`);
  const written = format(JSON.parse(hidden) as object[]);
  return written.replace(new RegExp(`${mark}(\\d+)z`, "g"), (_, code) => String.fromCodePoint(Number(code)));
}

/** The BibTeX writer knows no abstract and no keywords: they travel under names that it has and no record fills. */
const CARRIED = { annote: "abstract", chapter: "keywords" } as const;

function carrying({ abstract, keyword, ...item }: Flat): object {
  const keywords = keyword?.replaceAll(",", ", ").replaceAll(COMMA, ",");
  return { ...item, ...(abstract ? { annote: abstract } : {}), ...(keywords ? { "chapter-number": keywords } : {}) };
}

function named(bibtex: string): string {
  return bibtex.replace(/^\t(annote|chapter)(?= = \{)/gm, (_, name: keyof typeof CARRIED) => `\t${CARRIED[name]}`);
}

type Flat = Omit<CslItem, "keyword"> & { keyword?: string };

/** On lines of its own, a text could begin another field, or another record. */
function flattened({ keyword, ...item }: CslItem): Flat {
  const flat = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replace(/\s+/g, " ") : value,
  ]);
  const keywords = keyword?.map((one) => one.replaceAll(",", COMMA)).join(",");
  return { ...(Object.fromEntries(flat) as Omit<CslItem, "keyword">), ...(keywords ? { keyword: keywords } : {}) };
}
