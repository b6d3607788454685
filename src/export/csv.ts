import { stringify } from "csv-stringify/sync";
import type { LecternRecord } from "../../indexes/record.ts";

/** Between several values in one cell. */
const BETWEEN = "; ";

const COLUMNS: Readonly<Record<string, (record: LecternRecord) => string>> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  title: ({ title }) => title,
  authors: ({ authors }) => authors.map(({ name }) => name).join(BETWEEN),
  journal: ({ journal }) => journal ?? "",
  volume: ({ volume }) => volume ?? "",
  issue: ({ issue }) => issue ?? "",
  pages: ({ pages }) => pages ?? "",
  issn: ({ issn }) => issn ?? "",
  date: ({ date }) => date ?? "",
  year: ({ year }) => String(year ?? ""),
  types: ({ types }) => types.join(BETWEEN),
  domains: ({ domains }) => domains.map(({ id }) => id).join(BETWEEN),
  doi: ({ doi }) => doi ?? "",
  pmid: ({ pmid }) => pmid ?? "",
  pmcid: ({ pmcid }) => pmcid ?? "",
  url: ({ url }) => url ?? "",
  openAccessUrl: ({ openAccessUrl }) => openAccessUrl ?? "",
  language: ({ language }) => language ?? "",
  status: ({ status }) => status.join(BETWEEN),
  mesh: ({ mesh }) => mesh.join(BETWEEN),
  keywords: ({ keywords }) => keywords.join(BETWEEN),
  illustration: ({ illustration }) => (illustration ? "made-up" : ""),
  abstract: ({ abstract }) => abstract,
};

/**
 * Records as a table (RFC 4180, UTF-8 with a mark, as spreadsheets want it). A cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
export function toCsv(records: readonly LecternRecord[]): string {
  const rows = records.map((record) => Object.values(COLUMNS).map((cell) => cell(record)));
  return stringify([Object.keys(COLUMNS), ...rows], { bom: true, escape_formulas: true, record_delimiter: "windows" });
}
