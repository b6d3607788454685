import type { Facet } from "../../../indexes/fields.ts";
import type { LecternRecord } from "../../../indexes/record.ts";
import type { Needed } from "../../../src/engine/word-query.ts";
import type { Format } from "../../../src/export/formats.ts";
import type { Instead } from "../../../src/search/interpretation.ts";
import type { Mode } from "../../../src/search/rank.ts";
import type { Reason } from "../../../src/search/rescue.ts";
import type { SearchAnswer } from "../../../src/search/search.ts";
import type { Texts } from "../en/texts.ts";
import { embedTexts, suggestionTexts } from "./embed.ts";
import { errorTexts } from "./error.ts";
import { homeTexts } from "./home.ts";
import { labTexts } from "./lab.ts";
import { recordTexts, selectionTexts } from "./record.ts";
import { said } from "./said.ts";
import { both, count, date, either, language, number, quote } from "./speech.ts";

const quoted = (texts: readonly string[]): string => either(texts.map(quote));

/** Everything that the pages say, in French; what depends on a number or a name is a function. */
export const french: Texts = {
  lang: "fr",
  skip: "Aller au contenu",
  languages: "Langue des pages",
  footer: "Lectern, index auto-hébergé de la recherche hospitalière",

  ...homeTexts,

  number,
  date,
  language,

  search: {
    label: "Rechercher des publications et des actualités",
    placeholder: "Une question, une affirmation, une expression entre guillemets, un nom, un DOI",
    button: "Rechercher",
    mode: "Rechercher par",
    modes: { hybrid: "mots et sens", keyword: "mots uniquement", semantic: "sens uniquement" } satisfies Record<
      Mode,
      string
    >,
    meaningOff: {
      "switched-off": "Ce serveur recherche par mots.",
      "not-loaded":
        "La recherche par sens est momentanément indisponible\u202f; la recherche par mots fonctionne comme d\u2019habitude.",
    },
  },
  suggestions: suggestionTexts,
  embed: embedTexts,
  title: (query: string, page: number): string =>
    `${query === "" ? "Toutes les notices" : query}${page > 1 ? `, page ${number(page)}` : ""}`,
  resultsFor: (query: string): string => `Résultats pour ${quote(query)}`,
  library: "La bibliothèque",
  sort: "Trier par",
  sorts: { relevance: "Pertinence", newest: "Plus récentes", oldest: "Plus anciennes" },
  counted({ words, meaning }: Pick<SearchAnswer["counts"], "words" | "meaning">): string {
    if (meaning === 0) return count(words, "notice par les mots", "notices par les mots");
    if (words === 0)
      return count(meaning, "notice, la plus proche par le sens", "notices, les plus proches par le sens");
    return `${number(words)} par les mots, ${number(meaning)} de plus parmi les plus proches par le sens`;
  },
  named: (total: number): string => count(total, "notice par son identifiant", "notices par leurs identifiants"),
  listed: (total: number, oldestFirst: boolean): string =>
    `${count(total, "notice", "notices")}, les plus ${oldestFirst ? "anciennes" : "récentes"} d\u2019abord`,
  found: "Résultats",
  report: "Comment décrire cette recherche dans un article",

  why: {
    label: "Pourquoi ce résultat",
    words: (words: readonly string[]): string => `Contient ${words.join(", ")}`,
    as: (text: string, found: string): string => `${found} pour ${text}`,
    meaning: "Proche par le sens",
    "first-results": "Semblable aux meilleurs résultats",
    identifier: "Par son identifiant",
  },
  selection: selectionTexts,
  take: {
    label: "Emporter ces résultats",
    title: "Enregistrer au format",
    most: (n: number, total: number): string => `Les ${number(n)} premières notices sur ${number(total)}.`,
    formats: { ris: "RIS", bibtex: "BibTeX", csl: "CSL-JSON", csv: "Tableau (CSV)" } satisfies Record<Format, string>,
    feed: "Flux de cette recherche",
  },

  said,
  reading: {
    readAs: (query: string): string => `Requête comprise ainsi\u00a0: ${query}`,
    filtered: (filters: readonly string[]): string =>
      `${filters.length === 1 ? "Filtre" : "Filtres"} de la requête\u00a0: ${filters.join("\u202f; ")}.`,
    values: (values: readonly string[], more: number): string =>
      more > 0 ? `${values.join(", ")} ou ${count(more, "autre", "autres")}` : either(values),
    not: (filter: string): string => `sauf ${filter}`,
    corrected: (text: string, words: readonly string[]): string =>
      `Aucune notice ne contient ${quote(text)}\u202f; la recherche porte sur ${quoted(words)}.`,
    prefix: (text: string, words: readonly string[], more: number): string =>
      `Aucune notice ne contient le mot ${quote(text)}\u202f; la recherche porte sur les mots qui commencent ainsi\u00a0: ${words.join(", ")}${
        more > 0 ? ` et ${count(more, "autre", "autres")}` : ""
      }.`,
    expanded: (words: readonly { text: string; named: readonly string[] }[]): string =>
      `La recherche porte aussi sur ${words.map(({ text, named }) => `${quoted(named)} (pour ${quote(text)})`).join("\u202f; ")}.`,
    defined: (text: string, forms: readonly { text: string; records: number }[]): string => {
      const named = forms.map((form) => `${quote(form.text)} (${count(form.records, "notice", "notices")})`);
      return `Pour ${quote(text)}, des notices d\u2019ici écrivent aussi ${either(named)}\u00a0: la recherche en tient compte.`;
    },
    instead: {
      corrections: (typed: string): string => `Rechercher plutôt ${quote(typed)}`,
      expansion: (): string => "Rechercher ces mots uniquement, sans équivalents",
    } satisfies Record<Instead["without"], (typed: string) => string>,
    off: {
      strict: "Recherche littérale\u00a0: tous les mots, tels qu\u2019ils sont écrits.",
      typo: "Aucun mot n\u2019est corrigé.",
      expand: "Les synonymes, abréviations et autres graphies sont laissés de côté.",
    },
    on: "Revenir à la recherche habituelle",
    unknown: (text: string): string => `Aucune notice ne contient ${quote(text)}.`,
    relaxed: ({ terms, of, always }: Needed): string => {
      const few = `Peu de notices contiennent ${of === 2 ? "les deux mots" : `les ${number(of)} mots`}`;
      const named = both(always.map(quote));
      if (always.length === terms) return `${few}\u202f; celles qui ne contiennent que ${named} sont aussi affichées.`;
      const some = terms === 1 ? "un seul" : number(terms);
      const any = `n\u2019importe ${terms === 1 ? "lequel" : "lesquels"}`;
      const which = always.length > 0 ? `toujours avec ${named}` : any;
      return `${few}\u202f; celles qui en contiennent ${some}, ${which}, sont aussi affichées.`;
    },
    long: ({ terms, of, always }: Needed): string => {
      const named = always.length > 0 ? `${both(always.map(quote))} et ` : "";
      const [some, all] = [terms - always.length, of - always.length].map(number);
      return `Requête longue\u00a0: une notice est retenue si elle contient ${named}au moins ${some} des ${all} mots les plus rares de la requête.`;
    },
  },

  filters: {
    title: "Filtres",
    chosen: "Filtres choisis",
    remove: (facet: string, value: string): string => `Retirer le filtre ${facet}\u00a0: ${value}`,
    removeAll: "Retirer tous les filtres",
    facets: {
      domain: "Domaine",
      kind: "Type de document",
      type: "Type d\u2019étude",
      year: "Année",
      journal: "Revue",
      language: "Langue",
      author: "Auteur",
      department: "Service",
      mesh: "Descripteur MeSH",
      openAccess: "Libre accès",
      retracted: "Rétractation",
    } satisfies Record<Facet, string>,
    openAccess: { true: "En libre accès", false: "Libre accès non attesté" },
    retracted: { true: "Rétracté", false: "Non rétracté" },
    more: (n: number): string => count(n, "autre", "autres"),
    left: "et d\u2019autres, qui comptent moins de notices",
    find: "Chercher",
    findIn: (facet: string): string => `Chercher dans\u00a0: ${facet}`,
    findHint: "commence par",
    onlyFound: (beginning: string): string => `Seulement ceux avec ${quote(beginning)}.`,
    noneFound: (beginning: string): string => `Aucun n\u2019a de mot commençant par ${quote(beginning)}.`,
    showAll: "Tout afficher",
    records: (n: number): string => count(n, "notice", "notices"),
    isChosen: "choisi",
    yearFrom: "De",
    yearTo: "À",
    yearApply: "Appliquer",
    eachYear: "Année par année",
    years: (from: number | null, to: number | null): string => {
      if (from === to) return `${from}`;
      if (from === null) return `jusqu\u2019en ${to}`;
      return to === null ? `à partir de ${from}` : `${from}\u2013${to}`;
    },
  },

  kinds: { publication: "Publication", news: "Actualité" } satisfies Record<LecternRecord["kind"], string>,
  statuses: {
    retracted: "Rétracté",
    corrected: "Corrigé",
    "expression-of-concern": "Mise en garde de l\u2019éditeur",
  } satisfies Record<LecternRecord["status"][number], string>,
  illustration: "Illustration\u00a0: pas une étude réelle",
  etAl: "et al.",
  sentence: {
    hybrid: "Phrase la plus proche",
    semantic: "Phrase la plus proche",
    keyword: "Phrase contenant les mots",
  } satisfies Record<Mode, string>,
  domains: "Domaines",
  external: { doi: "DOI", pmid: "PubMed", pmcid: "PubMed Central", url: "Source", openAccess: "Libre accès" },

  pages: {
    label: "Pages",
    previous: "Précédente",
    next: "Suivante",
    page: (n: number): string => `Page ${number(n)}`,
    beyond: (page: number, last: number): string =>
      `La page ${number(page)} n\u2019existe pas\u00a0: la dernière est la page ${number(last)}.`,
    last: "Aller à la dernière page",
    limit: (hits: number): string =>
      `La liste s\u2019arrête après ${count(hits, "résultat", "résultats")}\u202f; affinez la recherche pour en voir d\u2019autres.`,
  },

  lab: labTexts,

  empty: {
    asked: "Aucun résultat",
    library: "Rien à afficher",
    noRecords: "L\u2019index ne contient pas encore de notices. Pour en charger\u00a0:",
    underFilters: "Aucune notice ne correspond à ces filtres.",
    suggestions: {
      spelling: (q: string): string => `Rechercher ${quote(q)}`,
      switches: (): string => "Recherche habituelle, avec d\u2019autres mots et d\u2019autres graphies",
      quotes: (q: string): string => `Sans guillemets\u00a0: ${q}`,
      operators: (q: string): string => `Sans opérateurs\u00a0: ${q}`,
      fields: (q: string): string => `N\u2019importe où dans les notices\u00a0: ${q}`,
      filters: (q: string): string => `Sans filtres${q === "" ? "" : `\u00a0: ${q}`}`,
      exclusions: (q: string): string => `Avec ce qui était exclu\u00a0: ${q}`,
      words: (q: string): string => `Avec moins de mots\u00a0: ${q}`,
      mode: (): string => "Rechercher par mots et par sens",
    } satisfies Record<Reason, (q: string) => string>,
    otherWord: "Essayez un autre mot, ou un mot plus général.",
    fewerWords: "Essayez moins de mots, ou des mots plus généraux.",
    noQuotes: "Retirez les guillemets\u00a0: le texte qu\u2019ils entourent doit figurer tel quel dans la notice.",
    noExclusion:
      "Retirez les mots précédés d\u2019un signe moins\u00a0: les notices qui les contiennent sont masquées.",
    byMeaning: "Rechercher par mots et par sens",
    everything: "Tout afficher",
  },

  sample: {
    label: "Notices d\u2019exemple",
    shown: (n: number): string =>
      `Cet index affiche ${count(n, "notice d\u2019exemple", "notices d\u2019exemple")}\u00a0: des actualités reformulées, et des illustrations qui ne sont pas des études réelles et ne doivent pas être citées.`,
    remove: "les retire,",
    load: "charge les vôtres.",
  },

  record: recordTexts,

  error: errorTexts,
};
