import type { Request } from "express";
import type { LecternRecord } from "../../indexes/record.ts";
import { doiAddress } from "../../web/hit.ts";
import { messageOf } from "../errors.ts";
import type { Citations } from "../export/citations.ts";
import { FORMATS } from "../export/formats.ts";
import { baseOf } from "./address.ts";

/** The absolute address of a record's page. */
export function recordUrl(request: Request, { id }: LecternRecord, publicUrl: string | null): string {
  return `${baseOf(request, publicUrl)}/records/${encodeURIComponent(id)}`;
}

/** Signposting (signposting.org): where machines find what a page is of. Nothing of what is made up. */
export function signposts(record: LecternRecord): string | null {
  if (record.illustration) return null;
  const described = (["csl", "ris", "bibtex"] as const).map(
    (format) =>
      `</v1/records/${encodeURIComponent(record.id)}/export?format=${format}>; rel="describedby"; type="${FORMATS[format].type}"`,
  );
  const type = record.kind === "news" ? "NewsArticle" : "ScholarlyArticle";
  return [
    ...(record.doi ? [`<${doiAddress(record.doi)}>; rel="cite-as"`] : []),
    ...described,
    '<https://schema.org/AboutPage>; rel="type"',
    `<https://schema.org/${type}>; rel="type"`,
    ...record.authors
      .flatMap(({ orcid }) => (orcid ? [`<https://orcid.org/${orcid}>; rel="author"`] : []))
      .slice(0, 20),
  ].join(", ");
}

/** A page does not fail for want of its citation. */
export async function citationOf(
  citations: Citations | null,
  record: LecternRecord,
  log: (error: unknown) => void,
): Promise<string | null> {
  if (!citations || record.illustration) return null;
  try {
    return await citations.cite(record, "vancouver", "en");
  } catch (error) {
    log(new Error(`A citation could not be written: ${messageOf(error)}`));
    return null;
  }
}
