import { type Request, type RequestHandler, type Response, Router } from "express";
import { domainById } from "../../indexes/domains.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { directoryPage } from "../../web/directory-page.ts";
import { domainPage } from "../../web/domain-page.ts";
import { homePage, type Latest } from "../../web/home-page.ts";
import { snippet } from "../../web/snippet.ts";
import { LecternError, show } from "../errors.ts";
import { type SearchAnswer, type Searching, search } from "../search/search.ts";
import { baseOf } from "./address.ts";
import { domainsWithCounts } from "./api.ts";
import { readSearch } from "./contract.ts";
import { siteOf } from "./languages.ts";

/** So many of the newest stand on a page. */
const LATEST = { start: 5, domain: 8, news: 5 };
const TOPICS = 20;
/** More years than a collection has. */
const YEARS = 200;

export interface PortalOptions {
  send: (response: Response, page: string) => void;
  /** Bounds how often one address may ask. */
  limit: RequestHandler;
  sample: () => Promise<number>;
  publicUrl: string | null;
}

/** Where people begin: `/`, `/domains` and `/domains/:id`. */
export function portalRoutes(searching: Searching, { send, limit, sample, publicUrl }: PortalOptions): Router {
  const { engine } = searching;
  const router = Router();
  router.get("/", limit, async (_request, response) => {
    const [publications, news, counts, samples] = await Promise.all([
      newest({ kind: ["publication"], perPage: String(LATEST.start) }),
      newest({ kind: ["news"], perPage: String(LATEST.news) }),
      domainsWithCounts(engine),
      sample(),
    ]);
    const view = { publications: latestOf(publications), news: latestOf(news), domains: counts, sample: samples };
    send(response, homePage(siteOf(response), view));
  });
  router.get("/domains", limit, async (request, response) => {
    const address = `${baseOf(request, publicUrl)}/domains`;
    const site = siteOf(response);
    const counts = await domainsWithCounts(engine);
    const told = counts.map(({ id, records, description }) => ({
      id,
      records,
      description: description[site.texts.lang],
    }));
    send(response, directoryPage(site, { domains: told, address }));
  });
  router.get("/domains/:id", limit, async (request: Request<{ id: string }>, response) => {
    const domain = domainById(request.params.id);
    if (!domain) throw new LecternError("not-found", `There is no domain with the id ${show(request.params.id)}`);
    const { id } = domain;
    const [publications, news] = await Promise.all([
      newest({ domain: [id], kind: ["publication"], perPage: String(LATEST.domain), facets: ["year", "mesh"] }),
      newest({ domain: [id], kind: ["news"], perPage: String(LATEST.news) }),
    ]);
    const view = {
      id,
      description: domain.description[siteOf(response).texts.lang],
      publications: latestOf(publications),
      news: latestOf(news),
      years: publications.facets.year ?? [],
      topics: (publications.facets.mesh ?? []).slice(0, TOPICS),
      snippet: snippet({ base: baseOf(request, publicUrl), domain: id, lang: siteOf(response).texts.lang }),
      address: `${baseOf(request, publicUrl)}/domains/${id}`,
    };
    send(response, domainPage(siteOf(response), view));
  });
  return router;

  /** @param parameters as of an address */
  function newest(parameters: Record<string, string | string[]>): Promise<SearchAnswer> {
    const { facets = [], ...wanted } = readSearch(parameters);
    return search(searching, { ...wanted, mode: "keyword", sort: "newest", facets, values: { limit: YEARS } });
  }
}

function latestOf({ hits, counts }: SearchAnswer): Latest {
  return { total: counts.total, records: hits.map(({ record }): LecternRecord => record) };
}
