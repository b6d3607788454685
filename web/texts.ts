import type { Facet } from "../indexes/fields.ts";
import type { LecternRecord } from "../indexes/record.ts";
import type { Format } from "../src/export/formats.ts";
import type { Instead } from "../src/search/interpretation.ts";
import type { Mode } from "../src/search/rank.ts";
import type { Reason } from "../src/search/rescue.ts";
import type { SearchAnswer } from "../src/search/search.ts";
import type { Site } from "./layout.ts";
import { count, LOCALE, numbers } from "./numbers.ts";
import { embedTexts, suggestionTexts } from "./texts-embed.ts";
import { homeTexts } from "./texts-home.ts";
import { labTexts } from "./texts-lab.ts";
import { recordTexts } from "./texts-record.ts";

const either = new Intl.ListFormat(LOCALE, { type: "disjunction" });
const languages = new Intl.DisplayNames(LOCALE, { type: "language" });
const DATES = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" } as const;

const quoted = (texts: readonly string[]): string => either.format(texts.map((text) => `\u201c${text}\u201d`));

/** Everything that the pages say, in English; what depends on a number or a name is a function. */
export const english = {
  lang: "en",
  name: "Lectern",
  purpose: "The research of this hospital, found by words and by meaning",
  purposeByWords: "The research of this hospital, found by words",
  skip: "Skip to the content",
  footer: "Lectern, a self-hosted index of hospital research",

  ...homeTexts(count),

  number: (n: number): string => numbers.format(n),
  /** @param date YYYY, YYYY-MM or YYYY-MM-DD */
  date(date: string): string {
    const [, month, day] = date.split("-");
    const { year, timeZone } = DATES;
    const parts = day ? DATES : month ? { year, month: DATES.month, timeZone } : { year, timeZone };
    const time = new Date(`${date.padStart(4, "0")}${month ? "" : "-01"}${day ? "" : "-01"}T00:00:00Z`);
    return Number.isNaN(time.getTime()) ? date : time.toLocaleDateString(LOCALE, parts);
  },
  language: (code: string): string => languages.of(code) ?? code,

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
    } satisfies Record<NonNullable<Site["meaningOff"]>, string>,
  },
  suggestions: suggestionTexts,
  embed: embedTexts,
  title: (query: string, page: number): string =>
    `${query === "" ? "All records" : query}${page > 1 ? `, page ${numbers.format(page)}` : ""}`,
  resultsFor: (query: string): string => `Results for \u201c${query}\u201d`,
  library: "The library",
  sort: "Order",
  sorts: { relevance: "Best match", newest: "Newest", oldest: "Oldest" },
  counted({ words, meaning }: Pick<SearchAnswer["counts"], "words" | "meaning">): string {
    if (meaning === 0) return count(words, "record by words", "records by words");
    if (words === 0) return count(meaning, "record by meaning", "records by meaning");
    return `${numbers.format(words)} by words, ${numbers.format(meaning)} more by meaning`;
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
  take: {
    label: "Take these results along",
    title: "Save as",
    formats: { ris: "RIS", bibtex: "BibTeX", csl: "CSL-JSON", csv: "Table (CSV)" } satisfies Record<Format, string>,
    feed: "Feed of this search",
  },

  reading: {
    readAs: (query: string): string => `Read as: ${query}`,
    filtered: (filters: readonly string[]): string => `The query filters by ${filters.join("; ")}.`,
    values: (values: readonly string[], more: number): string =>
      more > 0 ? `${values.join(", ")} or ${count(more, "other", "others")}` : either.format(values),
    not: (filter: string): string => `not ${filter}`,
    unreadable: (typed: string): string => `\u201c${typed}\u201d has no words to search for, so everything is shown.`,
    corrected: (text: string, words: readonly string[]): string =>
      `No record has \u201c${text}\u201d; searched for ${quoted(words)}.`,
    prefix: (text: string, words: readonly string[], more: number): string =>
      `No record has the word \u201c${text}\u201d; searched for words that begin so: ${words.join(", ")}${
        more > 0 ? ` and ${count(more, "other", "others")}` : ""
      }.`,
    expanded: (words: readonly { text: string; named: readonly string[] }[]): string =>
      `Searched for, too: ${words.map(({ text, named }) => `${quoted(named)} (for \u201c${text}\u201d)`).join("; ")}.`,
    defined: (text: string, forms: readonly { text: string; records: number }[]): string => {
      const named = forms.map((form) => `\u201c${form.text}\u201d (${count(form.records, "record", "records")})`);
      return `Records here write \u201c${text}\u201d as ${either.format(named)}, too: this was searched for as well.`;
    },
    instead: {
      corrections: (typed: string): string => `Search instead for \u201c${typed}\u201d`,
      expansion: (): string => "Search for these words only, without others for them",
    } satisfies Record<Instead["without"], (typed: string) => string>,
    off: {
      strict: "Searched literally: all words, as they are written.",
      typo: "No word is corrected.",
      expand: "Synonyms, abbreviations and other spellings are left out.",
    },
    on: "Search as usual",
    unknown: (text: string): string => `No record has \u201c${text}\u201d.`,
    relaxed: (needed: number, of: number): string =>
      `Few records have ${of === 2 ? "both words" : `all ${numbers.format(of)} words`}; those with ${
        needed === 1 ? "one" : numbers.format(needed)
      } of them are shown too.`,
    long: (needed: number, of: number): string =>
      `A long query: records count that have at least ${numbers.format(needed)} of its ${numbers.format(of)} rarest words.`,
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
    more: (n: number): string => `${numbers.format(n)} more`,
    left: "and others, with fewer records",
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
    page: (n: number): string => `Page ${numbers.format(n)}`,
    beyond: (page: number, last: number): string =>
      `There is no page ${numbers.format(page)}: the last is page ${numbers.format(last)}.`,
    last: "To the last page",
    limit: (hits: number): string =>
      `Only the first ${numbers.format(hits)} are listed; narrow the search to see others.`,
  },

  lab: labTexts(count),

  empty: {
    asked: "Nothing was found",
    library: "Nothing to show",
    noRecords: "The index has no records yet. Load some with",
    underFilters: "No record fits these filters.",
    suggestions: {
      spelling: (q: string): string => `Search for \u201c${q}\u201d`,
      switches: (): string => "Search as usual, with other words and spellings",
      quotes: (q: string): string => `Without quotation marks: ${q}`,
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

  error: {
    title: {
      400: "This search cannot be read",
      404: "There is nothing here",
      503: "Not available at the moment",
    } as Record<number, string>,
    other: "Something went wrong",
    status: (status: number): string => `Error ${status}`,
    expected: (path: string, expected: string, got: string): string =>
      `${path}: expected ${expected}, got ${got}.`.replaceAll("`", ""),
    back: "Back to the search page",
    sameQuery: "The same search without the other parameters",
  },
};

export type Texts = typeof english;
