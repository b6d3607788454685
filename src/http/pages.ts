import { type ErrorRequestHandler, type RequestHandler, type Response, Router } from "express";
import { domains } from "../../indexes/domains.ts";
import { errorPage } from "../../web/error-page.ts";
import { ASKED } from "../../web/facets.ts";
import type { Site } from "../../web/layout.ts";
import { searchPage } from "../../web/search-page.ts";
import { LANGUAGES, type Language, TEXTS } from "../../web/texts.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError, show } from "../errors.ts";
import type { Citations } from "../export/citations.ts";
import { type Said, said } from "../search/notices.ts";
import { parseYears } from "../search/query-values.ts";
import { LONGEST_QUERY, type Searching, search } from "../search/search.ts";
import { assetAddresses, assetRoutes, KEPT } from "./assets.ts";
import { type BrandOptions, brandOf } from "./brand.ts";
import { LAST_HIT, readSearch } from "./contract.ts";
import { embedRoutes } from "./embed.ts";
import { FILES, onPaths } from "./guards.ts";
import { judgingOf, type LabOptions, labPages } from "./lab.ts";
import { languages, parametersOf, siteOf } from "./languages.ts";
import { narrowed, readNarrowing } from "./narrowing.ts";
import { portalRoutes } from "./portal.ts";
import { asLecternError, sendProblem } from "./problem.ts";
import { recordRoutes } from "./record-page.ts";
import { type Scripts, sendScript } from "./scripts.ts";
import { selectionRoutes } from "./selection.ts";
import { sitemapRoutes } from "./sitemap.ts";

/** The source whose records a first start loads. */
const SAMPLE = "lectern-sample";
/** How long the number of sample records is taken for true, in milliseconds: counting reads a whole index. */
const SAMPLE_COUNTED = 10_000;

export interface PageOptions {
  /** Told of every error that is not the reader's. */
  log?: (error: unknown) => void;
  /** Also the pages for judging, and buttons for it in the results of who has signed in there. */
  lab?: LabOptions | null;
  /** Bounds how often one address may search. */
  limit?: RequestHandler;
  /** Writes how a record is cited. */
  citations?: Citations | null;
  /** As configured; null: as each request names the server. */
  publicUrl?: string | null;
  /** Of the pages, where a browser asks for none that there is. Default English. */
  language?: Language;
  /** Sites whose pages may show the widget. */
  allowedOrigins?: readonly string[];
  /** The hospital's name, logo and colour. */
  brand?: BrandOptions;
  /** Files and feeds, whose errors are pages where a browser asks for them. */
  exports?: Router;
  /** What improves the pages; without it they are whole, too. */
  scripts?: Scripts | null;
}

/**
 * The pages for people: `/`, `/domains`, `/search` and `/records/:id`, rendered here, whole without any script; and what they link to.
 * Their errors are pages too.
 */
