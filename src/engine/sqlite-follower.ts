import type { DatabaseSync, StatementSync } from "node:sqlite";

export interface Followed {
  row: number;
  version: number;
}

/** Keeps a memory of the records up to date with the file, also when another process writes to it. */
export class Follower<T extends Followed> {
  readonly #changed: StatementSync;
  readonly #removed: StatementSync;
  readonly #dataVersion: StatementSync;
  readonly #memory: { set(row: T): void; drop(row: number): void };
  /** The latest that the memory has taken in. */
  version = 0;
  #seen = "";

  /** @param columns what is read of a record that is new or has changed, with its vectors' */
  constructor(db: DatabaseSync, columns: string, memory: { set(row: T): void; drop(row: number): void }) {
    this.#changed = db.prepare(
      `SELECT ${columns} FROM records LEFT JOIN vectors USING (row) WHERE version > ? ORDER BY version`,
    );
    this.#removed = db.prepare("SELECT version, row FROM removals WHERE version > ? ORDER BY version");
    this.#dataVersion = db.prepare("PRAGMA data_version");
    this.#memory = memory;
  }

  /** Takes in what changed since the last call. @param writes how often this connection wrote; others are noticed */
  follow(writes: number): void {
    const { data_version } = this.#dataVersion.get() as { data_version: number };
    const seen = `${data_version} ${writes}`;
    if (seen === this.#seen) return;
    let { version } = this;
    for (const row of this.#removed.iterate(this.version) as unknown as Iterable<Followed>) {
      this.#memory.drop(row.row);
      version = Math.max(version, row.version);
    }
    for (const row of this.#changed.iterate(this.version) as unknown as Iterable<T>) {
      this.#memory.set(row);
      version = Math.max(version, row.version);
    }
    // Only now: a read that failed half-way is done again.
    this.version = version;
    this.#seen = seen;
  }
}
