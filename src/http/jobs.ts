import { Router } from "express";
import { z } from "zod";
import { check } from "./contract.ts";
import { jobBody, jobOf } from "./job.ts";
import { type JobEventsOptions, jobEvents } from "./job-events.ts";
import { failureBody, sendReport } from "./job-report.ts";
import { type AdminCheck, requireAdmin } from "./keys.ts";

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

export interface JobRoutesOptions extends JobEventsOptions {
  admin: AdminCheck;
}

/**
 * `/v1/jobs`: for administrators. One job, its events and its report may be read by whoever knows its id, which cannot be
 * guessed, without the text of the records that it could not take.
 *
 * Events have an address of their own, not a media type: a proxy can be told by it what must not be held back, and
 * a problem is a problem document.
 */
export function jobRoutes(options: JobRoutesOptions): Router {
  const { queue, admin } = options;
  const adminOnly = requireAdmin(admin);
  const router = Router();
  router.get("/jobs", adminOnly, async (_request, response) => {
    response.json({ jobs: (await queue.list(100)).map(jobBody) });
  });
  router.get("/jobs/:id", async (request, response) => {
    const page = check(Page, request.query, "invalid-parameter");
    const job = await jobOf(queue, request.params.id);
    const failures = await queue.failures(job.id, page);
    const raw = admin(request) === null;
    response.json({ ...jobBody(job), failures: failures.map((failure) => failureBody(failure, raw)) });
  });
  router.get("/jobs/:id/events", jobEvents(options));
  router.get("/jobs/:id/report", async (request, response) => {
    const job = await jobOf(queue, request.params.id);
    await sendReport(response, queue, job, admin(request) === null);
  });
  router.delete("/jobs/:id", adminOnly, async (request, response) => {
    const job = await jobOf(queue, String(request.params.id));
    await queue.cancel(job.id);
    response.json(jobBody(await jobOf(queue, job.id)));
  });
  return router;
}
