/** A text for each of a language's plural categories, with `{n}` where the number stands; or one for all. */
export type Plural = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

const english = {
  label: "Search publications and news",
  button: "Search",
  searching: "Searching\u2026",
  latest: "Latest publications",
  results: { one: "{n} result", other: "{n} results" } as Plural,
  none: "Nothing was found. Use other or fewer words.",
  empty: "There are no publications yet.",
  all: "See all results",
  everything: "See all publications",
  retracted: "Retracted",
  concern: "Expression of concern",
  corrected: "Corrected",
  illustration: "Illustration: not a real study",
  news: "News",
  others: "et al.",
  limited: {
    one: "Too many searches at the moment. It goes on in {n} second.",
    other: "Too many searches at the moment. It goes on in {n} seconds.",
  } as Plural,
  unreachable: "The search cannot be reached. What you typed is still here.",
  failed: "The search does not work at the moment. What you typed is still here.",
  refused: "This cannot be searched for:",
  again: "Try again",
};

export type Texts = typeof english;

const TEXTS: Readonly<Record<string, Texts>> = {
  en: english,
  nl: {
    label: "Zoek in publicaties en nieuws",
    button: "Zoeken",
    searching: "Zoeken\u2026",
    latest: "Nieuwste publicaties",
    results: { one: "{n} resultaat", other: "{n} resultaten" },
    none: "Niets gevonden. Gebruik andere of minder woorden.",
    empty: "Er zijn nog geen publicaties.",
    all: "Alle resultaten",
    everything: "Alle publicaties",
    retracted: "Ingetrokken",
    concern: "Publicatie onder voorbehoud",
    corrected: "Gecorrigeerd",
    illustration: "Illustratie: geen echte studie",
    news: "Nieuws",
    others: "e.a.",
    limited: {
      one: "Te veel zoekopdrachten op dit moment. Over {n} seconde gaat het verder.",
      other: "Te veel zoekopdrachten op dit moment. Over {n} seconden gaat het verder.",
    },
    unreachable: "De zoekdienst is niet bereikbaar. Wat u typte, staat er nog.",
    failed: "Zoeken lukt op dit moment niet. Wat u typte, staat er nog.",
    refused: "Hiernaar kan niet worden gezocht:",
    again: "Probeer opnieuw",
  },
  fr: {
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
    concern: "Mise en garde de la rédaction",
    corrected: "Corrigé",
    illustration: "Illustration\u00a0: pas une étude réelle",
    news: "Actualité",
    others: "et al.",
    limited: {
      one: "Trop de recherches en ce moment. Reprise dans {n} seconde.",
      other: "Trop de recherches en ce moment. Reprise dans {n} secondes.",
    },
    unreachable: "La recherche est injoignable. Votre texte est conservé.",
    failed: "La recherche ne fonctionne pas en ce moment. Votre texte est conservé.",
    refused: "Cette recherche est impossible\u00a0:",
    again: "Réessayer",
  },
  de: {
    label: "Publikationen und Nachrichten durchsuchen",
    button: "Suchen",
    searching: "Suche läuft\u2026",
    latest: "Neueste Publikationen",
    results: { one: "{n} Ergebnis", other: "{n} Ergebnisse" },
    none: "Nichts gefunden. Versuchen Sie andere oder weniger Wörter.",
    empty: "Es gibt noch keine Publikationen.",
    all: "Alle Ergebnisse",
    everything: "Alle Publikationen",
    retracted: "Zurückgezogen",
    concern: "Bedenken der Redaktion",
    corrected: "Korrigiert",
    illustration: "Illustration: keine echte Studie",
    news: "Nachricht",
    others: "u.\u00a0a.",
    limited: {
      one: "Zurzeit zu viele Suchen. Weiter in {n} Sekunde.",
      other: "Zurzeit zu viele Suchen. Weiter in {n} Sekunden.",
    },
    unreachable: "Die Suche ist nicht erreichbar. Ihre Eingabe steht noch da.",
    failed: "Die Suche geht im Moment nicht. Ihre Eingabe steht noch da.",
    refused: "Danach kann nicht gesucht werden:",
    again: "Erneut versuchen",
  },
};

/** The language of a tag that Lectern's own pages speak, too: `nl` of `nl-BE`; null of any other. */
export function spoken(lang: string): string | null {
  const language = lang.toLowerCase().split("-")[0]!;
  return Object.hasOwn(TEXTS, language) ? language : null;
}

/**
 * The texts in a language, English where it is not built in, with those of the page put in their places.
 *
 * @param own JSON as `{"button": "Find"}`; a text that there is not is left aside
 * @throws `SyntaxError` where it is no JSON, `TypeError` where it is no object
 */
export function textsIn(lang: string, own: string | null): Texts {
  const texts: Record<string, unknown> = { ...TEXTS[spoken(lang) ?? "en"]! };
  const given: unknown = JSON.parse(own ?? "{}");
  if (typeof given !== "object" || given === null) throw new TypeError(`Expected an object of texts, got ${own}`);
  for (const [name, text] of Object.entries(given))
    if (typeof text === "string" || typeof texts[name] === typeof text) texts[name] = text;
  return texts as Texts;
}

/** @param lang a language tag that `Intl` knows */
export function counted(text: Plural, n: number, lang: string): string {
  const form = typeof text === "string" ? text : (text[new Intl.PluralRules(lang).select(n)] ?? text.other ?? "{n}");
  return String(form).replace("{n}", new Intl.NumberFormat(lang).format(n));
}
