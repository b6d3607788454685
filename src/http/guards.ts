import cors from "cors";
import type { RequestHandler, Response } from "express";
import { type Options, rateLimit } from "express-rate-limit";
import { wait } from "../../web/texts/en/speech.ts";
import { LecternError } from "../errors.ts";

/** What anyone may read, and other sites' pages may, too. */
export const READABLE = /^\/v1\/(search|suggest|facets|domains|records|schema)(\/|$)/;

/** What searches, and so is bounded; pages, files and feeds bound themselves, since their refusal is a page in a browser. */
export const SEARCHING = /^\/v1\/(search(?!\/export)|suggest|facets|similar)(\/|$)/;
export const FILES = /^\/(feed\.atom|domains\/[^/]+\/feed\.atom|v1\/(search\/)?export)$/;

/** A handler for some paths only. */
export function onPaths(paths: RegExp, handler: RequestHandler): RequestHandler {
  return (request, response, next) => (paths.test(request.path) ? handler(request, response, next) : next());
}

/**
 * Lets pages of other sites read answers, as the widget does.
 *
 * @param origins `https://intranet.hospital.example`, or `*` for every site; none: only pages of this server
 */
export function corsFor(origins: readonly string[]): RequestHandler {
  const origin = origins.includes("*") ? "*" : [...origins];
  return cors({
    origin,
    methods: ["GET", "HEAD"],
    exposedHeaders: ["Retry-After", "RateLimit", "RateLimit-Policy", "Lectern-Total"],
    maxAge: 3600,
  });
}

/**
 * Bounds how often one address may search, with `RateLimit` headers (the IETF's draft) and a 429 problem.
 *
 * @param perMinute requests a minute and address; 0 for no bound
 */
export function searchLimit(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    identifier: "search",
    handler: (_request, response, next) =>
      next(
        new LecternError(
          "rate-limited",
          `Expected at most ${perMinute} searches a minute from one address. Search again in ${waitOf(response)}`,
        ),
      ),
  });
}

/** '1 second', '42 seconds', '12 minutes' */
function waitOf(response: Response): string {
  return wait(Number(response.get("Retry-After") ?? 60));
}

/** Wrong keys that one address may try in a quarter of an hour. */
const WRONG_KEYS = 20;

/** What asks for a key, beside the form to sign in. */
export const KEYED = /^\/(admin|v1\/(ingest|jobs|judgements))(\/|$)/;

/** Bounds how often one address may be refused for a wrong key: what goes through, or gives none, does not count. */
export function keyLimit(): RequestHandler {
  return guessLimit({
    skip: (request) => request.get("authorization") === undefined,
    requestWasSuccessful: (_request, { statusCode }) => statusCode !== 401 && statusCode !== 403,
  });
}

/** Bounds how often one address may be refused: what succeeds does not count. */
export function guessLimit(options: Partial<Options> = {}): RequestHandler {
  return rateLimit({
    windowMs: 15 * 60_000,
    limit: WRONG_KEYS,
    skipSuccessfulRequests: true,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    identifier: "sign-in",
    handler: (_request, response, next) =>
      next(
        new LecternError(
          "rate-limited",
          `Expected at most ${WRONG_KEYS} wrong keys in a quarter of an hour from one address. Try again in ${waitOf(response)}`,
        ),
      ),
    ...options,
  });
}
