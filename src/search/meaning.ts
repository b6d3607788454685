/**
 * Why nothing is found by meaning: the operator wants none; the model could not be loaded when the process started; it
 * was loaded and fails now; the index has been rebuilt for another model than this process has loaded.
 */
export type MeaningOff = "switched-off" | "not-loaded" | "failed" | "other-model";

/** What a reader is told who asked for meaning. */
export const MEANING_NOTICES: Readonly<Record<MeaningOff, string>> = {
  "switched-off": "This server searches by words only: these are the results by words.",
  "not-loaded": "Search by meaning is off, for the model could not be loaded: these are the results by words.",
  failed: "Search by meaning is off at the moment: these are the results by words.",
  "other-model": "Search by meaning is off until the server is started again: these are the results by words.",
};

/** The notice, where there is one: a server that has no meaning on purpose only says so to who asks for nothing else. */
export function meaningNotice(off: MeaningOff, alone: boolean): string[] {
  return off === "switched-off" && !alone ? [] : [MEANING_NOTICES[off]];
}
