import type { WidgetTexts } from "../en/widget.ts";

/** What the widget says, in German. */
export const widgetTexts: WidgetTexts = {
  label: "Publikationen und Neuigkeiten durchsuchen",
  button: "Suchen",
  searching: "Suche läuft\u2026",
  latest: "Neueste Publikationen",
  results: { one: "{n} Ergebnis", other: "{n} Ergebnisse" },
  none: "Nichts gefunden. Versuchen Sie andere oder weniger Wörter.",
  empty: "Es gibt noch keine Publikationen.",
  all: "Alle Ergebnisse",
  everything: "Alle Publikationen",
  retracted: "Zurückgezogen",
  concern: "Bedenken der Herausgeber",
  corrected: "Korrigiert",
  illustration: "Illustration: keine echte Studie",
  news: "Neuigkeit",
  others: "u.\u00a0a.",
  limited: {
    one: "Zurzeit zu viele Suchen. Weiter in {n} Sekunde.",
    other: "Zurzeit zu viele Suchen. Weiter in {n} Sekunden.",
  },
  unreachable: "Die Suche ist nicht erreichbar.",
  failed: "Die Suche geht im Moment nicht.",
  kept: "Ihre Eingabe steht noch da.",
  refused: "Danach kann nicht gesucht werden:",
  again: "Erneut versuchen",
};
