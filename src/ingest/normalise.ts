import { parseDoi, parseOrcid, parsePmcid, parsePmid } from "../../indexes/identifiers.ts";
import { problemsOf, sentences } from "../../indexes/problems.ts";
import { LecternRecord, type SourceRecord } from "../../indexes/record.ts";
import { type Issue, LecternError, show } from "../errors.ts";
import { parseDate } from "./dates.ts";
import { parseIssn, parsePages, printed } from "./printed.ts";
import { cleanList, cleanText, cleanTitle, joinSections } from "./text.ts";
import { parseLanguage, publicationType } from "./vocabulary.ts";

const Fields = LecternRecord.omit({ id: true, domains: true, provenance: true });

/** What the index holds of a record, before it is known which record it is and to which domains it belongs. */
export interface NormalisedRecord extends Omit<LecternRecord, "id" | "domains" | "provenance"> {
  /** Ids of domains that the source is certain of; not checked against `indexes/domains.json`. */
  givenDomains: string[];
  /** What was left out of the record, or read otherwise than given, because it could not be used. */
  warnings: Issue[];
}

/**
 * A source's record in the index's terms: one notation for every identifier, date and language, text without markup. An
 * empty text counts as not given. What can be spared and cannot be read (an ORCID, an address, a language, a relation)
 * is left out with a warning. Throws `invalid-record` with all issues where `key` or `title` is missing, an identifier,
 * date or year is not one, or a field does not fit {@link LecternRecord}.
 */
