import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { apiRoutes } from "../src/http/api.ts";
import { type PageOptions, pageRoutes } from "../src/http/pages.ts";
import { problemHandler } from "../src/http/problem.ts";
import type { Searching } from "../src/search/search.ts";

export interface PageServer {
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; html: string }>;
  close(): void;
}

/** The pages as `createApp` mounts them, on a free port. */
export async function servePages(
  searching: Searching,
  log: (error: unknown) => void = () => {},
  options: PageOptions = {},
): Promise<PageServer> {
  const app = express();
  app.use("/v1", apiRoutes(searching));
  app.use(pageRoutes(searching, { ...options, log }));
  app.use(problemHandler(log));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    async get(path, headers = {}) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
    close: () => void server.close(),
  };
}

/** The addresses that a page links to, as a browser reads them. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"));
}
