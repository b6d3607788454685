import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { LecternError } from "../errors.ts";
import type { Shown } from "./meilisearch-documents.ts";
import {
  type About,
  type Among,
  type Answer,
  type Answers,
  NEW_INDEX,
  type NoteName,
  type Query,
  type Store,
  type StoreStatistics,
  type Task,
  type Written,
} from "./meilisearch-store.ts";
import { together } from "./meilisearch-tasks.ts";
import type { Spelling } from "./spelling.ts";

/** How often, and after how many milliseconds, a search is asked again while the servers are of two generations. */
const SWAPPING = 40;
const SWAP_AGAIN = 50;

/**
 * Several servers as one: documents are spread over them by id, and every search goes to all of them at once. A document
 * that is there stays where it is, so that a server may be added at any time; new ones are then spread over all.
 */
export class MeilisearchServers implements Store {
  readonly #servers: readonly Store[];

  private constructor(servers: readonly Store[]) {
    this.#servers = servers;
  }

  /** @param servers at least one; their order decides where new documents go, so a further one comes last */
  static async open(servers: readonly Store[]): Promise<MeilisearchServers> {
    const each = await Promise.all(servers.map((server) => server.about()));
    const generation = Math.max(0, ...each.map((about) => about?.generation ?? 0));
    // A server that joins is of the others' generation.
    for (const [i, server] of servers.entries()) if (!each[i]) await server.setAbout({ ...NEW_INDEX, generation });
    return new MeilisearchServers(servers);
  }

  async search(queries: Query[]): Promise<Answers> {
    const whole = queries.map(wholePage);
    for (let tries = 1; ; tries++) {
      const each = await this.#all((server) => server.search(whole));
      const about = oneAbout(each.map((one) => one.about));
      const mixed = each.some((one) => one.about.generation !== each[0]!.about.generation);
      if (mixed && tries === SWAPPING) throw halfSwapped();
      if (mixed) await setTimeout(SWAP_AGAIN);
      else
        return {
          about,
          answers: queries.map((query, i) =>
            merged(
              query,
              each.map(({ answers }) => answers[i]!),
            ),
          ),
        };
    }
  }

  async documents(filter: string | null, fields: readonly (keyof Shown)[], limit: number): Promise<Shown[]> {
    return (await this.#all((server) => server.documents(filter, fields, limit))).flat().slice(0, limit);
  }

  async spellings(word: string, among?: Among): Promise<Spelling[]> {
    const counts = new Map<string, number>();
    for (const spelling of (await this.#all((server) => server.spellings(word, among))).flat())
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

  async about(): Promise<About> {
    return oneAbout((await this.#all((server) => server.about())).map((about) => about ?? NEW_INDEX));
  }

  async setAbout(about: About): Promise<void> {
    await this.#all((server) => server.setAbout(about));
  }

  async note<T>(name: NoteName): Promise<T | null> {
    return (await this.#all((server) => server.note<T>(name))).find((note) => note !== null) ?? null;
  }

  async setNote(name: NoteName, value: object | null): Promise<void> {
    await this.#all((server) => server.setNote(name, value));
  }

  async beside(ending: string): Promise<Store> {
    return MeilisearchServers.open(await this.#all((server) => server.beside(ending)));
  }

  async existing(ending: string): Promise<Store | null> {
    const those = (await this.#all((server) => server.existing(ending))).flatMap((store) => store ?? []);
    return those.length > 0 ? new MeilisearchServers(those) : null;
  }

  async swap(ending: string): Promise<void> {
    await this.#all((server) => server.swap(ending));
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

/** A new server beside old ones has no space yet. */
function oneAbout(each: readonly About[]): About {
  return {
    generation: Math.max(...each.map(({ generation }) => generation)),
    space: each.find(({ space }) => space)?.space ?? null,
    ways: each.flatMap(({ ways }) => ways),
  };
}

/** A page of the whole may come from the first pages of each: all of them are asked for, with what orders them. */
function wholePage(query: Query): Query {
  const { offset = 0, limit = 20, sort, attributesToRetrieve } = query;
  return {
    ...query,
    offset: 0,
    limit: offset + limit,
    ...(limit > 0 ? { showRankingScore: true } : {}),
    ...(sort && attributesToRetrieve ? { attributesToRetrieve: [...attributesToRetrieve, "date"] } : {}),
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
  if (sort) hits.sort((a, b) => byDate(a.date, b.date, newest) || (a.id < b.id ? -1 : 1));
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

function halfSwapped(): LecternError {
  return new LecternError(
    "engine-unavailable",
    "Only some of the Meilisearch servers have the rebuilt index: run npx lectern reindex, which goes on with the others",
  );
}
