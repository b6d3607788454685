import { addressOf, START } from "./address.ts";
import { html } from "./html.ts";
import { layout, type Site } from "./layout.ts";

/** A problem as its reader sees it. */
export interface Problem {
  status: number;
  message: string;
  issues: readonly { path: string; expected: string; got: string }[];
}

/** @param typed the query, kept in the box; empty where none was */
export function errorPage(site: Site, { status, message, issues }: Problem, typed: string): string {
  const { error } = site.texts;
  const title = error.title[status] ?? error.other;
  const request = { ...START, q: typed };
  return layout(site, {
    title,
    request,
    main: html`
      <section class="column error">
        <p class="quiet">${error.status(status)}</p>
        <h1>${title}</h1>
        ${
          issues.length > 0
            ? html`<ul lang=${site.texts.lang === "en" ? null : "en"}>${issues.map(({ path, expected, got }) => html`<li>${error.expected(path, expected, got)}</li>`)}</ul>`
            : html`<p lang=${site.texts.lang === "en" ? null : "en"}>${message}</p>`
        }
        <ul class="ways">
          ${typed === "" ? null : html`<li><a href=${addressOf(request)}>${error.sameQuery}</a></li>`}
          <li><a href="/">${error.back}</a></li>
        </ul>
      </section>
    `,
  });
}
