import type { Facet } from "../indexes/fields.ts";
import type { Instead } from "../src/search/interpretation.ts";
import type { Said } from "../src/search/notices.ts";
import type { SearchAnswer, SearchRequest } from "../src/search/search.ts";
import { addressOf } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";
import { readings } from "./reading.ts";
import type { Texts } from "./texts.ts";

/** What the reader should know of how the query was read, with ways to have it read otherwise. */
export function remarks(site: Site, request: SearchRequest, answer: SearchAnswer): Content {
  const { reading } = site.texts;
  const link = (change: Partial<SearchRequest>, label: string): Html =>
    html`<a href=${addressOf({ ...request, page: 1, ...change })} rel="nofollow">${label}</a>`;
  // What finds nothing finds nothing when it is read more narrowly.
  const ways = (answer.counts.total > 0 ? answer.interpretation.instead : []).map(({ without }) =>
    link(LEAVING_OUT[without], reading.instead[without](request.q.trim())),
  );
  const said = answer.notices.map((notice) => sentence(site.texts, notice));
  const items: Content[] = [...said, ...readings(site, request.q, answer), ...ways];
  if (request.strict) items.push([reading.off.strict, " ", link({ strict: false }, reading.on)]);
  else if (request.q.trim() !== "")
    for (const name of ["typo", "expand"] as const)
      if (request[name] === false) items.push([reading.off[name], " ", link({ [name]: true }, reading.on)]);
  if (items.length === 0) return null;
  return html`<ul class="remarks" role="list">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** What the search says, in the page's language. */
function sentence({ said, filters }: Texts, { code, values, text }: Said): string {
  if (said === null) return text;
  const say: (...values: string[]) => string = said[code];
  const [facet, ...others] = values;
  return code === "value-nowhere" ? say(filters.facets[facet as Facet], ...others) : say(...values);
}

const LEAVING_OUT: Readonly<Record<Instead["without"], Partial<SearchRequest>>> = {
  corrections: { typo: false },
  expansion: { expand: false },
};
