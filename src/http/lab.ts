import { type Request, Router, urlencoded } from "express";
import type { Judging } from "../../web/judge-form.ts";
import { labPage, signInPage } from "../../web/lab-page.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError } from "../errors.ts";
import type { Judgements } from "../lab/judgements.ts";
import { readRuns } from "../lab/runs.ts";
import { check } from "./contract.ts";
import { guessLimit } from "./guards.ts";
import { JudgementBody, keepJudgement } from "./judgements.ts";
import { siteOf } from "./languages.ts";
import type { Sessions } from "./sessions.ts";

export interface LabOptions {
  engine: Engine;
  judgements: Judgements;
  /** The file of the runs. */
  runs: string;
  sessions: Sessions;
  /** Whether this is a key by which one may judge. */
  isKey: (given: string) => boolean;
}

/** `/lab`: signing in with a key, the last run, and what the buttons in the results of a search send. */
export function labPages({ engine, judgements, runs, sessions, isKey }: LabOptions): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: "20kb" });
  router.use("/lab", (_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  router.get("/lab", async (request, response) => {
    const token = sessions.formToken(request);
    if (token === null) return void response.type("html").send(signInPage(siteOf(response), false));
    const [{ judged }, { latest, comparison }] = await Promise.all([judgements.read(), readRuns(runs)]);
    const counts = [...judged.values()].map((grades) => grades.size);
    const view = { token, queries: judged.size, judgements: counts.reduce((sum, n) => sum + n, 0), latest, comparison };
    response.type("html").send(labPage(siteOf(response), view));
  });
  router.post("/lab/sign-in", guessLimit(), form, (request, response) => {
    const { key } = fieldsOf(request);
    if (typeof key !== "string" || !isKey(key.trim()))
      return void response
        .status(403)
        .type("html")
        .send(signInPage(siteOf(response), true));
    sessions.open(request, response);
    response.redirect(303, "/lab");
  });
  router.post("/lab/sign-out", form, (request, response) => {
    ownForm(request, sessions);
    sessions.close(request, response);
    response.redirect(303, "/");
  });
  router.post("/lab/judgements", form, async (request, response) => {
    const { query, record, grade, back } = ownForm(request, sessions);
    const given = { query, record, grade: grade === "" ? null : Number(grade) };
    await keepJudgement(engine, judgements, check(JudgementBody, given, "invalid-body"));
    response.redirect(303, `${addressIn(back)}#hit-${record}`);
  });
  return router;
}

/** What the results' buttons need, for who has signed in and looks for something; null for all others. */
export async function judgingOf(
  request: Request,
  { sessions, judgements }: LabOptions,
  typed: string,
): Promise<Judging | null> {
  const token = sessions.formToken(request);
  const query = typed.replace(/\s+/g, " ").trim();
  if (token === null || query === "") return null;
  const { judged } = await judgements.read();
  return { token, query, grades: judged.get(query) ?? new Map() };
}

/** @throws `forbidden` for what no page of this session has sent */
function ownForm(request: Request, sessions: Sessions): Record<string, unknown> {
  const fields = fieldsOf(request);
  if (!sessions.isOwnForm(request, fields.token))
    throw new LecternError(
      "forbidden",
      "Expected a form of a page that you are signed in to: sign in at /lab, and try again",
    );
  return fields;
}

function fieldsOf(request: Request): Record<string, unknown> {
  return (request.body ?? {}) as Record<string, unknown>;
}

/** The page of results to go back to: never another site's. */
function addressIn(back: unknown): string {
  return typeof back === "string" && /^\/(?:search)?(\?[\x21-\x7e]*)?$/.test(back) && !back.includes("#") ? back : "/";
}
