import type { Suggestion } from "../src/search/rescue.ts";
import type { SearchRequest } from "../src/search/search.ts";
import { addressOf, START, withoutFilters } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";

/** What to try where nothing was found: searches that do find something first. */
export function nothing(
  { texts, meaningOff }: Site,
  request: SearchRequest,
  suggestions: readonly Suggestion[],
  asked: boolean,
): Content {
  const { empty, filters } = texts;
  const link = (to: SearchRequest, label: string): Html => html`<a href=${addressOf({ ...to, page: 1 })}>${label}</a>`;
  const { q } = request;
  const found = suggestions.map(
    ({ reason, request: other, records }) =>
      html`${link(other, empty.suggestions[reason](other.q))} <span class="count">${filters.records(records)}</span>`,
  );
  const advice: Content[] = [
    ...found,
    request.filters.length > 0 && found.length === 0
      ? html`${empty.underFilters} ${link(withoutFilters(request), filters.removeAll)}`
      : null,
    asked ? (/\S\s+\S/.test(q) ? empty.fewerWords : empty.otherWord) : null,
    /["\u201c-\u201f\u00ab\u00bb]/.test(q) ? empty.noQuotes : null,
    /(^|\s)-\S/.test(q) ? empty.noExclusion : null,
    asked && !meaningOff && found.length === 0 && request.mode !== "hybrid"
      ? link({ ...request, mode: "hybrid" }, empty.byMeaning)
      : null,
    asked ? link(START, empty.everything) : null,
  ].filter((part) => part !== null);
  return html`
    <div class="nothing">
      <h2>${asked || request.filters.length > 0 ? empty.asked : empty.library}</h2>
      ${
        advice.length > 0
          ? html`<ul>${advice.map((part) => html`<li>${part}</li>`)}</ul>`
          : html`<p>${empty.noRecords} <code>npx lectern ingest FILE</code></p>`
      }
    </div>
  `;
}
