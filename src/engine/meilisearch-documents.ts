import { abbreviationsOf } from "../../indexes/abbreviations.ts";
import { inRow, type Token, tokenise } from "../../indexes/analysis.ts";
import {
  FACETS,
  type Facet,
  facetValues,
  identifiersOf,
  isIdentifierWord,
  SEARCH_FIELDS,
  type SearchText,
  searchText,
} from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import { EMBEDDER, facetAttribute, STEMS_BESIDE, stemsAttribute } from "../../indexes/settings.ts";
import { NAMED, suggestedWords } from "../../indexes/suggestions.ts";
import { packWords, textWords, unpackWords } from "../../indexes/text-words.ts";
import {
  bytesOf,
  type EmbeddingSpace,
  type PassageVectors,
  packSentences,
  unpackVectors,
} from "../../indexes/vectors.ts";
import { type Definition, formsOf } from "./abbreviations.ts";
import type { Candidate, IndexedRecord, StoredRecord } from "./engine.ts";
import {
  encode,
  identifierKey,
  isSpelling,
  LONGEST_VALUE,
  pairKey,
  sha,
  stemKey,
  writtenKey,
} from "./meilisearch-keys.ts";
import type { Written } from "./meilisearch-store.ts";

/** What a document shows of itself. */
export interface Shown {
  id: string;
  version: number;
  json: string;
  /** `yyyymmdd`; not there where unknown. */
  date?: number;
  /** As `packWords` gives them; not there in a document that was stored before they were. */
  words?: string | null;
  /** The values of each facet, as JSON; as `words`. */
  facets?: string | null;
  whole?: string;
  sentences?: string;
  sentenceVectors?: string;
  length?: number;
  title?: string;
  /** Only of a made-up record. */
  illustration?: true;
  /** As a facet's values are stored. */
  facet_retracted?: string[];
}

export const STORED_FIELDS = ["id", "version", "json", "sentences"] as const;
export const CANDIDATE_FIELDS = ["id", "version", "words", "facets", "whole", "sentences", "sentenceVectors"] as const;

/** What a document whose vectors are of a space is marked with: they are compared with no other space's. */
export function spaceKey(space: EmbeddingSpace | null): string {
  return space ? sha(`${space.revision} ${space.dimensions}`).slice(0, 16) : "";
}

/** @param space key of the vectors' space */
export function toDocument(
  { record, vectors }: Pick<IndexedRecord, "record" | "vectors">,
  version: number,
  space: string,
): Written & { version: number } {
  const text = searchText(record);
  const tokens = SEARCH_FIELDS.map((field) => tokenise(text[field]));
  const keys = tokens.map((row) => [...stemKeys(row), ...pairsOf(row)]);
  const written = [...new Set(tokens[SEARCH_FIELDS.indexOf("names")]!.map(({ word }) => writtenKey(word)))];
  const ranked = textWords(text, tokens);
  const words = new Set(tokens.flat().map(({ word }) => word));
  const date = record.date ?? (record.year === undefined ? "" : String(record.year));
  return {
    id: record.id,
    version,
    json: JSON.stringify(record),
    // Undated records sort last either way, as those without the attribute do.
    ...(date === "" ? {} : { date: Number(date.replaceAll("-", "").padEnd(8, "0")) }),
    ...(record.year === undefined ? {} : { year: record.year }),
    length: ranked.length,
    keys: identifiersOf(record).map(identifierKey),
    sources: [...new Set(record.provenance.map(({ source }) => encode(source)))],
    ...(vectors ? { embedded: space } : {}),
    [STEMS_BESIDE]: [...new Set(SEARCH_FIELDS.flatMap((field, i) => (field === "abstract" ? [] : keys[i]!)))],
    words: base64(packWords(ranked)),
    facets: JSON.stringify(facetsOf(record)),
    spellings: [...words].filter(isSpelling),
    ...abbreviationsIn(text),
    title: record.title,
    ...(record.illustration ? { illustration: true } : {}),
    titleWords: suggestedWords(record.title).filter((word) => word.length <= LONGEST_VALUE / 4),
    names: namesOf(record),
    ...Object.fromEntries(
      SEARCH_FIELDS.map((field, i) => [stemsAttribute(field), field === "names" ? [...keys[i]!, ...written] : keys[i]]),
    ),
    ...Object.fromEntries(FACETS.map((facet) => [facetAttribute(facet), facetValues(record, facet).map(encode)])),
    ...Object.fromEntries(
      SEARCH_FIELDS.map((field, i) => [
        `text_${field}`,
        tokens[i]!.filter(({ joined }) => !joined)
          .map(({ word }) => stemKey(word))
          .join(" "),
      ]),
    ),
    ...(vectors
      ? {
          whole: base64(bytesOf(vectors.whole)),
          sentences: base64(packSentences(vectors.sentences)),
          sentenceVectors: base64(bytesOf(vectors.sentenceVectors)),
        }
      : {}),
    _vectors: {
      [EMBEDDER]: vectors
        ? { embeddings: [Array.from(vectors.whole, (component) => Number(component.toFixed(6)))], regenerate: false }
        : null,
    },
  };
}

