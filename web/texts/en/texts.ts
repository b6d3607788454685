import type { DomainLanguage } from "../../../indexes/domains.ts";
import type { Facet } from "../../../indexes/fields.ts";
import type { LecternRecord } from "../../../indexes/record.ts";
import type { Needed } from "../../../src/engine/word-query.ts";
import type { Format } from "../../../src/export/formats.ts";
import type { Instead } from "../../../src/search/interpretation.ts";
import type { MeaningOff } from "../../../src/search/meaning.ts";
import type { Sentences } from "../../../src/search/notices.ts";
import type { Mode } from "../../../src/search/rank.ts";
import type { Reason } from "../../../src/search/rescue.ts";
import type { SearchAnswer } from "../../../src/search/search.ts";
import { embedTexts, suggestionTexts } from "./embed.ts";
import { errorTexts } from "./error.ts";
import { homeTexts } from "./home.ts";
import { labTexts } from "./lab.ts";
import { recordTexts, selectionTexts } from "./record.ts";
import { both, count, date, either, language, number, quote } from "./speech.ts";

const quoted = (texts: readonly string[]): string => either(texts.map(quote));

/** Everything that the pages say, in English; what depends on a number or a name is a function. */
export const english = {
  lang: "en" as DomainLanguage,
  skip: "Skip to the content",
  languages: "Language of the pages",
  footer: "Lectern, a self-hosted index of hospital research",

  ...homeTexts,

  number,
  date,
  language,

  search: {
    label: "Search publications and news",
    placeholder: "A question, a claim, a phrase in quotes, a name, a DOI",
    button: "Search",
    mode: "Search by",
    modes: { hybrid: "words and meaning", keyword: "words only", semantic: "meaning only" } satisfies Record<
      Mode,
      string
    >,
    meaningOff: {
      "switched-off": "This server searches by words.",
      "not-loaded": "Search by meaning is off at the moment; search by words works as always.",
    } satisfies Record<Extract<MeaningOff, "switched-off" | "not-loaded">, string>,
  },
  suggestions: suggestionTexts,
  embed: embedTexts,
  title: (query: string, page: number): string =>
    `${query === "" ? "All records" : query}${page > 1 ? `, page ${number(page)}` : ""}`,
  resultsFor: (query: string): string => `Results for ${quote(query)}`,
  library: "The library",
  sort: "Order",
  sorts: { relevance: "Best match", newest: "Newest", oldest: "Oldest" },
  counted({ words, meaning }: Pick<SearchAnswer["counts"], "words" | "meaning">): string {
    if (meaning === 0) return count(words, "record by words", "records by words");
    if (words === 0) return count(meaning, "record, the nearest in meaning", "records, the nearest in meaning");
    return `${number(words)} by words, ${number(meaning)} more of the nearest in meaning`;
  },
  named: (total: number): string => count(total, "record by its identifier", "records by their identifiers"),
  listed: (total: number, oldestFirst: boolean): string =>
    `${count(total, "record", "records")}, ${oldestFirst ? "oldest" : "newest"} first`,
  found: "Results",
  report: "How to report this search in a paper",

  why: {
    label: "Why this is here",
    words: (words: readonly string[]): string => `Has ${words.join(", ")}`,
    as: (text: string, found: string): string => `${found} for ${text}`,
    meaning: "Near in meaning",
    "first-results": "Like the best results",
    identifier: "By its identifier",
  },
  selection: selectionTexts,
  take: {
    label: "Take these results along",
    title: "Save as",
    most: (n: number, total: number): string => `The first ${number(n)} of ${number(total)} records.`,
    formats: { ris: "RIS", bibtex: "BibTeX", csl: "CSL-JSON", csv: "Table (CSV)" } satisfies Record<Format, string>,
    feed: "Feed of this search",
  },

  /** In English, as the search itself says it. */
  said: null as Sentences | null,
  reading: {
    readAs: (query: string): string => `Read as: ${query}`,
    filtered: (filters: readonly string[]): string => `The query filters by ${filters.join("; ")}.`,
    values: (values: readonly string[], more: number): string =>
      more > 0 ? `${values.join(", ")} or ${count(more, "other", "others")}` : either(values),
    not: (filter: string): string => `not ${filter}`,
    corrected: (text: string, words: readonly string[]): string =>
      `No record has ${quote(text)}; searched for ${quoted(words)}.`,
    prefix: (text: string, words: readonly string[], more: number): string =>
      `No record has the word ${quote(text)}; searched for words that begin so: ${words.join(", ")}${
        more > 0 ? ` and ${count(more, "other", "others")}` : ""
      }.`,
    expanded: (words: readonly { text: string; named: readonly string[] }[]): string =>
      `Searched for, too: ${words.map(({ text, named }) => `${quoted(named)} (for ${quote(text)})`).join("; ")}.`,
    defined: (text: string, forms: readonly { text: string; records: number }[]): string => {
      const named = forms.map((form) => `${quote(form.text)} (${count(form.records, "record", "records")})`);
      return `Records here write ${quote(text)} as ${either(named)}, too: this was searched for as well.`;
    },
    instead: {
      corrections: (typed: string): string => `Search instead for ${quote(typed)}`,
      expansion: (): string => "Search for these words only, without others for them",
    } satisfies Record<Instead["without"], (typed: string) => string>,
    off: {
      strict: "Searched literally: all words, as they are written.",
      typo: "No word is corrected.",
      expand: "Synonyms, abbreviations and other spellings are left out.",
    },
    on: "Search as usual",
    unknown: (text: string): string => `No record has ${quote(text)}.`,
    relaxed: ({ terms, of, always }: Needed): string => {
      const few = `Few records have ${of === 2 ? "both words" : `all ${number(of)} words`}`;
      const named = both(always.map(quote));
      if (always.length === terms) return `${few}; those with ${named} alone are shown too.`;
      const some = terms === 1 ? "one" : number(terms);
      const which = always.length > 0 ? `${some} of them, always with ${named},` : `any ${some} of them`;
      return `${few}; those with ${which} are shown too.`;
    },
    long: ({ terms, of, always }: Needed): string => {
      const named = always.length > 0 ? `${both(always.map(quote))}, and ` : "";
      const [some, all] = [terms - always.length, of - always.length].map(number);
      return `A long query: records count that have ${named}at least ${some} of its ${all} rarest words.`;
    },
  },

  filters: {
    title: "Filters",
    chosen: "Chosen filters",
    remove: (facet: string, value: string): string => `Remove the filter ${facet}: ${value}`,
    removeAll: "Remove all filters",
    facets: {
      domain: "Domain",
      kind: "Kind",
      type: "Type of study",
      year: "Year",
      journal: "Journal",
      language: "Language",
      author: "Author",
      department: "Department",
      mesh: "MeSH heading",
      openAccess: "Open access",
      retracted: "Retracted",
    } satisfies Record<Facet, string>,
    openAccess: { true: "Free to read", false: "Not known to be free" },
    retracted: { true: "Retracted", false: "Not retracted" },
    more: (n: number): string => `${number(n)} more`,
    left: "and others, with fewer records",
    find: "Find",
    findIn: (facet: string): string => `Find in: ${facet}`,
    findHint: "begins with",
    onlyFound: (beginning: string): string => `Only those with ${quote(beginning)}.`,
    noneFound: (beginning: string): string => `None has a word that begins with ${quote(beginning)}.`,
    showAll: "Show all",
    records: (n: number): string => count(n, "record", "records"),
    isChosen: "chosen",
    yearFrom: "From",
    yearTo: "To",
    yearApply: "Apply",
    eachYear: "Year by year",
    years: (from: number | null, to: number | null): string => {
      if (from === to) return `${from}`;
      if (from === null) return `until ${to}`;
      return to === null ? `from ${from}` : `${from}\u2013${to}`;
    },
  },

  kinds: { publication: "Publication", news: "News" } satisfies Record<LecternRecord["kind"], string>,
  statuses: {
    retracted: "Retracted",
    corrected: "Corrected",
    "expression-of-concern": "Expression of concern",
  } satisfies Record<LecternRecord["status"][number], string>,
  illustration: "Illustration: not a real study",
  etAl: "et al.",
  sentence: {
    hybrid: "Nearest sentence",
    semantic: "Nearest sentence",
    keyword: "Sentence with the words",
  } satisfies Record<Mode, string>,
  domains: "Domains",
  external: { doi: "DOI", pmid: "PubMed", pmcid: "PubMed Central", url: "Source", openAccess: "Open access" },

  pages: {
    label: "Pages",
    previous: "Previous",
    next: "Next",
    page: (n: number): string => `Page ${number(n)}`,
    beyond: (page: number, last: number): string =>
      `There is no page ${number(page)}: the last is page ${number(last)}.`,
    last: "To the last page",
    limit: (hits: number): string => `Only the first ${number(hits)} are listed; narrow the search to see others.`,
  },

  lab: labTexts,

  empty: {
    asked: "Nothing was found",
    library: "Nothing to show",
    noRecords: "The index has no records yet. Load some with",
    underFilters: "No record fits these filters.",
    suggestions: {
      spelling: (q: string): string => `Search for ${quote(q)}`,
      switches: (): string => "Search as usual, with other words and spellings",
      quotes: (q: string): string => `Without quotation marks: ${q}`,
      operators: (q: string): string => `Without operators: ${q}`,
      fields: (q: string): string => `Anywhere in the records: ${q}`,
      filters: (q: string): string => `Without filters${q === "" ? "" : `: ${q}`}`,
      exclusions: (q: string): string => `With what was excluded: ${q}`,
      words: (q: string): string => `With fewer words: ${q}`,
      mode: (): string => "Search by words and meaning",
    } satisfies Record<Reason, (q: string) => string>,
    otherWord: "Use another word, or a more general one.",
    fewerWords: "Use fewer words, or more general ones.",
    noQuotes: "Leave out the quotation marks: what is quoted must stand in the record as it is.",
    noExclusion: "Leave out the words with a minus: records that have them are not shown.",
    byMeaning: "Search by words and meaning",
    everything: "Show everything",
  },

  sample: {
    label: "Sample records",
    shown: (n: number): string =>
      `This index shows ${count(n, "sample record", "sample records")}: retold news, and illustrations that are not real studies and must not be cited.`,
    remove: "takes them out,",
    load: "loads your own.",
  },

  record: recordTexts,

  error: errorTexts,
};

/** What every language has. */
export type Texts = typeof english;
