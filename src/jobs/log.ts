import type { WorkEvent } from "../queue/queue.ts";

/** Writes lines of fields with a text, as pino does. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** Of parts there are many: of theirs, only what goes wrong stands in a usual log. */
const LEVELS = {
  begun: { whole: "info", part: "debug" },
  done: { whole: "info", part: "debug" },
  "handed back": { whole: "info", part: "info" },
  left: { whole: "info", part: "info" },
  retried: { whole: "warn", part: "warn" },
  failed: { whole: "error", part: "error" },
} as const;

const TEXTS: Readonly<Record<WorkEvent["what"], string>> = {
  begun: "begun",
  done: "done",
  "handed back": "handed back, for this process stops",
  left: "left: it was cancelled, or another worker has it",
  retried: "failed, and will be tried again",
  failed: "given up",
};

/** Tells a log what a worker does. */
export function workLog(log: Log): (event: WorkEvent) => void {
  return ({ what, job, part, name, wait, ...more }) => {
    const about = { job, ...(name === null ? {} : { name }), ...(part === null ? {} : { part }) };
    const again = wait === undefined ? {} : { againInSeconds: Math.ceil(wait / 1000) };
    const subject = part === null ? "ingest job" : "part of an ingest job";
    log[LEVELS[what][part === null ? "whole" : "part"]]({ ...about, ...more, ...again }, `${subject} ${TEXTS[what]}`);
  };
}
