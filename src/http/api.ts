import { Router } from "express";
import { domains } from "../../indexes/domains.ts";
import { FACETS, openAccessUrl } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { parametersOf } from "../../web/address.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError, show } from "../errors.ts";
import type { Hit } from "../search/hits.ts";
import type { MeaningOff } from "../search/meaning.ts";
import { toldNotices } from "../search/notices.ts";
import { reproducibleSearch } from "../search/report.ts";
import type { Suggestion } from "../search/rescue.ts";
import { type SearchAnswer, type Searching, search } from "../search/search.ts";
import { suggest } from "../search/suggest.ts";
import { toldFilter, toldTerms } from "../search/told-terms.ts";
import { readFacet, readSearch, readSuggest } from "./contract.ts";
import { answerSchemas } from "./schemas.ts";

/** `/v1`: what anyone may read. @param version Lectern's own */
export function apiRoutes(searching: Searching, version = "unknown"): Router {
  const router = Router();
  router.get("/search", async (request, response) => {
    const from = performance.now();
    const wanted = readSearch(request.query);
    const { answer, reproduction } = await reproducibleSearch(searching, wanted, version);
    response.json({
      ...searchBody(answer),
      report: reproduction,
      page: wanted.page,
      perPage: wanted.perPage,
      tookMs: Math.round((performance.now() - from) * 10) / 10,
    });
  });
  let schemas: object | null = null;
  router.get("/schema", (_request, response) => {
    schemas ??= answerSchemas();
    response.json(schemas);
  });
  router.get("/facets/:facet", async (request, response) => {
    const wanted = readFacet(request.params.facet, request.query);
    const [facet] = wanted.facets;
    const { facets, notices } = await search(searching, wanted);
    response.json({ facet, values: facets[facet] ?? [], notices: toldNotices(notices) });
  });
  router.get("/suggest", async (request, response) => {
    const { text, limit } = readSuggest(request.query);
    response.json({ suggestions: await suggest(searching, text, limit) });
  });
  router.get("/records/:id", async (request, response) => {
    response.json(recordBody(await recordOf(searching.engine, request.params.id)));
  });
  router.get("/domains", async (_request, response) => {
    response.json({ domains: await domainsWithCounts(searching.engine) });
  });
  return router;
}

function searchBody(answer: SearchAnswer): object {
  const { query, mode, sort, counts, hits, facets, needed, interpretation, suggestions, notices } = answer;
  const filters = interpretation.filters.map(toldFilter);
  const read = { query, terms: toldTerms(answer), needed, ...interpretation, filters };
  return {
    query,
    mode,
    sort,
    counts,
    hits: hits.map(hitBody),
    facets,
    interpretation: read,
    suggestions: suggestions.map(suggestionBody),
    notices: toldNotices(notices),
    ...meaningBody(answer.meaningOff ?? null),
  };
}

/** With the parameters of the search that is suggested; one that is repeated as a list. */
function suggestionBody({ reason, request, records }: Suggestion): object {
  const values = Map.groupBy(parametersOf(request), ([name]) => name);
  const parameters = [...values].map(([name, pairs]) => [
    name,
    pairs.length > 1 ? pairs.map(([, value]) => value) : pairs[0]![1],
  ]);
  return { reason, parameters: Object.fromEntries(parameters), records };
}

/** Whether there is search by meaning, and why not. */
export function meaningBody(off: MeaningOff | null): object {
  return off ? { meaning: "off", meaningOff: off } : { meaning: "on" };
}

export function hitBody({ record, ...found }: Hit): object {
  const { provenance: _, ...fields } = record;
  return {
    ...fields,
    openAccessUrl: openAccessUrl(record),
    ...found,
  };
}

/** With where it comes from, but for what only loading it again goes by. */
function recordBody({ provenance, ...record }: LecternRecord): object {
  const from = provenance.map(({ hashes: _, load: __, ...source }) => source);
  return { ...record, openAccessUrl: openAccessUrl(record), provenance: from };
}

/** @throws `not-found` */
export async function recordOf(engine: Engine, id: string) {
  const stored = (await engine.get([id])).get(id);
  if (!stored) throw new LecternError("not-found", `There is no record with the id ${show(id)}`);
  return stored.record;
}

/** Records in the order of their ids, and the ids of those that are not there. @throws `not-found` where none is */
export async function recordsNamed(
  engine: Engine,
  ids: readonly string[],
): Promise<{ records: LecternRecord[]; missing: string[] }> {
  const stored = await engine.get(ids);
  const missing = ids.filter((id) => !stored.has(id));
  if (missing.length > 0 && missing.length === ids.length)
    throw new LecternError("not-found", `There is no record with the id ${missing.map(show).join(", ")}`);
  return { records: ids.flatMap((id) => stored.get(id)?.record ?? []), missing };
}

/** Every domain, in the order of `indexes/domains.json`, with how many records it has. */
export async function domainsWithCounts(engine: Engine) {
  const { facets } = await engine.recall({
    words: null,
    meaning: null,
    filters: [],
    facets: FACETS.filter((facet) => facet === "domain"),
    pool: 0,
    sort: "newest",
    offset: 0,
    limit: 0,
  });
  const counts = new Map(facets.domain?.map(({ value, count }) => [value, count]));
  return domains.map(({ id, label, description }) => ({ id, label, description, records: counts.get(id) ?? 0 }));
}
