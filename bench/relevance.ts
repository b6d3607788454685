import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { relevanceCommand } from "../src/cli/relevance.ts";
import { readConfig } from "../src/config.ts";
import { MODES, type Mode } from "../src/search/rank.ts";
import { search } from "../src/search/search.ts";
import { ndcg, readCollection, recall } from "./beir.ts";
import { ENGINES, indexCollection, openEmbedder } from "./library.ts";
import { nativeHybrid } from "./native.ts";
import { TYPED, type Typed, typing } from "./typed.ts";

/**
 * Ranking quality on a judged collection in BEIR's form, through the same code as `/v1/search`:
 *
 *     npm run bench:relevance -- --dataset DIR --split NAME [--limit-queries N] [--engine sqlite|meilisearch]
 *         [--typed right|misspelt|begun|capitals] [--json]
 *
 *     npm run bench:relevance -- --own [--data DIR] [--fail-below MARGIN] [--accept] [--json]
 *
 * The second form measures the index of LECTERN_DATA_DIR, or DIR, by its own judgements, as `lectern relevance` does.
 *
 * Over Meilisearch also with the server's own hybrid search (`nativeHybrid`), at its best ratio.
 */
const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "../shared/data/nfcorpus" },
    split: { type: "string", default: "dev" },
    "limit-queries": { type: "string" },
    engine: { type: "string", default: "sqlite" },
    typed: { type: "string", default: "right" },
    own: { type: "boolean", default: false },
    data: { type: "string" },
    "fail-below": { type: "string" },
    accept: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
if (!(ENGINES as readonly string[]).includes(values.engine))
  throw new Error(`Expected --engine to be ${ENGINES.join(" or ")}, got ${values.engine}`);
if (!(TYPED as readonly string[]).includes(values.typed))
  throw new Error(`Expected --typed to be ${TYPED.join(", ")}, got ${values.typed}`);

if (values.own) {
  const { data, accept, json, "fail-below": failBelow } = values;
  const config = readConfig({ ...process.env, ...(data === undefined ? {} : { LECTERN_DATA_DIR: data }) });
  await relevanceCommand(config, { accept, json, ...(failBelow === undefined ? {} : { failBelow }) });
  process.exit();
}

/** Recall is measured at this depth, so this many hits are asked for. */
const DEPTH = 100;

const { documents, queries } = await readCollection(values.dataset, values.split);
const limit = values["limit-queries"] ? Number(values["limit-queries"]) : queries.length;
if (!Number.isInteger(limit) || limit < 1)
  throw new Error(`Expected --limit-queries to be a whole number from 1 on, got ${values["limit-queries"]}`);
const typed = typing(values.typed as Typed);
const asked = queries.slice(0, limit).map((query) => ({ ...query, text: typed(query.text) }));
const { embedder, config } = await openEmbedder();
const { engine, close } = await indexCollection(documents, embedder, config, {
  name: values.engine as (typeof ENGINES)[number],
});
const parts = { engine, embedder, similarity: config.embedding.similarity };

const sums = Object.fromEntries(MODES.map((mode) => [mode, { ndcg10: 0, recall100: 0, words: 0, meaning: 0 }]));
for (const [i, { text, relevant }] of asked.entries()) {
  for (const mode of MODES) {
    const answer = await search(parts, { q: text, mode, filters: [], sort: "relevance", page: 1, perPage: DEPTH });
    const found = answer.hits.map(({ record }) => record.key);
    const sum = sums[mode]!;
    sum.ndcg10 += ndcg(found, relevant);
    sum.recall100 += recall(found, relevant, DEPTH);
    sum.words += answer.counts.words;
    sum.meaning += answer.counts.meaning;
  }
  if (i % 20 === 0) process.stderr.write(`\rasked ${i + 1} of ${asked.length} `);
}
process.stderr.write("\n");
await close();
const { meilisearch } = config;
const native =
  values.engine === "meilisearch" && meilisearch
    ? await nativeHybrid(
        { url: meilisearch.urls[0]!, masterKey: meilisearch.masterKey, index: `lectern-bench-${randomUUID()}` },
        { documents, queries: asked },
        embedder,
        DEPTH,
      )
    : null;
await embedder.close();

const mean = (mode: Mode, what: "ndcg10" | "recall100" | "words" | "meaning"): number =>
  sums[mode]![what] / Math.max(1, asked.length);
console.log(`${values.dataset}, ${values.split}: ${documents.length} documents, ${asked.length} judged queries`);
console.table(
  Object.fromEntries(
    MODES.map((mode) => [
      mode,
      {
        "nDCG@10": mean(mode, "ndcg10").toFixed(4),
        "recall@100": mean(mode, "recall100").toFixed(4),
        "by words": mean(mode, "words").toFixed(1),
        "more by meaning": mean(mode, "meaning").toFixed(1),
      },
    ]),
  ),
);
const better = Math.max(mean("keyword", "ndcg10"), mean("semantic", "ndcg10"));
console.log(
  `hybrid is ${(mean("hybrid", "ndcg10") / better).toFixed(3)} of the better of keyword and semantic (nDCG@10)`,
);
if (native) {
  const { ndcg10, recall100, semanticRatio, matchingStrategy } = native;
  console.log(
    `the server's own hybrid at its best (ratio ${semanticRatio}, ${matchingStrategy}): nDCG@10 ${ndcg10.toFixed(4)}, recall@${DEPTH} ${recall100.toFixed(4)}`,
  );
}
if (values.json) {
  const modes = {
    ...Object.fromEntries(
      MODES.map((mode) => [mode, { ndcg10: mean(mode, "ndcg10"), recall100: mean(mode, "recall100") }]),
    ),
    ...(native ? { nativeHybrid: native } : {}),
  };
  const dataset = basename(values.dataset.replace(/\/+$/, ""));
  console.log(JSON.stringify({ dataset, split: values.split, queries: asked.length, modes }));
}
