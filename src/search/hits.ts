import type { LecternRecord } from "../../indexes/record.ts";
import type { Candidate, Engine, RecallAnswer } from "../engine/engine.ts";
import type { Term } from "../engine/word-query.ts";
import { type BestSentence, bestSentence, type Highlights, highlight } from "./evidence.ts";
import { type Explanation, explain } from "./explain.ts";
import { nearestOf, type Ranked, type Ranker } from "./rank.ts";
import { asWritten, type Reason, reasonsOf } from "./reasons.ts";

export interface Hit {
  record: LecternRecord;
  highlights: Highlights;
  bestSentence: BestSentence | null;
  /** 0 to 1 within this answer; null where the order is not by relevance, and behind the ranked pool. */
  score: number | null;
  /** Why it is here; none where nothing was looked for. */
  reasons: readonly Reason[];
  /** How its score came about; null where it has none. Only where it was asked for. */
  explain?: Explanation | null;
}

/** A record of the page, before it is read. */
export interface Found extends Pick<Hit, "score" | "reasons" | "explain"> {
  candidate: Candidate;
  nearest: Ranked["nearest"];
}

export interface Page {
  /** The part of the page that was ranked; what the answer lists comes after it. */
  page: readonly Ranked[];
  ranker: Ranker;
  answer: RecallAnswer;
  /** None where nothing was looked for. */
  terms: readonly Term[];
  /** From which cosine on a record is near to the query. */
  bar: number;
  explain: boolean;
}

/** What a page shows, each with why it was found. */
export function shownOf({ page, ranker, answer, terms, bar, explain: explained }: Page): Found[] {
  const why = (candidate: Candidate, ranked: Ranked | null): Found => {
    const { query, refined } = ranker.near(candidate);
    const nearby = { query: candidate.vectors && ranker.byMeaning ? query.whole : null, firstResults: refined };
    return {
      candidate,
      score: ranked?.score ?? null,
      nearest: nearestOf(candidate, query),
      reasons: terms.length > 0 ? reasonsOf(candidate, terms, nearby, bar) : [],
      ...(explained ? { explain: ranked && explain(ranked, answer, nearby) } : {}),
    };
  };
  return [...page.map((ranked) => why(ranked.candidate, ranked)), ...answer.listed.map((one) => why(one, null))];
}

/** The records that were found, and nothing of where words stand in them: for a thousand that takes longer than to find them. */
export async function bareHits(engine: Engine, found: readonly Found[]): Promise<Hit[]> {
  const records = await recordsOf(engine, found);
  return found.flatMap(({ candidate, score }) => {
    const record = records.get(candidate.id)?.record;
    const none = { highlights: { title: [], abstract: [] }, bestSentence: null, reasons: [] };
    return record ? { record, ...none, score } : [];
  });
}

function recordsOf(engine: Engine, found: readonly Found[]) {
  const recalled = new Map(found.map(({ candidate: { id, version } }) => [id, version]));
  return engine.get([...recalled.keys()], recalled);
}

/** The records that were found, with where the terms stand in them; one that has gone since is left out. */
export async function hits(
  engine: Engine,
  found: readonly Found[],
  terms: readonly Term[],
  asked: boolean,
): Promise<Hit[]> {
  const records = await recordsOf(engine, found);
  return found.flatMap(({ candidate, nearest, reasons, ...more }) => {
    const stored = records.get(candidate.id);
    // Removed by another process since it was recalled.
    if (!stored) return [];
    const { record, version } = stored;
    // Or changed: then the evidence is of the record that is shown.
    const sentence = version === candidate.version ? (nearest?.sentence ?? null) : null;
    return {
      record,
      highlights: {
        title: highlight(record.title, terms, "title"),
        abstract: highlight(record.abstract, terms, "abstract"),
      },
      bestSentence: asked ? bestSentence(record, terms, sentence) : null,
      reasons: asWritten(reasons, record),
      ...more,
    };
  });
}
