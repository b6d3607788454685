import type { WidgetTexts } from "../en/widget.ts";

/** What the widget says, in Dutch. */
export const widgetTexts: WidgetTexts = {
  label: "Zoek in publicaties en nieuws",
  button: "Zoeken",
  searching: "Zoeken\u2026",
  latest: "Nieuwste publicaties",
  results: { one: "{n} resultaat", other: "{n} resultaten" },
  none: "Niets gevonden. Gebruik andere of minder woorden.",
  empty: "Er zijn nog geen publicaties.",
  all: "Alle resultaten",
  everything: "Alle publicaties",
  retracted: "Ingetrokken",
  concern: "Bezorgdheidsverklaring",
  corrected: "Gecorrigeerd",
  illustration: "Illustratie: geen echte studie",
  news: "Nieuws",
  others: "e.a.",
  limited: {
    one: "Te veel zoekopdrachten op dit moment. Over {n} seconde gaat het verder.",
    other: "Te veel zoekopdrachten op dit moment. Over {n} seconden gaat het verder.",
  },
  unreachable: "De zoekdienst is niet bereikbaar.",
  failed: "Zoeken lukt op dit moment niet.",
  kept: "Wat u typte, staat er nog.",
  refused: "Hiernaar kan niet worden gezocht:",
  again: "Probeer opnieuw",
};
