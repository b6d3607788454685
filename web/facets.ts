import type { Facet } from "../indexes/fields.ts";
import type { FacetCount } from "../src/engine/engine.ts";
import type { SearchAnswer, SearchRequest } from "../src/search/search.ts";
import { addressOf, chosenOf, toggled, without, withoutFilters, yearsOf } from "./address.ts";
import { askLink, findForm, isFindable, type Narrowed, narrowedNote } from "./facet-find.ts";
import { barsOf, histogram } from "./histogram.ts";
import { PLAIN_TYPE } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";
import type { Texts } from "./texts.ts";

/** Values that are shown at once, and those that can be unfolded, also of years: more are found by searching. */
const SHOWN = 8;
const UNFOLDED = 24;
const YEARS = 80;

/** In the order in which they are shown. */
const ORDER = [
  ...(["domain", "kind", "type", "year", "openAccess", "author", "department"] as const),
  ...(["mesh", "journal", "language", "retracted"] as const),
] satisfies readonly Facet[];

/** So many values of each facet are asked for: at least one more than are shown, to know that there are others. */
export const ASKED = SHOWN + YEARS + 1;

/** A value as people read it. */
export function valueLabel({ texts, domains }: Pick<Site, "texts" | "domains">, facet: Facet, value: string): string {
  switch (facet) {
    case "domain":
      return domains.get(value) ?? value;
    case "kind":
      return value in texts.kinds ? texts.kinds[value as keyof Texts["kinds"]] : value;
    case "language":
      return texts.language(value);
    case "openAccess":
    case "retracted":
      return value === "true" || value === "false" ? texts.filters[facet][value] : value;
    default:
      return value;
  }
}

/** The chosen filters, each with a link that takes it away. */
export function chips(site: Site, request: SearchRequest): Content {
  const { filters } = site.texts;
  const chip = (facet: Facet, label: string, to: SearchRequest): Html => html`
    <li>
      <a class="chip" href=${addressOf(to)} aria-label=${filters.remove(filters.facets[facet], label)}>
        <span class="of">${filters.facets[facet]}: </span>${label}
      </a>
    </li>
  `;
  const values = ORDER.filter((facet) => facet !== "year").flatMap((facet) =>
    chosenOf(request, facet).map((value) =>
      chip(facet, valueLabel(site, facet, value), toggled(request, facet, value)),
    ),
  );
  const { from, to } = yearsOf(request);
  if (from !== null || to !== null) values.push(chip("year", filters.years(from, to), without(request, "year")));
  if (values.length === 0) return null;
  return html`
    <ul class="chips" role="list" aria-label=${filters.chosen}>
      ${values}
      ${values.length > 1 ? html`<li><a href=${addressOf(withoutFilters(request))}>${filters.removeAll}</a></li>` : null}
    </ul>
  `;
}

/** Every facet with its values and counts. On a narrow screen they are folded away. */
export function filterPanel(
  site: Site,
  request: SearchRequest,
  answer: SearchAnswer,
  narrowed: Narrowed | null = null,
): Html {
  const { filters } = site.texts;
  const groups = ORDER.map((facet) => {
    if (narrowed?.facet === facet) return narrowedGroup(site, request, narrowed);
    if (!answer.facets[facet] && isFindable(facet) && answer.counts.total > 0) return uncounted(site, request, facet);
    const chosen = chosenOf(request, facet);
    const counts = withChosen(answer.facets[facet] ?? [], chosen).filter(
      ({ value }) => facet !== "type" || !PLAIN_TYPE.test(value) || chosen.includes(value),
    );
    return facet === "year"
      ? yearGroup(site, request, counts)
      : group(site, request, facet, counts, answer.counts.total);
  });
  return html`
    <details class="filters" open=${narrowed !== null}>
      <summary>${filters.title}</summary>
      <div class="groups">${groups}</div>
    </details>
  `;
}

function group(site: Site, request: SearchRequest, facet: Facet, counts: FacetCount[], total: number): Content {
  const chosen = chosenOf(request, facet);
  // One value that everything has tells nothing.
  const telling = counts.length > 1 || counts.some(({ count }) => count < total) || chosen.length > 0;
  if (counts.length === 0 || !telling) return null;
  return html`
    <nav class="facet" aria-labelledby=${`facet-${facet}`}>
      <h2 id=${`facet-${facet}`}>${site.texts.filters.facets[facet]}</h2>
      ${valueList(site, request, facet, counts)}
    </nav>
  `;
}

/** One that takes the engine longer than all else to count. */
function uncounted(site: Site, request: SearchRequest, facet: Narrowed["facet"]): Html {
  return html`
    <nav class="facet" aria-labelledby=${`facet-${facet}`}>
      <h2 id=${`facet-${facet}`}>${site.texts.filters.facets[facet]}</h2>
      ${findForm(site.texts, request, facet, null)} ${askLink(site.texts, request, facet)}
    </nav>
  `;
}

