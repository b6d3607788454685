import { count } from "./speech.ts";

const publications = (n: number): string => count(n, "publicatie", "publicaties");
const news = (n: number): string => count(n, "nieuwsbericht", "nieuwsberichten");

/** What the start page and the pages of the domains say. */
export const homeTexts = {
  sections: {
    label: "Onderdelen van de bibliotheek",
    publications: "Publicaties",
    news: "Nieuws",
    domains: "Domeinen",
  },
  home: {
    title: "Onderzoek, publicaties en nieuws",
    heading: "Vind onderzoek op basis van de inhoud",
    holds: (n: { publications: number; news: number; domains: number }): string =>
      `${[n.publications > 0 && publications(n.publications), n.news > 0 && news(n.news)].filter(Boolean).join(" en ")} in ${count(n.domains, "medisch domein", "medische domeinen")}`,
    domains: "Medische domeinen",
    publications: "Nieuwste publicaties",
    news: "Nieuwste berichten",
    allPublications: "Alle publicaties",
    allNews: "Al het nieuws",
    feed: "Feed",
    noPublications: "Er zijn nog geen publicaties.",
    noNews: "Er is nog geen nieuws.",
  },
  domain: {
    all: "Alle domeinen",
    publications,
    news,
    search: (domain: string): string => `Zoek in ${domain}`,
    seeAll: (n: number): string => (n === 1 ? "Bekijken" : `Bekijk alle ${n}`),
    years: "Publicaties per jaar",
    yearsTable: "De cijfers als tabel",
    year: "Jaar",
    records: "Records",
    inYear: (year: string, n: number): string => `${year}: ${count(n, "record", "records")}`,
    topics: "Meest besproken onderwerpen",
    journals: "Tijdschriften",
    along: "Op de hoogte blijven",
    feed: "Feed van dit domein",
    empty: "De index bevat nog niets over dit domein.",
    embed: "Zet dit op uw eigen pagina",
    embedHow:
      "Deze regels tonen het zoekvenster van dit domein, met de nieuwste publicaties, op een pagina naar keuze.",
  },
  directory: {
    lead: "Elk record staat bij de medische domeinen waartoe zijn MeSH-termen en zijn onderwerp behoren, vaak bij meer dan één.",
    overview: "Records per domein",
    domain: "Domein",
    without: (n: number): string => `${count(n, "domein heeft", "domeinen hebben")} nog geen records`,
  },
};
