import type { Alternative, SHORT_QUERY, Term } from "../src/engine/word-query.ts";
import type { SearchAnswer } from "../src/search/search.ts";
import type { Texts } from "./texts.ts";

/** The engine asks for all words of a query up to so many, and for some of the rarest of a longer one. */
const ALL_ASKED: typeof SHORT_QUERY = 4;

/** Longer words that are named of those that a beginning stands for. */
const NAMED = 5;

/** How the words of a query were read, where that is not as typed; and what of the query was left out. */
export function readings(texts: Texts, typed: string, answer: SearchAnswer): string[] {
  const { reading } = texts;
  const sentences = answer.terms.flatMap((term) => ofTerm(texts, term));
  if (typed.trim() !== "" && answer.query === "") sentences.push(reading.unreadable(typed.trim()));
  const needed = answer.needed;
  if (needed && needed.terms < needed.of) {
    const long = answer.terms.filter((term) => term.telling && !term.required && isFound(term)).length > ALL_ASKED;
    sentences.push(long ? reading.long(needed.terms, needed.of) : reading.relaxed(needed.terms, needed.of));
  }
  return sentences;
}

function ofTerm({ reading }: Texts, term: Term): string[] {
  if (!term.telling) return [];
  const found = term.alternatives.filter(({ documents }) => documents !== 0);
  if (found.some(({ via }) => via === "exact")) return [];
  const words = (via: Alternative["via"]): string[] =>
    found.filter((alternative) => alternative.via === via).map((alternative) => alternative.words.join(" "));
  const corrected = words("corrected");
  const longer = words("prefix");
  if (corrected.length > 0) return [reading.corrected(term.text, corrected)];
  if (longer.length > 0) return [reading.prefix(term.text, longer.slice(0, NAMED), Math.max(0, longer.length - NAMED))];
  return [reading.unknown(term.text)];
}

function isFound({ alternatives }: Term): boolean {
  return alternatives.some(({ documents }) => documents !== 0);
}
