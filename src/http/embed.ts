import { type Response, Router } from "express";
import { z } from "zod";
import { domains } from "../../indexes/domains.ts";
import { ACCENT, embedPage, GROUND, MOST_RESULTS, WIDTHS } from "../../web/embed-page.ts";
import { LANGUAGES } from "../../web/texts.ts";
import { baseOf } from "./address.ts";
import { check } from "./contract.ts";
import { parametersOf, siteOf } from "./languages.ts";
import type { Scripts } from "./scripts.ts";

export interface EmbedOptions {
  send: (response: Response, page: string) => void;
  scripts: Scripts;
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  /** The hospital's colour. */
  accent: string | null;
}

const chosen = <T extends z.ZodType>(item: T) =>
  z.preprocess((given) => (given === "" ? undefined : given), item.optional());
const whole = (least: number, most: number) =>
  chosen(z.coerce.number(`a whole number from ${least} to ${most}`).int().min(least).max(most));

const colour = chosen(z.string().regex(/^#[0-9a-f]{6}$/i, "a colour such as #0b5563"));

/** The parameters of `/embed`. The widget's language is not the page's, which has `lang`. */
const Choices = z.object({
  domain: chosen(z.enum(domains.map(({ id }) => id))),
  language: chosen(z.enum(LANGUAGES)),
  accent: colour,
  /** A field of a colour always has one: whether it counts is chosen beside it. */
  filled: chosen(z.literal("on")),
  background: colour,
  scheme: chosen(z.enum(["light", "dark"])),
  limit: whole(1, MOST_RESULTS),
  width: whole(WIDTHS.least, WIDTHS.most),
  pinned: chosen(z.literal("on")),
});

/** `/embed`: the lines that put the widget on other pages, as its parameters choose it. */
export function embedRoutes({ send, scripts, publicUrl, allowedOrigins, accent }: EmbedOptions): Router {
  const router = Router();
  const { version, integrity } = scripts.widget;
  router.get("/embed", (request, response) => {
    const asked = check(Choices, parametersOf(request), "invalid-parameter");
    const page = siteOf(response);
    const front = (asked.accent ?? accent ?? ACCENT).toLowerCase();
    const embedded = {
      base: baseOf(request, publicUrl),
      domain: asked.domain ?? null,
      lang: asked.language ?? page.texts.lang,
      limit: asked.limit ?? 5,
      accent: front === ACCENT ? null : front,
      background: asked.filled ? (asked.background ?? GROUND).toLowerCase() : null,
      scheme: asked.scheme ?? null,
      width: asked.width ?? null,
      versioned: asked.pinned ? { version, integrity } : null,
    };
    send(response, embedPage(page, { embedded, widget: { version, integrity }, origins: allowedOrigins }));
  });
  return router;
}
