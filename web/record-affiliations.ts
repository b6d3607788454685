import type { LecternRecord } from "../indexes/record.ts";
import { type Content, html } from "./html.ts";

export interface Places {
  /** As a list, in the order in which the authors have them; null where there is none. */
  list: Content;
  /** What stands behind the name of an author of this place: its number, where the authors are not all of one. */
  mark(place: string | undefined): Content;
}

/** Where authors work, each place once: with whole consortia, and journals that give each author everybody's, it is long. */
export function placesOf(authors: LecternRecord["authors"]): Places {
  const places = [...new Set(authors.flatMap(({ affiliation }) => affiliation ?? []))];
  const numbers = new Map(places.map((place, i) => [place, i + 1]));
  const ofAll = places.length === 1 && authors.every(({ affiliation }) => affiliation !== undefined);
  const items = places.map((place) => html`<li>${place}</li>`);
  return {
    list: items.length === 0 ? null : ofAll ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`,
    mark: (place) => (place === undefined || ofAll ? null : html`<sup>${numbers.get(place)}</sup>`),
  };
}
