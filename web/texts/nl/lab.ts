import type { Grade } from "../../../src/lab/judgements.ts";
import { count } from "./speech.ts";

/** What the pages of the relevance lab say. */
export const labTexts = {
  title: "Relevantielab",
  signInFor:
    "Meld u aan met een sleutel om bij elk resultaat te beoordelen of het de zoekvraag beantwoordt. Met die beoordelingen wordt de kwaliteit van het zoeken gemeten.",
  refused: "Met deze sleutel kunt u niet beoordelen.",
  key: "Sleutel",
  signIn: "Aanmelden",
  signedIn: "U bent aangemeld: bij elk zoekresultaat kunt u aangeven of het de zoekvraag beantwoordt.",
  signOut: "Afmelden",
  judged: (judgements: number, queries: number): string =>
    `${count(judgements, "beoordeling", "beoordelingen")} voor ${count(queries, "zoekvraag", "zoekvragen")}.`,
  noRun: "Er is nog niets gemeten. Op de server:",
  lastRun: "De laatste meting",
  runOf: (at: string, queries: number, version: string, ranking: string): string =>
    `${at.slice(0, 10)} ${at.slice(11, 16)} UTC, ${count(queries, "zoekvraag", "zoekvragen")}, Lectern ${version}, rangschikking ${ranking}`,
  compared: (before: string, after: string, queries: number): string =>
    `nDCG@10 van ${count(queries, "zoekvraag", "zoekvragen")} met ongewijzigde beoordelingen: ${before} bij de vorige meting, ${after} nu.`,
  better: (n: number): string => count(n, "zoekvraag ging vooruit", "zoekvragen gingen vooruit"),
  worse: (n: number): string => count(n, "zoekvraag ging achteruit", "zoekvragen gingen achteruit"),
  ask: "Beantwoordt dit de zoekvraag?",
  up: "Ja",
  down: "Nee",
  takeBack: "Intrekken",
  grades: {
    0: "Beoordeeld: nee",
    1: "Beoordeeld: gedeeltelijk",
    2: "Beoordeeld: goed",
    3: "Beoordeeld: precies dit",
  } satisfies Record<Grade, string>,
};
