import { fold, tokenise } from "../../indexes/analysis.ts";
import type { Alternative, Term } from "../engine/word-query.ts";

/** In what a word may be read that no record has, and that a model makes little of: 'glaucma', 'Prozac', 'retinopa'. */
const OTHERS: readonly Alternative["via"][] = ["corrected", "synonym", "prefix"];

/**
 * What a word that no record has was read as: the likeliest word that it is misspelt for, its other name, or the only word
 * that it is the beginning of; null where it was read in a further way, or a star asks for all that begins so.
 */
function readAs({ alternatives, prefix }: Term): string | null {
  const found = alternatives.filter(({ documents }) => documents !== 0);
  if (prefix === "always" || found.some(({ via, of }) => !OTHERS.includes(via) || of !== undefined)) return null;
  const words = (via: Alternative["via"]): string[] => [
    ...new Set(found.flatMap((one) => (one.via === via ? one.words.join(" ") : []))),
  ];
  const begun = words("prefix");
  return words("corrected")[0] ?? words("synonym")[0] ?? (begun.length === 1 ? begun[0]! : null);
}

/** Whether a term has words that no record has, and that were read as others. */
export function isCorrected(term: Term): boolean {
  return (term.anyOf ?? [term]).some((one) => readAs(one) !== null);
}

/**
 * The words to embed, with what those that no record has were read as: a model makes little of a misspelt word. Null where
 * there are none of these.
 *
 * @param terms as they were read
 */
export function correctedMeaning(meaning: string, terms: readonly Term[]): string | null {
  const others = new Map<string, string>();
  for (const term of terms.flatMap((one) => one.anyOf ?? one)) {
    const other = readAs(term);
    if (other !== null) others.set(fold(term.field ? term.text.slice(term.field.length + 1) : term.text), other);
  }
  if (others.size === 0) return null;
  let text = "";
  let end = 0;
  for (const token of tokenise(meaning)) {
    const other = token.joined ? undefined : others.get(token.word);
    if (other === undefined) continue;
    text += meaning.slice(end, token.start) + other;
    end = token.end;
  }
  return end === 0 ? null : text + meaning.slice(end);
}
