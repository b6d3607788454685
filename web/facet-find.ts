import type { Facet } from "../indexes/fields.ts";
import type { FacetCount } from "../src/engine/engine.ts";
import type { SearchRequest } from "../src/search/search.ts";
import { addressOf, parametersOf } from "./address.ts";
import { type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** Facets that may have more values than are listed, and whose values read the same in every language. */
export const FINDABLE = ["type", "author", "department", "mesh", "journal"] as const satisfies readonly Facet[];

/** One facet's values, as many as are shown, of those that have words that begin so; all of them where it is empty. */
export interface Narrowed {
  facet: (typeof FINDABLE)[number];
  beginning: string;
  values: readonly FacetCount[];
}

export function isFindable(facet: Facet): facet is Narrowed["facet"] {
  return (FINDABLE as readonly Facet[]).includes(facet);
}

/** Finds values of a facet, under the search as it is. @param narrowed as it is narrowed now */
export function findForm(texts: Texts, request: SearchRequest, facet: Facet, narrowed: Narrowed | null): Html {
  const { filters } = texts;
  const id = `find-${facet}`;
  const kept = parametersOf({ ...request, page: 1 });
  return html`
    <form class="find" action=${`/search#facet-${facet}`} method="get">
      ${kept.map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
      <input type="hidden" name="facet" value=${facet} />
      <label class="hidden" for=${id}>${filters.findIn(filters.facets[facet])}</label>
      <input
        id=${id} name="prefix" type="search" value=${narrowed?.beginning ?? ""} maxlength="200" placeholder=${filters.findHint}
        autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
      />
      <button>${filters.find}</button>
    </form>
  `;
}

/** For a facet that is not counted unless somebody asks: a link that does. */
export function askLink({ filters }: Texts, request: SearchRequest, facet: Facet): Html {
  const kept = new URLSearchParams([...parametersOf({ ...request, page: 1 }), ["facet", facet]]);
  return html`<p><a href=${`/search?${kept}#facet-${facet}`} rel="nofollow">${filters.showAll}</a></p>`;
}

/** What stands below a narrowed list: that it is one, and the way out. */
export function narrowedNote({ filters }: Texts, request: SearchRequest, { facet, beginning, values }: Narrowed): Html {
  return html`
    <p class="quiet">
      ${values.length === 0 ? filters.noneFound(beginning) : filters.onlyFound(beginning)}${" "}
      <a href=${`${addressOf(request)}#facet-${facet}`} rel="nofollow">${filters.showAll}</a>
    </p>
  `;
}
