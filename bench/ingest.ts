import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * Rate and memory of `lectern ingest` into an empty index, for a file and one several times as long:
 *
 *     npm run bench:ingest -- [--records N] [--factor N]
 *
 * The abstracts are made of a fixed vocabulary: 1,500 characters in ten sentences, each different.
 */
const { values } = parseArgs({
  options: { records: { type: "string", default: "400" }, factor: { type: "string", default: "4" } },
});

const WORDS =
  `patients treatment trial cohort outcome risk mortality survival therapy clinical randomised placebo response
  disease chronic acute cardiac renal hepatic pulmonary cerebral tumour infection antibiotic surgery imaging biomarker
  plasma serum tissue gene expression mutation receptor inhibitor dose adverse event follow-up baseline median hazard
  ratio confidence interval significant association increased reduced improved diagnosis prognosis screening prevention
  management guideline population study analysis regression model prediction accuracy sensitivity specificity`.split(
    /\s+/,
  );

/** A small deterministic generator (Park and Miller 1988), so that every run ingests the same text. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function abstract(random: () => number): string {
  const sentences = Array.from({ length: 10 }, () => {
    let sentence = "";
    while (sentence.length < 145) sentence += ` ${WORDS[Math.floor(random() * WORDS.length)]}`;
    return `${sentence[1]!.toUpperCase()}${sentence.slice(2)}.`;
  });
  return sentences.join(" ");
}

const folder = await mkdtemp(join(tmpdir(), "lectern-ingest-"));
const rows: Record<string, object> = {};
const short = Number(values.records);
for (const records of [short, short * Number(values.factor)]) {
  const file = join(folder, `${records}.jsonl`);
  const random = generator(records);
  const lines = Array.from({ length: records }, (_, i) =>
    JSON.stringify({ key: `bench-${records}-${i}`, title: `Record ${i} of a bench`, abstract: abstract(random) }),
  );
  await writeFile(file, `${lines.join("\n")}\n`);
  const { seconds, peakMegabytes } = await ingest(file, join(folder, `data-${records}`));
  rows[`${records} records`] = {
    "records/s": (records / seconds).toFixed(1),
    seconds: seconds.toFixed(1),
    "peak memory, MB": Math.round(peakMegabytes),
  };
}
await rm(folder, { recursive: true, force: true });
console.log("lectern ingest into an empty index, model start included; 1,500 characters and ten sentences a record");
console.table(rows);

/** Runs the command, and samples its peak resident memory from the system. */
async function ingest(file: string, dataDir: string): Promise<{ seconds: number; peakMegabytes: number }> {
  const from = performance.now();
  const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "ingest", file], {
    env: { ...process.env, LECTERN_DATA_DIR: dataDir },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peakMegabytes = Number.NaN;
  const sampling = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (kilobytes) peakMegabytes = Number(kilobytes) / 1024;
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`lectern ingest ended with ${code}`);
  return { seconds: (performance.now() - from) / 1000, peakMegabytes };
}
