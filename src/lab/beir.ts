import { createReadStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { sourceIdentifier } from "../../indexes/fields.ts";
import type { Engine } from "../engine/engine.ts";
import { LecternError, messageOf, show } from "../errors.ts";
import { GRADES, type Grade, type Judged, Judgement } from "./judgements.ts";

/** What became of the lines of a file of judgements. */
export interface Imported {
  judgements: Judgement[];
  /** Lines that could not be taken, and why. */
  refused: { line: number; reason: string }[];
}

/**
 * Reads judgements in BEIR's form (Thakur et al. 2021): lines of query id, record and grade with tabs between, with a
 * heading or without. Queries are looked up in `queries.jsonl` beside the file or in the folder above; without one, a
 * query's id is the query. A record is named by its id here, its key in a source, or a DOI or PubMed number (`pmid:1`).
 *
 * @throws `invalid-source` where a file cannot be read
 */
export async function importQrels(engine: Engine, file: string, at: string): Promise<Imported> {
  const queries = await queriesBeside(file);
  const sources = Object.keys((await engine.statistics()).bySource);
  const imported: Imported = { judgements: [], refused: [] };
  let line = 0;
  for await (const text of linesOf(file)) {
    line++;
    const [id = "", name = "", score = ""] = text.split("\t").map((field) => field.trim());
    if (text.trim() === "" || (line === 1 && /^score$/i.test(score))) continue;
    try {
      const query = queries ? queries.get(id) : id;
      if (query === undefined) throw new Error(`queries.jsonl has no query ${show(id)}`);
      const grade = GRADES.find((one) => score === String(one));
      if (grade === undefined) throw new Error(`expected a grade of ${GRADES.join(", ")}, got ${show(score)}`);
      const record = await recordNamed(engine, sources, name);
      if (record === null) throw new Error(`no record here is called ${show(name)}`);
      const judgement = Judgement.safeParse({ query, record, grade, at });
      if (!judgement.success) throw new Error(judgement.error.issues.map(({ message }) => message).join("; "));
      imported.judgements.push(judgement.data);
    } catch (error) {
      if (error instanceof LecternError) throw error;
      imported.refused.push({ line, reason: messageOf(error) });
    }
  }
  return imported;
}

async function recordNamed(engine: Engine, sources: readonly string[], name: string): Promise<string | null> {
  if ((await engine.get([name])).has(name)) return name;
  const found = await engine.find([name, ...sources.map((source) => sourceIdentifier(source, name))]);
  const ids = new Set([...found.values()].map(({ record }) => record.id));
  // A key that two sources give to two records names none of them.
  return ids.size === 1 ? [...ids][0]! : null;
}

async function queriesBeside(file: string): Promise<ReadonlyMap<string, string> | null> {
  for (const folder of [dirname(file), dirname(dirname(file))]) {
    const path = join(folder, "queries.jsonl");
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) continue;
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      return new Map(
        lines.map((line) => {
          const { _id, text } = JSON.parse(line) as { _id: unknown; text: unknown };
          return [String(_id), String(text)];
        }),
      );
    } catch (error) {
      throw new LecternError("invalid-source", `Expected ${path} to be JSON lines: ${messageOf(error)}`);
    }
  }
  return null;
}

async function* linesOf(file: string): AsyncIterable<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new LecternError("invalid-source", `The judgements ${file} cannot be read: ${messageOf(error)}`);
  }
}

/**
 * Writes a folder in BEIR's form: `corpus.jsonl` with all records, `queries.jsonl`, `qrels/own.tsv`.
 *
 * @returns how many of each
 */
export async function exportBeir(engine: Engine, judged: Judged, folder: string) {
  const mode = { mode: 0o600 };
  await mkdir(join(folder, "qrels"), { recursive: true });
  const corpus: string[] = [];
  for await (const { record } of engine.scan())
    corpus.push(`${JSON.stringify({ _id: record.id, title: record.title, text: record.abstract })}\n`);
  await writeFile(join(folder, "corpus.jsonl"), corpus, mode);
  const numbered = [...judged].map(([text, grades], i) => ({ id: `q${i + 1}`, text, grades }));
  await writeFile(
    join(folder, "queries.jsonl"),
    numbered.map(({ id, text }) => `${JSON.stringify({ _id: id, text })}\n`),
    mode,
  );
  const lines = numbered.flatMap(({ id, grades }) =>
    [...grades].map(([record, grade]: [string, Grade]) => `${id}\t${record}\t${grade}\n`),
  );
  await writeFile(join(folder, "qrels", "own.tsv"), ["query-id\tcorpus-id\tscore\n", ...lines], mode);
  return { records: corpus.length, queries: numbered.length, judgements: lines.length };
}
