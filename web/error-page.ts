import { addressOf, START } from "./address.ts";
import { type Html, html } from "./html.ts";
import { layout, type Site } from "./layout.ts";
import type { Texts } from "./texts.ts";

/** A problem as its reader sees it. */
export interface Problem {
  status: number;
  message: string;
  issues: readonly { path: string; expected: string; got: string }[];
  /** In so many seconds the request may be answered, where that is known. */
  retryAfter: number | null;
}

/** Of these the request was right, and may be answered later. */
const PASSING = [429, 503];

/** @param typed the query, kept in the box; empty where none was */
export function errorPage(site: Site, { status, message, issues, retryAfter }: Problem, typed: string): string {
  const { error } = site.texts;
  const title = error.title[status] ?? error.other;
  const bounded = status === 429 && retryAfter !== null;
  const help = bounded ? error.wait(retryAfter) : (error.help[status] ?? null);
  const request = { ...START, q: typed };
  return layout(site, {
    title,
    request,
    main: html`
      <section class="column error">
        <p class="quiet">${error.status(status)}</p>
        <h1>${title}</h1>
        ${help === null ? null : html`<p>${help}</p>`}
        ${issues.length > 0 ? html`<ul>${issues.map((issue) => refused(site.texts, issue))}</ul>` : null}
        ${issues.length > 0 || bounded ? null : html`<p class=${help === null ? null : "quiet"} lang=${englishIn(site.texts)}>${message}</p>`}
        <ul class="ways" role="list">
          ${PASSING.includes(status) ? html`<li><a href=${site.here.path}>${error.again}</a></li>` : null}
          ${typed === "" || PASSING.includes(status) ? null : html`<li><a href=${addressOf(request)}>${error.sameQuery}</a></li>`}
          <li><a href="/">${error.back}</a></li>
        </ul>
      </section>
    `,
  });
}

/** A parameter that is not as it should be; what was expected is the server's word, in English. */
function refused(texts: Texts, { path, expected, got }: Problem["issues"][number]): Html {
  const own = texts.error.expected(path, expected, got);
  if (texts.lang === "en") return html`<li>${own}</li>`;
  return html`<li>${own} <span class="quiet" lang="en">${`Expected ${expected.replaceAll("`", "")}.`}</span></li>`;
}

function englishIn({ lang }: Texts): string | null {
  return lang === "en" ? null : "en";
}
