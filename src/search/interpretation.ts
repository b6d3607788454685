import type { Alternative, Term } from "../engine/word-query.ts";
import type { Switches } from "./literal.ts";
import { toldAs } from "./query-terms.ts";

/** How words of a query were read. */
export interface WordReading {
  /** As typed. */
  text: string;
  /**
   * What was found for it, and in how many records (of words in a row an estimate), nothing where no record has any; of a
   * short or a long form that records define, how many do.
   */
  as: readonly { text: string; via: Alternative["via"]; records: number; defined?: number }[];
}

/** Another way to have a query read. */
export interface Instead {
  /** What is left away in it. */
  without: "corrections" | "expansion";
  /** Parameters of a search, beside those that it has. */
  parameters: Readonly<Record<string, string>>;
}

/** Each telling word with what it was found as; what stands for several words is told of these together. */
export function wordReadings(terms: readonly Term[]): WordReading[] {
  const readings = new Map<string, WordReading>();
  const single = terms.flatMap((term) => term.anyOf ?? term).filter(({ telling, required }) => telling || required);
  for (const { text, alternatives } of single) {
    const found = alternatives.filter(({ documents }) => documents !== 0);
    const own = found.filter((one) => one.of === undefined);
    if (own.length > 0 || found.length === 0) add(text, own);
    for (const one of found) if (one.of !== undefined) add(one.of, [one]);
  }
  return [...readings.values()];

  function add(text: string, found: readonly Alternative[]): void {
    const known = readings.get(text)?.as ?? [];
    const more = found.map((one) => ({
      text: toldAs(one, text),
      via: one.via,
      records: one.documents ?? 0,
      ...(one.defined === undefined ? {} : { defined: one.defined }),
    }));
    const different = new Map([...known, ...more].map((one) => [`${one.via} ${one.text}`, one]));
    readings.set(text, { text, as: [...different.values()] });
  }
}

const EXPANDED: readonly Alternative["via"][] = ["variant", "notation", "abbreviation", "synonym", "translation"];

/** The ways to have a query read as it was typed, where something was read in another way. */
export function insteadOf({ q }: Switches & { q: string }, terms: readonly Term[]): Instead[] {
  const read = terms.flatMap((term) => term.anyOf ?? term).filter(({ telling, required }) => telling || required);
  const used = new Set(
    read.flatMap(({ prefix, alternatives }) =>
      // A star asks for the words that begin so.
      alternatives.flatMap(({ via, documents }) => (documents === 0 || prefix === "always" ? [] : via)),
    ),
  );
  return [
    ...(used.has("corrected") || used.has("prefix")
      ? [{ without: "corrections", parameters: { q, typo: "off" } } as const]
      : []),
    ...(EXPANDED.some((via) => used.has(via))
      ? [{ without: "expansion", parameters: { q, expand: "off" } } as const]
      : []),
  ];
}
