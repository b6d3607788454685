import type { LecternRecord } from "../indexes/record.ts";
import { recordAddress } from "./address.ts";
import { badges, langOf, metaLine } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";

/** Records as a short list: what each is called, and where and when it appeared. */
export function briefList({ texts }: Site, records: readonly LecternRecord[], labelledBy: string): Content {
  const item = (record: LecternRecord): Html => html`
    <li class=${record.status.includes("retracted") ? "brief retracted" : "brief"}>
      <h3 lang=${langOf(texts, record)}><a href=${recordAddress(record.id)}>${record.title}</a></h3>
      ${metaLine(texts, record)} ${badges(texts, { ...record, kind: "publication" })}
    </li>
  `;
  return html`<ul class="briefs" role="list" aria-labelledby=${labelledBy}>${records.map(item)}</ul>`;
}
