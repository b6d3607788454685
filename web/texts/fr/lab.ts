import type { Grade } from "../../../src/lab/judgements.ts";
import { count } from "./speech.ts";

/** What the pages of the relevance lab say. */
export const labTexts = {
  title: "Laboratoire de pertinence",
  signInFor:
    "Connectez-vous avec une clé pour juger, sous chaque résultat, s\u2019il répond à la requête. Ces jugements servent à mesurer la recherche.",
  refused: "Cette clé ne permet pas de juger.",
  key: "Clé",
  signIn: "Se connecter",
  signedIn: "La session est ouverte\u00a0: sous chaque résultat, vous pouvez indiquer s\u2019il répond à la requête.",
  signOut: "Se déconnecter",
  judged: (judgements: number, queries: number): string =>
    `${count(judgements, "jugement", "jugements")} sur ${count(queries, "requête", "requêtes")}.`,
  noRun: "Rien n\u2019a encore été mesuré. Sur le serveur\u00a0:",
  lastRun: "Dernière mesure",
  runOf: (at: string, queries: number, version: string, ranking: string): string =>
    `${at.slice(0, 10)} ${at.slice(11, 16)} UTC, ${count(queries, "requête", "requêtes")}, Lectern ${version}, classement ${ranking}`,
  compared: (before: string, after: string, queries: number): string =>
    `nDCG@10 de ${count(queries, "requête dont les jugements n\u2019ont pas changé", "requêtes dont les jugements n\u2019ont pas changé")}\u00a0: ${before} lors de la mesure précédente, ${after} maintenant.`,
  better: (n: number): string => count(n, "requête améliorée", "requêtes améliorées"),
  worse: (n: number): string => count(n, "requête dégradée", "requêtes dégradées"),
  ask: "Ce résultat répond-il à la requête\u202f?",
  up: "Oui",
  down: "Non",
  takeBack: "Annuler",
  grades: {
    0: "Jugement\u00a0: non",
    1: "Jugement\u00a0: en partie",
    2: "Jugement\u00a0: bien",
    3: "Jugement\u00a0: exactement",
  } satisfies Record<Grade, string>,
};
