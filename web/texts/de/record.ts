import type { LecternRecord } from "../../../indexes/record.ts";
import type { Relation } from "../../../src/search/related.ts";
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
  copy: "Kopieren",
  copied: "Kopiert",
  links: "Lesen",
  details: "Angaben",
  type: "Art",
  language: "Sprache",
  mesh: "MeSH-Schlagwörter",
  keywords: "Schlagwörter",
  confidence: (share: number): string => `Sicherheit ${Math.round(share * 100)}\u00a0%`,
  given: "Von der Quelle angegeben",
  topics: "Nächstliegende Themen:",
  related: "Verbundene Einträge",
  similar: "Ähnliche Einträge",
  news: "In den Neuigkeiten",
  nearNews: "Meldungen zu verwandten Themen",
  nearNewsWhy: "Aus denselben Fachgebieten und inhaltlich ähnlich. Diese Publikation nennen sie nicht.",
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
    "commented-on-by": "Kommentiert in",
  } satisfies Record<Relation, string>,
  provenance: "Woher dieser Eintrag stammt",
  from: (source: string, key: string, date: string): string => `${source}, als ${key}, am ${date}`,
  json: "Dieser Eintrag als JSON",
};

/** What results say that can be chosen. */
export const selectionTexts = {
  label: "Ausgewählte Treffer",
  pick: (title: string): string => `Auswählen: ${title}`,
  all: "Alle auswählen",
  with: "Mit den ausgewählten Treffern:",
  none: "Es ist kein Treffer ausgewählt",
  one: "1 ausgewählt",
  some: "# ausgewählt",
  cite: "Zitieren",
  references: "Literaturangaben",
  style: "Zitierstil",
  nothing: "Es ist kein Treffer ausgewählt: Gehen Sie zurück und kreuzen Sie die Kästchen neben den Treffern an.",
  back: "Zurück zu den Treffern",
  missing: (n: number): string => `${count(n, "gewählter Eintrag ist", "gewählte Einträge sind")} nicht mehr hier.`,
  madeUp: "Nicht zitiert: erfunden, keine echte Studie",
};
