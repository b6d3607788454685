import type { Term, WordQuery } from "../engine/word-query.ts";
import { expand as expanded } from "./expand.ts";
import { type ParsedQuery, parseQuery } from "./query.ts";
import { withoutFrequent } from "./query-clauses.ts";
import { literal as asItStands } from "./query-terms.ts";
import { neighboured } from "./rows.ts";

/** How freely a query may be read. */
export interface Switches {
  /** Whether synonyms, abbreviations, translations and other spellings of a word count. Default true. */
  expand?: boolean;
  /** Whether a word that no record has is taken for one that is spelt nearly so, or that begins so. Default true. */
  typo?: boolean;
  /**
   * Literally what is written: every word is in a record that matches, in the form that it has here, none is taken for
   * another or for the beginning of one, nothing is relaxed, and what is not written as it should be is refused. Default false.
   */
  strict?: boolean;
}

/** Reads a query as its switches say. @throws `invalid-parameter`, with the place in the query */
export function readQuery({ q, expand = true, typo = true, strict = false }: Switches & { q: string }): ParsedQuery {
  const parsed = parseQuery(q, { strict });
  const query = expand && !strict ? expanded(parsed) : neighboured(parsed);
  if (!query.words) return query;
  const { terms, excluded } = query.words;
  const words = { ...query.words, terms: withoutFrequent(terms), excluded: withoutFrequent(excluded) };
  if (typo && !strict) return { ...query, words };
  return { ...query, words: strict ? literal(words) : each(words, asSpelt) };
}

/** Not taken for another word, nor for the beginning of one but for a star's. */
function asSpelt(term: Term): Term {
  return { ...term, typos: false, prefix: term.prefix === "always" && "always" };
}

/** Words too frequent to be asked for still are not; a star still stands for what follows it. */
function literal(words: WordQuery): WordQuery {
  const asWritten = each(words, (term) => asSpelt(asItStands(term)));
  const terms = asWritten.terms.map((term) => (term.telling ? { ...term, required: true, strict: true } : term));
  return { ...asWritten, terms, few: 0 };
}

function each(words: WordQuery, change: (term: Term) => Term): WordQuery {
  const changed = (term: Term): Term => ({
    ...change(term),
    ...(term.anyOf ? { anyOf: term.anyOf.map(changed) } : {}),
    ...(term.against ? { against: term.against.map(changed) } : {}),
  });
  return { ...words, terms: words.terms.map(changed), excluded: words.excluded.map(changed) };
}
