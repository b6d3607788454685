import { count, number, quote } from "./speech.ts";

const publications = (n: number): string => count(n, "publication", "publications");
const news = (n: number): string => count(n, "actualité", "actualités");

/** What the start page and the pages of the domains say. */
export const homeTexts = {
  sections: {
    label: "Sections de la bibliothèque",
    publications: "Publications",
    news: "Actualités",
    domains: "Domaines",
  },
  home: {
    title: "Recherche, publications et actualités",
    heading: "Trouvez une étude par ce qu\u2019elle dit",
    holds: (n: { publications: number; news: number; domains: number }): string =>
      `${[n.publications > 0 && publications(n.publications), n.news > 0 && news(n.news)].filter(Boolean).join(" et ")} dans ${count(n.domains, "domaine médical", "domaines médicaux")}`,
    domains: "Domaines médicaux",
    publications: "Dernières publications",
    news: "Dernières actualités",
    allPublications: "Toutes les publications",
    allNews: "Toutes les actualités",
    feed: "Flux",
    noPublications: "Il n\u2019y a pas encore de publications.",
    noNews: "Il n\u2019y a pas encore d\u2019actualités.",
  },
  domain: {
    all: "Tous les domaines",
    publications,
    news,
    search: (domain: string): string => `Rechercher dans ${quote(domain)}`,
    seeAll: (n: number): string => (n === 1 ? "Voir" : `Tout voir (${number(n)})`),
    years: "Publications par année",
    yearsTable: "Les chiffres en tableau",
    year: "Année",
    records: "Notices",
    inYear: (year: string, n: number): string => `${year}\u00a0: ${count(n, "notice", "notices")}`,
    topics: "Sujets les plus traités",
    journals: "Revues",
    along: "Rester informé",
    feed: "Flux de ce domaine",
    empty: "L\u2019index ne contient encore rien dans ce domaine.",
    embed: "Intégrer à votre page",
    embedHow:
      "Ces lignes affichent la recherche dans ce domaine et ses dernières publications sur n\u2019importe laquelle de vos pages.",
  },
  directory: {
    lead: "Chaque notice figure dans les domaines médicaux dont relèvent ses descripteurs et son sujet\u202f; beaucoup figurent dans plusieurs.",
    overview: "Notices par domaine",
    domain: "Domaine",
    without: (n: number): string =>
      count(n, "domaine ne contient pas encore de notices", "domaines ne contiennent pas encore de notices"),
  },
};
