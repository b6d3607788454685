import type { LecternRecord } from "../indexes/record.ts";
import type { Style } from "../src/export/formats.ts";
import { recordFileAddress } from "./address.ts";
import { type Content, html } from "./html.ts";
import type { Texts } from "./texts.ts";

const FORMATS = ["ris", "bibtex", "csl", "csv"] as const;

export interface Citation {
  style: Style;
  text: string;
}

/** As the styles call themselves, in every language. */
export const STYLE_NAMES: Readonly<Record<Style, string>> = { vancouver: "Vancouver", apa: "APA", harvard1: "Harvard" };

/**
 * How a record is cited, and files of it; a script shows a button under each citation that copies it. What is made up is not
 * cited.
 *
 * @param citations none where they could not be written
 */
export function citing(texts: Texts, record: LecternRecord, citations: readonly Citation[]): Content {
  if (record.illustration) return null;
  const { cite, copy, copied } = texts.record;
  const files = FORMATS.map(
    (format) => html`<li><a href=${recordFileAddress(record.id, format)}>${texts.take.formats[format]}</a></li>`,
  );
  const shown = citations.map(
    ({ style, text }) => html`
      <div class="cited">
        <h3 id=${`style-${style}`}>${STYLE_NAMES[style]}</h3>
        <p class="citation" lang="en" id=${`citation-${style}`}>${text}</p>
        <button
          class="small" type="button" hidden data-copy=${`citation-${style}`} data-copied=${copied}
          aria-describedby=${`style-${style}`}
        >${copy}</button>
      </div>
    `,
  );
  return html`
    <section class="citing" aria-labelledby="citing">
      <h2 id="citing">${cite}</h2>
      ${shown}
      <ul class="words" role="list">${files}</ul>
    </section>
  `;
}
