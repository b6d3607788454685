import { lecternVersion, openLectern } from "../compose.ts";
import type { Config } from "../config.ts";
import { LecternError } from "../errors.ts";
import { type Measured, type Measures, measure } from "../lab/measure.ts";
import { type Change, type Comparison, compare, readRuns, writeRuns } from "../lab/runs.ts";
import { openProgress } from "./progress.ts";

export interface RelevanceOptions {
  failBelow?: string;
  accept?: boolean;
  json?: boolean;
}

/** By so much mean nDCG@10 may fall without the command failing. */
const MARGIN = 0.01;
/** So many queries are named that got better, and worse. */
const NAMED = 20;

/**
 * `lectern relevance`: measures the search by the hospital's own judgements, and compares it with the last run that did
 * not fail. Exit status 1 where mean nDCG@10 fell by more than the margin; such a run is compared with by no other.
 */
export async function relevanceCommand(config: Config, options: RelevanceOptions): Promise<void> {
  const margin = options.failBelow === undefined ? MARGIN : Number(options.failBelow);
  if (!(margin >= 0 && margin <= 1))
    throw new LecternError("invalid-parameter", `Expected --fail-below to be from 0 to 1, got ${options.failBelow}`);
  const lectern = await openLectern(config, {
    rerank: true,
    warn: (message) => console.error(`lectern: ${message}`),
  });
  try {
    const { judgements, runs: path } = lectern.lab;
    const { judged, unread } = await judgements.read();
    if (judged.size === 0)
      throw new LecternError(
        "not-found",
        `There is nothing judged in ${judgements.path} yet: \`npx lectern judge\` asks for judgements`,
      );
    const runs = await readRuns(path);
    const measured = await withProgress(judged.size, (tell) =>
      measure(lectern.searching, judged, lecternVersion(), tell),
    );
    const comparison = runs.accepted && compare(runs.accepted, measured.run);
    const fell = comparison ? comparison.before.ndcg10 - comparison.after.ndcg10 : 0;
    const failed = fell > margin && !options.accept;
    await writeRuns(path, { accepted: failed ? runs.accepted : measured.run, latest: measured.run, comparison });
    if (options.json) console.log(JSON.stringify({ ...measured, unread, comparison, margin, failed }));
    else {
      print(measured, comparison, judged.size);
      if (unread.length > 0) console.log(`no judgement in line ${unread.join(", ")} of ${judgements.path}`);
      if (failed)
        console.log(
          `FAILED: mean nDCG@10 fell by ${fell.toFixed(4)}, more than ${margin}. --accept takes this run as the new measure`,
        );
    }
    if (failed) process.exitCode = 1;
  } finally {
    await lectern.close();
  }
}

async function withProgress<T>(total: number, work: (tell: (done: number) => void) => Promise<T>): Promise<T> {
  const progress = openProgress("relevance");
  try {
    return await work((done) =>
      progress.update({ done, total, text: `${done} of ${total} queries`, count: done, more: "" }),
    );
  } finally {
    progress.end();
  }
}

function print({ run, gone, unusable }: Measured, comparison: Comparison | null, judged: number): void {
  const { model, lectern, index } = run;
  console.log(
    `${run.queries.length} of ${judged} judged queries, ${index.documents} records, Lectern ${lectern.version}, ranking ${lectern.ranking}, ${model ? `model ${model.name} (${model.revision})` : "no model"}`,
  );
  console.table(Object.fromEntries(Object.entries(run.means).map(([mode, means]) => [mode, columns(means)])));
  if (comparison) printComparison(comparison);
  else console.log("The first run: later ones are compared with it");
  for (const { query, record } of gone) console.log(`gone: ${record}, judged for "${query}"`);
  if (gone.length > 0) console.log(`${gone.length} judged records are not in the index any more, and do not count`);
  for (const query of unusable) console.log(`nothing to measure by: no relevant record for "${query}"`);
}

function printComparison({ before, after, queries, better, worse, others, differs }: Comparison): void {
  console.log(`Against the last run, over the ${queries} queries that are judged as they were then (hybrid):`);
  console.table({ "the last run": columns(before), now: columns(after) });
  if (differs.length > 0) console.log(`different since then: ${differs.join(", ")}`);
  const list = (what: string, changes: readonly Change[]): void => {
    console.log(`${changes.length} queries got ${what}`);
    for (const { query, before, after } of changes.slice(0, NAMED))
      console.log(`  ${before.toFixed(3)} -> ${after.toFixed(3)}  ${query}`);
    if (changes.length > NAMED) console.log(`  and ${changes.length - NAMED} others`);
  };
  list("better", better);
  list("worse", worse);
  if (others.length > 0) console.log(`${others.length} queries are new, or were judged anew since`);
}

function columns({ ndcg10, recall100, mrr }: Measures): Record<string, string> {
  return { "nDCG@10": ndcg10.toFixed(4), "recall@100": recall100.toFixed(4), MRR: mrr.toFixed(4) };
}