export function normalise(record: SourceRecord): NormalisedRecord {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const read = <T>(
    path: string,
    given: string | number | undefined,
    parse: (text: string) => T | null,
    expected: string,
    to: Issue[],
  ): T | undefined => {
    const text = given === undefined ? "" : String(given).trim();
    if (text === "") return undefined;
    const value = parse(text);
    if (value === null) to.push({ path, expected, got: show(given) });
    return value ?? undefined;
  };

  const { abstract, sections } = abstractOf(record, warnings);
  const types = cleanList(cleanList(record.types ?? []).map(publicationType));
  const pmid = read("pmid", record.pmid, parsePmid, "a PMID such as 29768149", issues);
  const fields = {
    key: record.key.trim(),
    kind: record.kind ?? "publication",
    title: titleOf(record.title, issues),
    abstract,
    sections,
    authors: authorsOf(record.authors ?? [], warnings),
    journal: cleanText(record.journal ?? "") || undefined,
    journalAbbreviation: cleanText(record.journalAbbreviation ?? "") || undefined,
    volume: read("volume", record.volume, printed, "at most 100 characters", warnings),
    issue: read("issue", record.issue, printed, "at most 100 characters", warnings),
    pages: read("pages", record.pages, parsePages, "pages such as 1865-1876 or e0123", warnings),
    issn: read("issn", record.issn, parseIssn, "an ISSN such as 0028-4793 with a right check digit", warnings),
    ...dateAndYear(
      record,
      read("date", record.date, parseDate, "a date such as 2023-05-07, 2023-05 or 2023", issues),
      issues,
      warnings,
    ),
    doi: read("doi", record.doi, parseDoi, "a DOI such as 10.1000/xyz123", issues),
    pmid,
    pmcid: read("pmcid", record.pmcid, parsePmcid, "a PMCID such as PMC6022861", issues),
    url: read("url", record.url, parseUrl, "an http or https address", warnings),
    openAccessUrl: read("openAccessUrl", record.openAccessUrl, parseUrl, "an http or https address", warnings),
    language: read(
      "language",
      /^\W*(und|mul)\W*$/i.test(record.language ?? "") ? "" : record.language,
      parseLanguage,
      "a language such as en or English",
      warnings,
    ),
    types,
    mesh: fitting("mesh", cleanList(record.mesh ?? []).map(heading), warnings),
    keywords: fitting("keywords", cleanList(record.keywords ?? []), warnings),
    status: statusOf(record, types),
    related: relatedOf(record.related ?? [], warnings),
    illustration: record.illustration ?? false,
  };
  const checked = Fields.safeParse(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
  for (const { path, expected, got } of checked.success ? [] : problemsOf(checked.error, fields, show)) {
    if (!issues.some((issue) => issue.path === path)) issues.push({ path, expected, got });
  }
  if (!checked.success || issues.length > 0) throw new LecternError("invalid-record", sentences(issues), { issues });
  return { ...checked.data, givenDomains: domainsOf(record.domains ?? [], warnings), warnings };
}

function titleOf(given: string, issues: Issue[]): string {
  const title = cleanTitle(given);
  if (title.length >= 1 && title.length <= 2000) return title;
  const got = title === "" ? (given === "" ? "nothing" : show(given)) : title.length.toLocaleString("en-US");
  issues.push({ path: "title", expected: "1 to 2,000 characters", got });
  return title;
}

/** Labelled parts are more than the same text in one piece, so they win where both are given. */
function abstractOf(record: SourceRecord, warnings: Issue[]): Pick<LecternRecord, "abstract" | "sections"> {
  const joined = joinSections(record.sections ?? []);
  if (joined.abstract === "") return { abstract: cleanText(record.abstract ?? ""), sections: [] };
  const sections = joined.sections.filter(({ label }) => label.length <= 200).slice(0, 50);
  if (sections.length < joined.sections.length) {
    warnings.push({
      path: "sections",
      expected: "at most 50 labels of at most 200 characters",
      got: `${joined.sections.length} labels`,
    });
  }
  return { abstract: joined.abstract, sections };
}

function authorsOf(given: NonNullable<SourceRecord["authors"]>, warnings: Issue[]): LecternRecord["authors"] {
  return given.flatMap((one, index) => {
    const author = typeof one === "string" ? { name: one } : one;
    const name = cleanText(author.name);
    if (name === "") {
      warnings.push({ path: `authors.${index}.name`, expected: "a name", got: show(author.name) });
      return [];
    }
    const orcid = author.orcid?.trim() ? parseOrcid(author.orcid) : undefined;
    if (orcid === null) {
      warnings.push({
        path: `authors.${index}.orcid`,
        expected: "an ORCID such as 0000-0002-1825-0097 with a right check digit",
        got: show(author.orcid),
      });
    }
    const affiliation = cleanText(author.affiliation ?? "")
      .slice(0, 2000)
      .trim();
    return [{ name, ...(orcid ? { orcid } : {}), ...(affiliation ? { affiliation } : {}) }];
  });
}

/** The date's year, where there is a date. */
function dateAndYear(
  record: SourceRecord,
  date: string | undefined,
  issues: Issue[],
  warnings: Issue[],
): Pick<LecternRecord, "date" | "year"> {
  const { year } = record;
  if (year !== undefined && (year < 1500 || year > 2100))
    issues.push({ path: "year", expected: "1500-2100", got: show(year) });
  if (date === undefined) return year === undefined ? {} : { year };
  if (date.length < 10 && /^\d{1,2}\D\d{1,2}\D\d{4}$/.test(record.date!.trim())) {
    warnings.push({ path: "date", expected: "year, month and day, in this order", got: show(record.date) });
  }
  const own = Number(date.slice(0, 4));
  if (year !== undefined && year !== own)
    warnings.push({ path: "year", expected: `${own}, the year of \`date\``, got: show(year) });
  return { date, year: own };
}

function parseUrl(text: string): string | null {
  const url = URL.parse(/^www\./i.test(text) ? `https://${text}` : text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  return LecternRecord.shape.url.safeParse(url.href).success ? url.href : null;
}

/** A MeSH heading without its qualifier ('Glaucoma/drug therapy') and without the star of a major topic. */
function heading(text: string): string {
  return text
    .replace(/^\*|\*$/g, "")
    .replace(/\/\*?[a-z][a-z ,&-]*\*?$/i, "")
    .trim();
}

/** At most 500 of at most 300 characters. */
function fitting(path: string, texts: readonly string[], warnings: Issue[]): string[] {
  const kept = [...new Set(texts)].filter((text) => text !== "" && text.length <= 300).slice(0, 500);
  if (kept.length < new Set(texts).size)
    warnings.push({
      path,
      expected: "at most 500 of 1 to 300 characters each",
      got: `${texts.length.toLocaleString("en-US")}, the longest of ${texts.reduce((max, text) => Math.max(max, text.length), 0).toLocaleString("en-US")}`,
    });
  return kept;
}

/** Publishers mark a retracted paper in its title, and some sources say so nowhere else. */
function statusOf(record: SourceRecord, types: readonly string[]): LecternRecord["status"] {
  const retracted =
    types.includes("Retracted Publication") || /^\W*retracted(?: article| paper)?\s*:/i.test(record.title);
  return [...new Set([...(retracted ? (["retracted"] as const) : []), ...(record.status ?? [])])];
}

function relatedOf(given: NonNullable<SourceRecord["related"]>, warnings: Issue[]): LecternRecord["related"] {
  const parsers = { doi: parseDoi, pmid: parsePmid, pmcid: parsePmcid, key: (text: string) => text.trim() || null };
  const related = given.flatMap(({ relation, ref }, index) => {
    const type = ref.slice(0, ref.indexOf(":"));
    const id = Object.hasOwn(parsers, type) ? parsers[type as keyof typeof parsers](ref.slice(type.length + 1)) : null;
    if (id !== null) return [{ relation, ref: `${type}:${id}` }];
    warnings.push({
      path: `related.${index}.ref`,
      expected: "an identifier such as doi:10.1000/x, pmid:1 or key:abc",
      got: show(ref),
    });
    return [];
  });
  return [...new Map(related.map((one) => [`${one.relation} ${one.ref}`, one])).values()];
}

function domainsOf(given: readonly string[], warnings: Issue[]): string[] {
  const ids = [...new Set(given.map((id) => id.trim().toLowerCase()))].filter((id) => id !== "");
  const usable = ids.filter((id) => /^[a-z0-9-]+$/.test(id));
  for (const id of ids)
    if (!usable.includes(id))
      warnings.push({ path: "domains", expected: "the id of a domain, such as oncology", got: show(id) });
  return usable;
}
