import { type Content, type Html, html } from "./html.ts";
import { domainIcon } from "./icon.ts";
import type { Site } from "./layout.ts";

export interface DomainCount {
  id: string;
  records: number;
}

export function domainAddress(id: string): string {
  return `/domains/${encodeURIComponent(id)}`;
}

/** In the order of their names in the page's language. */
export function byName({ texts, domains }: Site, counts: readonly DomainCount[]): DomainCount[] {
  const { compare } = new Intl.Collator(texts.lang);
  return [...counts].sort((a, b) => compare(domains.get(a.id) ?? a.id, domains.get(b.id) ?? b.id));
}

/** The domains that have records, with how many. */
export function domainList(site: Site, counts: readonly DomainCount[], labelledBy: string): Content {
  const item = ({ id, records }: DomainCount): Html => html`
    <li>
      <a class="domain" href=${domainAddress(id)}>
        ${domainIcon(site, id)} <span class="text">${site.domains.get(id) ?? id}</span>
        <span class="count" aria-hidden="true">${site.texts.number(records)}</span>
        <span class="hidden">, ${site.texts.filters.records(records)}</span>
      </a>
    </li>
  `;
  const shown = byName(
    site,
    counts.filter(({ records }) => records > 0),
  );
  return html`<ul class="domains" role="list" aria-labelledby=${labelledBy}>${shown.map(item)}</ul>`;
}
