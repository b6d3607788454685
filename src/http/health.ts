import { Router } from "express";
import { messageOf } from "../errors.ts";
import type { MeaningOff } from "../search/meaning.ts";
import type { Searching } from "../search/search.ts";
import { meaningBody } from "./api.ts";

/** `/health`: the process answers. `/ready`: it can search. Both tell whether by meaning too. */
export function healthRoutes(searching: Searching, version: string): Router {
  const { engine, embedder } = searching;
  const router = Router();
  router.get("/health", (_request, response) => {
    response.json({ status: "ok", version, ...meaningBody(offNow(searching)) });
  });
  router.get("/ready", async (_request, response) => {
    try {
      const { documents, embedded, space } = await engine.statistics();
      // An index that was rebuilt for another model is searched by words until the server starts again.
      const fits = embedder && (embedded === 0 || space?.revision === embedder.space.revision);
      const off = offNow(searching) ?? (fits ? null : "other-model");
      response.json({
        status: "ready",
        version,
        records: documents,
        embedded,
        ...(off || !embedder
          ? meaningBody(off)
          : { meaning: { model: embedder.space.model, dimensions: embedder.space.dimensions } }),
      });
    } catch (error) {
      response
        .status(503)
        .set("Retry-After", "5")
        .json({ status: "not ready", reason: messageOf(error) });
    }
  });
  return router;
}

/** What is known without asking the model or the index. */
function offNow({ embedder, meaningOff = "switched-off" }: Searching): MeaningOff | null {
  if (!embedder) return meaningOff;
  return embedder.failing ? "failed" : null;
}
