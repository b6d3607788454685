import type { Filter } from "../indexes/fields.ts";
import type { Alternative, SHORT_QUERY, Term } from "../src/engine/word-query.ts";
import type { WordReading } from "../src/search/interpretation.ts";
import type { SearchAnswer } from "../src/search/search.ts";
import { valueLabel } from "./facets.ts";
import type { Site } from "./layout.ts";
import type { Texts } from "./texts.ts";

/** The engine asks for all words of a query up to so many, and for some of the rarest of a longer one. */
const ALL_ASKED: typeof SHORT_QUERY = 4;

/** What is named of longer words that a beginning stands for, and of values that a filter has. */
const NAMED = 5;

type Words = Pick<Site, "texts" | "domains">;

/** How a query was read, and its words, where that is not as typed; its filters; and what of it was left out. */
export function readings(site: Words, typed: string, answer: SearchAnswer): string[] {
  const { texts } = site;
  const { reading } = texts;
  const { filters } = answer.interpretation;
  const sentences = answer.terms.flatMap((term) => ofTerm(texts, term));
  sentences.push(...expansions(texts, answer.interpretation.words));
  if (filters.length > 0) sentences.unshift(reading.filtered(filters.map((filter) => filterText(site, filter))));
  if (answer.query !== "" && !sameAs(answer.query, typed)) sentences.unshift(reading.readAs(answer.query));
  const needed = answer.needed;
  if (needed && needed.terms < needed.of) {
    const long = answer.terms.filter((term) => term.telling && !term.required && isFound(term)).length > ALL_ASKED;
    sentences.push(long ? reading.long(needed) : reading.relaxed(needed));
  }
  return sentences;
}

/**
 * Whether a query was read as it was typed: quotation marks, spaces and, without operators, brackets and capitals
 * throughout do not count.
 */
function sameAs(read: string, typed: string): boolean {
  const signs = / (OR|AND) /.test(read) ? /\s+/g : /[\s()[\]]+/g;
  const plain = (text: string): string =>
    text
      .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
      .replace(signs, " ")
      .trim();
  const shouted = !/\p{Ll}/u.test(typed) && !/\b(OR|AND|NOT)\b/.test(typed);
  return plain(read) === plain(shouted ? typed.toLowerCase() : typed) || plain(read) === plain(typed);
}

/** 'Year: 2019–2021', 'not Kind: News' */
function filterText(site: Words, filter: Filter): string {
  const { filters, reading } = site.texts;
  const values =
    filter.kind === "years"
      ? [filters.years(filter.from, filter.to)]
      : filter.values.map((value) => valueLabel(site, filter.facet, value));
  const text = `${filters.facets[filter.facet]}: ${reading.values(values.slice(0, NAMED), values.length - NAMED)}`;
  return filter.not ? reading.not(text) : text;
}

function ofTerm(texts: Texts, term: Term): string[] {
  const { reading } = texts;
  if (term.anyOf) return term.anyOf.flatMap((one) => ofTerm(texts, one));
  if (!term.telling) return [];
  const found = term.alternatives.filter(({ documents }) => documents !== 0);
  if (found.some(({ via }) => via !== "corrected" && via !== "prefix")) return [];
  // A star asks for the words that begin so.
  const begun = term.prefix === "always";
  if (begun && found.length > 0) return [];
  const words = (via: Alternative["via"]): string[] => [
    ...new Set(found.filter((one) => one.via === via).map((one) => one.words.join(" "))),
  ];
  const corrected = words("corrected");
  const longer = words("prefix");
  if (corrected.length > 0) return [reading.corrected(term.text, corrected)];
  if (longer.length > 0) return [reading.prefix(term.text, longer.slice(0, NAMED), Math.max(0, longer.length - NAMED))];
  return [reading.unknown(begun ? `${term.text}*` : term.text)];
}

/** What words were searched for as, beside themselves: in one sentence, and one for each that records define. */
function expansions({ reading }: Texts, words: readonly WordReading[]): string[] {
  const others = words.flatMap(({ text, as }) => {
    const named = as.flatMap(({ text, via, defined }) => (defined === undefined && EXPANDED.test(via) ? text : []));
    return named.length > 0 ? { text, named: named.slice(0, NAMED) } : [];
  });
  const defined = words.flatMap(({ text, as }) => {
    const forms = as.flatMap((one) => (one.defined === undefined ? [] : { text: one.text, records: one.defined }));
    return forms.length > 0 ? reading.defined(text, forms) : [];
  });
  return [...(others.length > 0 ? [reading.expanded(others)] : []), ...defined];
}

const EXPANDED = /^(variant|notation|abbreviation|synonym|translation)$/;

function isFound({ alternatives }: Term): boolean {
  return alternatives.some(({ documents }) => documents !== 0);
}
