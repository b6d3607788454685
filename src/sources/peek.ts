/** An iteration over pieces (bytes, text) whose start can be looked at first. To be iterated once. */
export class Peekable<T extends { length: number }> implements AsyncIterable<T> {
  readonly #iterator: AsyncIterator<T>;
  readonly #head: T[] = [];
  #ended = false;
  #failure: { error: unknown } | null = null;

  constructor(source: AsyncIterable<T>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /**
   * The first pieces, `length` units or more together; fewer where there are not as many. An error comes when the
   * iteration gets to it, and at once where there is nothing before it.
   */
  async peek(length: number): Promise<readonly T[]> {
    let held = this.#head.reduce((sum, piece) => sum + piece.length, 0);
    while (held < length && !this.#ended) {
      try {
        const { done, value } = await this.#iterator.next();
        if (done) this.#ended = true;
        else held += this.#head.push(value) && value.length;
      } catch (error) {
        this.#ended = true;
        this.#failure = { error };
      }
    }
    if (held === 0 && this.#failure !== null) throw this.#failure.error;
    return this.#head;
  }

  /** The error that {@link peek} met after what it returned; undefined for none. */
  get failure(): unknown {
    return this.#failure?.error;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      while (this.#head.length > 0) yield this.#head.shift()!;
      if (this.#failure !== null) throw this.#failure.error;
      while (!this.#ended) {
        const { done, value } = await this.#iterator.next();
        if (done) this.#ended = true;
        else yield value;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#iterator.return?.();
  }
}
