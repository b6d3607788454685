import { isStopWord } from "./analysis.ts";
import { GREEK_NAMES } from "./compounds.ts";

/** A letter, a Greek one too, or a number of up to three digits: it stands in most records, and says something beside a neighbour only. */
const SMALL = new RegExp(`^(?:[a-z]|\\d{1,3}|${GREEK_NAMES})$`);
/** Behind these a letter is a name also where it is a word by itself ('a', 'i'). */
const LETTERED: ReadonlySet<string> = new Set(
  (
    "vitamin hepatitis influenza streptococcus haemophilia hemophilia type group class factor grade stage phase level " +
    "protein apolipoprotein immunoglobulin cyclin botulinum toxin"
  ).split(" "),
);

export function isSmall(word: string): boolean {
  return SMALL.test(word);
}

/**
 * Whether two words that stand next to each other say something only together: 'vitamin K', 'S. aureus', 'stage 3'; not
 * 'is a', nor two numbers.
 *
 * @param first folded, as `second`
 */
export function bound(first: string, second: string): boolean {
  if (isStopWord(second)) return isSmall(second) && LETTERED.has(first);
  if (isStopWord(first) || !(isSmall(first) || isSmall(second))) return false;
  return /[a-z]/.test(first) || /[a-z]/.test(second);
}
