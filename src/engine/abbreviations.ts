import { longKey, shortKey, wordsOf } from "../../indexes/abbreviations.ts";
import type { Alternative, Term } from "./word-query.ts";

/** A pair of short and long form that records define. */
export interface Definition {
  short: string;
  /** Folded words. */
  long: readonly string[];
  /** How many records define it. */
  documents: number;
}

/** What of the index is asked for. */
export interface Lookup {
  /** The definitions with this short form (`s:uti`), or with these stems (`l:urinari tract infect`); undefined where not known yet. */
  defined(form: string): readonly Definition[] | undefined;
  /** In how many records a word stands; undefined where not known yet. */
  count(word: string): number | undefined;
}

/** A meaning is taken that this share of the definitions has; at most so many are. */
const FAIR = 0.2;
const MEANINGS = 3;
/** So much of the records with a short form define it, where it is one: typed in small letters, and in capitals. */
const DEFINED = { small: 0.2, capitals: 0.05 };
/** A long form is looked up of so many words, in a query of so many. */
const WORDS = 7;
const QUERY = 40;

export const shortForm = (short: string): string => `s:${short}`;
export const longForm = (stems: string): string => `l:${stems}`;

/** The forms by which a pair is looked up. */
export function formsOf({ short, long }: Pick<Definition, "short" | "long">): string[] {
  return [shortForm(short), longForm(longKey(long))];
}

/**
 * Terms with what the records of the index say that they stand for: a short form with its long ones, where several hold a
 * fair share of its definitions with each; words side by side that are a long form with its short ones, each word of them,
 * where these mostly stand for it.
 *
 * @returns what was not known for it, too: to be asked, and all read again
 */
export function withAbbreviations(
  terms: readonly Term[],
  lookup: Lookup,
): { terms: Term[]; forms: string[]; words: string[] } {
  const forms = new Set<string>();
  const words = new Set<string>();
  const defined = (form: string): readonly Definition[] => {
    const known = lookup.defined(form);
    if (!known) forms.add(form);
    return known ?? [];
  };
  const count = (word: string): number | null => {
    const known = lookup.count(word);
    if (known === undefined) words.add(word);
    return known ?? null;
  };
  /** By the place of each word. */
  const more = new Map<number, Alternative[]>();
  for (const row of abbreviatedRows(terms))
    for (const [i, term] of row.entries()) {
      if (term.telling) add(term, longForms(term.text, wordOf(term), defined, count));
      for (const span of spansFrom(row, i)) {
        const of = span.map(({ text }) => text).join(" ");
        const numbered = span.length === 2 && /^(?:\d|[a-z]$)/i.test(span[1]!.text);
        const closed = span.map(({ text }) => text.toLowerCase()).join("");
        const forms = [
          ...shortForms(longKey(wordsOf(of)), defined, count),
          // 'COX 2' is COX-2, 'HDL C' HDL-C.
          ...(numbered ? longForms(of, closed, defined, count) : []),
        ];
        for (const one of span)
          add(
            one,
            forms.map((form) => ({ ...form, of })),
          );
      }
    }
  return { terms: terms.map(read), forms: [...forms], words: [...words] };

  function add({ place }: Term, forms: readonly Alternative[]): void {
    more.set(place!.at, [...(more.get(place!.at) ?? []), ...forms]);
  }

  function read(term: Term): Term {
    if (!term.anyOf) return added(term, (term.place && more.get(term.place.at)) ?? []);
    const anyOf = term.anyOf.map(read);
    return { ...term, anyOf, alternatives: anyOf.flatMap(({ alternatives }) => alternatives) };
  }
}

/** The words that may stand for something else, row by row, each once: an OR's, too. */
function abbreviatedRows(terms: readonly Term[]): Term[][] {
  const words = terms
    .flatMap((term) => term.anyOf ?? term)
    .filter(({ abbreviations, place }) => abbreviations && place);
  const places = [...new Map(words.map((word) => [word.place!.at, word])).values()];
  places.sort((a, b) => a.place!.at - b.place!.at);
  return [...Map.groupBy(places, ({ place }) => place!.row).values()];
}

type Defined = (form: string) => readonly Definition[];
type Count = (word: string) => number | null;

/**
 * @param written as typed
 * @param word it as a word of the index
 */
function longForms(written: string, word: string, defined: Defined, count: Count): Alternative[] {
  const short = shortKey(written);
  const definitions = short === null ? [] : defined(shortForm(short));
  if (definitions.length === 0) return [];
  const all = sum(definitions);
  const standing = count(word);
  if (standing === null || all < standing * (/\p{Lu}/u.test(written) ? DEFINED.capitals : DEFINED.small)) return [];
  return meanings(definitions)
    .filter(({ documents }) => documents >= all * FAIR)
    .slice(0, MEANINGS)
    .map(({ long, documents }) => ({ words: long, via: "abbreviation", documents: null, defined: documents }));
}

function shortForms(stems: string, defined: Defined, count: Count): Alternative[] {
  const shorts = Map.groupBy(defined(longForm(stems)), ({ short }) => short);
  return [...shorts].flatMap(([short]): Alternative[] => {
    const definitions = defined(shortForm(short));
    const all = sum(definitions);
    const standing = count(short);
    const own = meanings(definitions).find(({ key }) => key === stems)?.documents ?? 0;
    const is = standing !== null && own * 2 > all && all >= standing * DEFINED.small;
    return is ? [{ words: [short], via: "abbreviation", documents: null, defined: own }] : [];
  });
}

/** Definitions whose long forms have the same stems as one, as most records write it, the most frequent first. */
function meanings(definitions: readonly Definition[]): (Definition & { key: string })[] {
  const groups = Map.groupBy(definitions, ({ long }) => longKey(long));
  const merged = [...groups].map(([key, group]) => {
    const [first] = group.toSorted(
      (a, b) => b.documents - a.documents || (a.long.join(" ") < b.long.join(" ") ? -1 : 1),
    );
    return { ...first!, key, documents: sum(group) };
  });
  return merged.sort((a, b) => b.documents - a.documents || (a.key < b.key ? -1 : 1));
}

function sum(definitions: readonly Definition[]): number {
  return definitions.reduce((all, { documents }) => all + documents, 0);
}

/** The stretches of two words or more that begin at a word. */
function* spansFrom(row: readonly Term[], from: number): Iterable<Term[]> {
  if (row.length > QUERY) return;
  for (let to = from + 1; to < Math.min(row.length, from + WORDS); to++)
    if (row[to]!.telling && row[from]!.telling) yield row.slice(from, to + 1);
}

function wordOf({ alternatives }: Term): string {
  return alternatives[0]!.words.join("");
}

function added(term: Term, more: readonly Alternative[]): Term {
  const known = new Set(term.alternatives.map(({ words }) => longKey(words)));
  const others = more.filter(({ words }) => !known.has(longKey(words)));
  return others.length > 0 ? { ...term, alternatives: [...term.alternatives, ...others] } : term;
}
