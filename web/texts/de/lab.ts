import type { Grade } from "../../../src/lab/judgements.ts";
import { count } from "./speech.ts";

const queries = (n: number): string => count(n, "Suchanfrage", "Suchanfragen");

/** What the pages of the relevance lab say. */
export const labTexts = {
  title: "Relevanzlabor",
  signInFor:
    "Melden Sie sich mit einem Schlüssel an, um unter jedem Treffer zu beurteilen, ob er die Suchanfrage beantwortet. An den Beurteilungen wird die Suche gemessen.",
  refused: "Mit diesem Schlüssel kann nicht beurteilt werden.",
  key: "Schlüssel",
  signIn: "Anmelden",
  signedIn:
    "Sie sind angemeldet: Unter jedem Treffer einer Suche können Sie angeben, ob er die Suchanfrage beantwortet.",
  signOut: "Abmelden",
  judged: (judgements: number, n: number): string =>
    `${count(judgements, "Beurteilung", "Beurteilungen")} zu ${queries(n)}.`,
  noRun: "Es wurde noch nichts gemessen. Auf dem Server:",
  lastRun: "Die letzte Messung",
  runOf: (at: string, n: number, version: string, ranking: string): string =>
    `${at.slice(0, 10)} ${at.slice(11, 16)} UTC, ${queries(n)}, Lectern ${version}, Rangfolge ${ranking}`,
  compared: (before: string, after: string, n: number): string =>
    `nDCG@10 von ${queries(n)}, deren Beurteilung unverändert ist: ${before} in der vorigen Messung, ${after} jetzt.`,
  better: (n: number): string => count(n, "Suchanfrage wurde besser", "Suchanfragen wurden besser"),
  worse: (n: number): string => count(n, "Suchanfrage wurde schlechter", "Suchanfragen wurden schlechter"),
  ask: "Beantwortet dies die Suchanfrage?",
  up: "Ja",
  down: "Nein",
  takeBack: "Zurücknehmen",
  grades: {
    0: "Beurteilt: nein",
    1: "Beurteilt: teilweise",
    2: "Beurteilt: gut",
    3: "Beurteilt: genau das",
  } satisfies Record<Grade, string>,
};
