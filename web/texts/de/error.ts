import { wait } from "./speech.ts";

/** What the pages of errors say. */
export const errorTexts = {
  title: {
    400: "Diese Suche ist nicht lesbar",
    404: "Hier gibt es nichts",
    429: "Zu viele Anfragen",
    503: "Zurzeit nicht verfügbar",
  },
  help: {
    404: "Vielleicht stimmt die Adresse nicht, oder der Eintrag ist nicht mehr im Index.",
    503: "Versuchen Sie es gleich noch einmal.",
  },
  wait: (seconds: number): string => `Versuchen Sie es in ${wait(seconds)} noch einmal.`,
  other: "Etwas ist schiefgegangen",
  status: (status: number): string => `Fehler ${status}`,
  expected: (path: string, _: string, got: string): string => `${path}: ${got} wird nicht angenommen.`,
  back: "Zurück zur Suchseite",
  again: "Erneut versuchen",
  sameQuery: "Dieselbe Suche ohne die übrigen Parameter",
};
