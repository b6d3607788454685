import { isStopWord } from "../../indexes/analysis.ts";
import { bound, isSmall } from "../../indexes/small-words.ts";
import type { Alternative, Term } from "../engine/word-query.ts";
import { wordOf } from "./query-terms.ts";

/** A small word has at most so many alternatives with its neighbours. */
const MOST = 8;

/**
 * Words side by side, in which a letter or a number must stand next to a word that it stands next to in the query:
 * 'hepatitis B' is in no record that has the one here and a B there. Either neighbour will do ('gastric H. pylori'), also as
 * what else it may stand as ('hépatite B'). One without such neighbours stays as it is.
 */
export function withNeighbours(run: readonly Term[]): Term[] {
  return run.map((term, i) => {
    const word = wordOf(term);
    // Another language's function words ('l'enfant') tell nothing.
    if (!isSmall(word) || !(term.telling || isStopWord(word))) return term;
    const before = others(run[i - 1]).flatMap((one) =>
      bound(one.words.at(-1)!, word) ? { ...one, words: [...one.words, word] } : [],
    );
    const after = others(run[i + 1]).flatMap((one) =>
      bound(word, one.words[0]!) ? { ...one, words: [word, ...one.words] } : [],
    );
    const rows = [...before, ...after].slice(0, MOST);
    if (rows.length === 0) return term;
    const instead = term.alternatives.filter(({ via }) => via !== "exact");
    return { ...term, telling: true, bound: true, alternatives: [...rows, ...instead] };
  });
}

/** What a neighbour may stand as by itself; with a star it stands for words that only the index knows. */
function others(term: Term | undefined): Alternative[] {
  return term?.telling && term.prefix !== "always" ? term.alternatives.filter(({ of }) => of === undefined) : [];
}
