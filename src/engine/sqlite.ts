import type { DatabaseSync } from "node:sqlite";
import { DERIVATION, type Derivation, outdatedParts } from "../../indexes/derivation.ts";
import type { LecternRecord } from "../../indexes/record.ts";
import type { Suggestion } from "../../indexes/suggestions.ts";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import { guard, openDatabase, snapshot, transaction } from "../database.ts";
import { LecternError } from "../errors.ts";
import type {
  Engine,
  EngineStatistics,
  IndexedRecord,
  IndexState,
  PutResult,
  Rebuild,
  RecallAnswer,
  RecallSoon,
  StoredRecord,
} from "./engine.ts";
import { Columns } from "./sqlite-columns.ts";
import { claimSpace, noteDerivation, readGeneration, readMeta, readSpace, readWays, spaceNow } from "./sqlite-meta.ts";
import { cancelRebuild, rebuildState, SqliteRebuild } from "./sqlite-rebuild.ts";
import { Recall } from "./sqlite-recall.ts";
import { migrate } from "./sqlite-schema.ts";
import { Suggester } from "./sqlite-suggester.ts";
import { Writer } from "./sqlite-writer.ts";
import { checkVectors, movedSpace, sameSpace } from "./vectors.ts";

/** Records that `scan` reads at a time. */
const SCAN_PAGE = 500;

const STORED = "SELECT row, version, json, EXISTS (SELECT 1 FROM vectors v WHERE v.row = records.row) AS embedded FROM";

/** Undoes a transaction that met conflicts. */
const ROLLBACK = new Error("rolled back");

interface StoredRow {
  row: number;
  version: number;
  json: string;
  embedded: number;
  identifier?: string;
}

/** What is kept in memory of one generation of the index, whose vectors have this many components. */
interface Reading {
  generation: number;
  columns: Columns;
  recall: Recall;
  suggester: Suggester;
}

/**
 * The engine of the embedded profile: one SQLite file. Words by FTS5, vectors by a scan, both under exact filters
 * and counts. Any number of processes may have the file open; one writes at a time.
 */
export class SqliteEngine implements Engine {
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #space: EmbeddingSpace | null;
  readonly #derivation: Derivation;
  readonly #writer: Writer;
  #reading: Reading | null = null;
  /** How often this connection wrote. */
  #writes = 0;

