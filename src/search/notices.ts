/**
 * All that a search may have to tell its reader, in English. What stands in a sentence is handed to it, so that pages say
 * the same in other languages.
 */
export const SENTENCES = {
  "quotation-open": () => "A quotation mark is not closed: the phrase was read to the end.",
  "parenthesis-open": () => "A parenthesis is not closed: it was read to the end.",
  "parenthesis-stray": () => "A closing parenthesis without an opening one was left out.",
  "and-first": (read: string) => `AND was read before OR: ${read}`,
  "not-first": (read: string) => `NOT was read before OR: ${read}`,
  "not-all": () => "NOT was read of all the words behind it, together.",
  "joins-nothing": (operator: string) => `${operator} has nothing to join here: it was left out.`,
  "excludes-nothing": () => "NOT has nothing to exclude: it was left out.",
  "tag-stray": () => "A tag with nothing before it was left out.",
  "tag-unknown": (tag: string) => `There is no tag ${tag}: it was left out.`,
  "tag-open": (tag: string) => `The tag ${tag} is not closed: it was read to the end.`,
  "field-before-empty": () => "The field before this has no value: it was left out.",
  "field-empty": (field: string) => `The field ${field} has no value: it was left out.`,
  "field-unknown": (field: string) => `There is no field ${field}: it was read as a word.`,
  "field-spaced": (field: string) => `${field} was read as a word, for a space follows it.`,
  "field-not-here": (written: string) => `${written} was left out: this index has no such field.`,
  "years-only": (written: string, years: string) => `${written} was read as ${years}: only years are looked at.`,
  "nothing-asked": (typed: string) => `\u201c${typed}\u201d has no words to search for.`,
  "not-years": (written: string) => `${written} was left out: expected years such as 2021, 2019..2023 or >=2020.`,
  "not-doi": (written: string) => `${written} was left out: expected a DOI such as 10.1000/x.`,
  "not-pmid": (written: string) => `${written} was left out: expected a PubMed id, which has up to nine digits.`,
  "not-pmcid": (written: string) => `${written} was left out: expected a PubMed Central id such as PMC123.`,
  "not-arxiv": (written: string) => `${written} was left out: expected an arXiv id such as 2101.00001.`,
  "not-orcid": (written: string) =>
    `${written} was left out: expected an ORCID with its check digit, such as 0000-0002-1825-0097.`,
  "not-state": (written: string, known: string) => `${written} was left out: expected one of ${known}.`,
  "value-nowhere": (facet: string, value: string) => `No record has the ${facet} \u201c${value}\u201d.`,
  "phrase-nowhere": (phrase: string) =>
    `No record has \u201c${phrase}\u201d as it stands: its words were searched for instead.`,
  "phrase-star": (phrase: string) =>
    `Within quotation marks a star may stand at the end only: \u201c${phrase}\u201d was searched for without the others.`,
  "proximity-not-here": (written: string) =>
    `${written} was read as AND: how near words stand to each other is not looked at.`,
  "word-star": (typed: string, read: string) =>
    `${typed} was read as ${read}: a star may stand at the end of a word only.`,
  "beginning-cut": (text: string, stems: string) =>
    `More words begin with ${text} than were looked for: the ${stems} most frequent ones. Type more of it.`,
  "doi-nowhere": (value: string) => `There is no record with the DOI ${value} here.`,
  "pmid-nowhere": (value: string) => `There is no record with the PubMed id ${value} here.`,
  "pmcid-nowhere": (value: string) => `There is no record with the PubMed Central id ${value} here.`,
  "arxiv-nowhere": (value: string) => `There is no record with the arXiv id ${value} here.`,
  "orcid-nowhere": (value: string) => `No record has an author with the ORCID ${value}.`,
  "words-beside-identifier": () => "What stands beside the identifier was left out: it names its record.",
  "filters-ignored": () => "An identifier names its record, whatever the filters.",
  "meaning-switched-off": () => "This server searches by words only: these are the results by words.",
  "meaning-not-loaded": () =>
    "Search by meaning is off, for the model could not be loaded: these are the results by words.",
  "meaning-failed": () => "Search by meaning is off at the moment: these are the results by words.",
  "meaning-other-model": () =>
    "Search by meaning is off until the server is started again: these are the results by words.",
  "not-reranked": () => "The results are not reranked at the moment: they are in their usual order.",
} satisfies Record<string, (...values: string[]) => string>;

export type Sentences = typeof SENTENCES;

/** A sentence, and which of all it is with what stands in it. */
export interface Said {
  code: keyof Sentences;
  values: readonly string[];
  text: string;
}

/** As answers tell them: without what only a query's own notices have. */
export function toldNotices(notices: readonly Said[]): Said[] {
  return notices.map(({ code, values, text }) => ({ code, values, text }));
}

export function said<Code extends keyof Sentences>(code: Code, ...values: Parameters<Sentences[Code]>): Said {
  const sentence: (...values: string[]) => string = SENTENCES[code];
  return { code, values, text: sentence(...values) };
}
