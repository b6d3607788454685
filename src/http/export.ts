import { type Request, type Response, Router } from "express";
import { domains } from "../../indexes/domains.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { addressOf, feedAddress } from "../../web/address.ts";
import { LecternError, show } from "../errors.ts";
import type { Citations } from "../export/citations.ts";
import { atomFeed } from "../export/feed.ts";
import { FORMATS, type Format } from "../export/formats.ts";
import { type Searching, type SearchRequest, search } from "../search/search.ts";
import { baseOf } from "./address.ts";
import { recordOf, recordsNamed } from "./api.ts";
import { readCitation, readFeed, readFormat, readSearchFile, readSelection } from "./export-parameters.ts";

export interface ExportOptions {
  searching: Searching;
  citations: Citations;
  publicUrl: string | null;
  /** What the site is called. */
  name: string;
}

/** Records to take along: as files, as citations, and as feeds. */
export function exportRoutes({ searching, citations, publicUrl, name: siteName }: ExportOptions): Router {
  const { engine } = searching;
  const router = Router();
  router.get("/v1/records/:id/export", async (request, response) => {
    const format = readFormat(request.query);
    const record = await recordOf(engine, request.params.id);
    await send(response, [record], format, `lectern-${record.id.slice(0, 40)}`);
  });
  router.get("/v1/records/:id/citation", async (request, response) => {
    const { style, language } = readCitation(request.query);
    const record = await recordOf(engine, request.params.id);
    response.json({ style, lang: language, text: await citations.cite(record, style, language) });
  });
  router.get("/v1/export", async (request, response) => {
    const { ids, format } = readSelection(request.query);
    const { records, missing } = await recordsNamed(engine, ids);
    if (missing.length > 0) response.set("Lectern-Missing", missing.map(encodeURIComponent).join(", "));
    await send(response, records, format, "lectern-selection");
  });
  router.get("/v1/search/export", async (request, response) => {
    const { request: wanted, format, limit } = readSearchFile(request.query);
    const { records, total } = await recordsOf(searching, wanted, limit);
    response.set("Lectern-Total", String(total));
    await send(response, records, format, "lectern-search");
  });
  router.get("/feed.atom", async (request, response) => {
    const { request: wanted, limit } = readFeed(request.query);
    await sendFeed(request, response, wanted, limit, titleOf(wanted));
  });
  router.get("/domains/:id/feed.atom", async (request, response) => {
    const domain = domains.find(({ id }) => id === request.params.id);
    if (!domain) throw new LecternError("not-found", `There is no domain with the id ${show(request.params.id)}`);
    const { request: wanted, limit } = readFeed({ ...request.query, domain: domain.id });
    await sendFeed(request, response, wanted, limit, domain.label.en);
  });
  return router;

  async function send(
    response: Response,
    records: readonly LecternRecord[],
    format: Format,
    name: string,
  ): Promise<void> {
    const text = await citations.file(records, format);
    response.attachment(`${name}.${FORMATS[format].ending}`);
    response.set("Cache-Control", "no-store").type(`${FORMATS[format].type}; charset=utf-8`).send(text);
  }

  async function sendFeed(
    request: Request,
    response: Response,
    wanted: SearchRequest,
    limit: number,
    title: string,
  ): Promise<void> {
    const base = baseOf(request, publicUrl);
    const text = atomFeed((await recordsOf(searching, wanted, limit)).records, {
      title: `${title} · ${siteName}`,
      publisher: siteName,
      description: "Publications and news",
      page: `${base}${addressOf(wanted)}`,
      self: `${base}${request.originalUrl}`,
      name: feedAddress(wanted),
      language: "en",
      recordPage: ({ id }) => `${base}/records/${encodeURIComponent(id)}`,
    });
    response.set("Cache-Control", "public, max-age=300").type("application/atom+xml; charset=utf-8").send(text);
  }
}

function titleOf({ q, filters }: SearchRequest): string {
  const chosen = filters.flatMap((filter) => (filter.kind === "anyOf" ? filter.values : []));
  return [q, ...chosen].filter((part) => part !== "").join(", ") || "Latest";
}

/**
 * The first hits of a search, and how many it has. As one page: each further one would be the whole search again, which
 * takes long of a query of thousands of words.
 */
async function recordsOf(
  searching: Searching,
  request: SearchRequest,
  limit: number,
): Promise<{ records: LecternRecord[]; total: number }> {
  const { hits, counts } = await search(searching, { ...request, page: 1, perPage: limit, bare: true });
  return { records: hits.map(({ record }) => record), total: counts.total };
}
