import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import type { Columns } from "./sqlite-columns.ts";
import { printed, stringsIn, type Wanted } from "./sqlite-expressions.ts";

/** A title counts twice for the engine's own order, which only decides who joins the pool. */
const ORDER = "bm25(words, 2.0, 1.0, 1.0, 1.0)";

type Slots = Pick<Columns, "ids" | "size" | "slotOf">;

type Every = Extract<Wanted, { all: unknown }>;

/** What bounds the work. */
export interface MatchingLimits {
  /**
   * An expression of more strings is put together here, of what each string finds: FTS5 looks at every string for every row,
   * and its bm25 once more for every place of any of them, so that time grows with the square of their number.
   */
  strings: number;
  /** So is one that has the same string more often than this, each place of which is then found so many times. */
  same: number;
  /** Where strings are put in order one by one, the rarest are, which stand in so many rows together. */
  ordered: number;
}

/** Slots kept for the next search, and a quarter of each expression's length: a slot takes 8 bytes. */
const KEPT = 1_000_000;

const LIMITS: MatchingLimits = { strings: 1_000, same: 100, ordered: 500_000 };

/** Finds the records that have what is wanted, and the engine's own order of them. */
export class Matching {
  readonly #columns: Slots;
  readonly #limits: MatchingLimits;
  readonly #matching: StatementSync;
  readonly #ordered: StatementSync;
  readonly #scored: StatementSync;
  /** Slots of each expression or string that was asked for since the index was read. */
  readonly #found = new Map<string, readonly number[]>();
  /** The same, of the searches before: one that finds nothing is tried again in other ways, with nearly the same strings. */
  readonly #kept = new LRUCache<string, readonly number[]>({
    maxSize: KEPT,
    sizeCalculation: (slots, expression) => slots.length + Math.ceil(expression.length / 4) + 10,
  });
  #version = 0;
  /** Of each part that is an AND: it is asked for again as the whole is put in order. */
  readonly #every = new Map<Every, readonly number[]>();
  #marks = new Uint32Array(0);
  #mark = 0;
  /** By depth of an expression. */
  #masks: Uint32Array[] = [];

  constructor(db: DatabaseSync, columns: Slots, limits: MatchingLimits = LIMITS) {
    this.#columns = columns;
    this.#limits = limits;
    this.#matching = db.prepare("SELECT rowid FROM words WHERE words MATCH ?");
    this.#ordered = db.prepare(`SELECT rowid, ${ORDER} AS score FROM words WHERE words MATCH ? ORDER BY score`);
    this.#scored = db.prepare(`SELECT rowid, ${ORDER} FROM words WHERE words MATCH ?`);
    for (const statement of [this.#matching, this.#ordered, this.#scored]) statement.setReturnArrays(true);
  }

  /** To be called before the first question of a search. @param version of the index */
  begin(version: number): void {
    if (version !== this.#version) this.#kept.clear();
    this.#version = version;
    this.forget();
  }

  /** Forgets what was found, but for what is kept for the next search: to be called after the last question of a search. */
  forget(): void {
    this.#found.clear();
    this.#every.clear();
    this.#masks = [];
    if (this.#marks.length < this.#columns.size) this.#marks = new Uint32Array(this.#columns.size);
  }

  /** The slots that have what is wanted, each once. */
  slots(wanted: Wanted): readonly number[] {
    return this.#isLong(wanted) ? this.#puttingTogether(wanted) : this.#asked(printed(wanted));
  }

  /** Those of the slots that fail nothing, in the engine's own order, equal ones by id, at most `limit`. */
  inOrder(wanted: Wanted, slots: readonly number[], fails: Uint16Array, limit: number): number[] {
    const { ids } = this.#columns;
    if (limit === 0) return [];
    const found = this.#isLong(wanted) ? this.#scores(wanted, slots, fails) : this.#best(wanted, fails, limit);
    found.sort((a, b) => a.score - b.score || (ids[a.slot]! < ids[b.slot]! ? -1 : 1));
    return found.slice(0, limit).map(({ slot }) => slot);
  }

  #isLong(wanted: Wanted): boolean {
    let strings = 0;
    const times = new Map<string, number>();
    for (const string of stringsIn(wanted)) {
      const same = (times.get(string) ?? 0) + 1;
      if (++strings > this.#limits.strings || same > this.#limits.same) return true;
      times.set(string, same);
    }
    return false;
  }

  #asked(expression: string): readonly number[] {
    let slots = this.#found.get(expression) ?? this.#kept.get(expression);
    if (!slots) {
      const rows = this.#matching.all(expression) as unknown as [number][];
      slots = rows.flatMap(([row]) => this.#columns.slotOf(row) ?? []);
      this.#kept.set(expression, slots);
    }
    this.#found.set(expression, slots);
    return slots;
  }

  #puttingTogether(wanted: Wanted): readonly number[] {
    if (typeof wanted === "string") return this.#asked(wanted);
    if ("any" in wanted) return this.#together(wanted.any);
    const slots = this.#every.get(wanted) ?? this.#intersected(wanted);
    this.#every.set(wanted, slots);
    return slots;
  }

  #intersected({ all, but }: Every): readonly number[] {
    let left = this.#puttingTogether(all[0]!);
    for (const one of all.slice(1)) {
      if (left.length === 0) return left;
      const mark = this.#marked(this.#puttingTogether(one));
      left = left.filter((slot) => this.#marks[slot] === mark);
    }
    if (left.length === 0 || but.length === 0) return left;
    const mark = this.#marked(this.#together(but));
    return left.filter((slot) => this.#marks[slot] !== mark);
  }

  #together(parts: readonly Wanted[]): number[] {
    const each = Array.from(different(parts), (one) => this.#puttingTogether(one));
    const mark = ++this.#mark;
    const slots: number[] = [];
    for (const some of each)
      for (const slot of some) {
        if (this.#marks[slot] === mark) continue;
        this.#marks[slot] = mark;
        slots.push(slot);
      }
    return slots;
  }

  /** Marks slots; what was marked before is no longer. */
  #marked(slots: readonly number[]): number {
    const mark = ++this.#mark;
    for (const slot of slots) this.#marks[slot] = mark;
    return mark;
  }

  /** The first of a short expression, and what is equal to the last of them. */
  #best(wanted: Wanted, fails: Uint16Array, limit: number): Scored[] {
    const found: Scored[] = [];
    const rows = this.#ordered.iterate(printed(wanted)) as unknown as Iterable<[number, number]>;
    for (const [row, score] of rows) {
      const slot = this.#columns.slotOf(row);
      if (slot === undefined || fails[slot] !== 0) continue;
      if (found.length >= limit && score !== found.at(-1)!.score) break;
      found.push({ slot, score });
    }
    return found;
  }

  /**
   * FTS5's bm25 is a sum over the strings of an expression, each as often as it is there, of which those count for a row that
   * stand in parts that it has: asked for one by one and summed in their order, it is the same to the last bit, of groups joined
   * by AND as of an OR.
   */
  #scores(wanted: Wanted, slots: readonly number[], fails: Uint16Array): Scored[] {
    const sums = new Float64Array(this.#columns.size);
    const rarest = this.#rarest(wanted);
    const known = new Map<string, { slots: Int32Array; scores: Float64Array }>();
    const scored = (string: string) => {
      const found = known.get(string) ?? this.#scoresOf(string);
      known.set(string, found);
      return found;
    };
    const add = (part: Wanted, within: Mask | null, depth: number): void => {
      if (typeof part === "string") {
        if (!rarest.has(part)) return;
        const { slots, scores } = scored(part);
        for (let i = 0; i < slots.length; i++)
          if (!within || within.marks[slots[i]!] === within.mark) sums[slots[i]!]! += scores[i]!;
      } else if ("any" in part) for (const one of part.any) add(one, within, depth);
      else {
        const mask = this.#masked(this.#puttingTogether(part), within, depth);
        for (const one of part.all) add(one, mask, depth + 1);
      }
    };
    add(wanted, null, 0);
    return slots.flatMap((slot) => (fails[slot] === 0 ? { slot, score: sums[slot]! } : []));
  }

  #scoresOf(string: string): { slots: Int32Array; scores: Float64Array } {
    const rows = this.#scored.all(string) as unknown as [number, number][];
    const known = rows.filter(([row]) => this.#columns.slotOf(row) !== undefined);
    return {
      slots: Int32Array.from(known, ([row]) => this.#columns.slotOf(row)!),
      scores: Float64Array.from(known, ([, score]) => score),
    };
  }

  /** Slots, of those within a mask, as one of their own at a depth of an expression. */
  #masked(slots: readonly number[], within: Mask | null, depth: number): Mask {
    const marks = this.#masks[depth] ?? new Uint32Array(this.#columns.size);
    this.#masks[depth] = marks;
    const mark = ++this.#mark;
    for (const slot of slots) if (!within || within.marks[slot] === within.mark) marks[slot] = mark;
    return { marks, mark };
  }

  #rarest(wanted: Wanted): Set<string> {
    const strings = [...new Set(stringsIn(wanted, { but: false }))];
    const rows = new Map(strings.map((string) => [string, this.#asked(string).length]));
    const taken = new Set<string>();
    let left = this.#limits.ordered;
    for (const string of strings.toSorted((a, b) => rows.get(a)! - rows.get(b)!)) {
      left -= rows.get(string)!;
      if (left < 0) break;
      taken.add(string);
    }
    return taken;
  }
}

/** Parts of an OR, and of any OR among them, each once. */
function different(parts: readonly Wanted[], known = new Set<Wanted>()): Set<Wanted> {
  for (const one of parts)
    if (typeof one !== "string" && "any" in one) different(one.any, known);
    else known.add(one);
  return known;
}

/** The slots that have this mark. */
interface Mask {
  marks: Uint32Array;
  mark: number;
}

interface Scored {
  slot: number;
  /** The best first. */
  score: number;
}
