import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RequestHandler } from "express";
import { LecternError, messageOf } from "../errors.ts";

const BUNDLER = fileURLToPath(new URL("../../web/bundle.ts", import.meta.url));
/** It takes a tenth of a second; on a machine that does other things, longer. In milliseconds. */
const PATIENCE = 60_000;

/** A program for browsers. */
export interface Script {
  code: string;
  /** Changes with the code: hexadecimal, 12 digits. */
  version: string;
  /** For a tag's `integrity`: `sha384-…` */
  integrity: string;
}

/** What the pages run, and what other sites load. */
export type Scripts = Readonly<Record<"page" | "widget", Script>>;

/**
 * Bundles the TypeScript in web/browser/ in a process that ends with it; nothing is written.
 *
 * @throws `internal` where it cannot be bundled
 */
export async function bundleScripts(bundler = BUNDLER): Promise<Scripts> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [bundler], { timeout: PATIENCE });
    const { page, widget } = JSON.parse(stdout) as Record<keyof Scripts, string>;
    return { page: scriptOf(page), widget: scriptOf(widget) };
  } catch (error) {
    throw new LecternError("internal", `Expected web/browser to be bundled, got: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function scriptOf(code: string): Script {
  return {
    code,
    version: createHash("sha256").update(code).digest("hex").slice(0, 12),
    integrity: `sha384-${createHash("sha384").update(code).digest("base64")}`,
  };
}

/** @param kept for how long a browser and a proxy may keep it: `Cache-Control` */
export function sendScript({ code }: Script, kept: string): RequestHandler {
  return (_request, response) => {
    response.set("Cache-Control", kept).type("text/javascript").send(code);
  };
}
