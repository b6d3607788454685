import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { Router } from "express";
import { palettes, READABLE, readability } from "../../web/colours.ts";
import type { Brand } from "../../web/layout.ts";
import { LecternError, messageOf, show } from "../errors.ts";
import { KEPT } from "./assets.ts";

/** What a hospital sets to make the pages its own. */
export interface BrandOptions {
  name: string;
  /** A picture's file. */
  logo: string | null;
  /** `#rrggbb` */
  accent: string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
};
/** Bytes: a larger one would be most of a page. */
const LARGEST_LOGO = 100_000;

/**
 * The hospital's own name, logo and colour, and where the pages find them.
 *
 * @throws `invalid-configuration` for a logo that cannot be read or is too large, and a colour that cannot be read
 */
export function brandOf({ name, logo, accent }: BrandOptions): { brand: Brand; routes: Router } {
  const routes = Router();
  const serve = (path: string, type: string, content: Buffer): string => {
    routes.get(path, (_request, response) => {
      response
        .set("Cache-Control", `public, max-age=${KEPT / 1000}, immutable`)
        .type(type)
        .send(content);
    });
    return `${path}?v=${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
  };
  return {
    brand: {
      name,
      logo: logo === null ? null : serve("/brand/logo", typeOf(logo), pictureOf(logo)),
      style: accent === null ? null : serve("/brand/style.css", "text/css", Buffer.from(styleOf(accent))),
    },
    routes,
  };
}

function typeOf(logo: string): string {
  const type = TYPES[extname(logo).toLowerCase()];
  if (type) return type;
  const expected = Object.keys(TYPES).join(", ");
  throw new LecternError(
    "invalid-configuration",
    `LECTERN_LOGO: expected a file with one of the endings ${expected}, got ${show(logo)}`,
  );
}

function pictureOf(logo: string): Buffer {
  let picture: Buffer;
  try {
    picture = readFileSync(logo);
  } catch (error) {
    throw new LecternError(
      "invalid-configuration",
      `LECTERN_LOGO: expected a picture's file, got: ${messageOf(error)}`,
    );
  }
  if (picture.length <= LARGEST_LOGO) return picture;
  const sizes = `at most ${LARGEST_LOGO / 1000} kB, got ${Math.ceil(picture.length / 1000)} kB`;
  throw new LecternError("invalid-configuration", `LECTERN_LOGO: expected a picture of ${sizes}`);
}

function styleOf(accent: string): string {
  const readable = readability(accent);
  if (readable < READABLE)
    throw new LecternError(
      "invalid-configuration",
      `LECTERN_ACCENT: expected a colour that can be read on white paper (a contrast of at least ${READABLE}), got ${accent} with ${readable.toFixed(1)}`,
    );
  const { light, dark } = palettes(accent);
  const rules = ({ accent, onAccent, tint }: typeof light): string =>
    `:root{--accent:${accent};--link:${accent};--on-accent:${onAccent};--tint:${tint}}`;
  return `${rules(light)}\n@media (prefers-color-scheme: dark){${rules(dark)}}\n`;
}
