import { type RequestHandler, Router } from "express";
import { type Scripts, sendScript } from "./scripts.ts";

/** The widget under an address that stays, for five minutes, and under one that changes with it, for good. */
export function widgetRoutes({ widget }: Scripts): Router {
  const router = Router();
  router.get("/widget.js", forEverySite, sendScript(widget, "public, max-age=300"));
  router.get(widgetAddress(widget.version), forEverySite, sendScript(widget, "public, max-age=31536000, immutable"));
  return router;
}

export function widgetAddress(version: string): string {
  return `/widget/${version}.js`;
}

/** A module is loaded by CORS. Who may ask for answers is another matter. */
const forEverySite: RequestHandler = (_request, response, next) => {
  response.set({ "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" });
  next();
};
