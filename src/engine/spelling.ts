import { editDistance } from "../../indexes/edit-distance.ts";

/** How many edits a word may be off: none up to 4 letters or with a digit in it (BRCA1 is not BRCA2), 1 up to 8, else 2. */
export function allowedEdits(word: string): number {
  if (word.length < 5 || /\d/.test(word)) return 0;
  return word.length < 9 ? 1 : 2;
}

export interface Spelling {
  word: string;
  documents: number;
}

/** The likeliest corrections take at most so many spellings. */
const CORRECTIONS = 3;

/**
 * The spellings that a misspelt word most likely stands for: those at the least distance, without the ones that are
 * much rarer than the most frequent of them.
 *
 * @param known spellings of the index with the same first letter and about the same length
 */
export function corrections(word: string, known: Iterable<Spelling>): Spelling[] {
  let least = allowedEdits(word);
  let best: Spelling[] = [];
  for (const spelling of known) {
    const distance = editDistance(word, spelling.word, least);
    if (distance === 0 || distance > least) continue;
    if (distance < least) best = [];
    least = distance;
    best.push(spelling);
  }
  best.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1));
  return best.filter(({ documents }) => documents * 5 >= best[0]!.documents).slice(0, CORRECTIONS);
}
