import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

export { ndcg, recall } from "../src/lab/measures.ts";

/** A judged collection in BEIR's form (Thakur et al. 2021): documents, queries, and how relevant which is for which. */
export interface Collection {
  documents: { id: string; title: string; text: string }[];
  /** Judged queries that have at least one relevant document. */
  queries: { id: string; text: string; relevant: Map<string, number> }[];
}

export async function readCollection(folder: string, split: string): Promise<Collection> {
  const files = ["corpus.jsonl", "queries.jsonl", join("qrels", `${split}.tsv`)].map((file) => join(folder, file));
  for (const file of files)
    await access(file).catch(() => {
      throw new Error(`Expected a collection in BEIR's form with the file ${file}, which is not there`);
    });
  const [corpus, queries, judgements] = files as [string, string, string];
  const documents: Collection["documents"] = [];
  for await (const line of linesOf(corpus)) {
    const { _id, title, text } = JSON.parse(line) as Record<string, string>;
    documents.push({ id: String(_id), title: title ?? "", text: text ?? "" });
  }
  const ids = new Set(documents.map(({ id }) => id));
  const relevant = new Map<string, Map<string, number>>();
  for await (const line of linesOf(judgements)) {
    const [query, document, score] = line.split("\t") as [string, string, string];
    if (!(Number(score) > 0) || !ids.has(document)) continue;
    const judged = relevant.get(query) ?? new Map<string, number>();
    relevant.set(query, judged.set(document, Number(score)));
  }
  const judged: Collection["queries"] = [];
  for await (const line of linesOf(queries)) {
    const { _id, text } = JSON.parse(line) as Record<string, string>;
    const documents = relevant.get(String(_id));
    if (documents) judged.push({ id: String(_id), text: text ?? "", relevant: documents });
  }
  return { documents, queries: judged };
}

async function* linesOf(file: string): AsyncIterable<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== "") yield line;
}
