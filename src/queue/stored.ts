import { z } from "zod";
import { type Counts, noCounts } from "../../indexes/report.ts";
import type { JobInput } from "./queue.ts";

const Input = z.object({
  path: z.string().min(1),
  format: z.string().nullable(),
  map: z.record(z.string(), z.string()).nullable(),
  spooled: z.boolean(),
});

/** What stands for the input of a job that cannot be read. */
export const NO_INPUT: JobInput = { path: "", format: null, map: null, spooled: false };
export const UNREADABLE = "Expected the job to name a file to ingest, got something that is not a job of this version";

/** A stored input; `NO_INPUT` for what is none. */
export function readInput(text: string): JobInput {
  return Input.safeParse(parsed(text)).data ?? NO_INPUT;
}

/** Stored counts; zeroes for what is none. */
export function readCounts(text: string): Counts {
  const value = parsed(text);
  return typeof value === "object" && value !== null ? { ...noCounts(), ...value } : noCounts();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
