import { fold, isStopWord, tokenise } from "../../indexes/analysis.ts";
import type { Filter } from "../../indexes/fields.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { EmbedOptions, Passage } from "../embed/embedder.ts";
import type { Engine, RecallAnswer, RecallRequest } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";
import { LecternError } from "../errors.ts";
import { type Hit, hits } from "./hits.ts";
import { meaningNotice } from "./meaning.ts";
import type { Said } from "./notices.ts";
import { AS_ASKED, type Ranked, Ranker } from "./rank.ts";
import { reasonsOf } from "./reasons.ts";
import { type Searching, SIMILARITY } from "./search.ts";

/** How many of the nearest are ranked. */
const NEAREST = 50;
/** The authors of so many of the nearest are told, at most so many of them. */
const PEOPLE_OF = 30;
const PEOPLE = 10;
/** By words: of so many of a text's most frequent words, so many tell the most. */
const LOOKED_UP = 60;
const TELLING = 5;
const POOL = 100;

export interface SimilarRequest {
  filters: readonly Filter[];
  /** How many records, 1 to 50. */
  limit: number;
}

export interface SimilarHit extends Hit {
  /** What it has in common with the record that it is similar to. */
  shared: { mesh: string[]; domains: string[] };
}

/** An author of the nearest records. */
export interface Person {
  name: string;
  orcid?: string;
  /** How many of the nearest records are theirs. */
  records: number;
  /** The best score of these, 0 to 1 within this answer. */
  score: number;
}

export interface SimilarAnswer {
  by: "meaning" | "words";
  hits: SimilarHit[];
  /** Those who wrote most of the nearest, or the nearest, first. */
  people: Person[];
  notices: Said[];
}

/** What others are compared with. */
interface Subject {
  passage: Passage;
  /** Null for a text that is no record. */
  record: LecternRecord | null;
  embedding: EmbedOptions;
}

/** The records nearest to a record in meaning, without itself. */
export function similarToRecord(parts: Searching, record: LecternRecord, request: SimilarRequest) {
  const { title, abstract } = record;
  // The embedder remembers what the record was indexed with.
  return similar(parts, { passage: { title, abstract }, record, embedding: { urgent: true } }, request);
}

/** The records nearest to a text in meaning. Nothing of the text is kept. */
export function similarToText(parts: Searching, text: string, request: SimilarRequest) {
  const passage = { title: "", abstract: text };
  return similar(parts, { passage, record: null, embedding: { urgent: true, keep: false } }, request);
}

async function similar(parts: Searching, subject: Subject, request: SimilarRequest): Promise<SimilarAnswer> {
  const near = await byMeaning(parts, subject, request);
  const { ranked, terms } = near ?? (await byWords(parts.engine, subject, request));
  const others = ranked.filter(({ candidate }) => candidate.id !== subject.record?.id);
  const shown = others.slice(0, Math.max(PEOPLE_OF, request.limit)).map(({ candidate, nearest, score, parts }) => {
    const cosine = near && parts.whole;
    return {
      candidate,
      nearest,
      score,
      reasons: reasonsOf(candidate, terms, { query: cosine, firstResults: null }, -1),
    };
  });
  const found = await hits(parts.engine, shown, terms, true);
  return {
    by: near ? "meaning" : "words",
    hits: found.slice(0, request.limit).map((hit) => ({ ...hit, shared: sharedWith(subject.record, hit.record) })),
    people: peopleOf(found.slice(0, PEOPLE_OF)),
    notices: near ? [] : meaningNotice(parts.embedder ? "failed" : (parts.meaningOff ?? "switched-off"), false),
  };
}

interface Near {
  ranked: Ranked[];
  terms: readonly Term[];
}

/** Null where meaning is off. */
async function byMeaning(
  { engine, embedder, similarity = SIMILARITY }: Searching,
  { passage, record, embedding }: Subject,
  { filters, limit }: SimilarRequest,
): Promise<Near | null> {
  if (!embedder) return null;
  try {
    const [vectors] = await embedder.embedPassages([passage], embedding);
    const vector = vectors!.whole;
    const nearest = Math.max(NEAREST, limit) + (record ? 1 : 0);
    const answer = await engine.recall({
      ...NOTHING_ELSE,
      // As deep as a search by meaning alone.
      meaning: { vector, nearest, similarity: similarity.each / 2, atLeastOne: similarity.best },
      filters,
    });
    return { ranked: new Ranker({ mode: "semantic", vector }, AS_ASKED).rank(answer), terms: [] };
  } catch (error) {
    // The model failed, or the index was rebuilt for another one than this process has loaded.
    if (error instanceof LecternError && /^(embedder-unavailable|index-mismatch)$/.test(error.code)) return null;
    throw error;
  }
}

