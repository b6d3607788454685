/**
 * A facet's values by slot, as numbers that are packed into one array: 6 bytes a slot and 4 a value. Each different value
 * is kept once.
 */
export class FacetColumn {
  /** The value of each number. */
  readonly names: string[] = [];
  /** How many slots have each value, by number. */
  readonly uses: number[] = [];
  readonly #numbers = new Map<string, number>();
  #starts = new Int32Array(0);
  #lengths = new Uint16Array(0);
  #pool = new Int32Array(0);
  #end = 0;

  /** @param values each once */
  set(slot: number, values: readonly string[]): void {
    const numbers = values.map((value) => this.#number(value));
    this.#unuse(slot);
    for (const number of numbers) this.uses[number]!++;
    if (slot >= this.#starts.length) this.#growSlots(slot);
    if (numbers.length > this.#lengths[slot]!) {
      this.#lengths[slot] = 0;
      if (this.#end + numbers.length > this.#pool.length) this.#pack(numbers.length);
      this.#starts[slot] = this.#end;
      this.#end += numbers.length;
    }
    this.#lengths[slot] = numbers.length;
    this.#pool.set(numbers, this.#starts[slot]);
  }

  /** Takes a slot away, and moves the last one into its place. */
  drop(slot: number, last: number): void {
    this.#unuse(slot);
    this.#starts[slot] = this.#starts[last]!;
    this.#lengths[slot] = this.#lengths[last]!;
    this.#lengths[last] = 0;
  }

  /** @returns the slots' number of each value, by number */
  tally(slots: Iterable<number>): Int32Array {
    const counts = new Int32Array(this.names.length);
    for (const slot of slots) {
      const from = this.#starts[slot]!;
      for (let at = from + this.#lengths[slot]! - 1; at >= from; at--) counts[this.#pool[at]!]!++;
    }
    return counts;
  }

  numberOf(value: string): number | undefined {
    return this.#numbers.get(value);
  }

  /** A test of whether a slot has one of the values. */
  test(values: readonly string[]): (slot: number) => boolean {
    const wanted = new Set(values.flatMap((value) => this.#numbers.get(value) ?? []));
    if (wanted.size === 0) return () => false;
    const [starts, lengths, pool] = [this.#starts, this.#lengths, this.#pool];
    return (slot) => {
      const from = starts[slot]!;
      for (let at = from + lengths[slot]! - 1; at >= from; at--) if (wanted.has(pool[at]!)) return true;
      return false;
    };
  }

  #unuse(slot: number): void {
    const from = this.#starts[slot] ?? 0;
    for (let at = from + (this.#lengths[slot] ?? 0) - 1; at >= from; at--) this.uses[this.#pool[at]!]!--;
  }

  #number(value: string): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.names.push(value) - 1;
      this.uses.push(0);
      this.#numbers.set(value, number);
    }
    return number;
  }

  #growSlots(slot: number): void {
    const capacity = Math.max(256, slot + 1, this.#starts.length * 2);
    const [starts, lengths] = [this.#starts, this.#lengths];
    this.#starts = new Int32Array(capacity);
    this.#lengths = new Uint16Array(capacity);
    this.#starts.set(starts);
    this.#lengths.set(lengths);
  }

  /** Makes room for so many numbers more: what lies where no slot points to is given up. */
  #pack(more: number): void {
    const live = this.#lengths.reduce((sum, length) => sum + length, 0);
    const packed = new Int32Array(Math.max(1024, 2 * (live + more)));
    let end = 0;
    for (let slot = 0; slot < this.#starts.length; slot++) {
      const [from, length] = [this.#starts[slot]!, this.#lengths[slot]!];
      packed.set(this.#pool.subarray(from, from + length), end);
      this.#starts[slot] = end;
      end += length;
    }
    this.#pool = packed;
    this.#end = end;
  }
}
