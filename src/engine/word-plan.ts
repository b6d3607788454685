import {
  type Alternative,
  LONG_QUERY_NEEDS,
  LONG_QUERY_TELLING,
  type Needed,
  SHORT_QUERY,
  type Term,
  type WordQuery,
} from "./word-query.ts";

/** What a record must have: all of `required`, and `atLeast` of `counted`. */
export interface Level {
  required: readonly Term[];
  counted: readonly Term[];
  atLeast: number;
  /** Terms that need not be there and still count for the order. */
  ordering: readonly Term[];
  /** `atLeast`, and the required ones. */
  needed: number;
  /** Only where no level before matches anything. */
  otherwise?: true;
}

/**
 * The rule of {@link WordQuery} over terms whose document counts are known: what is asked for, from the strictest to the
 * most relaxed. Empty when nothing can match.
 */
export function levelsOf(terms: readonly Term[], query: WordQuery): { levels: Level[]; of: number } {
  if (query.barsOnly) return { levels: [], of: 0 };
  const short = terms.filter((term) => term.telling && !term.required && rarity(term) > 0).length <= SHORT_QUERY;
  // Hepatitis C is no answer to 'hepatitis B', however few there are.
  const always = (term: Term): boolean => term.required || (short && term.bound === true && rarity(term) > 0);
  const required = terms.filter(always);
  if (required.some((term) => rarity(term) === 0)) return { levels: [], of: 0 };
  const asked = terms.filter((term) => !always(term) && rarity(term) > 0);
  let telling = asked.filter((term) => term.telling);
  // 'To be or not to be' is asked for as it is; of 'the qwezxcv' nothing is left that says anything.
  if (!terms.some((term) => term.telling || term.required)) telling = asked;
  const long = telling.length > SHORT_QUERY;
  const counted = long ? [...telling].sort((a, b) => rarity(a) - rarity(b)).slice(0, LONG_QUERY_TELLING) : telling;
  if (counted.length + required.length === 0) return { levels: [], of: 0 };
  const most = long ? LONG_QUERY_NEEDS : counted.length;
  const { relaxTo = "rarest" } = query;
  const half = relaxTo === "one" ? 0 : Math.floor(counted.length / 2);
  const least = required.length > 0 ? half : Math.max(1, half);
  const ordering = telling.length > counted.length ? telling : [];
  const levels: Level[] = [];
  /** Without the rarest word. */
  const without: Level[] = [];
  for (let atLeast = most; atLeast >= least; atLeast--) {
    const level = { required, counted, atLeast, ordering, needed: atLeast + required.length };
    const relaxed = !long && atLeast > 0 && atLeast < counted.length && relaxTo !== "one";
    if (relaxed) levels.push(withRarest(level));
    if (!relaxed || relaxTo === "half") levels.push(level);
    else without.push({ ...level, otherwise: true });
  }
  return { levels: [...levels, ...without], of: counted.length + required.length };
}

/** What a match has by the level that is taken. @param of how many terms are asked for */
export function neededBy({ needed, required }: Pick<Level, "needed" | "required">, of: number): Needed {
  return { terms: needed, of, always: required.map(({ text }) => text) };
}

/** The level with its rarest word for certain: 'factor VIII' is about VIII, and most that has a factor is not. */
function withRarest({ required, counted, atLeast, ...level }: Level): Level {
  const [rarest, ...others] = [...counted].sort((a, b) => rarity(a) - rarity(b)) as [Term, ...Term[]];
  return { ...level, required: [...required, rarest], counted: others, atLeast: atLeast - 1, ordering: others };
}

/**
 * The place of the level that is taken: the first that `few` records match, else the strictest of those with most; -1
 * where there is none.
 *
 * @param count how many records match a level, whatever the filters; asked in turn, and no further than needed
 */
export function levelTaken(
  levels: readonly Pick<Level, "otherwise">[],
  few: number,
  count: (at: number) => number,
): number {
  let [taken, most, plain] = [-1, -1, 0];
  for (const [at, { otherwise }] of levels.entries()) {
    if (otherwise && plain > 0) break;
    const found = count(at);
    if (found > most) [taken, most] = [at, found];
    if (!otherwise) plain = most;
    if (found >= few) break;
  }
  return taken;
}

/** The terms that every match has, also one by meaning. */
export function barring(terms: readonly Term[]): Term[] {
  const required = terms.filter((term) => term.required);
  return required.every(rarity) ? required : required.filter((term) => term.strict);
}

/** In about how many records a term stands. */
export function rarity(term: Term): number {
  return Math.max(0, ...term.alternatives.map(({ documents }) => documents ?? 0));
}

/** The alternatives of a term that some record has; all of them where none is known to. */
export function found(term: Term): Term["alternatives"] {
  const standing = term.alternatives.filter(({ documents }) => documents !== 0);
  return standing.length > 0 ? standing : term.alternatives;
}

/** What must not be there is never taken for another word. */
export function unguessed(term: Term): Term {
  return { ...term, typos: false, ...(term.anyOf ? { anyOf: term.anyOf.map(unguessed) } : {}) };
}

/** Whether a term's words are not all there is to it: others that begin so or are spelt nearly so may count, too. */
export function guesses({ prefix, typos }: Term, known: boolean): boolean {
  return prefix === "always" || (!known && (prefix || typos));
}

interface Guessable {
  word: string;
  /** The words before it, and the field in which they are looked for. */
  rows: { before: readonly string[]; field: Alternative["field"] }[];
  literal: Pick<Alternative, "literal">;
}

/** What a guess is made of: a term's single word, or the last one of a phrase as it is written. */
export function guessable({ alternatives }: Term): Guessable | null {
  const exact = alternatives.filter(({ via }) => via === "exact");
  const single = exact.filter(({ words }) => words.length === 1);
  const rows = single.length > 0 ? single : exact.filter(({ literal }) => literal);
  const word = rows[0]?.words.at(-1);
  if (word === undefined) return null;
  const same = rows.filter(({ words }) => words.at(-1) === word);
  return {
    word,
    rows: same.map(({ words, field }) => ({ before: words.slice(0, -1), field })),
    literal: same[0]!.literal ? { literal: true } : {},
  };
}

/** An alternative in a field, or anywhere. */
export function standing(
  words: readonly string[],
  field: Alternative["field"],
  rest: Pick<Alternative, "via" | "documents" | "literal">,
): Alternative {
  return { words, ...(field ? { field } : {}), ...rest };
}

/** Every choice of `size` of the items, in their order. */
export function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => combinations(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
