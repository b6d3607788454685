import { facetAttribute } from "../../indexes/settings.ts";
import {
  fitting,
  likeliest,
  type Reading,
  SUGGESTED,
  SUGGESTION_KINDS,
  type Suggestible,
  type Suggestion,
  spaced,
  suggestedWords,
  typedReadings,
} from "../../indexes/suggestions.ts";
import { toName } from "./meilisearch-documents.ts";
import { encode } from "./meilisearch-keys.ts";
import type { Store } from "./meilisearch-store.ts";
import { alsoMeant, beginsNearly, finishedNearly } from "./spelling.ts";

/** Titles that are looked at. */
const TITLES = 50;

const RETRACTED = facetAttribute("retracted");

/**
 * Suggestions by two requests at a time: names by the facet of their words, titles by a filter on how their words begin.
 * Only where all find nothing, each word is also read as one with an edit: those that the server has in its answer, which
 * takes no word of four letters for another.
 */
export async function suggest(store: Store, text: string, limit: number): Promise<Suggestion[]> {
  const readings = typedReadings(text);
  const [asTyped] = readings;
  if (!asTyped) return [];
  const found = await Promise.all(readings.map((reading) => foundBy(store, reading)));
  if (found.some((some) => some.length > 0)) return byKind(found.flat(), readings, limit);
  const near = await Promise.all(
    asTyped.map(async ([word = ""], i) => {
      const fits = i < asTyped.length - 1 ? finishedNearly : beginsNearly;
      return alsoMeant(
        word,
        (await store.spellings(word)).filter((spelling) => fits(spelling.word, word)),
      );
    }),
  );
  if (near.every((meant) => meant.length === 1)) return [];
  return byKind(await foundBy(store, near), [near], limit);
}

async function foundBy(store: Store, reading: Reading): Promise<Suggestible[]> {
  if (reading.some((beginnings) => beginnings.length === 0)) return [];
  // A name must have a word for each that was typed: the longest leaves the fewest to look at.
  const [longest = []] = reading.toSorted((a, b) => b[0]!.length - a[0]!.length);
  const [names, titles] = await Promise.all([
    Promise.all(longest.map((beginning) => store.spellings(beginning, { of: "names" }))),
    titlesLike(store, reading),
  ]);
  const named = names.flat().flatMap(({ word: entry, documents }): Suggestible[] => {
    const { facet, text } = toName(entry);
    const kind = SUGGESTED.find((one) => one === facet);
    return kind ? [{ kind, text, records: documents, words: spaced(suggestedWords(text)) }] : [];
  });
  const fits = fitting(reading);
  return [...named, ...titles].filter(({ words }) => fits(words));
}

async function titlesLike(store: Store, reading: Reading): Promise<Suggestible[]> {
  const filter = reading.map(
    (beginnings) => `(${beginnings.map((one) => `titleWords STARTS WITH ${JSON.stringify(one)}`).join(" OR ")})`,
  );
  const attributesToRetrieve = ["id", "title", "illustration", RETRACTED];
  const { answers } = await store.search([{ filter, limit: TITLES, attributesToRetrieve }]);
  return (answers[0]?.hits ?? []).map((hit) => ({
    kind: "title" as const,
    text: hit.title ?? "",
    records: 1,
    id: hit.id,
    words: spaced(suggestedWords(hit.title ?? "")),
    ...(hit[RETRACTED]?.includes(encode("true")) ? { retracted: true as const } : {}),
    ...(hit.illustration ? { illustration: true as const } : {}),
  }));
}

/** Of each kind the likeliest. */
function byKind(found: readonly Suggestible[], readings: readonly Reading[], limit: number): Suggestion[] {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  return SUGGESTION_KINDS.flatMap((kind) => likeliest(kinds.get(kind) ?? [], readings, limit));
}
