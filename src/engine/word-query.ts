import type { SearchField } from "../../indexes/fields.ts";

/** One way in which a word of the query may stand in a record: its words in a row. */
export interface Alternative {
  /** Of a word that stands for a value or an identifier, which nobody would read: that, to be told. */
  value?: string;
  /** Folded words, not stemmed; several stand one after the other. */
  words: readonly string[];
  /** Where they stand; without it, anywhere. */
  field?: SearchField;
  /** Whether they stand as they are written, and in no other form: 'hearts' is not 'heart', Janssens not Janssen. */
  literal?: true;
  /** Of a short form as typed: whether it is in capitals (EGFR) or not (eGFR); one that is written otherwise hardly counts. */
  capitals?: boolean;
  /**
   * A variant is another spelling of the same word, a notation another way to write a name ('IL-6', 'interleukin 6'), an
   * abbreviation the short form of a long one, or the long of a short.
   */
  via: "exact" | "variant" | "notation" | "abbreviation" | "synonym" | "translation" | "corrected" | "prefix";
  /** The query's words that it stands for, as typed, where they are more than the term. */
  of?: string;
  /** Of a short or a long form that records define: how many do. */
  defined?: number;
  /** In how many records it stands (an estimate for several words); null as asked, a number as answered. */
  documents: number | null;
}

/** One word or phrase of the query. It is found where any of its alternatives is. */
export interface Term {
  /** As typed, behind its field and a colon where it has one. */
  text: string;
  /** The field of the query language that it is asked for in, to be told. */
  field?: string;
  /** True for words that must stand in a row, to be told. */
  phrase?: true;
  alternatives: readonly Alternative[];
  /** False for a word too frequent to be asked for. */
  telling: boolean;
  /** True for what was quoted: a match always has it. */
  required: boolean;
  /** Of a required term: nothing matches without it, by meaning neither, also where no record has it. */
  strict?: boolean;
  /** True for a letter or a number beside its neighbour: of a short query every match has it, where any record does. */
  bound?: boolean;
  /** Whether words that only start so count: where the word itself is not in the index, or always. */
  prefix: boolean | "always";
  /** Answered of one with a star: whether more words begin so than those that were looked for. */
  cut?: boolean;
  /** Whether near spellings count, where the word itself is not in the index. */
  typos: boolean;
  /** Of a word that is not quoted, where it stands in the query: those of one row stand side by side, and may be a name together. */
  place?: { row: number; at: number };
  /** Whether what the index's records define as its long form counts, or with its neighbours in the query as a short one. */
  abbreviations?: boolean;
  /** Terms of which one is enough, or as `combined` says. This one's alternatives are theirs, and each is read by its own rules. */
  anyOf?: readonly Term[];
  /** How they must stand together, where one is not enough. */
  combined?: Combination;
  /** What a combination takes away: not among the alternatives, and nothing is ordered by it. */
  against?: readonly Term[];
}

/**
 * Words under operators: a number is a place in a term's `anyOf`, or among `against`; all of these, but none of those; one
 * of these. What it asks for is always something that a record has, never only what it lacks.
 */
export type Combination =
  | number
  | { against: number }
  | { allOf: readonly Combination[]; but: readonly Combination[] }
  | { oneOf: readonly Combination[] };

/**
 * Words to look for. A record matches by words when it has all the required terms, none of the excluded ones, and all
 * the telling ones of a short query (up to {@link SHORT_QUERY}), or {@link LONG_QUERY_NEEDS} of the
 * {@link LONG_QUERY_TELLING} rarest of a longer one. Terms that no record has, in any spelling, do not count, unless
 * required. Where fewer than `few` records match, one term fewer is asked for, and so on as `relaxTo` says. Without any
 * term in it, or with none that tells anything in the index, it looks for nothing, and only excludes.
 */
export interface WordQuery {
  terms: readonly Term[];
  excluded: readonly Term[];
  /** 0 never relaxes. */
  few: number;
  /**
   * Down to half of the terms, of a short query always with the rarest ("rarest", default), also without that one ("half"),
   * or to any one of them ("one").
   */
  relaxTo?: "rarest" | "half" | "one";
  /** Nothing matches by these words: they only bar what lacks the required ones. Default false. */
  barsOnly?: boolean;
}

/** How many of how many telling terms a match by words has at least. */
export interface Needed {
  terms: number;
  of: number;
  /** Those that each match has, as typed: the required ones, and of a relaxed short query its rarest. */
  always: readonly string[];
}

export const SHORT_QUERY = 4;
export const LONG_QUERY_TELLING = 5;
export const LONG_QUERY_NEEDS = 3;
/**
 * A beginning stands for at most so many stems of the index's words: a star asks for all that there are, a guess does not.
 * The stars of one query stand for so many together.
 */
export const BEGUN = { star: 60, guess: 20, together: 3_000 } as const;
