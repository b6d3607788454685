import { GAP, tokenise } from "../../indexes/analysis.ts";
import { SEARCH_FIELDS } from "../../indexes/fields.ts";
import { stemHash } from "../../indexes/text-words.ts";
import type { Ranked } from "./rank.ts";

/** Fewer words are a subject: 'heart failure' is asked for by many who mean no record of that title. */
const LEAST = { whole: 3, beginning: 4 };
const TITLE = SEARCH_FIELDS.indexOf("title");
const BEHIND = stemHash(GAP.word);

/**
 * What is asked for by its title comes first, whatever else is as near: records of which the query is the whole title, then
 * those whose titles begin so. All else stays in its order.
 *
 * @param text the query's words, as they are embedded
 */
export function titledFirst(ranked: readonly Ranked[], text: string): Ranked[] {
  const wanted = tokenise(text).flatMap(({ word, joined }) => (joined ? [] : stemHash(word)));
  if (wanted.length < LEAST.whole) return [...ranked];
  const whole: Ranked[] = [];
  const begun: Ranked[] = [];
  const others: Ranked[] = [];
  for (const [i, one] of ranked.entries()) {
    const title = one.candidate.words.fields[TITLE]!;
    const begins = wanted.every((stem, at) => title[at] === stem);
    // Behind the words of a title come the joined ones.
    const ends = title.length === wanted.length || title[wanted.length] === BEHIND;
    if (begins && ends) whole.push({ ...one, titled: { from: i + 1 } });
    else if (begins && wanted.length >= LEAST.beginning) begun.push({ ...one, titled: { from: i + 1 } });
    else others.push(one);
  }
  return [...whole, ...begun, ...others];
}
