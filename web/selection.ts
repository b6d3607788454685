import type { LecternRecord } from "../indexes/record.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** What can be made of chosen records: files, or a list of references. The first is what the Enter key chooses. */
const WAYS = ["vancouver", "ris", "bibtex", "csl", "csv"] as const;
const FORM = "selection";

/** Chooses a result. It belongs to the form of {@link selectionBar}, wherever it stands. */
export function picker({ selection }: Texts, { id, title }: LecternRecord): Html {
  return html`
    <label class="pick">
      <input form=${FORM} type="checkbox" name="id" value=${id} autocomplete="off" />
      <span class="hidden">${selection.pick(title)}</span>
    </label>
  `;
}

/** What to do with the chosen results of this page, whose address is `here`. The script counts them, and chooses all. */
export function selectionBar({ selection, take }: Texts, here: string): Content {
  const label = (way: (typeof WAYS)[number]): string => (way === "vancouver" ? selection.cite : take.formats[way]);
  return html`
    <form id=${FORM} class="selection" action="/selection" method="get" aria-label=${selection.label}>
      <input type="hidden" name="from" value=${here} />
      <p class="told">
        <label hidden><input type="checkbox" data-all autocomplete="off" /> ${selection.all}</label>
        <output data-none=${selection.none} data-one=${selection.one} data-some=${selection.some}>${selection.with}</output>
      </p>
      <p class="ways">
        ${WAYS.map((way) => html`<button class="small" name="as" value=${way}>${label(way)}</button>${" "}`)}
      </p>
    </form>
  `;
}
