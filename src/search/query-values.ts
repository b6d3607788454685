import { type Said, said } from "./notices.ts";
import { STATES, useOf } from "./query-fields.ts";
import { PARSERS } from "./query-identifiers.ts";
import type { Leaf } from "./query-token.ts";

/** Whole years, both ends included; null is open. */
export interface Years {
  from: number | null;
  to: number | null;
}

const FIRST = 1500;
const LAST = 2100;

/**
 * Years in any usual notation: 2021; 2019..2023, 2019-2023, 2019:2023; 2019.., ..2023; >=2020, <2020; of dates
 * (2019/01/01:2023/12/31) the years. Null for what are none. PubMed's year 3000 is no end.
 */
export function parseYears(text: string): Years | null {
  const plain = text
    .replace(/\s+/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\u2265/g, ">=")
    .replace(/\u2264/g, "<=");
  const date = String.raw`(\d{4})(?:/\d{1,2}){0,2}`;
  const compared = new RegExp(`^([<>]=?|=)${date}$`).exec(plain);
  if (compared) {
    const [, sign, digits] = compared;
    const year = Number(digits);
    if (sign === "=") return years(year, year);
    return sign!.startsWith(">")
      ? years(sign === ">" ? year + 1 : year, null)
      : years(null, sign === "<" ? year - 1 : year);
  }
  const single = new RegExp(`^${date}$`).exec(plain);
  if (single) return years(Number(single[1]), Number(single[1]));
  const range = new RegExp(`^(?:${date})?(?:\\.{2,3}|\u2026|-|:)(?:${date})?$`).exec(plain);
  if (!range || (!range[1] && !range[2])) return null;
  return years(range[1] ? Number(range[1]) : null, range[2] ? Number(range[2]) : null);
}

function years(from: number | null, to: number | null): Years | null {
  const end = to !== null && to > LAST ? null : to;
  if ((from !== null && (from < FIRST || from > LAST)) || (end !== null && end < FIRST)) return null;
  if (from !== null && end !== null && from > end) return null;
  return { from, to: end };
}

/** Whether years are all that there is in a notation of them: a month or a day may narrow what is asked for. */
function areWhole(text: string): boolean {
  const [from = "", to = from] = text
    .replace(/^[<>=\u2264\u2265\s]+/, "")
    .split(/\s*(?:\.{2,3}|[\u2026\u2010-\u2015\u2212:-])\s*/);
  if (to === from) return !from.includes("/");
  return /^(?:\d{4}(?:\/0?1){0,2})?$/.test(from) && /^(?:\d{4}(?:\/12(?:\/31)?)?)?$/.test(to);
}

export function printYears({ from, to }: Years): string {
  return from === to ? `${from}` : `${from ?? ""}..${to ?? ""}`;
}

/** Every year of a stretch that a record may be of. */
export function eachYear({ from, to }: Years): string[] {
  const first = from ?? FIRST;
  return Array.from({ length: (to ?? LAST) - first + 1 }, (_, i) => String(first + i));
}

/**
 * A leaf's value as it is meant: years, identifiers and states in one notation, anything else as it stands.
 *
 * @returns what to say of it, where it is nothing that its field may have, or something else than was written
 */
export function readValue(leaf: Leaf): { text: string; said?: Said } | { refused: Said } {
  const written = `${leaf.field}:${leaf.text}`;
  const use = leaf.field && useOf(leaf.field);
  switch (use?.use) {
    case "years": {
      const read = parseYears(leaf.text);
      if (!read) return { refused: said("not-years", written) };
      const text = printYears(read);
      return areWhole(leaf.text) ? { text } : { text, said: said("years-only", leaf.text, text) };
    }
    case "identifier": {
      const read = PARSERS[use.scheme](leaf.text);
      return read === null ? { refused: said(`not-${use.scheme}`, written) } : { text: read };
    }
    case "state": {
      const text = leaf.text.toLowerCase();
      const known = Object.keys(STATES);
      return known.includes(`${leaf.field}:${text}`)
        ? { text }
        : { refused: said("not-state", written, known.join(", ")) };
    }
    default:
      return { text: leaf.text };
  }
}
