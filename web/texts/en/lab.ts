import type { Grade } from "../../../src/lab/judgements.ts";
import { count } from "./speech.ts";

/** What the pages of the relevance lab say. */
export const labTexts = {
  title: "Relevance lab",
  signInFor:
    "Sign in with a key to judge, under each result, whether it answers the query. The judgements measure the search.",
  refused: "That is not a key to judge with.",
  key: "Key",
  signIn: "Sign in",
  signedIn: "You are signed in: under each result of a search you can say whether it answers the query.",
  signOut: "Sign out",
  judged: (judgements: number, queries: number): string =>
    `${count(judgements, "judgement", "judgements")} of ${count(queries, "query", "queries")}.`,
  noRun: "Nothing was measured yet. On the server:",
  lastRun: "The last run",
  runOf: (at: string, queries: number, version: string, ranking: string): string =>
    `${at.slice(0, 10)} ${at.slice(11, 16)} UTC, ${count(queries, "query", "queries")}, Lectern ${version}, ranking ${ranking}`,
  compared: (before: string, after: string, queries: number): string =>
    `nDCG@10 of ${count(queries, "query", "queries")} that ${queries === 1 ? "is" : "are"} judged as before: ${before} in the run before, ${after} now.`,
  better: (n: number): string => count(n, "query got better", "queries got better"),
  worse: (n: number): string => count(n, "query got worse", "queries got worse"),
  ask: "Does it answer the query?",
  up: "Yes",
  down: "No",
  takeBack: "Take back",
  grades: { 0: "Judged: no", 1: "Judged: in part", 2: "Judged: well", 3: "Judged: just that" } satisfies Record<
    Grade,
    string
  >,
};
