import { createHash } from "node:crypto";
import { splitSentences } from "../indexes/sentences.ts";
import type { PassageVectors } from "../indexes/vectors.ts";
import type { Embedder, Passage } from "../src/embed/embedder.ts";
import { quantise } from "../src/embed/vectors.ts";

/** An embedder of 8 dimensions that tells how often it worked: the hash of a text, as a direction. */
export class HashEmbedder implements Embedder {
  readonly space = { model: "hash", revision: "1", dimensions: 8 };
  readonly threads = 1;
  passages = 0;

  async embedQuery(text: string): Promise<Float32Array> {
    return direction(text);
  }

  async embedPassages(passages: readonly Passage[]): Promise<PassageVectors[]> {
    this.passages += passages.length;
    return passages.map(({ title, abstract }) => {
      const sentences = [
        { field: "title" as const, start: 0, end: title.length },
        ...splitSentences(abstract).map((span) => ({ field: "abstract" as const, ...span })),
      ];
      const rows = sentences.map(({ field, start, end }) =>
        direction((field === "title" ? title : abstract).slice(start, end)),
      );
      return { whole: direction(title + abstract), sentences, sentenceVectors: quantise(rows, 8) };
    });
  }

  async close(): Promise<void> {}
}

function direction(text: string): Float32Array {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 8);
  const length = Math.hypot(...[...bytes].map((byte) => byte - 127.5));
  return Float32Array.from(bytes, (byte) => (byte - 127.5) / length);
}
