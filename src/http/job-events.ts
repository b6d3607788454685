import { setTimeout as sleep } from "node:timers/promises";
import type { RequestHandler, Response } from "express";
import { LecternError } from "../errors.ts";
import type { Job, Queue } from "../queue/queue.ts";
import { hasEnded, jobBody, noJob } from "./job.ts";
import { problemBody } from "./problem.ts";

/** A job is looked at this often, in milliseconds: as often as a queue writes its progress. */
const LOOK = 250;
/** A browser whose stream broke off comes again after this, in milliseconds. */
const RETRY = 3_000;
/** The id of the last event: a browser that comes again with it has seen the end. */
const END = "end";

export interface JobEventsOptions {
  queue: Queue;
  /** Aborts when the server stops: the streams end then. */
  stopping: AbortSignal;
  /** So many streams are open at once at most. Default 100. */
  streams?: number;
  /** An empty comment is sent this often, in milliseconds, lest something between here and there hang up. Default 15,000. */
  heartbeat?: number;
}

/** What is known of a job now: itself; null where there is none; why it cannot be told, though it may be again later. */
type Seen = Job | LecternError | null;

/**
 * A job's progress as server-sent events, at most four a second: the present state at once, which is also all that one
 * who comes again needs. `progress` and `end` carry the job as `GET /v1/jobs/:id` tells it; after `end` the stream is
 * closed. `problem` carries a problem document: with status 404 the job is forgotten and the stream ends; else it cannot
 * be looked at just now, and the stream goes on when it can.
 *
 * Every stream looks at its job by itself. Over Redis a hundred of them took 7 % of a core; a channel for each queue, to
 * save that, would have to come through the port.
 */
export function jobEvents({ queue, stopping, streams = 100, heartbeat = 15_000 }: JobEventsOptions): RequestHandler {
  let open = 0;
  return async (request, response) => {
    const id = String(request.params.id);
    const until = endOf(response, stopping);
    const first = await look(queue, id);
    if (first === null) throw noJob(id);
    // No content tells a browser not to come again.
    if (request.get("last-event-id") === END && isOver(first)) return void response.status(204).end();
    if (open >= streams)
      throw new LecternError("busy", `Expected at most ${streams} streams of events at once. Ask for /v1/jobs/${id}`);
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      // nginx, and others who follow it, would else keep events back until there are more.
      "X-Accel-Buffering": "no",
      // Nothing else comes this way, and a server that stops need not wait for the connection.
      Connection: "close",
    });
    if (request.method === "HEAD") return void response.end();
    response.write(`retry: ${RETRY}\n\n`);
    const beat = setInterval(() => response.writableNeedDrain || response.write(":\n\n"), heartbeat);
    const end = (): void => {
      clearInterval(beat);
      response.end();
    };
    // At once, though a look at the job may still be under way.
    until.addEventListener("abort", end);
    open += 1;
    try {
      await tell(() => look(queue, id), first, { id, response, until });
    } catch (error) {
      if (!until.aborted) throw error;
    } finally {
      open -= 1;
      clearInterval(beat);
    }
    end();
  };
}

/** Aborts when nobody listens any more, or the server stops. */
function endOf(response: Response, stopping: AbortSignal): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return AbortSignal.any([stopping, gone.signal]);
}

async function tell(
  again: () => Promise<Seen>,
  first: Seen,
  { id, response, until }: { id: string; response: Response; until: AbortSignal },
): Promise<void> {
  let told = "";
  for (let seen = first; !until.aborted; seen = await again()) {
    const over = isOver(seen);
    const event = eventOf(seen, id);
    // The words of an outage change while it lasts; its code does not.
    const news = seen instanceof LecternError ? seen.code : event;
    // Only the latest state matters: to one who reads slowly, those in between are not sent.
    if (news !== told && (over || !response.writableNeedDrain)) {
      response.write(event);
      told = news;
    }
    if (over) return;
    await sleep(LOOK, undefined, { signal: until }).catch(() => {});
  }
}

/** @throws what does not pass by itself */
async function look(queue: Queue, id: string): Promise<Seen> {
  try {
    return await queue.get(id);
  } catch (error) {
    if (error instanceof LecternError && error.retryable) return error;
    throw error;
  }
}

function isOver(seen: Seen): boolean {
  return seen === null || (!(seen instanceof LecternError) && hasEnded(seen));
}

function eventOf(seen: Seen, id: string): string {
  if (seen === null) return event("problem", problemBody(noJob(id)));
  if (seen instanceof LecternError) return event("problem", problemBody(seen));
  return hasEnded(seen) ? `id: ${END}\n${event("end", jobBody(seen))}` : event("progress", jobBody(seen));
}

/** JSON has no line ends of its own, so one line of data is enough. */
function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
