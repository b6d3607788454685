import { type RequestHandler, type Response, Router } from "express";
import { referencesPage } from "../../web/references-page.ts";
import type { Engine } from "../engine/engine.ts";
import type { Citations } from "../export/citations.ts";
import { recordsNamed } from "./api.ts";
import { readChosen } from "./export-parameters.ts";
import { parametersOf, siteOf } from "./languages.ts";

export interface SelectionOptions {
  engine: Engine;
  citations: Citations;
  send: (response: Response, page: string) => void;
  /** Bounds how often one address may ask. */
  limit: RequestHandler;
}

/** `/selection`: what a reader does with results that were chosen by their boxes: to a file, or as a list of references. */
export function selectionRoutes({ engine, citations, send, limit }: SelectionOptions): Router {
  const router = Router();
  router.get("/selection", limit, async (request, response) => {
    const { from, ...parameters } = parametersOf(request);
    const { ids, format, style } = readChosen(parameters);
    if (ids.length > 0 && format) {
      const file = new URLSearchParams([["format", format], ...ids.map((id): [string, string] => ["id", id])]);
      return response.redirect(303, `/v1/export?${file}`);
    }
    const { records: chosen, missing } = await recordsNamed(engine, ids);
    const madeUp = chosen.filter(({ illustration }) => illustration);
    // In English, as on a record's page.
    const cited = chosen
      .filter(({ illustration }) => !illustration)
      .map((record) => citations.cite(record, style, "en"));
    // A search of this server, and nothing else: the address may come from anywhere.
    const back = typeof from === "string" && /^\/search\?[^\\\s]*$/.test(from) ? from : null;
    const there = ids.filter((id) => !missing.includes(id));
    const view = { ids: there, style, references: await Promise.all(cited), madeUp, missing: missing.length, back };
    send(response.status(ids.length === 0 ? 400 : 200), referencesPage(siteOf(response), view));
  });
  return router;
}
