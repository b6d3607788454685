import { fold } from "../../indexes/analysis.ts";
import { LANGUAGE_CODES, PUBLICATION_TYPES, SUBHEADINGS } from "../../indexes/medline.ts";
import { languageNames } from "../../indexes/value-names.ts";
import { type FieldName, useOf } from "./query-fields.ts";

/**
 * How many of the plain words before a tag are its own, where PubMed has them as one: 'sepsis 2019[dp]' asks for a word and
 * a year, 'infliximab Janssens M[au]' for a word and a name. All of them where nothing tells.
 */
export function tailOf(words: readonly string[], field: FieldName): number {
  const use = useOf(field);
  if (use.use === "years" || use.use === "identifier" || use.use === "state") return 1;
  if (use.use === "words") return use.names ? nameAt(words) : words.length;
  if (field === "type") return longest(words, (text) => PUBLICATION_TYPES.has(text)) ?? words.length;
  if (field === "language") return longest(words, (text) => LANGUAGES.has(text)) ?? words.length;
  return field === "journal" ? titleAt(words) : words.length;
}

/** How many of the last words are one of MeSH's qualifiers, which are left out; one where none is. */
export function subheadingAt(words: readonly string[]): number {
  return longest(words, (text) => SUBHEADINGS.has(text)) ?? 1;
}

function longest(words: readonly string[], known: (text: string) => boolean): number | null {
  for (let from = 0; from < words.length; from++)
    if (known(fold(words.slice(from).join(" ")))) return words.length - from;
  return null;
}

const PARTICLES = new Set(
  "van von vander vanden de der den del della di da das do dos du des la le les el al ter ten te ver 't op zu zur bin ibn st".split(
    " ",
  ),
);
const CAPITAL = /^\p{Lu}/u;
/** A word as names have it, and no short form: 'Janssens', 'McDonald', not 'TNF'. */
const NAME = /^\p{Lu}[\p{L}\p{M}'\u2019-]*\p{Ll}/u;
const INITIALS = /^(?:\p{Lu}{1,4}|\p{L}|(?:\p{Lu}\.-?){1,4})$/u;
/** Before a surname fewer are likely: TNF is none. */
const FIRST_INITIALS = /^(?:\p{Lu}{1,2}|\p{L}|(?:\p{Lu}\.-?){1,4})$/u;

/** A surname with its particles and the names before it, and initials behind or before it. */
function nameAt(words: readonly string[]): number {
  let at = words.length - 1;
  const initials = at > 0 && INITIALS.test(words[at]!);
  if (initials) at--;
  const capital = CAPITAL.test(words[at]!);
  let names = 1;
  for (; at > 0; at--) {
    const before = words[at - 1]!;
    if (PARTICLES.has(before.toLowerCase())) continue;
    // Of what has no capitals two words are a name, or a surname with its initials.
    const named = capital ? NAME.test(before) : !initials && names < 2;
    if (!named && (initials || !FIRST_INITIALS.test(before))) break;
    names++;
  }
  return words.length - at;
}

const BETWEEN = new Set("of the and in for on to de la du des et und der & e".split(" "));

/** A journal's title has capitals, but for small words between. */
function titleAt(words: readonly string[]): number {
  if (!CAPITAL.test(words.at(-1)!)) return words.length;
  let first = words.length - 1;
  for (let at = first - 1; at >= 0; at--) {
    if (CAPITAL.test(words[at]!)) first = at;
    else if (!BETWEEN.has(words[at]!.toLowerCase())) break;
  }
  return words.length - first;
}

const LANGUAGES = new Set(Object.keys(LANGUAGE_CODES).flatMap((code) => languageNames(code).map(fold)));
