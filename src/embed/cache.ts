import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import {
  bytesOf,
  type EmbeddingSpace,
  type PassageVectors,
  packSentences,
  unpackVectors,
} from "../../indexes/vectors.ts";
import { guard, openDatabase } from "../database.ts";
import type { Embedder, EmbedOptions, Passage } from "./embedder.ts";

/** Query vectors kept in memory: 1.5 kB each at 384 dimensions. */
const QUERIES_KEPT = 2_000;

interface Row {
  whole: Uint8Array;
  sentences: Uint8Array;
  vectors: Uint8Array;
}

/**
 * Any embedder, with a memory: passages in a file, under the hash of model and text, so that none is embedded twice,
 * whatever record it comes with and whatever becomes of the index; the latest queries in memory.
 */
export class CachingEmbedder implements Embedder {
  readonly space: EmbeddingSpace;
  readonly threads: number;
  readonly #embedder: Embedder;
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #queries = new LRUCache<string, Promise<Float32Array>>({ max: QUERIES_KEPT });

  /** @param path the file, made if it is not there; several processes may share it */
  constructor(embedder: Embedder, path: string) {
    this.#embedder = embedder;
    this.#path = path;
    this.space = embedder.space;
    this.threads = embedder.threads;
    const db = openDatabase(path);
    this.#db = db;
    try {
      [this.#read, this.#write] = guard(path, () => {
        db.exec(
          `CREATE TABLE IF NOT EXISTS embeddings (
             key BLOB PRIMARY KEY, whole BLOB NOT NULL, sentences BLOB NOT NULL, vectors BLOB NOT NULL
           ) WITHOUT ROWID`,
        );
        return [
          db.prepare("SELECT whole, sentences, vectors FROM embeddings WHERE key = ?"),
          db.prepare("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?)"),
        ];
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  get failing(): boolean {
    return this.#embedder.failing ?? false;
  }

  /** The vector is shared with other callers: read it, do not change it. */
  embedQuery(text: string): Promise<Float32Array> {
    const known = this.#queries.get(text);
    if (known) return known;
    const vector = this.#embedder.embedQuery(text);
    this.#queries.set(text, vector);
    vector.catch(() => this.#queries.delete(text));
    return vector;
  }

  async embedPassages(passages: readonly Passage[], options?: EmbedOptions): Promise<PassageVectors[]> {
    if (options?.keep === false) return this.#embedder.embedPassages(passages, options);
    const keys = passages.map((passage) => this.#key(passage));
    const results = guard(this.#path, () =>
      keys.map((key) => fromRow(this.#read.get(key) as unknown as Row | undefined)),
    );
    const missing = results.flatMap((vectors, i) => (vectors ? [] : [i]));
    if (missing.length > 0) {
      const made = await this.#embedder.embedPassages(
        missing.map((i) => passages[i]!),
        options,
      );
      missing.forEach((i, n) => {
        const vectors = made[n]!;
        results[i] = vectors;
        this.#keep(keys[i]!, vectors);
      });
    }
    return results as PassageVectors[];
  }

  async close(): Promise<void> {
    await this.#embedder.close();
    if (this.#db.isOpen) this.#db.close();
  }

  #keep(key: Uint8Array, { whole, sentences, sentenceVectors }: PassageVectors): void {
    guard(this.#path, () => this.#write.run(key, bytesOf(whole), packSentences(sentences), bytesOf(sentenceVectors)));
  }

  #key({ title, abstract }: Passage): Uint8Array {
    const { revision, dimensions } = this.space;
    return createHash("sha256")
      .update(JSON.stringify([revision, dimensions, title, abstract]))
      .digest();
  }
}

function fromRow(row: Row | undefined): PassageVectors | null {
  return row ? unpackVectors(row.whole, row.sentences, row.vectors) : null;
}
