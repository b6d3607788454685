import compression from "compression";
import express, { type Express } from "express";
import helmet from "helmet";
import type { Language } from "../../web/texts.ts";
import { LecternError, show } from "../errors.ts";
import type { Citations } from "../export/citations.ts";
import type { Queue } from "../queue/queue.ts";
import type { Searching } from "../search/search.ts";
import { apiRoutes } from "./api.ts";
import { type BoardRoutesOptions, boardRoutes } from "./board.ts";
import type { BrandOptions } from "./brand.ts";
import { exportRoutes } from "./export.ts";
import { corsFor, KEYED, keyLimit, onPaths, READABLE, SEARCHING, searchLimit } from "./guards.ts";
import { healthRoutes } from "./health.ts";
import { type IngestRoutesOptions, ingestRoutes } from "./ingest.ts";
import { type JobActions, jobRoutes } from "./jobs.ts";
import { judgementRoutes } from "./judgements.ts";
import { adminCheck, judgeCheck, oneOf } from "./keys.ts";
import type { LabOptions } from "./lab.ts";
import { pageRoutes } from "./pages.ts";
import { problemHandler } from "./problem.ts";
import { reportRoutes } from "./report.ts";
import type { Scripts } from "./scripts.ts";
import { Sessions } from "./sessions.ts";
import { similarRoutes } from "./similar.ts";
import { widgetRoutes } from "./widget.ts";

export interface AppOptions {
  searching: Searching;
  queue: Queue;
  adminKey: string;
  uploads: Omit<IngestRoutesOptions, "queue" | "admin">;
  jobActions: JobActions;
  board: BoardRoutesOptions["board"];
  /** The hospital's own judgements, and who may judge beside the administrator. */
  lab: Pick<LabOptions, "judgements" | "runs"> & { key: string | null };
  citations: Citations;
  /** What the configuration says of how the server is reached. */
  reach: { publicUrl: string | null; allowedOrigins: readonly string[]; rateLimit: number; proxies: number };
  /** What makes the pages the hospital's. */
  brand: BrandOptions;
  /** Of the pages, for browsers that ask for none that there is. */
  language: Language;
  version: string;
  /** What browsers run. */
  scripts: Scripts;
  /** The folder of widgets that pages may have pinned: of this version and of those before. */
  widgets: string;
  /** Aborts when the server stops: what would go on for long ends then. */
  stopping: AbortSignal;
  /** Told of every error that is not the caller's. */
  log: (error: unknown) => void;
}

/** The HTTP application; it listens nowhere by itself. */
export function createApp(options: AppOptions): Express {
  const { searching, queue, adminKey, uploads, board, lab, citations, reach, brand, language } = options;
  const { version, scripts, widgets, stopping, log, jobActions } = options;
  const admin = adminCheck(adminKey);
  const judges = [adminKey, ...(lab.key === null ? [] : [lab.key])];
  const { engine } = searching;
  const { judgements, runs } = lab;
  const isKey = oneOf(judges);
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", reach.proxies);
  // Events are told as they happen, and a compressor would hold them back.
  const isEvents = (response: express.Response): boolean => /event-stream/.test(String(response.get("Content-Type")));
  app.use(compression({ filter: (request, response) => !isEvents(response) && compression.filter(request, response) }));
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
      // What `frame-ancestors` says, for browsers that do not know it.
      xFrameOptions: { action: "deny" },
      strictTransportSecurity: false,
    }),
  );
  app.use(healthRoutes(searching, version));
  app.use(widgetRoutes(scripts, widgets));
  app.use(onPaths(READABLE, corsFor(reach.allowedOrigins)));
  const limit = searchLimit(reach.rateLimit);
  app.use(onPaths(SEARCHING, limit));
  app.use(onPaths(KEYED, keyLimit()));
  app.use("/v1", apiRoutes(searching, version));
  app.use("/v1", reportRoutes(searching, version, reach.publicUrl));
  app.use("/v1", similarRoutes(searching));
  app.use("/v1", ingestRoutes({ ...uploads, queue, admin }));
  app.use("/v1", jobRoutes({ queue, admin, stopping, actions: jobActions }));
  app.use("/v1", judgementRoutes({ engine, judgements, judge: judgeCheck(isKey) }));
  app.use(boardRoutes({ adminKey, board }));
  const labOptions = { engine, judgements, runs, sessions: new Sessions(judges), isKey };
  const { publicUrl, allowedOrigins } = reach;
  const exports = exportRoutes({ searching, citations, publicUrl, name: brand.name });
  const pages = {
    exports,
    log,
    lab: labOptions,
    limit,
    citations,
    publicUrl,
    allowedOrigins,
    scripts,
    brand,
    language,
  };
  app.use(pageRoutes(searching, pages));
  app.use((request) => {
    throw new LecternError("not-found", `There is nothing at ${show(request.path)} for ${request.method}`);
  });
  app.use(problemHandler(log));
  return app;
}
