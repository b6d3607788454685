import { parentPort, workerData } from "node:worker_threads";
import type { Passage } from "./embedder.ts";
import type { ModelSource } from "./model.ts";
import { Session } from "./session.ts";

/** What the pool asks of a thread, and what it answers. `close` ends the thread once it has answered. */
export type Ask = { id: number; query: string } | { id: number; passage: Passage } | { close: true };
export type Answer =
  | { ready: true; dimensions: number }
  | { ready: false; error: string }
  | { id: number; result: unknown }
  | { id: number; error: string };

const port = parentPort;
if (!port) throw new Error("worker.ts runs as a worker thread only");
const reply = (answer: Answer, transfer: ArrayBuffer[] = []): void => port.postMessage(answer, transfer);
const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  const session = await Session.open(workerData as ModelSource);
  let work = Promise.resolve();
  port.on("message", (ask: Ask) => {
    work = work.then(() => ("close" in ask ? port.close() : answer(session, ask)));
  });
  reply({ ready: true, dimensions: session.dimensions });
} catch (error) {
  reply({ ready: false, error: text(error) });
}

async function answer(session: Session, ask: Exclude<Ask, { close: true }>): Promise<void> {
  try {
    if ("query" in ask) {
      const vector = await session.embedQuery(ask.query);
      reply({ id: ask.id, result: vector }, [vector.buffer as ArrayBuffer]);
    } else {
      const vectors = await session.embedPassage(ask.passage);
      const buffers = [vectors.whole.buffer, vectors.sentenceVectors.buffer] as ArrayBuffer[];
      reply({ id: ask.id, result: vectors }, buffers);
    }
  } catch (error) {
    reply({ id: ask.id, error: text(error) });
  }
}
