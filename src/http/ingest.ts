import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, Router } from "express";
import { z } from "zod";
import { LecternError, messageOf } from "../errors.ts";
import type { Queue } from "../queue/queue.ts";
import { check } from "./contract.ts";
import { jobBody } from "./job.ts";
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

/** `/v1/ingest`: for administrators. */
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
    const file = randomUUID();
    const path = join(spool, file);
    await receive(request, path, options.maxBytes);
    const media = request.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    const input = { path: file, format: format ?? MEDIA[media] ?? null, map: fields, spooled: true };
    const job = await queue.add({ name: name ?? "upload", input }).catch(async (error) => {
      await rm(path, { force: true });
      throw error;
    });
    response.status(202).location(`/v1/jobs/${job.id}`).json(jobBody(job));
  });
  return router;
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
