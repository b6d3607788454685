import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll } from "vitest";
import type { IndexedRecord } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { apiRoutes } from "../src/http/api.ts";
import { type PageOptions, pageRoutes } from "../src/http/pages.ts";
import { problemHandler } from "../src/http/problem.ts";
import type { Searching } from "../src/search/search.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

export interface PageServer {
  get(
    path: string,
    headers?: Record<string, string>,
    options?: RequestInit,
  ): Promise<{ status: number; headers: Headers; html: string }>;
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
    async get(path, headers = {}, options = {}) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { ...options, headers });
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
    close: () => void server.close(),
  };
}

/** The pages over an index of these records, searched by words, for the tests of the file that calls this. */
export function pagesOver(records: readonly IndexedRecord[]): Omit<PageServer, "close"> & { engine(): SqliteEngine } {
  let folder: string;
  let engine: SqliteEngine;
  let pages: PageServer;
  beforeAll(async () => {
    folder = await sharedFolder();
    engine = new SqliteEngine(join(folder, "index.sqlite"), null);
    if (records.length > 0) await engine.put(records);
    pages = await servePages({ engine, embedder: null });
  });
  afterAll(async () => {
    pages.close();
    await engine.close();
    await removeFolder(folder);
  });
  return { get: (...asked) => pages.get(...asked), engine: () => engine };
}

/** The addresses that a page links to, as a browser reads them. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"));
}
