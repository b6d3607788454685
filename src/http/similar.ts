import { json, Router } from "express";
import { LecternError } from "../errors.ts";
import { toldNotices } from "../search/notices.ts";
import type { Searching } from "../search/search.ts";
import { type SimilarAnswer, similarToRecord, similarToText } from "../search/similar.ts";
import { hitBody, recordOf } from "./api.ts";
import { readSimilar, readText } from "./contract.ts";

/** A body may be this large: the longest text, each character as JSON may write it. */
const BODY = "100kb";
/** So many texts are compared at once; embedding a long one takes a processor a second. */
const AT_ONCE = 4;

/** Records similar to a record, or to a text that is pasted. */
export function similarRoutes(searching: Searching): Router {
  const router = Router();
  let comparing = 0;
  router.get("/records/:id/similar", async (request, response) => {
    const wanted = readSimilar(request.query);
    const record = await recordOf(searching.engine, request.params.id);
    response.json({ id: record.id, ...similarBody(await similarToRecord(searching, record, wanted)) });
  });
  router.post("/similar", json({ limit: BODY }), async (request, response) => {
    response.set("Cache-Control", "no-store");
    const { text, ...wanted } = readText(request.body);
    if (comparing >= AT_ONCE)
      throw new LecternError("busy", `Expected at most ${AT_ONCE} texts to be compared at once, got another one`);
    comparing++;
    try {
      response.json(similarBody(await similarToText(searching, text, wanted)));
    } finally {
      comparing--;
    }
  });
  return router;
}

function similarBody({ by, hits, people, notices }: SimilarAnswer): object {
  return { by, hits: hits.map(hitBody), people, notices: toldNotices(notices) };
}
