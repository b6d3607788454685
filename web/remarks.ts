import type { Instead } from "../src/search/interpretation.ts";
import type { MeaningOff } from "../src/search/meaning.ts";
import type { SearchAnswer, SearchRequest } from "../src/search/search.ts";
import { addressOf } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";
import { readings } from "./reading.ts";

/** What the reader should know of how the query was read, with ways to have it read otherwise. */
export function remarks(
  site: Site,
  request: SearchRequest,
  answer: SearchAnswer,
  failing: MeaningOff | null = null,
): Content {
  const { reading, lang } = site.texts;
  const link = (change: Partial<SearchRequest>, label: string): Html =>
    html`<a href=${addressOf({ ...request, page: 1, ...change })} rel="nofollow">${label}</a>`;
  // What finds nothing finds nothing when it is read more narrowly.
  const ways = (answer.counts.total > 0 ? answer.interpretation.instead : []).map(({ without }) =>
    link(LEAVING_OUT[without], reading.instead[without](request.q.trim())),
  );
  // What the search itself says, it says in English.
  const said = answer.notices.map((notice) => (lang === "en" ? notice : html`<span lang="en">${notice}</span>`));
  const items: Content[] = [...said, ...readings(site, request.q, answer), ...ways];
  if (failing !== null) items.unshift(reading.meaningOff[failing]);
  if (request.strict) items.push([reading.off.strict, " ", link({ strict: false }, reading.on)]);
  else if (request.q.trim() !== "")
    for (const name of ["typo", "expand"] as const)
      if (request[name] === false) items.push([reading.off[name], " ", link({ [name]: true }, reading.on)]);
  if (items.length === 0) return null;
  return html`<ul class="remarks" role="list">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

const LEAVING_OUT: Readonly<Record<Instead["without"], Partial<SearchRequest>>> = {
  corrections: { typo: false },
  expansion: { expand: false },
};
