import type { Request } from "express";

/** The name under which the server was asked, where it is one. */
export function hostOf(request: Request): string | null {
  const host = request.get("host") ?? "";
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) ? host : null;
}

/**
 * The server's own address, without a slash at its end.
 *
 * @param publicUrl as configured; without one, as the request names it
 */
export function baseOf(request: Request, publicUrl: string | null): string {
  return publicUrl ?? `${request.protocol}://${hostOf(request) ?? "localhost"}`;
}
