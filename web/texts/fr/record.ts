import type { LecternRecord } from "../../../indexes/record.ts";
import type { Relation } from "../../../src/search/related.ts";
import { count } from "./speech.ts";

/** What a record's page says. */
export const recordTexts = {
  retracted: "Cette publication a été rétractée. Ne vous fiez pas à ses résultats.",
  concern: "Cette publication fait l\u2019objet d\u2019une mise en garde de l\u2019éditeur.",
  corrected: "Un correctif à cette publication est paru.",
  illustration:
    "Ceci est une illustration, inventée pour montrer le fonctionnement de Lectern. Cette étude n\u2019existe pas\u202f; ne la citez pas.",
  authors: "Auteurs",
  moreAuthors: (n: number): string => count(n, "autre auteur", "autres auteurs"),
  affiliations: "Affiliations",
  noAbstract: "L\u2019index ne contient pas de résumé.",
  abstract: { publication: "Résumé", news: "En bref" } satisfies Record<LecternRecord["kind"], string>,
  cite: "Citer",
  copy: "Copier",
  copied: "Copié",
  links: "Lire",
  details: "Détails",
  type: "Type",
  language: "Langue",
  mesh: "Descripteurs MeSH",
  keywords: "Mots-clés",
  confidence: (share: number): string => `confiance de ${Math.round(share * 100)}\u202f%`,
  given: "Indiqué par la source",
  topics: "Sujets les plus proches\u00a0:",
  related: "Notices liées",
  similar: "Notices semblables",
  news: "Dans l\u2019actualité",
  nearNews: "Actualités sur un sujet proche",
  nearNewsWhy: "Des mêmes domaines, et proches par leur contenu. Elles ne mentionnent pas cette publication.",
  relations: {
    "news-about": "Actualité à propos de",
    "covered-by": "Dans l\u2019actualité",
    "preprint-of": "Prépublication de",
    "published-as": "Publié sous la forme de",
    corrects: "Corrige",
    "corrected-by": "Corrigé par",
    retracts: "Rétracte",
    "retracted-by": "Rétracté par",
    "comment-on": "Commentaire sur",
    "commented-on-by": "Commenté dans",
  } satisfies Record<Relation, string>,
  provenance: "D\u2019où vient cette notice",
  from: (source: string, key: string, date: string): string => `${source}, sous la référence ${key}, le ${date}`,
  json: "Cette notice en JSON",
};

/** What results say that can be chosen. */
export const selectionTexts = {
  label: "Résultats choisis",
  pick: (title: string): string => `Choisir\u00a0: ${title}`,
  all: "Tout choisir",
  with: "Avec les résultats choisis\u00a0:",
  none: "Aucun résultat n\u2019est choisi",
  one: "1 choisi",
  some: "# choisis",
  cite: "Citer",
  references: "Références",
  style: "Style",
  nothing: "Aucun résultat n\u2019est choisi\u00a0: revenez en arrière et cochez les cases à côté des résultats.",
  back: "Retour aux résultats",
  missing: (n: number): string =>
    `${count(n, "notice choisie n\u2019est plus là", "notices choisies ne sont plus là")}.`,
  madeUp: "Non cité\u00a0: inventé, ce n\u2019est pas une étude réelle",
};
