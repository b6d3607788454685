import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Request, RequestHandler } from "express";
import { LecternError, messageOf } from "../errors.ts";

/**
 * The administrator's key: the configured one, else the one that the first start made and kept in the data directory.
 *
 * @returns `made`: true when it was made just now, to be shown once
 */
export async function adminKey(configured: string | null, dataDir: string): Promise<{ key: string; made: boolean }> {
  if (configured) return { key: configured, made: false };
  const file = join(dataDir, "admin-key");
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new LecternError("storage-failed", `The administrator's key ${file} cannot be read: ${messageOf(error)}`);
  });
  if (kept?.trim()) return { key: kept.trim(), made: false };
  const key = `lectern_${randomBytes(24).toString("base64url")}`;
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return { key, made: true };
}

export type AdminCheck = (request: Request) => LecternError | null;

/** Tells why a request is not the administrator's: it has no bearer token, or not the right one. */
export function adminCheck(key: string): AdminCheck {
  return bearerCheck("administrator's key", comparison(key));
}

/** Tells why a request is not by who may judge: by the key for that, or the administrator's. */
export function judgeCheck(isKey: (given: string) => boolean): AdminCheck {
  return bearerCheck("key to judge, or administrator's key", isKey);
}

function bearerCheck(name: string, isKey: (given: string) => boolean): AdminCheck {
  return (request) => {
    const given = bearerToken(request);
    if (given === null)
      return new LecternError("unauthorized", `Expected the header \`Authorization: Bearer <${name}>\`, got none`);
    return isKey(given) ? null : new LecternError("forbidden", `Expected the ${name}, got another one`);
  };
}

/** Whether what is given is one of these keys. */
export function oneOf(keys: readonly string[]): (given: string) => boolean {
  const each = keys.map(comparison);
  return (given) => each.map((isKey) => isKey(given)).includes(true);
}

/** Lets the administrator's requests through, and refuses all others. */
export function requireAdmin(check: AdminCheck): RequestHandler {
  return (request, _response, next) => next(check(request) ?? undefined);
}

/**
 * As `requireAdmin`, for pages: a browser sends no bearer token, so the key may also be the password of HTTP Basic, with
 * any user name. A browser then sends it by itself, also where another site's page makes it ask: what lies behind this
 * must change nothing.
 */
export function requireAdminPage(key: string): RequestHandler {
  const isKey = comparison(key);
  return (request, response, next) => {
    const given = bearerToken(request) ?? basicPassword(request);
    if (given !== null && isKey(given)) return next();
    response.set("WWW-Authenticate", 'Basic realm="Lectern", charset="UTF-8"');
    // Status 401 also for a wrong one: only then a browser asks again.
    throw new LecternError(
      "unauthorized",
      `Expected the administrator's key as the password, with any user name, got ${given === null ? "none" : "another one"}`,
    );
  };
}

/** Compared by hash, so that neither length nor content can be told from the time it takes. */
function comparison(key: string): (given: string) => boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const wanted = digest(key);
  return (given) => timingSafeEqual(digest(given), wanted);
}

function bearerToken(request: Request): string | null {
  return /^Bearer (.+)$/i.exec(request.get("authorization") ?? "")?.[1]?.trim() ?? null;
}

function basicPassword(request: Request): string | null {
  const encoded = /^Basic (.+)$/i.exec(request.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return null;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  return password ?? null;
}
