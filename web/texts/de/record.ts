import type { LecternRecord } from "../../../indexes/record.ts";
import { count } from "./speech.ts";

/** What a record's page says. */
export const recordTexts = {
  retracted: "Diese Publikation wurde zurückgezogen. Stützen Sie sich nicht auf ihre Ergebnisse.",
  concern: "Die Herausgeber haben Bedenken zu dieser Publikation veröffentlicht.",
  corrected: "Zu dieser Publikation wurde eine Korrektur veröffentlicht.",
  illustration:
    "Dies ist eine Illustration, erfunden, um zu zeigen, wie Lectern arbeitet. Eine solche Studie gibt es nicht; zitieren Sie sie nicht.",
  authors: "Autorinnen und Autoren",
  moreAuthors: (n: number): string => count(n, "weitere Person", "weitere Personen"),
  affiliations: "Einrichtungen",
  noAbstract: "Im Index gibt es keine Zusammenfassung.",
  abstract: { publication: "Zusammenfassung", news: "Kurzfassung" } satisfies Record<LecternRecord["kind"], string>,
  cite: "Zitieren",
  links: "Lesen",
  details: "Angaben",
  type: "Art",
  language: "Sprache",
  mesh: "MeSH-Schlagwörter",
  keywords: "Schlagwörter",
  confidence: (share: number): string => `Sicherheit ${Math.round(share * 100)}\u00a0%`,
  related: "Verbundene Einträge",
  similar: "Ähnliche Einträge",
  relations: {
    "news-about": "Neuigkeit über",
    "covered-by": "In den Neuigkeiten",
    "preprint-of": "Preprint von",
    "published-as": "Veröffentlicht als",
    corrects: "Korrigiert",
    "corrected-by": "Korrigiert durch",
    retracts: "Zieht zurück",
    "retracted-by": "Zurückgezogen durch",
    "comment-on": "Kommentar zu",
  } satisfies Record<LecternRecord["related"][number]["relation"], string>,
  provenance: "Woher dieser Eintrag stammt",
  from: (source: string, key: string, date: string): string => `${source}, als ${key}, am ${date}`,
  json: "Dieser Eintrag als JSON",
};
