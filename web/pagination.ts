import type { SearchRequest } from "../src/search/search.ts";
import { addressOf } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** The pages to name: the first, the last, and those beside the current one; null stands for a gap. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const near = [1, current - 1, current, current + 1, last].filter((n) => n >= 1 && n <= last);
  const wanted = [...new Set(near)].sort((a, b) => a - b);
  return wanted.flatMap((n, i) => {
    const before = wanted[i - 1] ?? 0;
    // A gap of one page takes as much room as the page.
    if (n - before === 2) return [n - 1, n];
    return n - before > 1 ? [null, n] : [n];
  });
}

/** Links to the other pages of a search; null where there is one page. */
export function pagination({ pages }: Texts, request: SearchRequest, last: number): Content {
  if (last < 2) return null;
  const { page } = request;
  const to = (n: number): string => addressOf({ ...request, page: n });
  const step = (n: number, rel: string, label: string): Html | null =>
    n < 1 || n > last ? null : html`<li class=${rel}><a rel=${rel} href=${to(n)}>${label}</a></li>`;
  const numbers = pageNumbers(page, last).map((n) =>
    n === null
      ? html`<li class="gap" aria-hidden="true">…</li>`
      : html`<li><a href=${to(n)} aria-label=${pages.page(n)} aria-current=${n === page ? "page" : null}>${n}</a></li>`,
  );
  return html`
    <nav class="pages" aria-label=${pages.label}>
      <ul role="list">
        ${step(page - 1, "prev", pages.previous)} ${numbers} ${step(page + 1, "next", pages.next)}
      </ul>
    </nav>
  `;
}
