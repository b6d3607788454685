import type { LecternRecord } from "../indexes/record.ts";
import type { RelatedRecord } from "../src/search/related.ts";
import { recordAddress } from "./address.ts";
import { badges, doiAddress, langOf, pubmedAddress } from "./hit.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** What has to do with a record: news that is about it, records that it names or that name it, those that are like it. */
export interface Related {
  related: readonly RelatedRecord[];
  /** The nearest records, the nearest first. */
  similar: readonly LecternRecord[];
  /** News of its domains that is near it and does not name it, the nearest first. */
  news: readonly LecternRecord[];
}

/** A list for each, under a heading of its own; those without anything are left out. */
export function relatedLists(texts: Texts, { related, similar, news }: Related): Content {
  const isNews = ({ relation, record }: RelatedRecord): boolean => relation === "covered-by" && record !== null;
  const about = related.filter(isNews).flatMap(({ record }) => record ?? []);
  const others = related.filter((one) => !isNews(one));
  return [
    section("news", texts.record.news, null, about, (record) => item(texts, record)),
    section("related", texts.record.related, null, others, (one) => relatedItem(texts, one)),
    section("similar", texts.record.similar, null, similar, (record) => item(texts, record)),
    section("near-news", texts.record.nearNews, texts.record.nearNewsWhy, news, (record) => item(texts, record)),
  ];
}

function section<T>(
  id: string,
  title: string,
  note: string | null,
  all: readonly T[],
  view: (one: T) => Content,
): Content {
  if (all.length === 0) return null;
  return html`
    <section aria-labelledby=${id}>
      <h2 id=${id}>${title}</h2>
      ${note === null ? null : html`<p class="quiet note">${note}</p>`}
      <ul class="others" role="list">${all.map((one) => html`<li>${view(one)}</li>`)}</ul>
    </section>
  `;
}

/** A record of the index by its title, with what must be known before it is opened. */
function item(texts: Texts, record: LecternRecord): Content {
  const { id, title, kind, date, year } = record;
  const when = kind === "news" && date !== undefined ? texts.date(date) : year === undefined ? null : String(year);
  return [
    html`<a href=${recordAddress(id)} lang=${langOf(texts, record)}>${title}</a>`,
    when === null ? null : [" ", html`<span class="quiet">${when}</span>`],
    badges(texts, { ...record, kind: "publication" }),
  ];
}

function relatedItem(texts: Texts, { relation, ref, record }: RelatedRecord): Content {
  return [
    html`<span class="of">${texts.record.relations[relation]}</span>`,
    " ",
    record ? item(texts, record) : reference(ref ?? ""),
  ];
}

/** A record outside the index, by its identifier. */
function reference(ref: string): Html | string {
  const value = ref.slice(ref.indexOf(":") + 1);
  if (ref.startsWith("doi:")) return html`<a href=${doiAddress(value)}>${value}</a>`;
  return ref.startsWith("pmid:") ? html`<a href=${pubmedAddress(value)}>PMID ${value}</a>` : value;
}
