import { z } from "zod";
import { FacetBody, RecordBody, ReportBody, SearchBody, SimilarBody, SuggestBody } from "./answers.ts";

const BODIES = {
  "GET /v1/search": SearchBody,
  "GET /v1/search/report": ReportBody,
  "GET /v1/facets/:facet": FacetBody,
  "GET /v1/suggest": SuggestBody,
  "GET /v1/records/:id": RecordBody,
  "POST /v1/similar": SimilarBody,
};

/** The answers by their requests, each as a JSON Schema (draft 2020-12). */
export function answerSchemas(): Record<string, object> {
  return Object.fromEntries(Object.entries(BODIES).map(([request, body]) => [request, z.toJSONSchema(body)]));
}
