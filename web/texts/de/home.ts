import { count, number } from "./speech.ts";

const publications = (n: number): string => count(n, "Publikation", "Publikationen");
const news = (n: number): string => count(n, "Neuigkeit", "Neuigkeiten");

/** What the start page and the pages of the domains say. */
export const homeTexts = {
  sections: {
    label: "Bereiche der Bibliothek",
    publications: "Publikationen",
    news: "Neuigkeiten",
    domains: "Fachgebiete",
  },
  home: {
    title: "Forschung, Publikationen und Neuigkeiten",
    heading: "Forschung nach ihrem Inhalt finden",
    holds: (n: { publications: number; news: number; domains: number }): string =>
      `${[n.publications > 0 && publications(n.publications), n.news > 0 && news(n.news)].filter(Boolean).join(" und ")} in ${count(n.domains, "medizinischen Fachgebiet", "medizinischen Fachgebieten")}`,
    domains: "Medizinische Fachgebiete",
    publications: "Neueste Publikationen",
    news: "Aktuelles",
    allPublications: "Alle Publikationen",
    allNews: "Alle Neuigkeiten",
    feed: "Feed",
    noPublications: "Es gibt noch keine Publikationen.",
    noNews: "Es gibt noch keine Neuigkeiten.",
  },
  domain: {
    all: "Alle Fachgebiete",
    publications,
    news,
    search: (domain: string): string => `Suche im Fachgebiet: ${domain}`,
    seeAll: (n: number): string => (n === 1 ? "Anzeigen" : `Alle ${number(n)} anzeigen`),
    years: "Publikationen nach Jahr",
    yearsTable: "Die Zahlen als Tabelle",
    year: "Jahr",
    records: "Einträge",
    inYear: (year: string, n: number): string => `${year}: ${count(n, "Eintrag", "Einträge")}`,
    topics: "Häufigste Themen",
    journals: "Zeitschriften",
    along: "Auf dem Laufenden bleiben",
    feed: "Feed dieses Fachgebiets",
    empty: "Aus diesem Fachgebiet ist noch nichts im Index.",
    embed: "Auf Ihrer eigenen Seite einbinden",
    embedHow:
      "Mit diesen Zeilen zeigen Sie die Suche in diesem Fachgebiet und seine neuesten Publikationen auf einer beliebigen eigenen Seite.",
  },
  directory: {
    lead: "Jeder Eintrag steht unter den medizinischen Fachgebieten, zu denen seine Schlagwörter und sein Thema gehören; viele stehen unter mehreren.",
    overview: "Einträge je Fachgebiet",
    domain: "Fachgebiet",
    without: (n: number): string => `${count(n, "Fachgebiet hat", "Fachgebiete haben")} noch keine Einträge`,
  },
};
