import express, { type RequestHandler, Router } from "express";
import helmet from "helmet";
import { LecternError } from "../errors.ts";
import type { Board } from "../queue/board.ts";
import { requireAdminPage } from "./keys.ts";

/** Where the board is served. */
const BASE = "/admin/queues/";
/** Their names change with their content, but not those of the translations: in milliseconds, an hour. */
const ASSETS_KEPT = 60 * 60 * 1000;

export interface BoardRoutesOptions {
  adminKey: string;
  /** Opens the board, at the first request; null where there is none. */
  board: (() => Promise<Board>) | null;
}

/** `/admin/queues`: the board of the job queue, for administrators, to be looked at only. */
export function boardRoutes({ adminKey, board }: BoardRoutesOptions): Router {
  const router = Router();
  router.use("/admin", requireAdminPage(adminKey), readOnly);
  let opened: Promise<Router> | null = null;
  router.use("/admin/queues", async (request, response, next) => {
    if (!board)
      throw new LecternError(
        "not-found",
        "The board shows the jobs in Redis: set REDIS_URL. Without it the jobs lie in the data directory; `GET /v1/jobs` lists them",
      );
    opened ??= board().then(routesOf);
    const routes = await opened.catch((error) => {
      opened = null;
      throw error;
    });
    routes(request, response, next);
  });
  return router;
}

/** Browsers send the password by themselves: whatever another site makes them ask for, nothing is changed by it. */
const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD") return next();
  response.set("Allow", "GET, HEAD");
  throw new LecternError("method-not-allowed", `Expected GET, for this can only be read, got ${request.method}`);
};

function routesOf(board: Board): Router {
  const router = Router();
  router.use(
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...board.inlineStyles.map((hash) => `'${hash}'`)],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  router.use("/static", express.static(board.assets, { index: false, redirect: false, maxAge: ASSETS_KEPT }));
  router.get([...board.pages], (_request, response) => {
    response.set("Cache-Control", "no-store").type("html").send(board.page(BASE));
  });
  for (const { path, read } of board.reads)
    router.get(path, async (request, response) => {
      const { status, body } = await read(request.params as Record<string, string>, request.query);
      response.status(status).set("Cache-Control", "no-store").json(body);
    });
  return router;
}
