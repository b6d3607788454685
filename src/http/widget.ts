import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";
import { widgetAddress } from "../../web/snippet.ts";
import { type Script, type Scripts, sendScript } from "./scripts.ts";

/** In seconds: for good. */
const FOR_GOOD = 31_536_000;

/**
 * The widget under an address that stays, for five minutes, and under one that changes with it, for good.
 *
 * @param kept the folder of `keepWidget`
 */
export function widgetRoutes({ widget }: Scripts, kept: string): Router {
  const router = Router();
  router.get("/widget.js", forEverySite, sendScript(widget, "public, max-age=300"));
  router.get(widgetAddress(widget.version), forEverySite, sendScript(widget, `public, max-age=${FOR_GOOD}, immutable`));
  const options = { index: false, redirect: false, immutable: true, maxAge: FOR_GOOD * 1000 } as const;
  router.use("/widget", forEverySite, express.static(kept, options));
  return router;
}

/** Keeps a version, so that pages which have pinned it find it after an update, too: a file of some 20 kB. */
export async function keepWidget(folder: string, { code, version }: Script): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Its name follows from what it holds.
  await writeFile(join(folder, `${version}.js`), code);
}

/** A module is loaded by CORS. Who may ask for answers is another matter. */
const forEverySite: RequestHandler = (_request, response, next) => {
  response.set({ "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" });
  next();
};
