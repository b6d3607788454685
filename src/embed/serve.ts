import { parentPort } from "node:worker_threads";
import type { Answer, Ask } from "./threads.ts";

/** What a thread does with its model. */
export interface Served {
  /** What it says of the model when it is ready. */
  about: unknown;
  /** Answers what was asked. @returns also what is handed over and not copied */
  answer(ask: unknown): Promise<{ result: unknown; transfer?: ArrayBuffer[] }>;
}

/** The other end of `ModelThreads`: opens a model in this thread, and answers one text after the other. */
export async function serve(open: () => Promise<Served>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("a model is served in a worker thread only");
  const reply = (answer: Answer, transfer: ArrayBuffer[] = []): void => port.postMessage(answer, transfer);
  const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  try {
    const served = await open();
    let work = Promise.resolve();
    port.on("message", (ask: Ask) => {
      work = work.then(async () => {
        if ("close" in ask) return port.close();
        try {
          const { result, transfer } = await served.answer(ask.ask);
          reply({ id: ask.id, result }, transfer);
        } catch (error) {
          reply({ id: ask.id, error: text(error) });
        }
      });
    });
    reply({ ready: true, about: served.about });
  } catch (error) {
    reply({ ready: false, error: text(error) });
  }
}
