import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, Router } from "express";
import { z } from "zod";
import { LecternError, messageOf, show } from "../errors.ts";
import type { Job, Queue } from "../queue/queue.ts";
import { check } from "./contract.ts";
import { type AdminCheck, requireAdmin } from "./keys.ts";

export interface IngestRoutesOptions {
  queue: Queue;
  admin: AdminCheck;
  /** Where uploads are kept until their job is done. */
  spool: string;
  maxBytes: number;
  /** Names of formats: what `format` may be. */
  formats: readonly string[];
  /** Reads the `map` parameter; throws `invalid-parameter`. */
  parseMap: (text: string) => Record<string, string>;
}

/** Media types that say which format a body is of; any other is told from its content. */
const MEDIA: Readonly<Record<string, string>> = {
  "application/x-ndjson": "jsonl",
  "application/jsonl": "jsonl",
  "application/xml": "pubmed-xml",
  "text/xml": "pubmed-xml",
};

const Page = z.strictObject({
  offset: z
    .string()
    .regex(/^\d{1,9}$/, "a whole number from 0 on")
    .default("0")
    .transform(Number),
  limit: z
    .string()
    .default("100")
    .transform(Number)
    .refine((n) => Number.isInteger(n) && n >= 1 && n <= 1000, "a whole number from 1 to 1000"),
});

/**
 * `/v1/ingest` and `/v1/jobs`: for administrators. One job may be read by whoever knows its id, which cannot be guessed,
 * without the text of the records that it could not take.
 */
export function ingestRoutes(options: IngestRoutesOptions): Router {
  const { queue, spool, formats, parseMap, admin } = options;
  const adminOnly = requireAdmin(admin);
  const Parameters = z.strictObject({
    format: z.enum(formats as [string, ...string[]]).optional(),
    map: z.string().max(2000).optional(),
    name: z.string().trim().min(1).max(200).optional(),
  });
  const router = Router();
  router.post("/ingest", adminOnly, async (request, response) => {
    const { format, map, name } = check(Parameters, request.query, "invalid-parameter");
    const fields = map === undefined ? null : parseMap(map);
    const path = join(spool, randomUUID());
    await receive(request, path, options.maxBytes);
    const media = request.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    const input = { path, format: format ?? MEDIA[media] ?? null, map: fields, spooled: true };
    const job = await queue.add({ name: name ?? "upload", input }).catch(async (error) => {
      await rm(path, { force: true });
      throw error;
    });
    response.status(202).location(`/v1/jobs/${job.id}`).json(jobBody(job));
  });
  router.get("/jobs", adminOnly, async (_request, response) => {
    response.json({ jobs: (await queue.list(100)).map(jobBody) });
  });
  router.get("/jobs/:id", async (request, response) => {
    const { offset, limit } = check(Page, request.query, "invalid-parameter");
    const job = await jobOf(queue, request.params.id);
    const failures = await queue.failures(job.id, { offset, limit });
    const shown = admin(request) === null ? failures : failures.map(({ raw: _, ...failure }) => failure);
    response.json({ ...jobBody(job), failures: shown });
  });
  router.delete("/jobs/:id", adminOnly, async (request, response) => {
    const job = await jobOf(queue, String(request.params.id));
    await queue.cancel(job.id);
    response.json(jobBody(await jobOf(queue, job.id)));
  });
  return router;
}

/** A job without the paths of this machine. */
function jobBody({ input, ...job }: Job): object {
  return { ...job, format: input.format };
}

async function jobOf(queue: Queue, id: string): Promise<Job> {
  const job = await queue.get(id);
  if (!job) throw new LecternError("not-found", `There is no job with the id ${show(id)}`);
  return job;
}

/** Writes a body to a file, as it comes; a refused or broken upload leaves nothing behind. */
async function receive(request: Request, path: string, maxBytes: number): Promise<void> {
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) return done(null, chunk);
      const megabytes = Math.round(maxBytes / 1024 / 1024);
      done(
        new LecternError(
          "body-too-large",
          `Expected at most ${megabytes} MB, got more. Load it with \`lectern ingest\``,
        ),
      );
    },
  });
  try {
    await pipeline(request, limited, createWriteStream(path, { mode: 0o600 }));
    if ((await stat(path)).size === 0)
      throw new LecternError("invalid-body", "Expected a file in the body, got nothing");
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof LecternError) throw error;
    throw new LecternError("storage-failed", `The upload could not be kept: ${messageOf(error)}`, { cause: error });
  }
}
