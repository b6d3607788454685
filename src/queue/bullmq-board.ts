import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as bull from "@bull-board/api/typings/app";
import { Queue as BullQueue } from "bullmq";
import type { Board, BoardRead } from "./board.ts";
import { Impatient } from "./bullmq-connection.ts";
import { jobOf, LINES, PREFIX } from "./bullmq-lines.ts";

export interface BullmqBoardOptions {
  /** `redis:` or `rediss:`. */
  url: string;
  /** As the queue's. */
  prefix?: string;
  /** The address of what Lectern itself knows of a job. */
  jobAddress: (id: string) => string;
}

/** Styles that Bull Board (the version that package.json names) puts into its page: Redis's mark, lists without scroll bars. */
const INLINE_STYLES = [
  "sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU=",
  "sha256-kLmvWqfziFavKtqHqRsb90f006UAK2Dmd0It5Iz2KFA=",
];

/** What Bull Board sets up on a server: kept here, for any server. */
class Parts implements bull.IServerAdapter {
  queues: bull.BullBoardQueues = new Map();
  views = "";
  assets = "";
  uiConfig: bull.UIConfig = {};
  entry: bull.AppViewRoute | null = null;
  routes: bull.AppControllerRoute[] = [];

  setQueues(queues: bull.BullBoardQueues): this {
    this.queues = queues;
    return this;
  }
  setViewsPath(path: string): this {
    this.views = path;
    return this;
  }
  setStaticPath(_route: string, path: string): this {
    this.assets = path;
    return this;
  }
  setUIConfig(config: bull.UIConfig): this {
    this.uiConfig = config;
    return this;
  }
  setEntryRoute(route: bull.AppViewRoute): this {
    this.entry = route;
    return this;
  }
  setErrorHandler(): this {
    return this;
  }
  setApiRoutes(routes: bull.AppControllerRoute[]): this {
    this.routes = routes;
    return this;
  }
}

/**
 * Bull Board over BullMQ's lines: who waits, who works, what BullMQ has given up.
 *
 * To be looked at only: the state of a job is a record of Lectern's own, beside the line, so that a job retried or removed
 * in the line alone would contradict it. Of Bull Board's routes, none but those that read are offered. Data and results
 * of jobs are left out, for they may name paths; each job links to Lectern's own answer instead.
 */
export class BullmqBoard {
  readonly #options: BullmqBoardOptions;
  readonly #report: (error: unknown) => void;
  #opened: Promise<{ board: Board; client: Impatient; lines: BullQueue[] }> | null = null;

  /** @param report is told of the first error of each outage of Redis */
  constructor(options: BullmqBoardOptions, report: (error: unknown) => void) {
    this.#options = options;
    this.#report = report;
  }

  /** The board; made at first use, for few processes have one that is looked at. */
  async open(): Promise<Board> {
    this.#opened ??= this.#open();
    return (await this.#opened).board;
  }

  async close(): Promise<void> {
    if (!this.#opened) return;
    const { client, lines } = await this.#opened;
    await Promise.all(lines.map((line) => line.close().catch(() => {})));
    client.close();
  }

  async #open() {
    const { url, prefix = PREFIX, jobAddress } = this.#options;
    const [{ createBullBoard }, { BullMQAdapter }] = await Promise.all([
      import("@bull-board/api"),
      import("@bull-board/api/bullMQAdapter"),
    ]);
    const client = new Impatient(url, this.#report);
    const lines: BullQueue[] = [];
    const queues = Object.entries(LINES).map(([name, description]) => {
      const line = new BullQueue(name, { connection: client.redis, prefix, skipMetasUpdate: true });
      // The connection reports its own errors, once an outage.
      line.on("error", () => {});
      lines.push(line);
      const adapter = new BullMQAdapter(line, {
        readOnlyMode: true,
        description,
        externalJobUrl: ({ id }) => ({ displayText: "In Lectern", href: jobAddress(jobOf(String(id))) }),
      });
      adapter.setFormatter("data", () => ({}));
      adapter.setFormatter("returnValue", () => null);
      return adapter;
    });
    const parts = new Parts();
    const uiConfig = { boardTitle: "Lectern: jobs", hideDocsLink: true };
    createBullBoard({ queues, serverAdapter: parts, options: { uiConfig } });
    return { board: boardOf(parts, client), client, lines };
  }
}

function boardOf(parts: Parts, client: Impatient): Board {
  const { queues, uiConfig, assets, entry, routes } = parts;
  const template = readFileSync(join(parts.views, "index.ejs"), "utf8");
  const reads = routes
    .filter(({ method }) => method === "get")
    .flatMap(({ route, handler }) =>
      [route].flat().map(
        (path): BoardRead => ({
          path,
          async read(params, query) {
            const request = { queues, uiConfig, params, query, body: {}, headers: {} };
            const { status = 200, body } = await client.ask(async () => handler(request));
            return { status, body };
          },
        }),
      ),
    );
  return {
    pages: [entry?.route ?? []].flat(),
    page: (base) => pageOf(template, entry!.handler({ basePath: base, uiConfig }).params),
    inlineStyles: INLINE_STYLES,
    assets,
    reads,
  };
}

/** Bull Board's page, without the fonts of another site that its own has, and the styles in the page itself. */
function pageOf(template: string, params: Record<string, string>): string {
  const styles = template.match(/<link href="static\/[^"]+" rel="stylesheet">/g) ?? [];
  const scripts = template.match(/<script defer src="static\/[^"]+"><\/script>/g) ?? [];
  return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<base href="${params.basePath}">
<title>${params.title}</title>
<link rel="icon" type="image/svg+xml" id="fav-logo" href="${params.favIconDefault}">
${styles.join("\n")}
</head>
<body class="preload">
<script id="__UI_CONFIG__" type="application/json">${params.uiConfig}</script>
<div id="root"></div>
${scripts.join("\n")}
</body>
</html>
`;
}
