import { workerData } from "node:worker_threads";
import type { Passage } from "./embedder.ts";
import type { ModelSource } from "./model.ts";
import { serve } from "./serve.ts";
import { Session } from "./session.ts";

await serve(async () => {
  const session = await Session.open(workerData as ModelSource);
  return {
    about: { dimensions: session.dimensions },
    async answer(ask) {
      const asked = ask as { query: string } | { passage: Passage };
      if ("query" in asked) {
        const vector = await session.embedQuery(asked.query);
        return { result: vector, transfer: [vector.buffer as ArrayBuffer] };
      }
      const vectors = await session.embedPassage(asked.passage);
      const transfer = [vectors.whole.buffer, vectors.sentenceVectors.buffer] as ArrayBuffer[];
      return { result: vectors, transfer };
    },
  };
});
