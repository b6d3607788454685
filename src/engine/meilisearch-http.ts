import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout } from "node:timers/promises";
import { LecternError, messageOf } from "../errors.ts";

/** Waits between tries after a network error or an answer that may be different next time, in milliseconds. */
const BACKOFF = [100, 400, 1_600];
/** Milliseconds; a server that is given up for its silence is not asked again: it would not say more. */
const SILENCE = 10_000;

/** An answer of Meilisearch that says no: its code (`index_not_found`), and what it says. */
export class MeilisearchRefusal extends LecternError {
  readonly refusal: string;

  /** @param status what it answered with; only 429 and 5xx may be otherwise next time */
  constructor(status: number, refusal: string, message: string) {
    const passing = status >= 500 || status === 429;
    super(passing ? "engine-unavailable" : "internal", `Meilisearch refused: ${message}`);
    this.refusal = refusal;
  }
}

/**
 * The HTTP of the Meilisearch client, over connections that are kept and send at once: Node's `fetch` waits some 40 ms
 * in the middle of a larger answer. Network errors, 429 and 5xx are tried again.
 *
 * @param silence a server that says nothing for this long is given up, in milliseconds
 * @returns the parsed body; throws `engine-unavailable`, and `internal` for what would be refused again
 */
export function keptConnections(silence = SILENCE): (input: unknown, init?: RequestInit) => Promise<unknown> {
  const agents = {
    "http:": new HttpAgent({ keepAlive: true }),
    "https:": new HttpsAgent({ keepAlive: true }),
  };
  return async (input, init = {}) => {
    const url = new URL(String(input));
    for (let tries = 0; ; tries++) {
      try {
        const { status, body } = await send(url, init, agents[url.protocol as "http:"], silence);
        if (status < 300) return body === "" ? undefined : JSON.parse(body);
        if ((status < 500 && status !== 429) || tries === BACKOFF.length) throw refusal(status, body);
      } catch (error) {
        if (error instanceof LecternError) throw error;
        if (tries === BACKOFF.length || error instanceof Silence)
          throw new LecternError("engine-unavailable", `Meilisearch cannot be reached: ${messageOf(error)}`, {
            cause: error,
          });
      }
      await setTimeout(BACKOFF[tries]);
    }
  };
}

class Silence extends Error {}

function refusal(status: number, body: string): LecternError {
  try {
    const { code, message } = JSON.parse(body) as { code: string; message: string };
    return new MeilisearchRefusal(status, code, message);
  } catch {
    return new MeilisearchRefusal(status, "unknown", `status ${status}`);
  }
}

function send(
  url: URL,
  init: RequestInit,
  agent: HttpAgent,
  timeout: number,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const headers = Object.fromEntries(new Headers(init.headers));
    const options = { method: init.method ?? "GET", headers, agent, timeout };
    const request = start(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Silence(`no answer for ${timeout / 1000} s`)));
    request.on("error", reject);
    request.end(init.body === undefined ? undefined : Buffer.from(init.body as string));
  });
}

/** Waits for an answer of the client, which wraps what this transport throws in errors of its own. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LecternError) throw error;
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof LecternError) throw cause;
    throw new LecternError("engine-unavailable", `Meilisearch: ${messageOf(error)}`, { cause: error });
  }
}

/** What was asked for, or null where the index or document is not there. */
export async function present<T>(answer: Promise<T>): Promise<T | null> {
  return answered(answer).catch((error) => {
    const absent = error instanceof MeilisearchRefusal && /^(index|document)_not_found$/.test(error.refusal);
    if (absent) return null;
    throw error;
  });
}
