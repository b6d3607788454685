import type { Reason } from "../src/search/reasons.ts";
import { type Content, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** Why a hit is there, as small labels: the words that it has, those that were taken for others, nearness in meaning. */
export function whyList({ why }: Texts, reasons: readonly Reason[]): Content {
  const labels = labelsOf(why, reasons);
  if (labels.length === 0) return null;
  return html`<ul class="why" role="list" aria-label=${why.label}>${labels.map((label) => html`<li>${label}</li>`)}</ul>`;
}

function labelsOf(why: Texts["why"], reasons: readonly Reason[]): string[] {
  const words = reasons.filter((reason) => reason.by === "words");
  const own = words.filter(({ via }) => via === "exact" || via === "form");
  const has = own.map(({ text, via, as }) => (via === "form" ? as : text));
  return [
    ...(has.length > 0 ? [why.words(has)] : []),
    ...words.filter((word) => !own.includes(word)).map(({ text, as }) => why.as(text, as)),
    ...reasons.flatMap((reason) => (reason.by === "words" ? [] : why[reason.by])),
  ];
}