/** Only the values that were looked for, all of them unfolded. */
function narrowedGroup(site: Site, request: SearchRequest, narrowed: Narrowed): Html {
  const { facet, values } = narrowed;
  const items = values.slice(0, SHOWN + UNFOLDED).map((one) => valueItem(site, request, facet, one));
  return html`
    <nav class="facet" aria-labelledby=${`facet-${facet}`}>
      <h2 id=${`facet-${facet}`}>${site.texts.filters.facets[facet]}</h2>
      ${findForm(site.texts, request, facet, narrowed)}
      ${items.length === 0 ? null : html`<ul role="list">${items}</ul>`}
      ${values.length > items.length ? html`<p class="quiet">${site.texts.filters.left}</p>` : null}
      ${narrowed.beginning === "" ? null : narrowedNote(site.texts, request, narrowed)}
    </nav>
  `;
}

/** Drawn, as two fields, and year by year; the script lays a slider under the drawing. */
function yearGroup(site: Site, request: SearchRequest, counts: FacetCount[]): Content {
  const { from, to } = yearsOf(request);
  if (counts.length === 0 && from === null && to === null) return null;
  const { texts } = site;
  const { filters } = texts;
  const newestFirst = [...counts].sort((a, b) => Number(b.value) - Number(a.value));
  const bars = barsOf(counts);
  const drawn = histogram(texts, bars, {
    link: (year) => addressOf(toggled(request, "year", String(year))),
    chosen: from === null && to === null ? null : (year) => year >= (from ?? year) && year <= (to ?? year),
    width: 240,
    height: 84,
    label: filters.facets.year,
  });
  // No number for the browser: of letters it would send nothing, and the server could not say that they are no year.
  const field = (name: string, label: string, value: number | null): Html => html`
    <label>
      ${label}
      <input form="search" type="text" name=${name} value=${value} maxlength="4" inputmode="numeric" />
    </label>
  `;
  return html`
    <nav class="facet years" aria-labelledby="facet-year">
      <h2 id="facet-year">${filters.facets.year}</h2>
      ${drawn}
      <div class="range">
        ${field("yearFrom", filters.yearFrom, from)} ${field("yearTo", filters.yearTo, to)}
        <button form="search">${filters.yearApply}</button>
      </div>
      ${
        drawn === null
          ? valueList(site, request, "year", newestFirst)
          : html`
              <details class="more">
                <summary>${filters.eachYear}</summary>
                <ul role="list">${newestFirst.slice(0, SHOWN + YEARS).map((one) => valueItem(site, request, "year", one))}</ul>
              </details>
            `
      }
    </nav>
  `;
}

function valueList(site: Site, request: SearchRequest, facet: Facet, counts: readonly FacetCount[]): Content {
  const { filters } = site.texts;
  const items = counts.slice(0, SHOWN + UNFOLDED).map((one) => valueItem(site, request, facet, one));
  // A fold for a single value takes as much room as the value.
  const shown = counts.length === SHOWN + 1 ? SHOWN + 1 : SHOWN;
  const rest = items.slice(shown);
  const left = counts.length - items.length;
  return [
    html`<ul role="list">${items.slice(0, shown)}</ul>`,
    rest.length === 0
      ? null
      : html`
          <details class="more">
            <summary>${filters.more(rest.length)}</summary>
            ${isFindable(facet) ? findForm(site.texts, request, facet, null) : null}
            <ul role="list">${rest}</ul>
            ${left > 0 ? html`<p class="quiet">${filters.left}</p>` : null}
          </details>
        `,
  ];
}

function valueItem(site: Site, request: SearchRequest, facet: Facet, { value, count }: FacetCount): Html {
  const { texts } = site;
  const chosen = chosenOf(request, facet).includes(value);
  return html`
    <li>
      <a class="value" href=${addressOf(toggled(request, facet, value))} aria-current=${chosen ? "true" : null} rel="nofollow">
        <span class="text">${valueLabel(site, facet, value)}</span>
        ${chosen ? html`<span class="hidden">, ${texts.filters.isChosen}</span>` : null}
        <span class="count" aria-hidden="true">${texts.number(count)}</span>
        <span class="hidden">, ${texts.filters.records(count)}</span>
      </a>
    </li>
  `;
}

/** The chosen values first, with those that no record has any more. */
function withChosen(counts: readonly FacetCount[], chosen: readonly string[]): FacetCount[] {
  const first = chosen.map((value) => counts.find((one) => one.value === value) ?? { value, count: 0 });
  return [...first, ...counts.filter(({ value }) => !chosen.includes(value))];
}
