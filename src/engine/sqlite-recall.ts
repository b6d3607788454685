import type { DatabaseSync } from "node:sqlite";
import type { Facet, Filter } from "../../indexes/fields.ts";
import type { FirstRecall, MeaningQuery, RecallAnswer, RecallRequest, SecondLook } from "./engine.ts";
import { chosenValues, TopValues } from "./facet-counts.ts";
import { Nearness } from "./nearest.ts";
import { Candidates } from "./sqlite-candidates.ts";
import type { Columns } from "./sqlite-columns.ts";
import { Matching, type MatchingLimits } from "./sqlite-matching.ts";
import { type ReadWords, WordReader } from "./sqlite-words.ts";
import { levelTaken, neededBy } from "./word-plan.ts";
import type { Term, WordQuery } from "./word-query.ts";

const NONE: ReadWords = { terms: [], levels: [], of: 0, required: null, excluded: null };

/** What the filters leave of each slot: how many it fails, in all and of each facet that is filtered. */
interface Filtered {
  fails: Uint16Array;
  own: Partial<Record<Facet, Uint16Array>>;
}

/** Matches by words, whatever the filters, and the level of the query that they match. */
interface Matched {
  slots: readonly number[];
  /** 1 for those slots, by slot. */
  has: Uint8Array;
  level: ReadWords["levels"][number] | null;
}

/** Matches by words, and those by meaning where these fail. */
interface Found {
  matched: Matched;
  near(fails: Uint16Array): number[];
}

/** Recall over the tables and the columns in memory. */
export class Recall {
  readonly #columns: Columns;
  readonly #reader: WordReader;
  readonly #candidates: Candidates;
  readonly #matching: Matching;

  constructor(db: DatabaseSync, columns: Columns, limits?: MatchingLimits) {
    this.#columns = columns;
    this.#reader = new WordReader(db);
    this.#candidates = new Candidates(db, columns);
    this.#matching = new Matching(db, columns, limits);
  }

  /** A query's words as the index has them. */
  read(words: WordQuery): Term[] {
    return this.#reader.read(words, this.#columns.version).terms;
  }

  recall(request: RecallRequest): RecallAnswer {
    this.#matching.begin(this.#columns.version);
    try {
      return this.#recall(request);
    } finally {
      this.#matching.forget();
    }
  }

