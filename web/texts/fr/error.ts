import { wait } from "./speech.ts";

/** What the pages of errors say. */
export const errorTexts = {
  title: {
    400: "Cette recherche ne peut pas être lue",
    404: "Il n\u2019y a rien à cette adresse",
    429: "Trop de demandes",
    503: "Indisponible pour le moment",
  } as Record<number, string>,
  help: {
    404: "L\u2019adresse est peut-être erronée, ou la notice n\u2019est plus dans l\u2019index.",
    503: "Réessayez dans un instant.",
  },
  wait: (seconds: number): string => `Réessayez dans ${wait(seconds)}.`,
  other: "Une erreur s\u2019est produite",
  status: (status: number): string => `Erreur ${status}`,
  expected: (path: string, _: string, got: string): string =>
    `${path}\u00a0: la valeur ${got} n\u2019est pas acceptée.`,
  back: "Retour à la page de recherche",
  again: "Réessayer",
  sameQuery: "La même recherche sans les autres paramètres",
};
