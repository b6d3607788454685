/** What the field suggests while one types. */
export const suggestionTexts = {
  label: "Suggestions",
  query: "Recherches déjà faites",
  mesh: "Descripteurs MeSH",
  author: "Auteurs",
  journal: "Revues",
  title: "Titres",
};

/** What the page says by which one puts the search on a page of one's own. */
export const embedTexts = {
  link: "Intégrer cette recherche à votre page",
  title: "La recherche sur votre propre page",
  lead: "Quelques lignes de HTML suffisent pour afficher un champ de recherche et les dernières publications sur n\u2019importe quelle page. Elles ne déposent aucun cookie et n\u2019interrogent aucun autre serveur que celui-ci. Choisissez l\u2019apparence, puis copiez les lignes.",
  domain: "Domaine",
  everything: "Tous les domaines",
  language: "Langue",
  accent: "Couleur d\u2019accent",
  filled: "Fond propre",
  background: "Couleur du fond",
  scheme: "Clair ou sombre",
  schemes: { page: "Comme la page", light: "Clair", dark: "Sombre" },
  limit: "Résultats",
  width: "Largeur en pixels",
  widthHow: "Vide\u00a0: toute la largeur de la colonne.",
  pin: "Garder cette version, vérifiée par son empreinte",
  show: "Afficher",
  wrong: (what: string, least: number, most: number): string =>
    `${what}\u00a0: un nombre entier de ${least} à ${most} est attendu. Les lignes sont encore celles d\u2019avant.`,
  away: "Le serveur est injoignable. Les lignes sont encore celles d\u2019avant.",
  preview: "Aperçu",
  lines: "Les lignes à copier",
  copy: "Copier",
  copied: "Copié",
  pinned:
    "La page ne charge que cette version, et le navigateur vérifie qu\u2019elle n\u2019a pas été modifiée. Après une mise à jour de ce serveur, revenez chercher de nouvelles lignes si vous souhaitez la nouvelle version.",
  following: "La page utilise toujours la version présente sur ce serveur.",
  needs: "Ce dont votre page a besoin",
  everySite: "Les pages de tous les sites peuvent afficher cette recherche.",
  theseSites: "Les pages de ces sites peuvent afficher cette recherche\u00a0:",
  otherSites: "Pour en ajouter, adressez-vous au gestionnaire de ce serveur\u202f; le paramètre est",
  noSite:
    "Pour l\u2019instant, seules les pages de ce serveur peuvent afficher cette recherche. Son gestionnaire peut autoriser d\u2019autres sites\u202f; le paramètre est",
  policy: "Si une page a une Content-Security-Policy, celle-ci doit comprendre ces deux sources\u00a0:",
};
