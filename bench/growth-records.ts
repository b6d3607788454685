import { domains } from "../indexes/domains.ts";
import type { LecternRecord } from "../indexes/record.ts";
import type { PassageVectors, Sentence } from "../indexes/vectors.ts";
import { normalise, quantise } from "../src/embed/vectors.ts";
import type { IndexedRecord } from "../src/engine/engine.ts";
import type { Collection } from "./beir.ts";

/** Of a made record's sentences so many come from one of the abstracts nearest to the one that it is made from. */
const FOREIGN = 0.4;
const NEIGHBOURS = 8;
/** Length of the random vector that is added to a made record's, whose own is 1. */
const NOISE = 0.3;

const AUTHORS = 150_000;
const JOURNALS = 2_000;
const DEPARTMENTS =
  "Cardiology Oncology Neurology Nephrology Paediatrics Surgery Haematology Dermatology Radiology Urology Psychiatry Geriatrics".split(
    " ",
  );
const TYPES = ["Journal Article", "Review", "Randomized Controlled Trial", "Meta-Analysis", "Case Reports", "Letter"];
const LANGUAGES = ["en", "en", "en", "en", "en", "en", "en", "nl", "fr", "de"];
const SYLLABLES = "ja pee van de wil la mer ros ti ken bo sch lu no ver ha es ma ri cor".split(" ");

interface Source {
  title: string;
  sentences: { text: string; vector: Float32Array }[];
  titleVector: Float32Array;
  /** Words that may be headings. */
  topics: string[];
  near: number[] | null;
}

/** A generator of numbers below 1 that gives the same ones every time (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Makes any number of different records out of a collection: sentences of an abstract and of those nearest to it, with
 * their own vectors, so that none need be embedded. Names, headings, journals and dates are made up, about as many
 * different ones and as unevenly spread as a hospital has them.
 */
export function recordMaker(
  documents: Collection["documents"],
  vectors: readonly PassageVectors[],
): (number: number) => IndexedRecord {
  const dimensions = vectors[0]!.whole.length;
  const frequent = frequentWords(documents.map(({ text }) => text));
  const sources = documents.map(({ title, text }, i): Source => {
    const rows = vectors[i]!.sentences.map((span, row) => ({
      span,
      vector: normalise(
        Float32Array.from(vectors[i]!.sentenceVectors.subarray(row * dimensions, (row + 1) * dimensions)),
      ),
    }));
    const own = rows.filter(({ span }) => span.field === "abstract");
    return {
      title: title || text.slice(0, 100),
      titleVector: rows.find(({ span }) => span.field === "title")?.vector ?? vectors[i]!.whole,
      sentences: own.map(({ span, vector }) => ({ text: text.slice(span.start, span.end), vector })),
      topics: [...new Set(wordsOf(text))].filter((word) => frequent.has(word)),
      near: null,
    };
  });
  return (number) => {
    const random = generator(number + 1);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    const source = sources[number % sources.length]!;
    source.near ??= nearestTo(vectors, number % sources.length);
    const other = (): Source => sources[pick(source.near!)]!;
    const made = source.sentences.map((own) => (random() < FOREIGN ? (pick(other().sentences) ?? own) : own));
    const title = number < sources.length ? source.title : joined(source.title, other().title);
    const record = { ...facets(number, source, random), title, abstract: made.map(({ text }) => text).join(" ") };
    const each = [source.titleVector, ...made.map(({ vector }) => vector)];
    return { record, vectors: { ...whole(each, random), ...sentencesOf(title, made, each, dimensions) }, base: null };
  };
}

/** The first half of a title and the second of another. */
function joined(one: string, another: string): string {
  const [first, second] = [one.split(" "), another.split(" ")];
  return [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(Math.floor(second.length / 2))].join(" ");
}

function sentencesOf(
  title: string,
  made: readonly { text: string }[],
  vectors: readonly Float32Array[],
  dimensions: number,
): Pick<PassageVectors, "sentences" | "sentenceVectors"> {
  const sentences: Sentence[] = [{ field: "title", start: 0, end: title.length }];
  let start = 0;
  for (const { text } of made) {
    sentences.push({ field: "abstract", start, end: start + text.length });
    start += text.length + 1;
  }
  return { sentences, sentenceVectors: quantise(vectors, dimensions) };
}

/** The mean of the sentences' vectors, a little off. */
function whole(vectors: readonly Float32Array[], random: () => number): { whole: Float32Array } {
  const mean = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]!;
  normalise(mean);
  const noise = normalise(mean.map(() => random() + random() + random() - 1.5));
  return { whole: normalise(mean.map((component, i) => component + NOISE * noise[i]!)) };
}

function facets(number: number, { topics }: Source, random: () => number): Omit<LecternRecord, "title" | "abstract"> {
  /** Low numbers are much more frequent than high ones. */
  const uneven = (below: number): number => Math.floor(random() ** 3 * below);
  const many = <T>(count: number, one: (i: number) => T): T[] => [
    ...new Set(Array.from({ length: count }, (_, i) => one(i))),
  ];
  const year = 2024 - uneven(50);
  const key = `made-${number}`;
  const affiliation = `Department of ${DEPARTMENTS[uneven(DEPARTMENTS.length)]}, University Hospital`;
  return {
    id: key,
    key,
    kind: number % 20 === 0 ? "news" : "publication",
    sections: [],
    authors: many(1 + uneven(12), () => nameOf(uneven(AUTHORS))).map((name) => ({ name, affiliation })),
    journal: `Journal of ${nameOf(uneven(JOURNALS)).split(",")[0]} Medicine`,
    year,
    date: `${year}-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}`,
    doi: `10.5555/${key}`,
    language: LANGUAGES[Math.floor(random() * LANGUAGES.length)]!,
    types: [TYPES[uneven(TYPES.length)]!],
    mesh: topics.length === 0 ? [] : many(10, () => topics[Math.floor(random() * topics.length)]!),
    keywords: [],
    status: number % 500 === 0 ? ["retracted"] : [],
    ...(random() < 0.4 ? { openAccessUrl: `https://example.org/${key}` } : {}),
    related: [],
    illustration: false,
    domains: many(1 + uneven(3), (i) => domains[(number + i * 7) % domains.length]!.id).map((id) => ({
      id,
      confidence: 1,
      evidence: "Made up",
    })),
    provenance: [{ source: "bench", key, at: "2000-01-01T00:00:00Z", fields: [], hashes: ["-"] }],
  };
}

function nameOf(number: number): string {
  const random = generator(number);
  const part = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!;
  const surname = `${part()}${part()}${part()}`;
  const initial = String.fromCharCode(65 + (number % 26));
  return `${surname[0]!.toUpperCase()}${surname.slice(1)}, ${initial}`;
}

function wordsOf(text: string): string[] {
  return text.match(/\b[a-z]{6,}\b/g) ?? [];
}

/** Words of at least three texts. */
function frequentWords(texts: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].flatMap(([word, count]) => (count >= 3 ? [word] : [])));
}

function nearestTo(vectors: readonly PassageVectors[], at: number): number[] {
  const { whole } = vectors[at]!;
  const cosines = vectors.map((other) => cosine(whole, other.whole));
  return [...cosines.keys()].sort((a, b) => cosines[b]! - cosines[a]!).slice(0, NEIGHBOURS);
}

function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
}
