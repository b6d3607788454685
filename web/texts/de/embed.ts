/** What the field suggests while one types. */
export const suggestionTexts = {
  label: "Vorschläge",
  query: "Frühere Suchen",
  mesh: "MeSH-Schlagwörter",
  author: "Autorinnen und Autoren",
  journal: "Zeitschriften",
  title: "Titel",
};

/** What the page says by which one puts the search on a page of one's own. */
export const embedTexts = {
  link: "Diese Suche auf Ihrer eigenen Seite einbinden",
  title: "Die Suche auf Ihrer eigenen Seite",
  lead: "Mit wenigen Zeilen HTML stehen ein Suchfeld und die neuesten Publikationen auf jeder Seite. Sie setzen keine Cookies und fragen keinen anderen Server als diesen. Wählen Sie das Aussehen und kopieren Sie die Zeilen.",
  domain: "Fachgebiet",
  everything: "Alle Fachgebiete",
  language: "Sprache",
  accent: "Akzentfarbe",
  filled: "Eigener Hintergrund",
  background: "Hintergrund",
  scheme: "Hell oder dunkel",
  schemes: { page: "Wie die Seite", light: "Hell", dark: "Dunkel" },
  limit: "Ergebnisse",
  width: "Breite in Pixeln",
  widthHow: "Leer: so breit wie die Spalte.",
  pin: "Diese Version beibehalten, geprüft anhand ihrer Prüfsumme",
  show: "Anzeigen",
  wrong: (what: string, least: number, most: number): string =>
    `${what}: erwartet wird eine ganze Zahl von ${least} bis ${most}. Die Zeilen sind noch die von vorher.`,
  away: "Der Server ist nicht erreichbar. Die Zeilen sind noch die von vorher.",
  preview: "Vorschau",
  lines: "Die Zeilen zum Kopieren",
  copy: "Kopieren",
  copied: "Kopiert",
  pinned:
    "Die Seite lädt nur diese Version, und der Browser prüft, dass sie unverändert ist. Wenn Sie nach einer Aktualisierung dieses Servers die neue Version möchten, holen Sie sich hier neue Zeilen.",
  following: "Die Seite hat immer die Version, die dieser Server hat.",
  needs: "Was Ihre Seite braucht",
  everySite: "Seiten jeder Website dürfen diese Suche zeigen.",
  theseSites: "Seiten dieser Websites dürfen diese Suche zeigen:",
  otherSites: "Für weitere fragen Sie die Betreiber dieses Servers; die Einstellung heißt",
  noSite:
    "Bisher dürfen nur Seiten dieses Servers diese Suche zeigen. Die Betreiber des Servers können andere Websites zulassen; die Einstellung heißt",
  policy: "Hat eine Seite eine Content-Security-Policy, so braucht diese die folgenden zwei Quellen:",
};
