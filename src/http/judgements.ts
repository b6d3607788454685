import { json, Router } from "express";
import type { Engine } from "../engine/engine.ts";
import { Judgement, type Judgements } from "../lab/judgements.ts";
import { recordOf } from "./api.ts";
import { check } from "./contract.ts";
import { type AdminCheck, requireAdmin } from "./keys.ts";

export const JudgementBody = Judgement.omit({ at: true });

export interface JudgementRoutesOptions {
  engine: Engine;
  judgements: Judgements;
  /** Who may judge. */
  judge: AdminCheck;
}

/** `/v1/judgements`: for those who have a key to judge. */
export function judgementRoutes({ engine, judgements, judge }: JudgementRoutesOptions): Router {
  const router = Router();
  router.use("/judgements", requireAdmin(judge));
  router.post("/judgements", json({ limit: "20kb" }), async (request, response) => {
    response
      .status(201)
      .json(await keepJudgement(engine, judgements, check(JudgementBody, request.body, "invalid-body")));
  });
  router.get("/judgements", async (_request, response) => {
    const { judged, unread } = await judgements.read();
    const queries = [...judged].map(([query, grades]) => ({ query, grades: Object.fromEntries(grades) }));
    response.set("Cache-Control", "no-store").json({ queries, unread });
  });
  return router;
}

/** @throws `not-found` for a record that is not there */
export async function keepJudgement(
  engine: Engine,
  judgements: Judgements,
  given: Omit<Judgement, "at">,
): Promise<Judgement> {
  // What has gone since it was judged may still be taken back.
  if (given.grade !== null) await recordOf(engine, given.record);
  const judgement = { ...given, at: new Date().toISOString() };
  await judgements.add([judgement]);
  return judgement;
}
