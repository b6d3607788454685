import { Router } from "express";
import { messageOf } from "../errors.ts";
import type { Searching } from "../search/search.ts";

/** `/health`: the process answers. `/ready`: it can search, and whether by meaning too. */
export function healthRoutes({ engine, embedder }: Searching, version: string): Router {
  const router = Router();
  router.get("/health", (_request, response) => {
    response.json({ status: "ok", version });
  });
  router.get("/ready", async (_request, response) => {
    try {
      const { documents, embedded, space } = await engine.statistics();
      // An index that was rebuilt for another model is searched by words until the server starts again.
      const fits = embedder && (embedded === 0 || space?.revision === embedder.space.revision);
      response.json({
        status: "ready",
        version,
        records: documents,
        embedded,
        meaning: fits ? { model: embedder.space.model, dimensions: embedder.space.dimensions } : "off",
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