export function pageRoutes(searching: Searching, options: PageOptions = {}): Router {
  const { log = () => {}, lab = null, citations = null, publicUrl = null, scripts = null } = options;
  const limit: RequestHandler = options.limit ?? ((_request, _response, next) => next());
  const { engine, embedder, meaningOff } = searching;
  const branding = options.brand ?? { name: "Lectern", logo: null, accent: null };
  const { brand, routes: brandRoutes } = brandOf(branding);
  const siteIn = (language: Language): Omit<Site, "here"> => ({
    texts: TEXTS[language],
    brand,
    assets: assetAddresses(),
    script: scripts && `/assets/page.js?v=${scripts.page.version}`,
    domains: new Map(domains.map(({ id, label }) => [id, label[language]])),
    meaningOff: embedder ? null : (meaningOff ?? "switched-off"),
    longestQuery: LONGEST_QUERY,
  });
  const sites = Object.fromEntries(LANGUAGES.map((language) => [language, siteIn(language)]));
  const sampleCount = sampleCounter(engine);
  const router = Router();
  if (scripts) router.get("/assets/page.js", sendScript(scripts.page, `public, max-age=${KEPT / 1000}, immutable`));
  router.use(assetRoutes());
  router.use(brandRoutes);
  const { language: fallback = "en" } = options;
  router.use(languages({ sites: sites as Record<Language, Site>, fallback, publicUrl }));
  if (options.exports) router.use(onPaths(FILES, limit), options.exports, forPrograms(log));
  router.use(sitemapRoutes({ engine, publicUrl }));
  router.get("/", (request, response, next) => {
    // Where searches stood before they had a page of their own.
    const { search } = new URL(request.originalUrl, "http://localhost");
    return Object.keys(parametersOf(request)).length > 0 ? response.redirect(301, `/search${search}`) : next();
  });
  router.use(portalRoutes(searching, { send: sendPage, limit, sample: sampleCount, publicUrl }));
  router.get("/search", limit, async (request, response) => {
    const { narrowing, search: parameters } = readNarrowing(parametersOf(request));
    const { read, unread } = readableYears(parameters as Record<string, unknown>);
    const wanted = readSearch(read);
    const site = siteOf(response);
    const [answer, sample, judging, narrow] = await Promise.all([
      search(searching, { ...wanted, values: { limit: ASKED } }),
      sampleCount(),
      lab && judgingOf(request, lab, wanted.q),
      narrowing && narrowed(searching, wanted, narrowing, ASKED),
    ]);
    // Of what somebody typed and sent off, not of each letter on the way, and not of every page and filter.
    if (wanted.page === 1 && wanted.filters.length === 0 && !narrowing)
      searching.past?.note(wanted.q, answer.counts.total);
    // Where it has never been on, the page says so once, under the box.
    const notices = [...unread, ...answer.notices.filter(({ code }) => code !== `meaning-${site.meaningOff}`)];
    const shown = { ...answer, notices };
    const view = { request: wanted, answer: shown, sample, lastHit: LAST_HIT, judging, narrowed: narrow };
    sendPage(response, searchPage(site, view));
  });
  router.use(recordRoutes(searching, { send: sendPage, citations, publicUrl, log }));
  if (citations) router.use(selectionRoutes({ engine, citations, send: sendPage, limit }));
  if (scripts) {
    const { allowedOrigins = [] } = options;
    const { accent } = branding;
    router.use(embedRoutes({ send: sendPage, scripts, publicUrl, allowedOrigins, accent }));
  }
  if (lab) router.use(labPages(lab));
  // Whoever reads pages is told on one that there is nothing.
  router.use((request, _response, next) => {
    const read = request.method === "GET" && !request.path.startsWith("/v1/");
    if (!read || request.accepts(["json", "html"]) !== "html") return next();
    throw new LecternError("not-found", `There is nothing at ${show(request.path)}`);
  });
  router.use(errorPages(log));
  return router;
}

/** A page is kept by no proxy, and by a browser only with asking again. */
function sendPage(response: Response, page: string): void {
  response.set("Cache-Control", "private, no-cache").type("html").send(page);
}

/** What reads no pages is told in a problem document. */
function forPrograms(log: (error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent || request.accepts(["json", "html"]) === "html") return next(error);
    const known = asLecternError(error);
    if (known.status >= 500) log(error);
    sendProblem(response, known);
  };
}

function errorPages(log: (error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, message, issues, retryable } = asLecternError(error);
    if (status >= 500) log(error);
    if (retryable && !response.get("Retry-After")) response.set("Retry-After", "5");
    const { q } = request.query;
    const problem = { status, message, issues, retryAfter: Number(response.get("Retry-After")) || null };
    sendPage(response.status(status), errorPage(siteOf(response), problem, typeof q === "string" ? q : ""));
  };
}

function sampleCounter(engine: Engine): () => Promise<number> {
  let counted = { count: 0, until: Number.NEGATIVE_INFINITY };
  return async () => {
    if (performance.now() > counted.until) {
      const { bySource } = await engine.statistics();
      counted = { count: bySource[SAMPLE] ?? 0, until: performance.now() + SAMPLE_COUNTED };
    }
    return counted.count;
  };
}

/** Years as somebody types them: two the wrong way round are turned, and what is none is left out, with a word of it. */
function readableYears(parameters: Record<string, unknown>): { read: object; unread: Said[] } {
  const { yearFrom, yearTo, ...read } = parameters;
  const given = [yearFrom, yearTo].map((year) => (typeof year === "string" ? year.trim() : ""));
  const isYear = (text: string): boolean => /^\d{4}$/.test(text) && parseYears(text) !== null;
  const unread = given.filter((year) => year !== "" && !isYear(year));
  const [from = "", to = ""] = given.map((year) => (unread.includes(year) ? "" : year));
  const turned = from !== "" && to !== "" && Number(from) > Number(to);
  return {
    read: { ...read, yearFrom: turned ? to : from, yearTo: turned ? from : to },
    unread: unread.map((year) => said("not-years", `year:${year}`)),
  };
}
