import { wait } from "./speech.ts";

/** What the pages of errors say; of what is expected of a parameter, other languages than English leave the page to tell. */
export const errorTexts = {
  title: {
    400: "This search cannot be read",
    404: "There is nothing here",
    429: "Too many requests",
    503: "Not available at the moment",
  } as Record<number, string>,
  help: {
    404: "The address may be wrong, or the record is no longer in the index.",
    503: "Try again in a moment.",
  } as Record<number, string>,
  wait: (seconds: number): string => `Try again in ${wait(seconds)}.`,
  other: "Something went wrong",
  status: (status: number): string => `Error ${status}`,
  expected: (path: string, expected: string, got: string): string =>
    `${path}: expected ${expected}, got ${got}.`.replaceAll("`", ""),
  back: "Back to the search page",
  again: "Try again",
  sameQuery: "The same search without the other parameters",
};
