import { START } from "./address.ts";
import { byName, type DomainCount, domainAddress } from "./domain-list.ts";
import { type Html, html } from "./html.ts";
import { domainIcon } from "./icon.ts";
import { layout, type Site } from "./layout.ts";

export interface DirectoryView {
  domains: readonly (DomainCount & { description: string })[];
  /** The page's absolute address. */
  address: string;
}

/** Units of a bar, which grows with the room it has. */
const WIDTH = 100;

/** Every medical domain: what it is, and how much there is of it, as numbers and drawn. */
export function directoryPage(site: Site, { domains, address }: DirectoryView): string {
  const { texts } = site;
  const most = Math.max(1, ...domains.map(({ records }) => records));
  const descriptions = new Map(domains.map(({ id, description }) => [id, description]));
  const rows = byName(site, domains).map(({ id, records }): Html => {
    const name = site.domains.get(id) ?? id;
    return html`
      <tr class=${records === 0 ? "none" : null}>
        <th scope="row">
          ${domainIcon(site, id)}
          <div>
            ${records === 0 ? name : html`<a href=${domainAddress(id)}>${name}</a>`}
            <p>${descriptions.get(id)}</p>
          </div>
        </th>
        <td class="count">${texts.number(records)}</td>
        <td class="drawn">
          <svg viewBox=${`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true">
            <rect width=${Math.round((records / most) * WIDTH * 10) / 10} height="8" />
          </svg>
        </td>
      </tr>
    `;
  });
  return layout(site, {
    title: texts.home.domains,
    request: START,
    section: "domains",
    indexed: true,
    styles: ["portal.css"],
    head: html`<link rel="canonical" href=${address} />`,
    over: html`
      <div class="lead">
        <h1>${texts.home.domains}</h1>
        <p>${texts.directory.lead}</p>
      </div>
    `,
    main: html`
      <table class="overview">
        <caption class="hidden">${texts.directory.overview}</caption>
        <thead class="hidden">
          <tr><th scope="col">${texts.directory.domain}</th><th scope="col">${texts.domain.records}</th><td></td></tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    `,
  });
}
