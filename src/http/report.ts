import { type Request, Router } from "express";
import { z } from "zod";
import { searchReport } from "../search/report.ts";
import { reportText } from "../search/report-text.ts";
import type { Searching } from "../search/search.ts";
import { hostOf } from "./address.ts";
import { check, readSearch } from "./contract.ts";

const Format = z.strictObject({ format: z.enum(["text", "json"]).optional() });

/**
 * `/v1/search/report`: a search as a paper's methods section reports it, under the server's configured
 * address. Takes what `/v1/search` takes, and a `format`.
 */
export function reportRoutes(searching: Searching, version: string, publicUrl: string | null = null): Router {
  const router = Router();
  router.get("/search/report", async (request, response) => {
    const { format, ...parameters } = request.query;
    const { format: chosen } = check(Format, format === undefined ? {} : { format }, "invalid-parameter");
    const wanted = readSearch(parameters);
    const host = publicUrl ? new URL(publicUrl).host : hostOf(request);
    const report = await searchReport(searching, wanted, { version, host, address: again(request) });
    response.set("Cache-Control", "no-store").vary("Accept");
    const json = chosen ? chosen === "json" : request.accepts(["text/plain", "text/markdown", "json"]) === "json";
    if (json) response.json(report);
    else response.type("text/plain").send(reportText(report));
  });
  return router;
}

/** The search that is reported, with its parameters as they came. */
function again(request: Request): string {
  const parameters = new URLSearchParams(request.originalUrl.split("?").slice(1).join("?"));
  parameters.delete("format");
  const query = parameters.toString();
  return `/v1/search${query === "" ? "" : `?${query}`}`;
}
