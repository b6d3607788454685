import { createHash } from "node:crypto";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import { together } from "./meilisearch-index.ts";
import type { Answer, Query, Store, StoreStatistics, Task, Written } from "./meilisearch-store.ts";
import type { Spelling } from "./spelling.ts";

/**
 * Several servers as one: documents are spread over them by id, and every search goes to all of them at once. A document
 * that is there stays where it is, so that a server may be added at any time; new ones are then spread over all.
 */
export class MeilisearchServers implements Store {
  readonly #servers: readonly Store[];

  /** @param servers at least one; their order decides where new documents go, so a further one comes last */
  constructor(servers: readonly Store[]) {
    this.#servers = servers;
  }

  async search(queries: Query[]): Promise<Answer[]> {
    const whole = queries.map(wholePage);
    const answers = await this.#all((server) => server.search(whole));
    return queries.map((query, i) =>
      merged(
        query,
        answers.map((one) => one[i]!),
      ),
    );
  }

  async documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]> {
    return (await this.#all((server) => server.documents(filter, fields, limit))).flat().slice(0, limit);
  }

  async spellings(word: string): Promise<Spelling[]> {
    const counts = new Map<string, number>();
    for (const spelling of (await this.#all((server) => server.spellings(word))).flat())
      counts.set(spelling.word, (counts.get(spelling.word) ?? 0) + spelling.documents);
    return [...counts].map(([word, documents]) => ({ word, documents }));
  }

  async add(documents: readonly Written[]): Promise<Task> {
    const ids = documents.map(({ id }) => JSON.stringify(id));
    const stored = await this.#all((server) => server.documents(`id IN [${ids.join(", ")}]`, ["id"], ids.length));
    const home = new Map(stored.flatMap((found, at) => found.map(({ id }) => [id, at] as const)));
    return together(
      await this.#all((server, at) =>
        server.add(documents.filter(({ id }) => (home.get(id) ?? this.#homeOf(id)) === at)),
      ),
    );
  }

  async remove(ids: readonly string[]): Promise<Task> {
    return together(await this.#all((server) => server.remove(ids)));
  }

  async statistics(): Promise<StoreStatistics> {
    const each = await this.#all((server) => server.statistics());
    const sum = (value: (one: StoreStatistics) => number): number => each.reduce((all, one) => all + value(one), 0);
    return {
      documents: sum(({ documents }) => documents),
      embedded: sum(({ embedded }) => embedded),
      bytes: sum(({ bytes }) => bytes ?? 0) || null,
      version: Math.max(...each.map(({ version }) => version)),
    };
  }

  /** That of any server; a new one beside old ones has none yet. */
  async space(): Promise<EmbeddingSpace | null> {
    return (await this.#all((server) => server.space())).find((space) => space !== null) ?? null;
  }

  async setSpace(space: EmbeddingSpace): Promise<void> {
    await this.#all((server) => server.setSpace(space));
  }

  async configure(dimensions: number | null): Promise<void> {
    await this.#all((server) => server.configure(dimensions));
  }

  async destroy(): Promise<void> {
    await this.#all((server) => server.destroy());
  }

  #homeOf(id: string): number {
    return createHash("sha256").update(id).digest().readUInt32BE() % this.#servers.length;
  }

  async #all<T>(work: (server: Store, at: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#servers.map(work));
  }
}

/** A page of the whole may come from the first pages of each: all of them are asked for, with what orders them. */
function wholePage(query: Query): Query {
  const { offset = 0, limit = 20, sort, attributesToRetrieve } = query;
  return {
    ...query,
    offset: 0,
    limit: offset + limit,
    ...(limit > 0 ? { showRankingScore: true } : {}),
    ...(sort && attributesToRetrieve ? { attributesToRetrieve: [...attributesToRetrieve, "date", "version"] } : {}),
  };
}

/** Answers of several servers to one query, as one server's. */
function merged({ offset = 0, limit = 20, sort }: Query, answers: readonly Answer[]): Answer {
  const facets: Record<string, Record<string, number>> = {};
  for (const { facetDistribution = {} } of answers)
    for (const [facet, values] of Object.entries(facetDistribution)) {
      facets[facet] ??= {};
      for (const [value, count] of Object.entries(values)) facets[facet][value] = (facets[facet][value] ?? 0) + count;
    }
  const hits = answers.flatMap((answer) => answer.hits);
  // Each server's are in order, and the sort is stable: equal ones stay as they came.
  const newest = sort?.[0]?.endsWith("desc") ?? true;
  if (sort) hits.sort((a, b) => byDate(a.date, b.date, newest) || (a.version ?? 0) - (b.version ?? 0));
  else hits.sort((a, b) => (b._rankingScore ?? 0) - (a._rankingScore ?? 0));
  return {
    ...answers[0]!,
    hits: hits.slice(offset, offset + limit),
    estimatedTotalHits: answers.reduce((sum, answer) => sum + (answer.estimatedTotalHits ?? 0), 0),
    processingTimeMs: Math.max(...answers.map(({ processingTimeMs }) => processingTimeMs)),
    ...(answers[0]?.facetDistribution ? { facetDistribution: facets } : {}),
  } as Answer;
}

/** Undated ones last, either way. */
function byDate(a: number | undefined, b: number | undefined, newest: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return newest ? b - a : a - b;
}
