import type { Highlight } from "../src/search/evidence.ts";
import { type Content, html } from "./html.ts";

/** A stretch of text that is highlighted throughout, or not at all. */
export interface Segment {
  text: string;
  marked: boolean;
}

/**
 * A text from `from` to `to`, cut where highlights begin and end. The segments joined are the text.
 *
 * @param highlights in order, not overlapping, in UTF-16 offsets into the whole text; what lies outside is cut off
 */
export function segments(text: string, highlights: readonly Highlight[], from = 0, to = text.length): Segment[] {
  const found: Segment[] = [];
  let at = from;
  const add = (end: number, marked: boolean): void => {
    if (end > at) found.push({ text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const { start, end } of highlights) {
    add(Math.min(start, to), false);
    add(Math.min(end, to), true);
  }
  add(to, false);
  return found;
}

/** The same as content: what is highlighted in `<mark>`. */
export function marked(text: string, highlights: readonly Highlight[], from = 0, to = text.length): Content {
  return segments(text, highlights, from, to).map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text));
}

/** Where to stop for at most `length` characters of a text that ends with a whole word. */
export function cutAt(text: string, length: number): number {
  if (text.length <= length) return text.length;
  const space = text.lastIndexOf(" ", length);
  if (space > length / 2) return text.slice(0, space).replace(/[\s,;:(\u2013-]+$/, "").length;
  // A text without spaces is cut anywhere but within a character.
  return text.slice(0, length).isWellFormed() ? length : length - 1;
}
