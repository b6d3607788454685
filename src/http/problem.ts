import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Response } from "express";
import { ERRORS, type ErrorCode, LecternError } from "../errors.ts";

/** Sends an RFC 9457 problem document. `type` is a name, not an address: there is nothing to be fetched there. */
export function sendProblem(response: Response, error: LecternError): void {
  const { status, retryable } = error;
  if (retryable && !response.get("Retry-After")) response.set("Retry-After", "5");
  if (status === 401 && !response.get("WWW-Authenticate")) response.set("WWW-Authenticate", 'Bearer realm="lectern"');
  response
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify(problemBody(error)));
}

export function problemBody({ code, title, status, message, issues }: LecternError): object {
  return {
    type: `urn:lectern:problem:${code}`,
    title,
    status,
    detail: message,
    ...(issues.length > 0 ? { errors: issues } : {}),
  };
}

/** Any error as one of Lectern's own. What is not meant for the reader stays in the log. */
export function asLecternError(error: unknown): LecternError {
  if (error instanceof LecternError) return error;
  // body-parser, the router and their like carry a status and say whether their message may be shown.
  const { status, expose, message } = error as { status?: number; expose?: boolean; message?: string };
  if (status !== undefined && status < 500) {
    const code = (Object.keys(ERRORS) as ErrorCode[]).find((name) => ERRORS[name].status === status);
    const detail = expose === false || !message ? (STATUS_CODES[status] ?? "The request is not valid") : message;
    return new LecternError(code ?? "invalid-parameter", detail, { cause: error });
  }
  return new LecternError("internal", "Something went wrong here; the log says what", { cause: error });
}

/** The last handler: every error becomes a problem document, and those of our own making are logged. */
export function problemHandler(log: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const known = asLecternError(error);
    if (known.status >= 500) log(error);
    if (response.headersSent) return next(error);
    sendProblem(response, known);
  };
}
