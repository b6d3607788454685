import { type Request, type Response, Router } from "express";
import type { Filter } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { doiAddress } from "../../web/hit.ts";
import type { Citation } from "../../web/record-citing.ts";
import { recordPage } from "../../web/record-page.ts";
import { messageOf } from "../errors.ts";
import type { Citations } from "../export/citations.ts";
import { FORMATS } from "../export/formats.ts";
import { relatedTo } from "../search/related.ts";
import type { Searching } from "../search/search.ts";
import { similarToRecord } from "../search/similar.ts";
import { baseOf } from "./address.ts";
import { recordOf } from "./api.ts";
import { siteOf } from "./languages.ts";

/** So many similar records stand on a record's page, and so many news items near it. */
const SIMILAR = 5;
const NEAR_NEWS = 3;

export interface RecordPageOptions {
  send: (response: Response, page: string) => void;
  /** Null where there is nothing to cite with. */
  citations: Citations | null;
  publicUrl: string | null;
  /** Told of what the page goes without. */
  log: (error: unknown) => void;
}

/** `/records/:id` */
export function recordRoutes(searching: Searching, options: RecordPageOptions): Router {
  const { citations, publicUrl, log } = options;
  const { engine } = searching;
  const router = Router();
  router.get("/records/:id", async (request: Request<{ id: string }>, response) => {
    const record = await recordOf(engine, request.params.id);
    const site = siteOf(response);
    const [related, similar, near, cited] = await Promise.all([
      relatedTo(engine, record),
      // News near a publication stands by itself.
      similarTo(searching, record, record.kind === "news" ? [] : [ofKind("publication")], SIMILAR),
      newsNear(searching, record),
      citationsOf(citations, record, log),
    ]);
    // What is named is not told once more as what is only near.
    const named = new Set(related.map((one) => one.record?.id));
    const news = near.filter(({ id }) => !named.has(id)).slice(0, NEAR_NEWS);
    const address = recordUrl(request, record, publicUrl);
    const links = signposts(record);
    if (links) response.set("Link", links);
    options.send(response, recordPage(site, { record, related, similar, news, citations: cited, address }));
  });
  return router;
}

async function similarTo(searching: Searching, record: LecternRecord, filters: readonly Filter[], limit: number) {
  const { hits } = await similarToRecord(searching, record, { filters, limit });
  return hits.map((hit) => hit.record);
}

/** News of a publication's domains, the nearest first; it need not be about it. */
async function newsNear(searching: Searching, record: LecternRecord): Promise<LecternRecord[]> {
  const domains = record.domains.map(({ id }) => id);
  if (record.kind === "news" || domains.length === 0) return [];
  const filters: Filter[] = [ofKind("news"), { kind: "anyOf", facet: "domain", values: domains }];
  return similarTo(searching, record, filters, 2 * NEAR_NEWS);
}

function ofKind(kind: LecternRecord["kind"]): Filter {
  return { kind: "anyOf", facet: "kind", values: [kind] };
}

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

/**
 * In the styles that the page shows; in English, as most papers that cite it are, whatever the page's language. A page
 * does not fail for want of its citations.
 */
async function citationsOf(
  citations: Citations | null,
  record: LecternRecord,
  log: (error: unknown) => void,
): Promise<Citation[]> {
  if (!citations || record.illustration) return [];
  try {
    return await Promise.all(
      (["vancouver", "apa"] as const).map(async (style) => ({
        style,
        text: await citations.cite(record, style, "en"),
      })),
    );
  } catch (error) {
    log(new Error(`A citation could not be written: ${messageOf(error)}`));
    return [];
  }
}
