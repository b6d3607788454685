/** What the field suggests while one types. */
export const suggestionTexts = {
  label: "Suggesties",
  query: "Eerder gezocht",
  mesh: "MeSH-termen",
  author: "Auteurs",
  journal: "Tijdschriften",
  title: "Titels",
};

/** What the page says by which one puts the search on a page of one's own. */
export const embedTexts = {
  link: "Zet dit zoekvenster op uw eigen pagina",
  title: "Het zoekvenster op uw eigen pagina",
  lead: "Enkele regels HTML zetten een zoekveld en de nieuwste publicaties op een pagina naar keuze. Ze plaatsen geen cookies en vragen niets aan een andere server dan deze. Kies het uiterlijk en kopieer de regels.",
  domain: "Domein",
  everything: "Alle domeinen",
  language: "Taal",
  accent: "Accentkleur",
  filled: "Eigen achtergrond",
  background: "Achtergrond",
  scheme: "Licht of donker",
  schemes: { page: "Zoals de pagina", light: "Licht", dark: "Donker" },
  limit: "Resultaten",
  width: "Breedte in pixels",
  widthHow: "Leeg: zo breed als de kolom.",
  pin: "Deze versie behouden, gecontroleerd via haar digitale vingerafdruk",
  show: "Tonen",
  wrong: (what: string, least: number, most: number): string =>
    `${what}: geef een geheel getal van ${least} tot ${most}. De regels zijn nog die van daarvoor.`,
  away: "De server is niet bereikbaar. De regels zijn nog die van daarvoor.",
  preview: "Voorbeeld",
  lines: "De regels om te kopiëren",
  copy: "Kopiëren",
  copied: "Gekopieerd",
  pinned:
    "De pagina laadt alleen deze versie, en de browser controleert of die ongewijzigd is. Kom na een update van deze server terug voor nieuwe regels als u de nieuwe versie wilt.",
  following: "De pagina heeft altijd de versie van deze server.",
  needs: "Wat uw pagina nodig heeft",
  everySite: "Pagina\u2019s van elke website mogen dit zoekvenster tonen.",
  theseSites: "Pagina\u2019s van deze websites mogen dit zoekvenster tonen:",
  otherSites: "Voor andere websites neemt u contact op met de beheerder van deze server; de instelling heet",
  noSite:
    "Voorlopig mogen alleen pagina\u2019s van deze server dit zoekvenster tonen. De beheerder kan andere websites toelaten; de instelling heet",
  policy: "Heeft een pagina een Content-Security-Policy, dan zijn deze twee bronnen daarin nodig:",
};
