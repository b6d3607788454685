import { type Request, Router } from "express";
import { z } from "zod";
import type { JobState } from "../queue/queue.ts";
import { check } from "./contract.ts";
import { jobBody, jobOf } from "./job.ts";
import { type JobEventsOptions, jobEvents } from "./job-events.ts";
import { failureBody, sendReport } from "./job-report.ts";
import { type AdminCheck, requireAdmin } from "./keys.ts";

const STATES = ["waiting", "running", "done", "failed", "cancelled"] as const satisfies readonly JobState[];

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

const Listing = z.strictObject({
  state: z.enum(STATES).optional(),
  limit: Page.shape.limit,
});

export interface JobRoutesOptions extends JobEventsOptions {
  admin: AdminCheck;
  actions: JobActions;
}

export interface JobActions {
  /** Puts a job that was given up back in line; throws `job-state` where it cannot be. */
  retry(id: string): Promise<void>;
  /** Ends a job that waits or runs. */
  cancel(id: string): Promise<boolean>;
}

/**
 * `/v1/jobs`: for administrators. One job, its events and its report may be read by whoever knows its id, which cannot be
 * guessed, without the text of the records that it could not take.
 *
 * Events have an address of their own, not a media type: a proxy can be told by it what must not be held back, and
 * a problem is a problem document.
 */
export function jobRoutes(options: JobRoutesOptions): Router {
  const { queue, admin, actions } = options;
  const adminOnly = requireAdmin(admin);
  const router = Router();
  // A key that is given must be right, also where none is needed: an answer must not tell whether it is.
  const mayReadText = (request: Request): boolean => {
    if (request.get("authorization") === undefined) return false;
    const refusal = admin(request);
    if (refusal) throw refusal;
    return true;
  };
  router.get("/jobs", adminOnly, async (request, response) => {
    const { limit, state } = check(Listing, request.query, "invalid-parameter");
    const jobs = await queue.list(limit, state);
    response.json({ paused: await queue.isPaused(), jobs: jobs.map(jobBody) });
  });
  router.post("/jobs/pause", adminOnly, async (_request, response) => {
    await queue.pause();
    response.json({ paused: true });
  });
  router.post("/jobs/resume", adminOnly, async (_request, response) => {
    await queue.resume();
    response.json({ paused: false });
  });
  router.post("/jobs/:id/retry", adminOnly, async (request, response) => {
    const id = String(request.params.id);
    await jobOf(queue, id);
    await actions.retry(id);
    response.status(202).json(jobBody(await jobOf(queue, id)));
  });
  router.get("/jobs/:id", async (request, response) => {
    const page = check(Page, request.query, "invalid-parameter");
    const job = await jobOf(queue, request.params.id);
    const failures = await queue.failures(job.id, page);
    const raw = mayReadText(request);
    response.json({ ...jobBody(job), failures: failures.map((failure) => failureBody(failure, raw)) });
  });
  router.get("/jobs/:id/events", jobEvents(options));
  router.get("/jobs/:id/report", async (request, response) => {
    const job = await jobOf(queue, request.params.id);
    await sendReport(response, queue, job, mayReadText(request));
  });
  router.delete("/jobs/:id", adminOnly, async (request, response) => {
    const job = await jobOf(queue, String(request.params.id));
    await actions.cancel(job.id);
    response.json(jobBody(await jobOf(queue, job.id)));
  });
  return router;
}