  /**
   * @param space what vectors the index holds; null where nothing is embedded
   * @param derivation how the caller derives what is derived from records; default: as this Lectern does
   * @throws `storage-failed`; `index-mismatch` when the file is of a newer schema or was embedded with another model
   */
  constructor(path: string, space: EmbeddingSpace | null, derivation: Derivation = DERIVATION) {
    this.#path = path;
    this.#space = space;
    this.#derivation = derivation;
    const db = openDatabase(path);
    this.#db = db;
    try {
      this.#writer = this.#guard(() => {
        migrate(db);
        if (space) transaction(db, () => claimSpace(db, space));
        return new Writer(db);
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  async put(records: readonly IndexedRecord[]): Promise<PutResult> {
    const dimensions = this.#guard(() => this.#space ?? readSpace(this.#db))?.dimensions ?? 0;
    for (const record of records) checkVectors(record, dimensions);
    const conflicts: string[] = [];
    try {
      this.#write(() => {
        // Another process may have claimed the index for another model while it had no vectors, or rebuilt it.
        if (this.#space && records.some(({ vectors }) => vectors)) claimSpace(this.#db, this.#space, movedSpace);
        noteDerivation(this.#db, this.#derivation);
        for (const record of records) if (!this.#writer.put(record)) conflicts.push(record.record.id);
        if (conflicts.length > 0) throw ROLLBACK;
      });
    } catch (error) {
      if (error !== ROLLBACK) throw error;
    }
    return { conflicts };
  }

  async remove(ids: readonly string[]): Promise<number> {
    return this.#write(() => ids.filter((id) => this.#writer.remove(id)).length);
  }

  async get(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    const rows = this.#all(
      `${STORED} (SELECT value FROM json_each(?)) JOIN records ON id = value`,
      JSON.stringify(ids),
    );
    return new Map(rows.map(toStored).map((stored) => [stored.record.id, stored]));
  }

  async find(identifiers: readonly string[]): Promise<Map<string, StoredRecord>> {
    const rows = this.#all(
      `SELECT identifier, ${STORED.slice("SELECT ".length)} (SELECT value FROM json_each(?)) JOIN identifiers ON identifier = value JOIN records USING (row)`,
      JSON.stringify(identifiers),
    );
    return new Map(rows.map((row) => [row.identifier!, toStored(row)]));
  }

  async *scan({ source }: { source?: string } = {}): AsyncIterable<StoredRecord> {
    for (let last = 0; ; ) {
      const rows = this.#all(`${STORED} records WHERE row > ? ORDER BY row LIMIT ${SCAN_PAGE}`, last);
      if (rows.length === 0) return;
      for (const row of rows) {
        last = row.row;
        const stored = toStored(row);
        if (source === undefined || stored.record.provenance.some((from) => from.source === source)) yield stored;
      }
    }
  }

  async recall({ meaning, ...rest }: RecallSoon): Promise<RecallAnswer> {
    if (!meaning) return this.#ask(false, ({ recall }) => recall.recall({ ...rest, meaning }));
    const { reread, vector, ...look } = meaning;
    // While the vector is in the making.
    const terms = reread && rest.words ? this.#ask(true, ({ recall }) => recall.read(rest.words!)) : [];
    const request = { ...rest, meaning: { ...look, vector: await (reread?.(terms) ?? vector) } };
    return this.#ask(true, ({ recall }) => recall.recall(request));
  }

  async suggest(text: string, limit: number): Promise<Suggestion[]> {
    return this.#ask(false, ({ suggester }) => suggester.suggest(text, limit, this.#writes));
  }

  async warm(): Promise<void> {
    this.#guard(() => snapshot(this.#db, () => this.#read(false).columns.refresh(this.#writes)));
  }

  async statistics(): Promise<EngineStatistics> {
    const one = (sql: string): number => Number((this.#db.prepare(sql).get() as { n: number }).n);
    return this.#guard(() =>
      snapshot(this.#db, () => ({
        documents: one("SELECT count(*) AS n FROM records"),
        embedded: one("SELECT count(*) AS n FROM vectors"),
        bySource: this.#bySource(),
        bytes: one("SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size"),
        space: readSpace(this.#db),
        version: Number(readMeta(this.#db, "version") ?? 0),
        outdated: outdatedParts(readWays(this.#db), this.#derivation),
        rebuild: rebuildState(this.#db),
      })),
    );
  }

  async state(): Promise<IndexState> {
    return this.#ask(false, ({ columns, generation }) => {
      return { documents: columns.size, version: `${generation}.${readMeta(this.#db, "version") ?? 0}` };
    });
  }

  async rebuild(space: EmbeddingSpace | null): Promise<Rebuild> {
    return SqliteRebuild.begin(this.#db, (work) => this.#guard(work), { space, derivation: this.#derivation });
  }

  async cancelRebuild(): Promise<boolean> {
    return this.#guard(() => transaction(this.#db, () => cancelRebuild(this.#db)));
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }

  /**
   * The memory of the index as it is now. One of another generation, or of other vectors, begins anew.
   *
   * @throws `index-mismatch` where meaning is asked for, and the index's vectors are of another model by now
   */
  #read(meaning: boolean): Reading {
    const space = spaceNow(this.#db, this.#space);
    if (meaning && space && this.#space && !sameSpace(space, this.#space)) throw movedSpace(space, this.#space);
    const generation = readGeneration(this.#db);
    const dimensions = space?.dimensions ?? 0;
    const known = this.#reading;
    if (known?.generation === generation && known.columns.dimensions === dimensions) return known;
    // The old memory goes first: both together may be too much.
    this.#reading = null;
    const columns = new Columns(this.#db, dimensions);
    const [recall, suggester] = [new Recall(this.#db, columns), new Suggester(this.#db, columns)];
    this.#reading = { generation, columns, recall, suggester };
    return this.#reading;
  }

  /** Counted over the identifiers' index: `source:NAME:KEY`. */
  #bySource(): Record<string, number> {
    const rows = this.#db
      .prepare(
        `SELECT substr(identifier, 8, instr(substr(identifier, 8), ':') - 1) AS source, count(DISTINCT row) AS n
         FROM identifiers WHERE identifier >= 'source:' AND identifier < 'source;' GROUP BY 1 ORDER BY 1`,
      )
      .all() as unknown as { source: string; n: number }[];
    return Object.fromEntries(rows.map(({ source, n }) => [source, n]));
  }

  /** Asks the memory of the index as it is now. */
  #ask<T>(meaning: boolean, question: (reading: Reading) => T): T {
    return this.#guard(() =>
      snapshot(this.#db, () => {
        const reading = this.#read(meaning);
        reading.columns.refresh(this.#writes);
        return question(reading);
      }),
    );
  }

  #write<T>(work: () => T): T {
    this.#writes++;
    return this.#guard(() => transaction(this.#db, work));
  }

  #all(sql: string, parameter: string | number): StoredRow[] {
    return this.#guard(() => this.#db.prepare(sql).all(parameter) as unknown as StoredRow[]);
  }

  #guard<T>(work: () => T): T {
    if (!this.#db.isOpen) throw new LecternError("engine-unavailable", `The index ${this.#path} was closed`);
    return guard(this.#path, work);
  }
}

function toStored({ version, json, embedded }: StoredRow): StoredRecord {
  return { record: JSON.parse(json) as LecternRecord, version, hasVectors: embedded === 1 };
}
