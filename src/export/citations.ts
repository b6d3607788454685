import { Worker } from "node:worker_threads";
import type { LecternRecord } from "../../indexes/record.ts";
import { LecternError } from "../errors.ts";
import { cslFile, toCsl } from "./csl.ts";
import { toCsv } from "./csv.ts";
import type { Format, Language, Style } from "./formats.ts";
import type { Answer, Ask, Writing } from "./worker.ts";

/** What waits for the thread. */
interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

/**
 * Writes records as files and as citations. The citation library works in a thread of its own, which starts when it is
 * first needed: a style takes it a second to read, and searches go on meanwhile.
 */
export class Citations {
  #worker: Worker | null = null;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** The text of a file. */
  async file(records: readonly LecternRecord[], format: Format): Promise<string> {
    switch (format) {
      case "csv":
        return toCsv(records);
      case "csl":
        return cslFile(toCsl(records));
      default:
        return this.#write(records, { as: format });
    }
  }

  /** One record as it stands in a list of references, without a number. */
  async cite(record: LecternRecord, style: Style, language: Language): Promise<string> {
    const text = await this.#write([record], { as: "citation", style, language });
    return text.replace(/^1\.\s+/, "");
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker) this.#lost(worker, "the server stops");
    await worker?.terminate();
  }

  #write(records: readonly LecternRecord[], writing: Writing): Promise<string> {
    const worker = this.#started();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // A process may end although nobody closed this, but not while something is being written.
      worker.ref();
      worker.postMessage({ id, items: toCsl(records), writing } satisfies Ask);
    });
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    this.#worker = worker;
    worker.unref();
    worker.on("message", (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) worker.unref();
      if ("text" in answer) waiting?.resolve(answer.text);
      else waiting?.reject(failure(answer.error));
    });
    worker.on("error", (error) => this.#lost(worker, error.message));
    worker.on("exit", () => this.#lost(worker, "its thread ended"));
    return worker;
  }

  /** The next one starts another thread. */
  #lost(worker: Worker, reason: string): void {
    // An error is followed by the thread's end.
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(failure(reason));
    this.#waiting.clear();
  }
}

function failure(reason: string): LecternError {
  return new LecternError("internal", `The records could not be written for export: ${reason}`);
}
