import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Domain, domains } from "../indexes/domains.ts";
import { openClassifier } from "../src/ingest/classify.ts";
import { type Judged, measure, type Scores } from "./domain-measures.ts";
import { openEmbedder } from "./library.ts";

/**
 * How often the right domain comes first, or among three, by title and text alone, over abstracts labelled with one MeSH
 * disease branch. Nothing is trained on the labels, and every domain may win, also those that no branch stands for.
 *
 *     npm run bench:domains -- [--file FILE.jsonl] [--limit N] [--words] [--json]
 *
 * The file has a line `{"label": "C01".."C23", "title", "text"}` for each abstract. `--limit` takes N of them, spread
 * evenly; `--words` does without vectors; `--json` ends the output with the figures as fractions. Of the default file
 * the even lines were tuned on, and the odd ones served as the check.
 */
const { values } = parseArgs({
  options: {
    file: { type: "string", default: "../shared/data/ohsumed23/train.jsonl" },
    limit: { type: "string" },
    words: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

interface Line {
  label: string;
  title: string;
  text: string;
}

if (!existsSync(values.file)) {
  console.error(`There is no file ${values.file}. Name one with --file: JSON lines with label, title and text.`);
  process.exit(1);
}

/** Batch of abstracts that are embedded together. */
const BATCH = 64;

/** The one domain that holds just this branch. C22 and C23, animal diseases and signs, have none and are left out. */
const strict = (label: string): Domain | undefined => domains.find(({ meshBranches }) => meshBranches.includes(label));
/** Also the domains that hold a part of the branch: nephrology for C12, which are both urinary and male genital diseases. */
const lenient = (label: string): Domain[] =>
  domains.filter(({ meshBranches }) =>
    meshBranches.some((branch) => branch === label || branch.startsWith(`${label}.`)),
  );

const judged = await classifyAll(sample(readLines(values.file), Number(values.limit ?? Number.POSITIVE_INFINITY)));
report(judged);

function readLines(file: string): (Line & { number: number })[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, number) => (line.trim() === "" ? [] : [{ ...(JSON.parse(line) as Line), number }]))
    .filter(({ label }) => strict(label));
}

function sample<T>(all: readonly T[], limit: number): T[] {
  if (!(limit < all.length)) return [...all];
  return Array.from({ length: limit }, (_, i) => all[Math.floor((i * all.length) / limit)]!);
}

async function classifyAll(lines: readonly (Line & { number: number })[]): Promise<Judged[]> {
  const embedder = values.words ? null : (await openEmbedder()).embedder;
  const classifier = await openClassifier(domains, embedder);
  const results: Judged[] = [];
  let spent = 0;
  for (let at = 0; at < lines.length; at += BATCH) {
    const batch = lines.slice(at, at + BATCH);
    const vectors = await embedder?.embedPassages(batch.map(({ title, text }) => ({ title, abstract: text })));
    const started = process.threadCpuUsage();
    for (const [i, { label, title, text, number }] of batch.entries()) {
      const record = { title, abstract: text, mesh: [], keywords: [] };
      const assigned = classifier.classify(record, vectors?.[i] ?? null);
      results.push({
        label,
        odd: number % 2 === 1,
        expected: strict(label)!.id,
        accepted: lenient(label).map(({ id }) => id),
        ranked: classifier.scores(record, vectors?.[i] ?? null).map(({ id }) => id),
        confidence: assigned[0]?.confidence ?? null,
      });
    }
    const { user, system } = process.threadCpuUsage(started);
    spent += (user + system) / 1000;
    process.stderr.write(`\rclassified ${results.length} of ${lines.length} `);
  }
  // Each was classified twice, once for the assignment and once for the ranking.
  process.stderr.write(`\n${(spent / lines.length / 2).toFixed(2)} ms of processor time a record\n`);
  await embedder?.close();
  return results;
}

function report(all: readonly Judged[]): void {
  const percent = (fraction: number): string => (100 * fraction).toFixed(1).padStart(6);
  const row = (name: string, { n, top1, top3, macroF1, unassigned }: Scores): void =>
    console.log(`${name.padEnd(34)}${String(n).padStart(5)}${[top1, top3, macroF1, unassigned].map(percent).join("")}`);

  console.log(`${"branch, its domain".padEnd(40)}    n  top1  top3  most often taken for`);
  for (const label of [...new Set(all.map((result) => result.label))].sort()) {
    const own = all.filter((result) => result.label === label);
    const { n, top1, top3, confusion } = measure(own);
    const name = `${label} ${own[0]!.expected}`.slice(0, 40).padEnd(40);
    console.log(`${name}${String(n).padStart(5)}${percent(top1)}${percent(top3)}  ${confusion}`);
  }
  console.log(`\n${"%".padEnd(34)}    n  top1  top3    F1  none`);
  row("one domain a branch (the headline)", measure(all));
  row("  even lines", measure(all.filter(({ odd }) => !odd)));
  row("  odd lines", measure(all.filter(({ odd }) => odd)));
  row("also a domain with part of it", measure(all, true));
  const several = [...new Set(all.filter(({ accepted }) => accepted.length > 1).map(({ label }) => label))].sort();
  for (const label of several)
    console.log(
      `  ${label}: ${lenient(label)
        .map(({ id }) => id)
        .join(" or ")}`,
    );

  console.log("\nconfidence of the first domain, and how often it is right");
  for (let from = 0.2; from < 0.95; from += 0.1) {
    const own = all.filter(({ confidence: c }) => c !== null && c >= from - 1e-9 && c < from + 0.1 - 1e-9);
    if (own.length > 0)
      console.log(
        `  ${from.toFixed(1)} to ${(from + 0.1).toFixed(1)} ${String(own.length).padStart(5)} ${percent(measure(own).top1)}`,
      );
  }
  const { top1, top3, macroF1, unassigned } = measure(all);
  if (values.json) console.log(JSON.stringify({ top1, top3, macroF1, unassigned }));
}
