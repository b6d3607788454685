import { createHash } from "node:crypto";
import type { Filter } from "../../indexes/fields.ts";
import type { RerankerModel } from "../embed/reranker.ts";
import type { IndexState, SortOrder } from "../engine/engine.ts";
import { type Said, toldNotices } from "./notices.ts";
import { type Mode, RANKING } from "./rank.ts";
import { AGAIN, type SearchAnswer, type Searching, type SearchRequest, SIMILARITY, search } from "./search.ts";
import { type ToldTerm, toldFilter, toldTerms } from "./told-terms.ts";

/** What is needed to repeat a search, and to report it. */
export interface Reproduction {
  /** The query as it was typed, and as it was read. */
  typed: string;
  read: string;
  /** As it was asked for, and as it was done: by words where meaning is off, or nothing is looked for. */
  modeAsked: Mode;
  mode: Mode;
  sort: SortOrder;
  /** Those of the request, and those that stand in the query. */
  filters: readonly Filter[];
  /** What else the request asked for that may change what is found. */
  options: Readonly<Record<string, unknown>>;
  counts: SearchAnswer["counts"];
  index: IndexState;
  /** The model that meaning was found with; null where it took no part. */
  model: { name: string; revision: string; dimensions: number } | null;
  /** What reordered the first so many results; absent where nothing does. */
  reranker?: RerankerModel & { hits: number };
  /** Lectern's version, and a name of its ranking's parameters. */
  lectern: { version: string; ranking: string };
  /** ISO 8601, UTC. */
  at: string;
}

/** One search, with what is needed to repeat it. @param version Lectern's */
export async function reproducibleSearch(
  parts: Searching,
  request: SearchRequest,
  version: string,
): Promise<{ answer: SearchAnswer; reproduction: Reproduction }> {
  const at = new Date().toISOString();
  const [index, answer] = await Promise.all([parts.engine.state(), search(parts, request)]);
  const reproduction: Reproduction = {
    typed: request.q,
    read: answer.query,
    modeAsked: request.mode,
    mode: answer.mode,
    sort: answer.sort,
    options: optionsOf(request),
    filters: [...request.filters, ...answer.interpretation.filters].map(toldFilter),
    counts: answer.counts,
    index,
    model: answer.mode === "keyword" ? null : modelOf(parts),
    ...rerankerOf(parts),
    lectern: { version, ranking: rankingVersion(parts) },
    at,
  };
  return { answer, reproduction };
}

function rerankerOf({ reranking }: Searching): Pick<Reproduction, "reranker"> {
  return reranking ? { reranker: { ...reranking.reranker.model, hits: reranking.hits } } : {};
}

/** All but what has a place of its own in the report, and what only decides how much of the answer is shown. */
function optionsOf(request: SearchRequest): Reproduction["options"] {
  const shown = ["q", "mode", "filters", "sort", "page", "perPage", "facets", "values", "zeros", "explain", "bare"];
  return Object.fromEntries(Object.entries(request).filter(([name]) => !shown.includes(name)));
}

function modelOf({ embedder }: Searching): Reproduction["model"] {
  if (!embedder) return null;
  const { model: name, revision, dimensions } = embedder.space;
  return { name, revision, dimensions };
}

/** A name of all that ranking and the threshold of meaning are set to: another name, another order. 8 hex digits. */
export function rankingVersion({ similarity = SIMILARITY }: Pick<Searching, "similarity">): string {
  return createHash("sha256")
    .update(JSON.stringify([RANKING, similarity, AGAIN]))
    .digest("hex")
    .slice(0, 8);
}

/** A search as it is reported: {@link Reproduction}, how each word was read, and what was searched. */
export interface SearchReport extends Reproduction, Pick<SearchAnswer, "needed"> {
  /** As a search's answer tells them. */
  terms: readonly ToldTerm[];
  /** As {@link SearchAnswer} has them, in English. */
  notices: readonly Said[];
  /** Where it was asked, as far as the request tells. */
  database: { name: string; host: string | null; records: number; withVectors: number };
  /** Records of each source. */
  sources: Readonly<Record<string, number>>;
  /** From which cosine on a record is near in meaning, and what the nearest must reach for any to be. */
  similarity: typeof SIMILARITY | null;
  /** The same search again, as an address here. */
  address: string;
}

/** @param place where the search is asked: the server's name if it is known, and its address there */
export async function searchReport(
  parts: Searching,
  request: SearchRequest,
  { version, host, address }: { version: string; host: string | null; address: string },
): Promise<SearchReport> {
  // Nothing is listed: a report counts.
  const counted = { ...request, page: 1, perPage: 0, facets: [], bare: true };
  const [{ answer, reproduction }, { embedded, bySource }] = await Promise.all([
    reproducibleSearch(parts, counted, version),
    parts.engine.statistics(),
  ]);
  return {
    ...reproduction,
    terms: toldTerms(answer),
    needed: answer.needed,
    notices: toldNotices(answer.notices),
    database: { name: "Lectern", host, records: reproduction.index.documents, withVectors: embedded },
    sources: bySource,
    similarity: reproduction.model && (parts.similarity ?? SIMILARITY),
    address,
  };
}
