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
  typedWords,
} from "../../indexes/suggestions.ts";
import { toName } from "./meilisearch-documents.ts";
import { encode } from "./meilisearch-keys.ts";
import type { Store } from "./meilisearch-store.ts";
import { beginsNearly, likelyMeant } from "./spelling.ts";

/** Titles that are looked at. */
const TITLES = 50;

const RETRACTED = facetAttribute("retracted");

/**
 * Suggestions by two requests at a time: names by the facet of their words, titles by a filter on how their words begin.
 * Only where both find nothing, the words that none of the index begins with are looked up for what they may stand for.
 */
export async function suggest(store: Store, text: string, limit: number): Promise<Suggestion[]> {
  const typed = typedWords(text);
  if (typed.length === 0) return [];
  const asTyped = typed.map((word) => [word]);
  const found = await foundBy(store, asTyped);
  if (found.length > 0) return byKind(found, asTyped, limit);
  const reading = await Promise.all(typed.map((word) => read(store, word)));
  if (reading.every((beginnings, i) => beginnings[0] === typed[i])) return [];
  return byKind(await foundBy(store, reading), reading, limit);
}

async function read(store: Store, word: string): Promise<string[]> {
  const known = await store.spellings(word);
  if (known.some((spelling) => spelling.word.startsWith(word))) return [word];
  return likelyMeant(known.filter((spelling) => beginsNearly(spelling.word, word)));
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

/** Of each kind the likeliest; a name that was found by several of its words once. */
function byKind(found: readonly Suggestible[], reading: Reading, limit: number): Suggestion[] {
  const different = new Map(found.map((one) => [`${one.kind} ${one.id ?? one.text}`, one]));
  const kinds = Map.groupBy(different.values(), ({ kind }) => kind);
  return SUGGESTION_KINDS.flatMap((kind) => likeliest(kinds.get(kind) ?? [], reading, limit));
}
