import type { LecternRecord } from "../indexes/record.ts";
import type { Format, Style } from "../src/export/formats.ts";
import { recordAddress, START } from "./address.ts";
import { badges } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import { layout, type Site } from "./layout.ts";
import { STYLE_NAMES } from "./record-citing.ts";

const STYLES = ["vancouver", "apa", "harvard1"] as const satisfies readonly Style[];
const FORMATS = ["ris", "bibtex", "csl", "csv"] as const satisfies readonly Format[];

export interface ReferencesView {
  ids: readonly string[];
  style: Style;
  /** In the order in which they were chosen. */
  references: readonly string[];
  /** What was chosen and is made up, which nobody shall cite. */
  madeUp: readonly LecternRecord[];
  /** How many were chosen that are not there any more. */
  missing: number;
  /** The address of the results in which they were chosen, where it is known. */
  back: string | null;
}

/** Chosen records as a list of references, in a style, to be copied; or that none is chosen. */
export function referencesPage(site: Site, view: ReferencesView): string {
  const { selection } = site.texts;
  const title = selection.references;
  const content = view.ids.length === 0 ? html`<p>${selection.nothing}</p>` : [styles(site, view), list(site, view)];
  return layout(site, {
    title,
    request: START,
    styles: ["results.css"],
    main: html`
      <section class="column references">
        ${view.back === null ? null : html`<p class="back"><a href=${view.back}>${selection.back}</a></p>`}
        <h1>${title}</h1>
        ${view.missing === 0 ? null : html`<ul class="remarks" role="list"><li>${selection.missing(view.missing)}</li></ul>`}
        ${content}
      </section>
    `,
  });
}

function styles({ texts }: Site, { ids, style, back }: ReferencesView): Html {
  const items = STYLES.map(
    (one) => html`
      <li><a href=${selectionAddress(ids, one, back)} aria-current=${one === style ? "true" : null}>${STYLE_NAMES[one]}</a></li>
    `,
  );
  return html`<nav class="sorts" aria-label=${texts.selection.style}><ul role="list">${items}</ul></nav>`;
}

function list({ texts }: Site, { ids, references, madeUp, back }: ReferencesView): Content {
  const { selection, record, take } = texts;
  const files = FORMATS.map(
    (format) =>
      html`<li><a href=${selectionAddress(ids, format, back)} rel="nofollow">${take.formats[format]}</a></li>`,
  );
  return [
    references.length === 0
      ? null
      : html`
          <div class="cited">
            <ol id="references" lang="en">${references.map((one) => [html`<li class="citation">${one}</li>`, "\n"])}</ol>
            <button class="small" type="button" hidden data-copy="references" data-copied=${record.copied}>${record.copy}</button>
          </div>
        `,
    madeUp.length === 0
      ? null
      : html`
          <h2>${selection.madeUp}</h2>
          <ul class="others" role="list">
            ${madeUp.map((one) => html`<li><a href=${recordAddress(one.id)}>${one.title}</a> ${badges(texts, one)}</li>`)}
          </ul>
        `,
    html`<nav class="take" aria-label=${take.label}><p>${take.title}</p><ul role="list">${files}</ul></nav>`,
  ];
}

function selectionAddress(ids: readonly string[], as: Style | Format, back: string | null): string {
  const parameters = new URLSearchParams([...ids.map((id): [string, string] => ["id", id]), ["as", as]]);
  if (back !== null) parameters.set("from", back);
  return `/selection?${parameters}`;
}