const NOTHING_ELSE: RecallRequest = {
  words: null,
  meaning: null,
  filters: [],
  facets: [],
  pool: 0,
  sort: "relevance",
  offset: 0,
  limit: 0,
};

/** By the words of a text that tell the most: frequent in it, and rare in the index. */
async function byWords(
  engine: Engine,
  { passage, record }: Subject,
  { filters, limit }: SimilarRequest,
): Promise<Near> {
  const own = frequencies(passage);
  const looked = [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, LOOKED_UP);
  const ask = (terms: Term[], more: Partial<RecallRequest>): Promise<RecallAnswer> =>
    engine.recall({ ...NOTHING_ELSE, words: { terms, excluded: [], few: limit + 1, relaxTo: "one" }, ...more });
  const { terms, collection } = await ask(
    looked.map(([word]) => termOf(word)),
    {},
  );
  const weights = new Map(
    terms.map((term) => {
      const documents = term.alternatives[0]?.documents ?? 0;
      // A word that only the record itself has finds nothing else.
      const rarity = documents > (record ? 1 : 0) ? Math.log(1 + collection.documents / documents) : 0;
      return [term.text, rarity * (own.get(term.text) ?? 0)] as const;
    }),
  );
  const telling = [...weights].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]);
  const asked = telling.slice(0, TELLING).map(([word]) => termOf(word));
  if (asked.length === 0) return { ranked: [], terms: [] };
  const answer = await ask(asked, { filters, pool: POOL });
  return { ranked: new Ranker({ mode: "keyword", vector: null }).rank(answer), terms: answer.terms };
}

/** How often each word that may tell something stands in a text; in the title it counts twice. */
function frequencies({ title, abstract }: Passage): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word, joined } of tokenise(`${title}\n${title}\n${abstract}`))
    if (!joined && word.length > 2 && !/^\d+$/.test(word) && !isStopWord(word))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function termOf(word: string): Term {
  const alternatives = [{ words: [word], via: "exact", documents: null }] as const;
  return { text: word, alternatives, telling: true, required: false, prefix: false, typos: false };
}

function sharedWith(record: LecternRecord | null, other: LecternRecord): SimilarHit["shared"] {
  const domains = record?.domains.map(({ id }) => id) ?? [];
  return {
    mesh: other.mesh.filter((heading) => record?.mesh.includes(heading)),
    domains: other.domains.map(({ id }) => id).filter((id) => domains.includes(id)),
  };
}

/** One name is one person, unless two ORCIDs have it. */
function peopleOf(found: readonly Hit[]): Person[] {
  const authored = found.flatMap(({ record, score }) =>
    record.authors.map(({ name, orcid }) => ({ record: record.id, name, orcid, score: score ?? 0 })),
  );
  const people = [...Map.groupBy(authored, ({ name }) => fold(name)).values()].flatMap((namesakes) => {
    const orcids = new Set(namesakes.flatMap(({ orcid }) => orcid ?? []));
    return orcids.size < 2 ? [namesakes] : [...Map.groupBy(namesakes, ({ orcid }) => orcid ?? "").values()];
  });
  return people
    .map((works) => {
      const scores = new Map(works.map(({ record, score }) => [record, score]));
      const orcid = works.find((work) => work.orcid !== undefined)?.orcid;
      const sum = [...scores.values()].reduce((all, score) => all + score, 0);
      const person: Person = {
        name: works[0]!.name,
        ...(orcid ? { orcid } : {}),
        records: scores.size,
        score: Math.max(...scores.values()),
      };
      return { person, sum };
    })
    .sort((a, b) => b.sum - a.sum || b.person.records - a.person.records || (a.person.name < b.person.name ? -1 : 1))
    .slice(0, PEOPLE)
    .map(({ person }) => person);
}
