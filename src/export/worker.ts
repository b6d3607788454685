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

/** The RIS writer cuts keywords at commas, of which MeSH headings have many: these hide as a private-use character. */
const COMMA = "\ue000";
/** The RIS writer breaks a line every 70 characters, also within words: reference managers would read a space there. */
const FOLD = /\n(?![A-Z][A-Z\d] {2}- )/g;

function write(items: readonly CslItem[], writing: Writing): string {
  const flat = new Cite(items.map(flattened));
  switch (writing.as) {
    case "ris":
      return mended(flat.format("ris"), items);
    case "bibtex":
      return flat.format("bibtex");
    case "citation": {
      const { style: template, language } = writing;
      return flat.format("bibliography", { format: "text", template, lang: LOCALES[language] }).trim();
    }
  }
}

/** What the RIS writer makes, with whole ids (it cuts them at 20 characters, where several are the same) and dates as RIS has them. */
function mended(ris: string, items: readonly CslItem[]): string {
  const ids = items.map(({ id }) => id);
  return ris
    .replace(FOLD, "")
    .replaceAll(COMMA, ",")
    .replace(/^ID {2}- .*$/gm, (line) => (ids.length > 0 ? `ID  - ${ids.shift()}` : line))
    .replace(/^(DA {2}- \d{4}\/)(\d\/)/gm, "$10$2")
    .replace(/^(DA {2}- \d{4}\/\d\d\/)(\d\/)/gm, "$10$2");
}

/** On lines of its own, a text could begin another field, or another record. */
function flattened({ keyword, ...item }: CslItem): object {
  const flat = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === "string" ? value.replace(/\s+/g, " ") : value,
  ]);
  const keywords = keyword?.map((one) => one.replaceAll(",", COMMA)).join(",");
  return { ...Object.fromEntries(flat), ...(keywords ? { keyword: keywords } : {}) };
}
