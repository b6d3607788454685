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

/** Everything that the pages say, in Dutch; what depends on a number or a name is a function. */
export const dutch: Texts = {
  lang: "nl",
  skip: "Naar de inhoud",
  languages: "Taal van de pagina\u2019s",
  footer: "Lectern, een index van ziekenhuisonderzoek in eigen beheer",

  ...homeTexts,

  number,
  date,
  language,

  search: {
    label: "Zoek in publicaties en nieuws",
    placeholder: "Een vraag, een stelling, een zin tussen aanhalingstekens, een naam, een DOI",
    button: "Zoeken",
    mode: "Zoeken op",
    modes: { hybrid: "woorden en betekenis", keyword: "alleen woorden", semantic: "alleen betekenis" } satisfies Record<
      Mode,
      string
    >,
    meaningOff: {
      "switched-off": "Deze server zoekt op woorden.",
      "not-loaded": "Zoeken op betekenis is op dit moment niet beschikbaar; zoeken op woorden werkt zoals altijd.",
    },
  },
  suggestions: suggestionTexts,
  embed: embedTexts,
  title: (query: string, page: number): string =>
    `${query === "" ? "Alle records" : query}${page > 1 ? `, pagina ${number(page)}` : ""}`,
  resultsFor: (query: string): string => `Resultaten voor ${quote(query)}`,
  library: "De bibliotheek",
  sort: "Volgorde",
  sorts: { relevance: "Relevantste eerst", newest: "Nieuwste eerst", oldest: "Oudste eerst" },
  counted({ words, meaning }: Pick<SearchAnswer["counts"], "words" | "meaning">): string {
    if (meaning === 0) return count(words, "resultaat op woorden", "resultaten op woorden");
    if (words === 0)
      return count(meaning, "resultaat, het meest verwant in betekenis", "resultaten, de meest verwante in betekenis");
    return `${number(words)} op woorden, nog ${number(meaning)} van de meest verwante in betekenis`;
  },
  named: (total: number): string =>
    count(total, "resultaat op identificatienummer", "resultaten op identificatienummer"),
  listed: (total: number, oldestFirst: boolean): string =>
    `${count(total, "record", "records")}, ${oldestFirst ? "oudste" : "nieuwste"} eerst`,
  found: "Resultaten",
  report: "Deze zoekactie vermelden in een artikel",

  why: {
    label: "Waarom dit hier staat",
    words: (words: readonly string[]): string => `Bevat ${words.join(", ")}`,
    as: (text: string, found: string): string => `${found} voor ${text}`,
    meaning: "Verwant in betekenis",
    "first-results": "Lijkt op de beste resultaten",
    identifier: "Op identificatienummer",
  },
  selection: selectionTexts,
  take: {
    label: "Deze resultaten meenemen",
    title: "Opslaan als",
    most: (n: number, total: number): string => `De eerste ${number(n)} van ${number(total)} records.`,
    formats: { ris: "RIS", bibtex: "BibTeX", csl: "CSL-JSON", csv: "Tabel (CSV)" } satisfies Record<Format, string>,
    feed: "Feed van deze zoekactie",
  },

  said,
  reading: {
    readAs: (query: string): string => `Gelezen als: ${query}`,
    filtered: (filters: readonly string[]): string => `De zoekvraag filtert op ${filters.join("; ")}.`,
    values: (values: readonly string[], more: number): string =>
      more > 0 ? `${values.join(", ")} of ${count(more, "andere waarde", "andere waarden")}` : either(values),
    not: (filter: string): string => `niet ${filter}`,
    corrected: (text: string, words: readonly string[]): string =>
      `Geen enkel record bevat ${quote(text)}; er is gezocht op ${quoted(words)}.`,
    prefix: (text: string, words: readonly string[], more: number): string =>
      `Geen enkel record bevat het woord ${quote(text)}; er is gezocht op woorden die zo beginnen: ${words.join(", ")}${
        more > 0 ? ` en ${count(more, "ander woord", "andere woorden")}` : ""
      }.`,
    expanded: (words: readonly { text: string; named: readonly string[] }[]): string =>
      `Er is ook gezocht op: ${words.map(({ text, named }) => `${quoted(named)} (voor ${quote(text)})`).join("; ")}.`,
    defined: (text: string, forms: readonly { text: string; records: number }[]): string => {
      const named = forms.map((form) => `${quote(form.text)} (${count(form.records, "record", "records")})`);
      return `Records schrijven ${quote(text)} hier ook als ${either(named)}: daar is eveneens op gezocht.`;
    },
    instead: {
      corrections: (typed: string): string => `Zoek toch op ${quote(typed)}`,
      expansion: (): string => "Zoek alleen op deze woorden, zonder alternatieven",
    } satisfies Record<Instead["without"], (typed: string) => string>,
    off: {
      strict: "Er is letterlijk gezocht: op alle woorden, zoals ze geschreven zijn.",
      typo: "Er zijn geen woorden verbeterd.",
      expand: "Synoniemen, afkortingen en andere schrijfwijzen zijn weggelaten.",
    },
    on: "Zoek zoals gewoonlijk",
    unknown: (text: string): string => `Geen enkel record bevat ${quote(text)}.`,
    relaxed: ({ terms, of, always }: Needed): string => {
      const few = `Weinig records bevatten ${of === 2 ? "beide woorden" : `alle ${number(of)} woorden`}`;
      const named = both(always.map(quote));
      if (always.length === terms) return `${few}; u ziet ook records met alleen ${named}.`;
      const some = terms === 1 ? "één" : number(terms);
      const which = always.length > 0 ? `altijd met ${named}` : `om het even ${terms === 1 ? "welk" : "welke"}`;
      return `${few}; u ziet ook records met ${some} ervan, ${which}.`;
    },
    long: ({ terms, of, always }: Needed): string => {
      const named = always.length > 0 ? `${both(always.map(quote))} en ook ` : "";
      const [some, all] = [terms - always.length, of - always.length].map(number);
      return `Een lange zoekvraag: records tellen mee als ze ${named}minstens ${some} van de ${all} zeldzaamste woorden bevatten.`;
    },
  },

  filters: {
    title: "Filters",
    chosen: "Gekozen filters",
    remove: (facet: string, value: string): string => `Verwijder de filter ${facet}: ${value}`,
    removeAll: "Alle filters verwijderen",
    facets: {
      domain: "Domein",
      kind: "Soort",
      type: "Studietype",
      year: "Jaar",
      journal: "Tijdschrift",
      language: "Taal",
      author: "Auteur",
      department: "Dienst",
      mesh: "MeSH-term",
      openAccess: "Open access",
      retracted: "Ingetrokken",
    } satisfies Record<Facet, string>,
    openAccess: { true: "Vrij toegankelijk", false: "Vrije toegang niet bekend" },
    retracted: { true: "Ingetrokken", false: "Niet ingetrokken" },
    more: (n: number): string => `Nog ${number(n)}`,
    left: "en andere, met minder records",
    find: "Zoeken",
    findIn: (facet: string): string => `Zoeken in: ${facet}`,
    findHint: "begint met",
    onlyFound: (beginning: string): string => `Alleen die met ${quote(beginning)}.`,
    noneFound: (beginning: string): string => `Geen enkele heeft een woord dat met ${quote(beginning)} begint.`,
    showAll: "Alles tonen",
    records: (n: number): string => count(n, "record", "records"),
    isChosen: "gekozen",
    yearFrom: "Van",
    yearTo: "Tot en met",
    yearApply: "Toepassen",
    eachYear: "Jaar per jaar",
    years: (from: number | null, to: number | null): string => {
      if (from === to) return `${from}`;
      if (from === null) return `tot en met ${to}`;
      return to === null ? `vanaf ${from}` : `${from}\u2013${to}`;
    },
  },

  kinds: { publication: "Publicatie", news: "Nieuws" } satisfies Record<LecternRecord["kind"], string>,
  statuses: {
    retracted: "Ingetrokken",
    corrected: "Gecorrigeerd",
    "expression-of-concern": "Bezorgdheidsverklaring",
  } satisfies Record<LecternRecord["status"][number], string>,
  illustration: "Illustratie: geen echte studie",
  etAl: "e.a.",
  sentence: {
    hybrid: "Meest verwante zin",
    semantic: "Meest verwante zin",
    keyword: "Zin met de woorden",
  } satisfies Record<Mode, string>,
  domains: "Domeinen",
  external: { doi: "DOI", pmid: "PubMed", pmcid: "PubMed Central", url: "Bron", openAccess: "Vrij toegankelijk" },

  pages: {
    label: "Pagina\u2019s",
    previous: "Vorige",
    next: "Volgende",
    page: (n: number): string => `Pagina ${number(n)}`,
    beyond: (page: number, last: number): string =>
      `Pagina ${number(page)} bestaat niet: de laatste is pagina ${number(last)}.`,
    last: "Naar de laatste pagina",
    limit: (hits: number): string =>
      `Alleen de eerste ${number(hits)} resultaten staan in de lijst; verfijn uw zoekvraag om andere te zien.`,
  },

  lab: labTexts,

  empty: {
    asked: "Niets gevonden",
    library: "Niets te tonen",
    noRecords: "De index bevat nog geen records. Laad records met",
    underFilters: "Geen enkel record voldoet aan deze filters.",
    suggestions: {
      spelling: (q: string): string => `Zoek op ${quote(q)}`,
      switches: (): string => "Zoek zoals gewoonlijk, ook op andere woorden en schrijfwijzen",
      quotes: (q: string): string => `Zonder aanhalingstekens: ${q}`,
      operators: (q: string): string => `Zonder operatoren: ${q}`,
      fields: (q: string): string => `Op elke plaats in de records: ${q}`,
      filters: (q: string): string => `Zonder filters${q === "" ? "" : `: ${q}`}`,
      exclusions: (q: string): string => `Met wat was uitgesloten: ${q}`,
      words: (q: string): string => `Met minder woorden: ${q}`,
      mode: (): string => "Zoek op woorden en op betekenis",
    } satisfies Record<Reason, (q: string) => string>,
    otherWord: "Gebruik een ander of een algemener woord.",
    fewerWords: "Gebruik minder of algemenere woorden.",
    noQuotes: "Laat de aanhalingstekens weg: wat ertussen staat, moet letterlijk in het record voorkomen.",
    noExclusion: "Laat de woorden met een minteken weg: records die ze bevatten, worden niet getoond.",
    byMeaning: "Zoek op woorden en op betekenis",
    everything: "Toon alles",
  },

  sample: {
    label: "Voorbeeldrecords",
    shown: (n: number): string =>
      `Deze index toont ${count(n, "voorbeeldrecord", "voorbeeldrecords")}: naverteld nieuws, en illustraties die geen echte studies zijn en niet geciteerd mogen worden.`,
    remove: "verwijdert ze,",
    load: "laadt uw eigen records.",
  },

  record: recordTexts,

  error: errorTexts,
};
