import type { WidgetTexts } from "../en/widget.ts";

/** What the widget says, in French. */
export const widgetTexts: WidgetTexts = {
  label: "Rechercher des publications et des actualités",
  button: "Rechercher",
  searching: "Recherche\u2026",
  latest: "Dernières publications",
  results: { one: "{n} résultat", other: "{n} résultats" },
  none: "Aucun résultat. Essayez d\u2019autres mots, ou moins de mots.",
  empty: "Il n\u2019y a pas encore de publications.",
  all: "Voir tous les résultats",
  everything: "Voir toutes les publications",
  retracted: "Rétracté",
  concern: "Mise en garde de l\u2019éditeur",
  corrected: "Corrigé",
  illustration: "Illustration\u00a0: pas une étude réelle",
  news: "Actualité",
  others: "et al.",
  limited: {
    one: "Trop de recherches en ce moment. Reprise dans {n} seconde.",
    other: "Trop de recherches en ce moment. Reprise dans {n} secondes.",
  },
  unreachable: "La recherche est injoignable.",
  failed: "La recherche ne fonctionne pas en ce moment.",
  kept: "Votre texte est conservé.",
  refused: "Cette recherche est impossible\u00a0:",
  again: "Réessayer",
};
