import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Request, Response } from "express";

const COOKIE = "lectern-lab";
/** A working day, in milliseconds. */
const LASTS = 10 * 60 * 60 * 1000;

/**
 * Who has shown a key on a page, remembered by their browser. The cookie is not the key and does not lead to it: it says
 * until when it holds, signed with the keys, so that nothing is kept here, and it ends when a key is changed. No script
 * can read it, and no other site can make a browser send it; what another program on the same host could, the token of
 * each form keeps out.
 */
export class Sessions {
  readonly #secret: Buffer;
  readonly #now: () => number;

  /** @param keys those by which one may sign in @param now milliseconds since 1970 */
  constructor(keys: readonly string[], now: () => number = Date.now) {
    this.#secret = createHash("sha256")
      .update(JSON.stringify(["lab session", ...keys]))
      .digest();
    this.#now = now;
  }

  open(request: Request, response: Response): void {
    const body = `${this.#now() + LASTS}.${randomBytes(16).toString("base64url")}`;
    response.cookie(COOKIE, `${body}.${this.#sign(body)}`, { ...attributesFor(request), maxAge: LASTS });
  }

  close(request: Request, response: Response): void {
    response.clearCookie(COOKIE, attributesFor(request));
  }

  /** The token that a form of this session has in it; null without a session. */
  formToken(request: Request): string | null {
    const cookie = cookieOf(request, COOKIE);
    const [, body, mac] = /^(\d{1,15}\.[\w-]+)\.([\w-]+)$/.exec(cookie ?? "") ?? [];
    if (body === undefined || mac === undefined || !same(mac, this.#sign(body))) return null;
    return Number.parseInt(body, 10) > this.#now() ? this.#sign(`form ${body}`) : null;
  }

  /** Whether a form of this very session was sent, and from a page of this server. */
  isOwnForm(request: Request, token: unknown): boolean {
    const wanted = this.formToken(request);
    const site = request.get("sec-fetch-site");
    const own = site === undefined || site === "same-origin";
    return own && wanted !== null && typeof token === "string" && same(token, wanted);
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#secret).update(text).digest("base64url");
  }
}

function attributesFor(request: Request) {
  const secure = request.secure || request.get("x-forwarded-proto") === "https";
  return { httpOnly: true, sameSite: "strict", secure, path: "/" } as const;
}

/** The value of a cookie that a request brings; null without it. */
export function cookieOf(request: Request, name: string): string | null {
  const pairs = (request.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
