import type { Sentences } from "../../../src/search/notices.ts";
import { quote } from "./speech.ts";

const out = (written: string, expected: string): string =>
  `${written} a été ignoré\u00a0: la forme attendue est ${expected}.`;

/** What a search tells of how it was done. */
export const said: Sentences = {
  "quotation-open": () =>
    "Des guillemets ne sont pas fermés\u00a0: l\u2019expression a été lue jusqu\u2019à la fin de la requête.",
  "parenthesis-open": () =>
    "Une parenthèse n\u2019est pas fermée\u00a0: elle a été lue jusqu\u2019à la fin de la requête.",
  "parenthesis-stray": () => "Une parenthèse fermante sans parenthèse ouvrante a été ignorée.",
  "and-first": (read) => `AND a été lu avant OR\u00a0: ${read}`,
  "not-first": (read) => `NOT a été lu avant OR\u00a0: ${read}`,
  "not-all": () => "NOT a été lu pour tous les mots qui le suivent, ensemble.",
  "joins-nothing": (operator) => `${operator} n\u2019a rien à relier ici et a été ignoré.`,
  "excludes-nothing": () => "NOT n\u2019a rien à exclure et a été ignoré.",
  "tag-stray": () => "Une étiquette que rien ne précède a été ignorée.",
  "tag-unknown": (tag) => `L\u2019étiquette ${tag} n\u2019existe pas et a été ignorée.`,
  "tag-open": (tag) =>
    `L\u2019étiquette ${tag} n\u2019est pas fermée\u00a0: elle a été lue jusqu\u2019à la fin de la requête.`,
  "field-before-empty": () => "Le champ qui précède n\u2019a pas de valeur et a été ignoré.",
  "field-empty": (field) => `Le champ ${field} n\u2019a pas de valeur et a été ignoré.`,
  "field-unknown": (field) => `Le champ ${field} n\u2019existe pas\u00a0: il a été lu comme un mot.`,
  "field-spaced": (field) => `${field} a été lu comme un mot, car une espace le suit.`,
  "field-not-here": (written) => `${written} a été ignoré\u00a0: cet index n\u2019a pas ce champ.`,
  "years-only": (written, years) =>
    `${written} a été lu comme ${years}\u00a0: seules les années sont prises en compte.`,
  "nothing-asked": (typed) => `${quote(typed)} ne contient aucun mot à rechercher.`,
  "not-years": (written) => out(written, "une année ou une période, par exemple 2021, 2019..2023 ou >=2020"),
  "not-doi": (written) => out(written, "un DOI, par exemple 10.1000/x"),
  "not-pmid": (written) => out(written, "un identifiant PubMed de neuf chiffres au plus"),
  "not-pmcid": (written) => out(written, "un identifiant PubMed Central, par exemple PMC123"),
  "not-arxiv": (written) => out(written, "un identifiant arXiv, par exemple 2101.00001"),
  "not-orcid": (written) => out(written, "un ORCID avec sa clé de contrôle, par exemple 0000-0002-1825-0097"),
  "not-state": (written, known) => out(written, `l\u2019une de celles-ci\u00a0: ${known}`),
  "value-nowhere": (facet, value) => `${facet}\u00a0: aucune notice n\u2019a la valeur ${quote(value)}.`,
  "phrase-nowhere": (phrase) =>
    `Aucune notice ne contient ${quote(phrase)} tel quel\u202f; la recherche porte sur les mots de cette expression.`,
  "phrase-star": (phrase) =>
    `Entre guillemets, un astérisque ne peut se trouver qu\u2019à la fin\u00a0: ${quote(phrase)} a été recherché sans les autres.`,
  "proximity-not-here": (written) =>
    `${written} a été lu comme AND\u00a0: la distance entre les mots n\u2019est pas prise en compte.`,
  "word-star": (typed, read) =>
    `${typed} a été lu comme ${read}\u00a0: un astérisque ne peut se trouver qu\u2019à la fin d\u2019un mot.`,
  "beginning-cut": (text, stems) =>
    `Plus de mots commencent par ${text} qu\u2019il n\u2019en a été cherché\u00a0: les ${stems} plus fréquents. Tapez-en davantage.`,
  "doi-nowhere": (value) => `Aucune notice n\u2019a ici le DOI ${value}.`,
  "pmid-nowhere": (value) => `Aucune notice n\u2019a ici l\u2019identifiant PubMed ${value}.`,
  "pmcid-nowhere": (value) => `Aucune notice n\u2019a ici l\u2019identifiant PubMed Central ${value}.`,
  "arxiv-nowhere": (value) => `Aucune notice n\u2019a ici l\u2019identifiant arXiv ${value}.`,
  "orcid-nowhere": (value) => `Aucune notice n\u2019a d\u2019auteur dont l\u2019ORCID est ${value}.`,
  "words-beside-identifier": () =>
    "Ce qui accompagne l\u2019identifiant a été laissé de côté\u00a0: il désigne sa notice.",
  "filters-ignored": () => "Un identifiant désigne sa notice, quels que soient les filtres.",
  "meaning-switched-off": () => "Ce serveur ne recherche que par mots\u00a0: voici les résultats par les mots.",
  "meaning-not-loaded": () =>
    "La recherche par sens est désactivée, car le modèle n\u2019a pas pu être chargé\u00a0: voici les résultats par les mots.",
  "meaning-failed": () =>
    "La recherche par sens est momentanément indisponible\u00a0: voici les résultats par les mots.",
  "meaning-other-model": () =>
    "La recherche par sens est désactivée jusqu\u2019au redémarrage du serveur\u00a0: voici les résultats par les mots.",
  "not-reranked": () =>
    "Les résultats n\u2019ont pas pu être reclassés cette fois-ci\u00a0: ils sont dans leur ordre habituel.",
};
