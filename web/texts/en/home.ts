import { count } from "./speech.ts";

const publications = (n: number): string => count(n, "publication", "publications");
const news = (n: number): string => count(n, "news item", "news items");

/** What the start page and the pages of the domains say. */
export const homeTexts = {
  sections: { label: "Parts of the library", publications: "Publications", news: "News", domains: "Domains" },
  home: {
    title: "Research, publications and news",
    heading: "Find research by what it says",
    holds: (n: { publications: number; news: number; domains: number }): string =>
      `${[n.publications > 0 && publications(n.publications), n.news > 0 && news(n.news)].filter(Boolean).join(" and ")} in ${count(n.domains, "medical domain", "medical domains")}`,
    domains: "Medical domains",
    publications: "Latest publications",
    news: "Latest news",
    allPublications: "All publications",
    allNews: "All news",
    feed: "Feed",
    noPublications: "There are no publications yet.",
    noNews: "There is no news yet.",
  },
  domain: {
    all: "All domains",
    publications,
    news,
    search: (domain: string): string => `Search in ${domain}`,
    seeAll: (n: number): string => (n === 1 ? "See it" : `See all ${n}`),
    years: "Publications by year",
    yearsTable: "The numbers as a table",
    year: "Year",
    records: "Records",
    inYear: (year: string, n: number): string => `${year}: ${count(n, "record", "records")}`,
    topics: "Topics written about most",
    journals: "Journals",
    along: "Stay up to date",
    feed: "Feed of this domain",
    empty: "Nothing of this domain is in the index yet.",
    embed: "Put this on your own page",
    embedHow: "These lines show the search of this domain, and its latest publications, on any page of yours.",
  },
  directory: {
    lead: "Each record stands under the medical domains that its headings and its topic belong to; many stand under several.",
    overview: "Records in each domain",
    domain: "Domain",
    without: (n: number): string => `${count(n, "domain has", "domains have")} no records yet`,
  },
};
