import { parseArgs } from "node:util";
import { MODES } from "../src/search/rank.ts";
import { search } from "../src/search/search.ts";
import { readCollection } from "./beir.ts";
import { indexCollection, openEmbedder } from "./library.ts";

/**
 * How often a record is first that is asked for by its title, as people type and paste titles:
 *
 *     npm run bench:titles -- [--dataset DIR] [--split NAME] [--every N] [--json]
 */
const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "../shared/data/nfcorpus" },
    split: { type: "string", default: "dev" },
    every: { type: "string", default: "12" },
    json: { type: "boolean", default: false },
  },
});

/** The first half of a title, and four words at least. */
function beginning(title: string): string {
  const words = title.split(" ");
  return words.slice(0, Math.max(4, Math.ceil(words.length / 2))).join(" ");
}

const FORMS: Readonly<Record<string, (title: string) => string>> = {
  "as it is": (title) => title,
  "its first half": beginning,
  "in quotation marks": (title) => `"${title}"`,
  "in capitals": (title) => title.toUpperCase(),
  "its words backwards": (title) => title.split(" ").reverse().join(" "),
  "with a word divided": (title) => title.replace(/(\w{4})(\w{5,})/, "$1-\n$2"),
};

const { documents } = await readCollection(values.dataset, values.split);
const every = Number(values.every);
if (!Number.isInteger(every) || every < 1)
  throw new Error(`Expected --every to be a whole number from 1 on, got ${values.every}`);
const titles = documents.filter((_, i) => i % every === 0).map(({ title }) => title);
const { embedder, config } = await openEmbedder();
const { engine, close } = await indexCollection(documents, embedder, config, { name: "sqlite" });
const parts = { engine, embedder, similarity: config.embedding.similarity };

const rows: Record<string, Record<string, number>> = {};
for (const [form, typed] of Object.entries(FORMS)) {
  rows[form] = Object.fromEntries(MODES.map((mode) => [mode, 0]));
  for (const title of titles)
    for (const mode of MODES) {
      const { hits } = await search(parts, {
        q: typed(title),
        mode,
        filters: [],
        sort: "relevance",
        page: 1,
        perPage: 10,
      });
      const place = hits.findIndex(({ record }) => record.title === title);
      rows[form]![mode]! += place < 0 ? 0 : 1 / (place + 1) / titles.length;
    }
  process.stderr.write(`\rasked ${Object.keys(rows).length} of ${Object.keys(FORMS).length} `);
}
process.stderr.write("\n");
await close();
await embedder.close();
console.log(`${values.dataset}: ${titles.length} of ${documents.length} titles; mean reciprocal rank of their records`);
console.table(
  Object.fromEntries(
    Object.entries(rows).map(([form, row]) => [
      form,
      Object.fromEntries(Object.entries(row).map(([mode, value]) => [mode, value.toFixed(4)])),
    ]),
  ),
);
if (values.json) console.log(JSON.stringify({ command: "titles", titles: titles.length, rows }));
