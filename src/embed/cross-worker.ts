import { workerData } from "node:worker_threads";
import { CrossSession } from "./cross-session.ts";
import type { ModelSource } from "./model.ts";
import { serve } from "./serve.ts";

await serve(async () => {
  const session = await CrossSession.open(workerData as ModelSource);
  return {
    about: null,
    async answer(ask) {
      const { query, text } = ask as { query: string; text: string };
      return { result: await session.score(query, text) };
    },
  };
});
