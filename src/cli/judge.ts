import { readFile } from "node:fs/promises";
import { openLectern } from "../compose.ts";
import type { Config } from "../config.ts";
import { LecternError, messageOf } from "../errors.ts";
import { exportBeir, importQrels } from "../lab/beir.ts";
import type { Judgements } from "../lab/judgements.ts";
import { judgeOnTerminal } from "./judging.ts";

export interface JudgeOptions {
  queries?: string;
  by?: string;
  import?: string;
  export?: string;
  list?: boolean;
  json?: boolean;
}

/** `lectern judge`: exit status 1 where a line of an imported file could not be taken. */
export async function judgeCommand(config: Config, given: readonly string[], options: JudgeOptions): Promise<void> {
  const { list, json = false, by } = options;
  const interactive = !list && options.import === undefined && options.export === undefined;
  if (interactive && !process.stdin.isTTY)
    throw new LecternError(
      "invalid-parameter",
      "Expected a terminal to judge on, got none: `lectern judge --import FILE` takes judgements from a file",
    );
  const lectern = await openLectern(config, { embed: interactive, rerank: interactive });
  const { judgements } = lectern.lab;
  try {
    if (options.import !== undefined) await importFile(lectern.engine, judgements, options.import, json);
    if (options.export !== undefined) {
      const { judged } = await judgements.read();
      const counts = await exportBeir(lectern.engine, judged, options.export);
      console.log(
        json
          ? JSON.stringify(counts)
          : `${counts.judgements} judgements of ${counts.queries} queries, and ${counts.records} records, are in ${options.export}`,
      );
    }
    if (list) await listJudged(judgements, json);
    if (interactive) {
      const queries = [...given, ...(options.queries === undefined ? [] : await queriesOf(options.queries))];
      await judgeOnTerminal(lectern.searching, judgements, { queries, ...(by ? { by } : {}) });
      const { judged } = await judgements.read();
      console.log(`\n${judged.size} queries are judged; \`npx lectern relevance\` measures the search by them`);
    }
  } finally {
    await lectern.close();
  }
}

async function importFile(
  engine: Parameters<typeof importQrels>[0],
  judgements: Judgements,
  file: string,
  json: boolean,
): Promise<void> {
  const imported = await importQrels(engine, file, new Date().toISOString());
  const { judged } = await judgements.read();
  // The same file again adds nothing.
  const fresh = imported.judgements.filter(({ query, record, grade }) => judged.get(query)?.get(record) !== grade);
  await judgements.add(fresh);
  const counts = { added: fresh.length, known: imported.judgements.length - fresh.length };
  if (json) console.log(JSON.stringify({ ...counts, refused: imported.refused }));
  else {
    console.log(`${counts.added} judgements added, ${counts.known} were there, ${imported.refused.length} refused`);
    for (const { line, reason } of imported.refused) console.error(`lectern: line ${line}: ${reason}`);
  }
  if (imported.refused.length > 0) process.exitCode = 1;
}

async function listJudged(judgements: Judgements, json: boolean): Promise<void> {
  const { judged, unread } = await judgements.read();
  if (json) {
    const queries = [...judged].map(([query, grades]) => ({ query, grades: Object.fromEntries(grades) }));
    console.log(JSON.stringify({ queries, unread }));
    return;
  }
  for (const [query, grades] of judged) {
    const relevant = [...grades.values()].filter((grade) => grade > 0).length;
    console.log(`${String(grades.size).padStart(4)} judged, ${String(relevant).padStart(3)} relevant  ${query}`);
  }
  console.log(`${judged.size} queries, in ${judgements.path}`);
  if (unread.length > 0) console.error(`lectern: no judgement in line ${unread.join(", ")} of ${judgements.path}`);
}

async function queriesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, "utf8")).split(/\r?\n/).filter((line) => line.trim() !== "");
  } catch (error) {
    throw new LecternError("invalid-source", `The queries ${file} cannot be read: ${messageOf(error)}`);
  }
}