/** The short and long forms that a text defines: the pairs, and what they are looked up by. */
function abbreviationsIn({ title, abstract }: SearchText): { abbreviations: string[]; abbreviationForms: string[] } {
  const pairs = abbreviationsOf(title, abstract);
  return {
    abbreviations: pairs.map(({ short, long }) => [short, ...long].join(" ")),
    abbreviationForms: [...new Set(pairs.flatMap(formsOf))],
  };
}

/** The pairs of a facet's counts. */
export function toDefinitions(counts: Readonly<Record<string, number>> = {}): Definition[] {
  return Object.entries(counts).map(([pair, documents]) => {
    const [short = "", ...long] = pair.split(" ");
    return { short, long, documents };
  });
}

/** Between the word by which a name is looked up, its facet, and the name. */
const BETWEEN = "\u0001";

/** What names are looked up by: each of their words, so that the beginning of any finds them. */
function namesOf(record: LecternRecord): string[] {
  return NAMED.flatMap((facet) =>
    facetValues(record, facet).flatMap((name) =>
      suggestedWords(name)
        .map((word) => [word, facet, name].join(BETWEEN))
        .filter((entry) => Buffer.byteLength(entry) <= LONGEST_VALUE),
    ),
  );
}

/** A name of `namesOf`, and its facet. */
export function toName(entry: string): { facet: string; text: string } {
  const [, facet = "", text = ""] = entry.split(BETWEEN);
  return { facet, text };
}

function pairsOf(tokens: readonly Token[]): string[] {
  const row = inRow(tokens).map(({ word }) => word);
  // What stands for an identifier is a word by itself.
  const pairs = row.slice(1).map((word, i) => [row[i]!, word] as const);
  return [...new Set(pairs.flatMap((pair) => (pair.some(isIdentifierWord) ? [] : pairKey(...pair))))];
}

function stemKeys(tokens: readonly { word: string }[]): string[] {
  return [...new Set(tokens.map(({ word }) => stemKey(word)))];
}

export function toStored({ version, json, sentences }: Shown): StoredRecord {
  return { record: JSON.parse(json) as LecternRecord, version, hasVectors: sentences !== undefined };
}

/** What a search reads of a document, decoded. */
export interface Loaded {
  candidate: Candidate;
  facets: Readonly<Record<Facet, readonly string[]>>;
}

/** @param record where the document lacks what is derived from it */
export function toLoaded(document: Omit<Shown, "json">, record: LecternRecord | null): Loaded {
  const { id, version, whole, sentences, sentenceVectors } = document;
  let vectors: PassageVectors | null = null;
  if (whole !== undefined && sentences !== undefined && sentenceVectors !== undefined) {
    vectors = unpackVectors(bytes(whole), bytes(sentences), bytes(sentenceVectors));
  }
  const words = record ? textWords(searchText(record)) : unpackWords(bytes(document.words!));
  const facets = record ? facetsOf(record) : (JSON.parse(document.facets!) as Loaded["facets"]);
  return { candidate: { id, version, words, vectors }, facets };
}

function facetsOf(record: LecternRecord): Loaded["facets"] {
  return Object.fromEntries(FACETS.map((facet) => [facet, facetValues(record, facet)])) as unknown as Loaded["facets"];
}

function base64(array: Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
