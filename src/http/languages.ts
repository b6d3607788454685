import type { Request, RequestHandler, Response } from "express";
import type { Site } from "../../web/layout.ts";
import { LANGUAGES, type Language } from "../../web/texts.ts";
import { LecternError, show } from "../errors.ts";
import { baseOf } from "./address.ts";
import { cookieOf } from "./sessions.ts";

const COOKIE = "lectern-lang";
/** A year, in milliseconds. */
const LASTS = 365 * 24 * 60 * 60 * 1000;

export interface LanguagesOptions {
  /** The site in each language. */
  sites: Readonly<Record<Language, Omit<Site, "here">>>;
  /** For browsers that ask for none of these languages. */
  fallback: Language;
  publicUrl: string | null;
}

/**
 * Finds the language of a request, for {@link siteOf}: the one that its `lang` names, for this answer only, as a link from
 * elsewhere does; the one that was chosen (`setlang`, the switch at a page's foot) and is remembered in a cookie; the one
 * that the browser likes best. Nobody who has not chosen gets a cookie.
 *
 * @throws `invalid-parameter` for a language that there is not
 */
export function languages({ sites, fallback, publicUrl }: LanguagesOptions): RequestHandler {
  // Of a browser to which all are the same, the first of them is what it likes best.
  const offered = [fallback, ...LANGUAGES.filter((language) => language !== fallback)];
  return (request, response, next) => {
    const here = { base: baseOf(request, publicUrl), path: request.method === "GET" ? request.originalUrl : "/" };
    const remembered = known(cookieOf(request, COOKIE));
    const usual = remembered ?? known(request.acceptsLanguages(...offered)) ?? fallback;
    const { lang, setlang } = request.query;
    const wanted = known(lang);
    const chosen = known(setlang);
    const language = wanted ?? usual;
    response.locals.site = { ...sites[language], here };
    response.set("Content-Language", language).vary("Accept-Language").vary("Cookie");
    for (const [path, given] of Object.entries({ lang, setlang }))
      if (given !== undefined && given !== "" && known(given) === null)
        throw new LecternError("invalid-parameter", "The language cannot be read", {
          issues: [{ path, expected: `one of ${LANGUAGES.join(", ")}`, got: show(given) }],
        });
    if (chosen !== null && request.method === "GET") {
      response.cookie(COOKIE, chosen, { httpOnly: true, sameSite: "lax", path: "/", maxAge: LASTS });
      response.redirect(303, withoutLanguage(here.path));
    } else next();
  };
}

/** The site in the language of the response's request. */
export function siteOf(response: Response): Site {
  return response.locals.site as Site;
}

/** A request's parameters without that of its language, which is no part of what is asked for. */
export function parametersOf({ query }: Request): Record<string, unknown> {
  const { lang: _, setlang: __, ...others } = query;
  return Object.fromEntries(Object.entries(others).filter(([name]) => !TRACKING.test(name)));
}

/** What newsletters and social networks add to every link; it is of no use here, and no fault of the reader's. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$/;

function withoutLanguage(path: string): string {
  const url = new URL(path, "http://localhost");
  for (const name of ["lang", "setlang"]) url.searchParams.delete(name);
  return `${url.pathname}${url.search}`;
}

function known(language: unknown): Language | null {
  return LANGUAGES.find((one) => one === language) ?? null;
}
