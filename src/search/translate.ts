import { isStopWord } from "../../indexes/analysis.ts";
import { type Entry, FOREIGN_BOOKS, keyOf, type Phrasebook, wordsOf } from "../../indexes/synonyms.ts";

/** An entry that stands among words, and the places of its words. */
export interface Hit {
  at: readonly number[];
  entry: Entry;
}

/** What of a phrasebook stands among folded words, from the left, the longest first; function words do not count. */
export function hitsAmong(words: readonly string[], book: Phrasebook): Hit[] {
  const places = words.flatMap((word, i) => (book.functionWords.has(word) ? [] : i));
  const keys = places.map((place) => keyOf([words[place]!], book.language));
  const hits: Hit[] = [];
  for (let from = 0; from < places.length; ) {
    let length = Math.min(book.longest, places.length - from);
    let entry: Entry | undefined;
    for (; length > 0 && !entry; length--) {
      entry = book.entries.get(keys.slice(from, from + length).join(""));
      if (entry) hits.push({ at: places.slice(from, from + length), entry });
    }
    from += entry ? length + 1 : 1;
  }
  return hits;
}

/** The book of the language that words are in, where it is not English: the one with most entries among them. */
export function languageOf(words: readonly string[]): Phrasebook | null {
  let most = 0;
  let language: Phrasebook | null = null;
  for (const book of FOREIGN_BOOKS) {
    const hits = hitsAmong(words, book);
    const sure = hits.filter(({ entry }) => !entry.unsure).length;
    const telling = words.some((word) => book.functionWords.has(word) && !isStopWord(word));
    const count = sure > 0 || telling ? hits.length : 0;
    if (count > most) [most, language] = [count, book];
  }
  return language;
}

/** A text in English, as far as the phrasebook goes: without function words, other words as they are. */
export function inEnglish(text: string, book: Phrasebook): string {
  const words = wordsOf(text);
  const hits = hitsAmong(words, book);
  const first = new Map(hits.map((hit) => [hit.at[0], hit]));
  const covered = new Set(hits.flatMap(({ at }) => at));
  return words
    .flatMap((word, i) => {
      const hit = first.get(i);
      if (hit) return hit.entry.meanings[0]!.words;
      return covered.has(i) || book.functionWords.has(word) ? [] : [word];
    })
    .join(" ");
}
