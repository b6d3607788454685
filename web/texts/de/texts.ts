import type { Needed } from "../../../src/engine/word-query.ts";
import type { Texts } from "../en/texts.ts";
import { embedTexts, suggestionTexts } from "./embed.ts";
import { errorTexts } from "./error.ts";
import { homeTexts } from "./home.ts";
import { labTexts } from "./lab.ts";
import { recordTexts, selectionTexts } from "./record.ts";
import { said } from "./said.ts";
import { both, count, date, either, language, number, quote } from "./speech.ts";

const quoted = (texts: readonly string[]): string => either(texts.map(quote));
const records = (n: number): string => count(n, "Eintrag", "Einträge");

/** Everything that the pages say, in German; what depends on a number or a name is a function. */
export const german: Texts = {
  lang: "de",
  skip: "Zum Inhalt springen",
  languages: "Sprache der Seiten",
  footer: "Lectern, ein selbst betriebener Index der Krankenhausforschung",

  ...homeTexts,

  number,
  date,
  language,

  search: {
    label: "Publikationen und Neuigkeiten durchsuchen",
    placeholder: "Eine Frage, eine Aussage, ein Zitat in Anführungszeichen, ein Name, eine DOI",
    button: "Suchen",
    mode: "Suche nach",
    modes: { hybrid: "Wörtern und Bedeutung", keyword: "nur Wörtern", semantic: "nur Bedeutung" },
    meaningOff: {
      "switched-off": "Dieser Server sucht nach Wörtern.",
      "not-loaded": "Die Suche nach Bedeutung ist zurzeit aus; die Suche nach Wörtern geht wie immer.",
    },
  },
  suggestions: suggestionTexts,
  embed: embedTexts,
  title: (query: string, page: number): string =>
    `${query === "" ? "Alle Einträge" : query}${page > 1 ? `, Seite ${number(page)}` : ""}`,
  resultsFor: (query: string): string => `Treffer für ${quote(query)}`,
  library: "Die Bibliothek",
  sort: "Reihenfolge",
  sorts: { relevance: "Beste Treffer", newest: "Neueste", oldest: "Älteste" },
  counted({ words, meaning }): string {
    if (meaning === 0) return `${number(words)} Treffer nach Wörtern`;
    if (words === 0) return `${number(meaning)} Treffer, die nächsten nach Bedeutung`;
    return `${number(words)} nach Wörtern, ${number(meaning)} weitere der nächsten nach Bedeutung`;
  },
  named: (total: number): string => count(total, "Eintrag anhand seiner Kennung", "Einträge anhand ihrer Kennungen"),
  listed: (total: number, oldestFirst: boolean): string =>
    `${records(total)}, ${oldestFirst ? "älteste" : "neueste"} zuerst`,
  found: "Treffer",
  report: "So geben Sie diese Suche in einer Publikation an",

  why: {
    label: "Warum dies hier steht",
    words: (words: readonly string[]): string => `Enthält ${words.join(", ")}`,
    as: (text: string, found: string): string => `${found} für ${text}`,
    meaning: "Ähnliche Bedeutung",
    "first-results": "Ähnlich den besten Treffern",
    identifier: "Anhand der Kennung",
  },
  selection: selectionTexts,
  take: {
    label: "Diese Treffer mitnehmen",
    title: "Speichern als",
    most: (n: number, total: number): string => `Die ersten ${number(n)} von ${number(total)} Einträgen.`,
    formats: { ris: "RIS", bibtex: "BibTeX", csl: "CSL-JSON", csv: "Tabelle (CSV)" },
    feed: "Feed dieser Suche",
  },

  said,
  reading: {
    readAs: (query: string): string => `Gelesen als: ${query}`,
    filtered: (filters: readonly string[]): string => `Die Suchanfrage filtert nach ${filters.join("; ")}.`,
    values: (values: readonly string[], more: number): string =>
      more > 0 ? `${values.join(", ")} oder ${count(more, "weiterer Wert", "weitere Werte")}` : either(values),
    not: (filter: string): string => `nicht ${filter}`,
    corrected: (text: string, words: readonly string[]): string =>
      `Kein Eintrag enthält ${quote(text)}; gesucht wurde nach ${quoted(words)}.`,
    prefix: (text: string, words: readonly string[], more: number): string =>
      `Kein Eintrag enthält das Wort ${quote(text)}; gesucht wurde nach Wörtern, die so beginnen: ${words.join(", ")}${
        more > 0 ? ` und ${count(more, "weiteres", "weitere")}` : ""
      }.`,
    expanded: (words: readonly { text: string; named: readonly string[] }[]): string =>
      `Auch gesucht: ${words.map(({ text, named }) => `${quoted(named)} (für ${quote(text)})`).join("; ")}.`,
    defined: (text: string, forms: readonly { text: string; records: number }[]): string => {
      const named = forms.map((form) => `${quote(form.text)} (${records(form.records)})`);
      return `Einträge schreiben ${quote(text)} hier auch als ${either(named)}: Danach wurde ebenfalls gesucht.`;
    },
    instead: {
      corrections: (typed: string): string => `Stattdessen nach ${quote(typed)} suchen`,
      expansion: (): string => "Nur nach diesen Wörtern suchen, ohne andere dafür",
    },
    off: {
      strict: "Wörtlich gesucht: alle Wörter, so wie sie geschrieben sind.",
      typo: "Kein Wort wird korrigiert.",
      expand: "Synonyme, Abkürzungen und andere Schreibweisen bleiben außer Betracht.",
    },
    on: "Wie üblich suchen",
    unknown: (text: string): string => `Kein Eintrag enthält ${quote(text)}.`,
    relaxed: ({ terms, of, always }: Needed): string => {
      const few = `Wenige Einträge enthalten ${of === 2 ? "beide Wörter" : `alle ${number(of)} Wörter`}`;
      const named = both(always.map(quote));
      if (always.length === terms) return `${few}; auch solche, die nur ${named} enthalten, werden gezeigt.`;
      const any = always.length === 0 ? " beliebigen" : "";
      const which = `${terms === 1 ? "einem" : number(terms)}${any} davon`;
      return `${few}; auch solche mit ${which}${any === "" ? `, immer mit ${named},` : ""} werden gezeigt.`;
    },
    long: ({ terms, of, always }: Needed): string => {
      const named = always.length > 0 ? `${both(always.map(quote))} und dazu ` : "";
      const [some, all] = [terms - always.length, of - always.length].map(number);
      return `Eine lange Suchanfrage: Es zählen Einträge, die ${named}mindestens ${some} ihrer ${all} seltensten Wörter enthalten.`;
    },
  },

  filters: {
    title: "Filter",
    chosen: "Gewählte Filter",
    remove: (facet: string, value: string): string => `Filter entfernen: ${facet}: ${value}`,
    removeAll: "Alle Filter entfernen",
    facets: {
      domain: "Fachgebiet",
      kind: "Art",
      type: "Studientyp",
      year: "Jahr",
      journal: "Zeitschrift",
      language: "Sprache",
      author: "Autorin/Autor",
      department: "Abteilung",
      mesh: "MeSH-Schlagwort",
      openAccess: "Open Access",
      retracted: "Zurückgezogen",
    },
    openAccess: { true: "Frei zugänglich", false: "Nicht bekannt als frei zugänglich" },
    retracted: { true: "Zurückgezogen", false: "Nicht zurückgezogen" },
    more: (n: number): string => `Weitere (${number(n)})`,
    left: "und andere mit weniger Einträgen",
    records,
    find: "Suchen",
    findIn: (facet: string): string => `Suchen in: ${facet}`,
    findHint: "beginnt mit",
    onlyFound: (beginning: string): string => `Nur solche mit ${quote(beginning)}.`,
    noneFound: (beginning: string): string => `Keines hat ein Wort, das mit ${quote(beginning)} beginnt.`,
    showAll: "Alle anzeigen",
    isChosen: "gewählt",
    yearFrom: "Von",
    yearTo: "Bis",
    yearApply: "Anwenden",
    eachYear: "Jahr für Jahr",
    years: (from: number | null, to: number | null): string => {
      if (from === to) return `${from}`;
      if (from === null) return `bis ${to}`;
      return to === null ? `ab ${from}` : `${from}\u2013${to}`;
    },
  },

  kinds: { publication: "Publikation", news: "Neuigkeit" },
  statuses: {
    retracted: "Zurückgezogen",
    corrected: "Korrigiert",
    "expression-of-concern": "Bedenken der Herausgeber",
  },
  illustration: "Illustration: keine echte Studie",
  etAl: "u.\u00a0a.",
  sentence: {
    hybrid: "Inhaltlich nächster Satz",
    semantic: "Inhaltlich nächster Satz",
    keyword: "Satz mit den Wörtern",
  },
  domains: "Fachgebiete",
  external: { doi: "DOI", pmid: "PubMed", pmcid: "PubMed Central", url: "Quelle", openAccess: "Frei zugänglich" },

  pages: {
    label: "Seiten",
    previous: "Zurück",
    next: "Weiter",
    page: (n: number): string => `Seite ${number(n)}`,
    beyond: (page: number, last: number): string =>
      `Es gibt keine Seite ${number(page)}: Die letzte ist Seite ${number(last)}.`,
    last: "Zur letzten Seite",
    limit: (hits: number): string =>
      `Nur die ersten ${number(hits)} werden aufgeführt; grenzen Sie die Suche ein, um andere zu sehen.`,
  },

  lab: labTexts,

  empty: {
    asked: "Nichts gefunden",
    library: "Nichts anzuzeigen",
    noRecords: "Der Index enthält noch keine Einträge. Laden Sie welche mit",
    underFilters: "Kein Eintrag passt zu diesen Filtern.",
    suggestions: {
      spelling: (q: string): string => `Nach ${quote(q)} suchen`,
      switches: (): string => "Wie üblich suchen, mit anderen Wörtern und Schreibweisen",
      quotes: (q: string): string => `Ohne Anführungszeichen: ${q}`,
      operators: (q: string): string => `Ohne Operatoren: ${q}`,
      fields: (q: string): string => `Überall in den Einträgen: ${q}`,
      filters: (q: string): string => `Ohne Filter${q === "" ? "" : `: ${q}`}`,
      exclusions: (q: string): string => `Mit dem, was ausgeschlossen war: ${q}`,
      words: (q: string): string => `Mit weniger Wörtern: ${q}`,
      mode: (): string => "Nach Wörtern und Bedeutung suchen",
    },
    otherWord: "Versuchen Sie ein anderes oder ein allgemeineres Wort.",
    fewerWords: "Versuchen Sie weniger oder allgemeinere Wörter.",
    noQuotes: "Lassen Sie die Anführungszeichen weg: Was darin steht, muss genau so im Eintrag stehen.",
    noExclusion: "Lassen Sie die Wörter mit Minus weg: Einträge, die sie enthalten, werden nicht gezeigt.",
    byMeaning: "Nach Wörtern und Bedeutung suchen",
    everything: "Alles anzeigen",
  },

  sample: {
    label: "Beispieleinträge",
    shown: (n: number): string =>
      `Dieser Index zeigt ${count(n, "Beispieleintrag", "Beispieleinträge")}: nacherzählte Neuigkeiten sowie Illustrationen, die keine echten Studien sind und nicht zitiert werden dürfen.`,
    remove: "entfernt sie,",
    load: "lädt Ihre eigenen.",
  },

  record: recordTexts,

  error: errorTexts,
};