  #recall(request: RecallRequest): RecallAnswer {
    const everything = !request.meaning && (request.words?.terms.length ?? 0) === 0;
    const words = request.words ? this.#reader.read(request.words, this.#columns.version) : NONE;
    const filtered = this.#filter(request.filters);
    const { fails } = filtered;
    this.#bar(words, fails);
    const matched = everything ? this.#all() : this.#match(words, request.words?.few ?? 0);
    const passing = matched.slots.filter((slot) => fails[slot] === 0);
    const byRelevance = request.sort === "relevance" && !everything;
    const { terms } = words;
    const collection = { documents: this.#columns.size, averageLength: this.#columns.averageLength };

    // Put in order once, for the pool and for what is listed behind it.
    const order = (): readonly number[] => {
      const most = byRelevance ? Math.max(request.pool, request.offset + request.limit) : request.pool;
      return passing.length <= request.pool ? passing : this.#inOrder(matched, fails, most);
    };
    const inOrder = byRelevance || request.meaning?.again ? order() : [];
    const best = inOrder.slice(0, request.pool);
    const near = this.#near(request.meaning, fails, (nearest) => ({
      candidates: this.#candidates.fetch([...new Set([...best, ...nearest])]),
      terms,
      collection,
    }));
    const nearest = near(fails);
    const meant = nearest.filter((slot) => matched.has[slot] === 0);

    let candidates: number[] = [];
    let listed: number[];
    if (byRelevance) {
      candidates = [...new Set([...best, ...nearest])];
      // Where all that match are candidates nothing comes behind them.
      listed = passing.length > request.pool ? behind(candidates, inOrder, request) : [];
    } else {
      const end = request.offset + request.limit;
      listed = this.#byDate([...passing, ...meant], request.sort === "oldest", end).slice(request.offset);
    }
    return {
      candidates: this.#candidates.fetch(candidates),
      listed: this.#candidates.fetch(listed),
      counts: { words: passing.length, meaning: meant.length },
      facets: this.#facets(request, { matched, near }, [...passing, ...meant], filtered),
      terms,
      needed: matched.level && neededBy(matched.level, words.of),
      collection,
    };
  }

  #all(): Matched {
    const { size } = this.#columns;
    return { slots: Array.from({ length: size }, (_, slot) => slot), has: new Uint8Array(size).fill(1), level: null };
  }

  /** Matches by words, whatever the filters: what a query asks for is not another thing where it is narrowed. */
  #match({ levels }: ReadWords, few: number): Matched {
    const has = new Uint8Array(this.#columns.size);
    const found: (readonly number[])[] = [];
    const at = levelTaken(levels, few, (at) => {
      found[at] = this.#matching.slots(levels[at]!.wanted);
      return found[at].length;
    });
    const slots = found[at] ?? [];
    for (const slot of slots) has[slot] = 1;
    return { slots, has, level: levels[at] ?? null };
  }

  #filter(filters: readonly Filter[]): Filtered {
    const { size } = this.#columns;
    const fails = new Uint16Array(size);
    const own: Filtered["own"] = {};
    for (const filter of filters) {
      const passes = this.#columns.test(filter);
      const failed = filter.fixed ? null : (own[filter.facet] ?? new Uint16Array(size));
      if (failed) own[filter.facet] = failed;
      for (let slot = 0; slot < size; slot++) {
        if (passes(slot) !== (filter.not ?? false)) continue;
        fails[slot]!++;
        if (failed) failed[slot]!++;
      }
    }
    return { fails, own };
  }

  /** A record with an excluded term or without a required one fails, however near in meaning it is. */
  #bar({ required, excluded }: ReadWords, fails: Uint16Array): void {
    if (excluded !== null) for (const slot of this.#matching.slots(excluded)) fails[slot]!++;
    if (required === null) return;
    const having = new Set(this.#matching.slots(required));
    for (let slot = 0; slot < fails.length; slot++) if (!having.has(slot)) fails[slot]!++;
  }

  /**
   * What finds the slots that are near in meaning where these fail: near to the query, the most similar first, then to
   * what the first records make of it.
   */
  #near(
    meaning: MeaningQuery | null,
    fails: Uint16Array,
    first: (nearest: readonly number[]) => FirstRecall,
  ): Found["near"] {
    if (!meaning) return () => [];
    const nearness = new Nearness(this.#columns, meaning.vector);
    const near = slotsNear(nearness, meaning);
    // Asked for first, since the nearest of these are as a rule near enough to tell.
    const nearest = near(fails);
    if (!nearness.reaches(meaning.atLeastOne)) return () => [];
    const { again } = meaning;
    const pool = again && first(nearest);
    const vector = pool && pool.candidates.length > 0 ? again.by(pool) : null;
    if (!again || !vector) return near;
    const second = slotsNear(new Nearness(this.#columns, vector), again);
    return (fails) => [...new Set([...near(fails), ...second(fails)])];
  }

  /** @param slots all matches under the filters */
  #facets(
    request: RecallRequest,
    found: Found,
    slots: readonly number[],
    { fails, own }: Filtered,
  ): RecallAnswer["facets"] {
    const answer: RecallAnswer["facets"] = {};
    for (const facet of request.facets) {
      const column = this.#columns.facets[facet];
      const failed = own[facet];
      // Without the filter others are the nearest, so the matches are counted in: a chosen value tells how many it shows.
      const counted = failed ? [...new Set([...under(found, without(fails, failed)), ...slots])] : slots;
      // How often each value is used is known of all records together.
      const counts = counted.length === this.#columns.size ? column.uses : column.tally(counted);
      const top = new TopValues(facet, request.values);
      // Most values of a facet with many have no match.
      for (let number = 0; number < counts.length; number++)
        if (counts[number]! > 0) top.add(counts[number]!, () => column.names[number]!);
      const chosen = chosenValues(request.filters, facet);
      answer[facet] = top.values(chosen.map((value) => ({ value, count: counts[column.numberOf(value) ?? -1] ?? 0 })));
    }
    return answer;
  }

  /** Matches by words under the filters in the engine's own order, equal ones by id, at most `limit`. */
  #inOrder({ level, slots }: Matched, fails: Uint16Array, limit: number): number[] {
    return level ? this.#matching.inOrder(level.ordered, slots, fails, limit) : [];
  }

  /** The first `count` by date. Undated records come last either way; the id settles what is equal. */
  #byDate(slots: readonly number[], oldest: boolean, count: number): number[] {
    if (count === 0) return [];
    const { dates, ids } = this.#columns;
    const key = (slot: number): number => (oldest ? dates[slot] || 99_999_999 : -dates[slot]!);
    const keys = Int32Array.from(slots, key).sort();
    // Only what can be among the first is put in order: sorting numbers takes a tenth of the time of comparing slots.
    const last = keys[Math.min(count, keys.length) - 1] ?? 0;
    const first = slots.filter((slot) => key(slot) <= last);
    return first.sort((a, b) => key(a) - key(b) || (ids[a]! < ids[b]! ? -1 : 1)).slice(0, count);
  }
}

/** The stretch asked for of the matches that are not candidates, which come after them. */
function behind(candidates: readonly number[], inOrder: readonly number[], request: RecallRequest): number[] {
  const from = Math.max(0, request.offset - candidates.length);
  const to = request.offset + request.limit - candidates.length;
  if (to <= 0) return [];
  const ranked = new Set(candidates);
  return inOrder.filter((slot) => !ranked.has(slot)).slice(from, to);
}

function slotsNear(nearness: Nearness, { nearest, similarity }: Pick<SecondLook, "nearest" | "similarity">) {
  const known = new Map<Uint16Array, number[]>();
  return (fails: Uint16Array): number[] => {
    const found = known.get(fails) ?? nearness.nearest(nearest, similarity, fails).map(({ slot }) => slot);
    known.set(fails, found);
    return found;
  };
}

/** All matches where these fail. */
function under({ matched: { slots, has }, near }: Found, fails: Uint16Array): number[] {
  return [...slots.filter((slot) => fails[slot] === 0), ...near(fails).filter((slot) => has[slot] === 0)];
}

/** A facet's own filter does not count for itself: its other values tell what choosing them too would add. */
function without(fails: Uint16Array, own: Uint16Array): Uint16Array {
  return fails.map((count, slot) => count - own[slot]!);
}
