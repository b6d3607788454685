import express, { type Express } from "express";
import helmet from "helmet";
import { LecternError, show } from "../errors.ts";
import type { Queue } from "../queue/queue.ts";
import type { Searching } from "../search/search.ts";
import { apiRoutes } from "./api.ts";
import { type BoardRoutesOptions, boardRoutes } from "./board.ts";
import { healthRoutes } from "./health.ts";
import { type IngestRoutesOptions, ingestRoutes } from "./ingest.ts";
import { jobRoutes } from "./jobs.ts";
import { adminCheck } from "./keys.ts";
import { pageRoutes } from "./pages.ts";
import { problemHandler } from "./problem.ts";
import { reportRoutes } from "./report.ts";
import { similarRoutes } from "./similar.ts";

export interface AppOptions {
  searching: Searching;
  queue: Queue;
  adminKey: string;
  uploads: Omit<IngestRoutesOptions, "queue" | "admin">;
  board: BoardRoutesOptions["board"];
  version: string;
  /** Aborts when the server stops: what would go on for long ends then. */
  stopping: AbortSignal;
  /** Told of every error that is not the caller's. */
  log: (error: unknown) => void;
}

/** The HTTP application; it listens nowhere by itself. */
export function createApp(options: AppOptions): Express {
  const { searching, queue, adminKey, uploads, board, version, stopping, log } = options;
  const admin = adminCheck(adminKey);
  const app = express();
  app.disable("x-powered-by");
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          fontSrc: ["'self'"],
          scriptSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          // Behind plain HTTP on an intranet this would break the page; the proxy in front speaks TLS.
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(healthRoutes(searching, version));
  app.use("/v1", apiRoutes(searching, version));
  app.use("/v1", reportRoutes(searching, version));
  app.use("/v1", similarRoutes(searching));
  app.use("/v1", ingestRoutes({ ...uploads, queue, admin }));
  app.use("/v1", jobRoutes({ queue, admin, stopping }));
  app.use(boardRoutes({ adminKey, board }));
  app.use(pageRoutes(searching, log));
  app.use((request) => {
    throw new LecternError("not-found", `There is nothing at ${show(request.path)} for ${request.method}`);
  });
  app.use(problemHandler(log));
  return app;
}
