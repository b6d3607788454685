import { expect } from "vitest";
import { FACETS, type Filter } from "../../indexes/fields.ts";
import type {
  Engine,
  IndexedRecord,
  MeaningSoon,
  RecallAnswer,
  RecallRequest,
  SecondLook,
} from "../../src/engine/engine.ts";
import type { WordQuery } from "../../src/engine/word-query.ts";
import { parseQuery } from "../../src/search/query.ts";
import { indexed } from "../records.ts";

/** What a case works with. */
export interface Bench {
  engine: Engine;
  /** Closes the engine and opens what it has stored. */
  reopen: () => Promise<Engine>;
}

/** Adds one case to the suite. */
export type AddCase = (name: string, run: (bench: Bench) => Promise<void>) => void;

/** Stores records, which must not conflict. */
export async function store(engine: Engine, ...records: IndexedRecord[]): Promise<void> {
  expect(await engine.put(records)).toEqual({ conflicts: [] });
}

/** Records whose only text is a title, by id. */
export async function storeTitles(engine: Engine, texts: Record<string, string>): Promise<void> {
  await store(engine, ...Object.entries(texts).map(([id, title]) => indexed({ id, title })));
}

export interface Question extends Partial<Omit<RecallRequest, "meaning">> {
  /** In the query language. */
  q?: string;
  few?: number;
  vector?: MeaningSoon["vector"];
  reread?: MeaningSoon["reread"];
  nearest?: number;
  similarity?: number;
  atLeastOne?: number;
  again?: SecondLook | undefined;
}

/** Asks an engine; what is not given asks for everything, up to 100 matches. */
export function ask(engine: Engine, question: Question = {}): Promise<RecallAnswer> {
  const { q, few = 0, vector, nearest = 100, similarity = 0.5, atLeastOne = -1, again, reread, ...rest } = question;
  const more = { ...(again ? { again } : {}), ...(reread ? { reread } : {}) };
  return engine.recall({
    words: q === undefined ? null : wordQuery(q, few),
    meaning: vector ? { vector, nearest, similarity, atLeastOne, ...more } : null,
    filters: [],
    facets: FACETS,
    pool: 100,
    sort: "relevance",
    offset: 0,
    limit: 100,
    ...rest,
  });
}

function wordQuery(q: string, few: number): WordQuery | null {
  const { words } = parseQuery(q);
  return words && { ...words, few };
}

/** The ids of what was found, sorted: the order of candidates is the engine's own business. */
export async function found(engine: Engine, question: Question | string = {}): Promise<string[]> {
  const answer = await ask(engine, typeof question === "string" ? { q: question } : question);
  return [...answer.candidates, ...answer.listed].map(({ id }) => id).sort();
}

/** Each question with the ids it must find. */
export async function expectFound(engine: Engine, expected: Record<string, string[]>): Promise<void> {
  for (const [q, ids] of Object.entries(expected)) expect.soft(await found(engine, q), q).toEqual(ids);
}

export function anyOf(facet: Exclude<Filter["facet"], "year">, ...values: string[]): Filter {
  return { kind: "anyOf", facet, values };
}

export function years(from: number | null, to: number | null): Filter {
  return { kind: "years", facet: "year", from, to };
}

/** Facet counts on one line: 'eye 2, heart 1'. */
export function summary(counts: readonly { value: string; count: number }[] | undefined): string {
  return (counts ?? []).map(({ value, count }) => `${value} ${count}`).join(", ");
}
