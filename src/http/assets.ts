import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import express, { Router } from "express";
import type { Assets } from "../../web/layout.ts";

const ASSETS = fileURLToPath(new URL("../../web/assets/", import.meta.url));
/** Their addresses change with their content, so that a browser may keep them: in milliseconds, a year. */
export const KEPT = 365 * 24 * 60 * 60 * 1000;

/** The typeface's package: one style sheet a weight, which names a file for each script. */
const TYPEFACE = "@fontsource/source-serif-4";
const require = createRequire(import.meta.url);

/** Files that the pages load, from this server alone: style sheets, icons, the typeface. */
export function assetRoutes(): Router {
  const router = Router();
  const kept = { index: false as const, redirect: false, maxAge: KEPT, immutable: true };
  router.use("/assets", express.static(ASSETS, kept));
  const faces = facesOf(typeface().folder);
  router.get(`${typeface().base}/${FACES}`, (_request, response) => {
    response
      .set("Cache-Control", `public, max-age=${KEPT / 1000}, immutable`)
      .type("css")
      .send(faces);
  });
  router.use(typeface().base, express.static(typeface().folder, { ...kept, extensions: [] }));
  return router;
}

/** The sheet of the faces that pages use. */
const FACES = "faces.css";
/**
 * Latin-1 only. One letter from elsewhere (a Greek one in a formula, the first of 'Łódź') would fetch a whole face more, of
 * each weight: such letters are shown in the system's serif.
 */
const FACE = /\/\* \S+?-latin-(?:400|600)-normal \*\/\s*@font-face \{[^}]*\}/g;

function facesOf(folder: string): string {
  const sheets = ["600.css", "400.css"].map((name) => readFileSync(join(folder, name), "utf8"));
  const faces = sheets.flatMap((sheet) => sheet.match(FACE) ?? []);
  if (faces.length !== 2)
    throw new Error(`Expected ${TYPEFACE} to have two faces for Latin letters, got ${faces.length}`);
  // Of the two formats that a face names every browser of this century's second decade has the first.
  return faces
    .map((face) => face.replace(/, url\([^)]*\.woff\) format\('woff'\)/, "").replace(/\/\*.*?\*\/|\s+/g, " "))
    .join("\n");
}

/** The address of each, with a mark of its content. */
export function assetAddresses(): Assets {
  const files = new Map(readdirSync(ASSETS).map((name) => [name, `/assets/${name}?v=${markOf(join(ASSETS, name))}`]));
  const { base } = typeface();
  const address = (name: string): string => {
    const found = files.get(name);
    if (!found) throw new Error(`web/assets has no ${name}`);
    return found;
  };
  return {
    of: address,
    typeface: [`${base}/${FACES}`],
    // What every page shows a heading in: asked for at once, not when the style sheet has been read.
    preloaded: `${base}/files/source-serif-4-latin-600-normal.woff2`,
  };
}

function typeface(): { base: string; folder: string } {
  const description = require.resolve(`${TYPEFACE}/package.json`);
  const { version } = JSON.parse(readFileSync(description, "utf8")) as { version: string };
  return { base: `/assets/typeface-${version}`, folder: dirname(description) };
}

function markOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}
