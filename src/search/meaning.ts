import { type Said, said } from "./notices.ts";

/**
 * Why nothing is found by meaning: the operator wants none; the model could not be loaded when the process started; it
 * was loaded and fails now; the index has been rebuilt for another model than this process has loaded.
 */
export type MeaningOff = "switched-off" | "not-loaded" | "failed" | "other-model";

/** The notice, where there is one: a server that has no meaning on purpose only says so to who asks for nothing else. */
export function meaningNotice(off: MeaningOff, alone: boolean): Said[] {
  return off === "switched-off" && !alone ? [] : [said(`meaning-${off}`)];
}
