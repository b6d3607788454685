import type { Run } from "../src/lab/measure.ts";
import type { Change, Comparison } from "../src/lab/runs.ts";
import { addressOf, START } from "./address.ts";
import { type Content, type Html, html } from "./html.ts";
import { layout, type Site } from "./layout.ts";

/** So many queries are shown that got better, and worse. */
const SHOWN = 20;

export interface LabView {
  token: string;
  queries: number;
  judgements: number;
  latest: Run | null;
  comparison: Comparison | null;
}

/** @param refused whether a key was given that is none */
export function signInPage(site: Site, refused: boolean): string {
  const { lab } = site.texts;
  return page(site, [
    html`<p>${lab.signInFor}</p>`,
    refused ? html`<p class="warning concern" role="alert">${lab.refused}</p>` : null,
    html`
      <form method="post" action="/lab/sign-in">
        <label for="key">${lab.key}</label>
        <input id="key" name="key" type="password" required autocomplete="current-password" />
        <button>${lab.signIn}</button>
      </form>
    `,
  ]);
}

/** What is judged, and the last run. */
export function labPage(site: Site, view: LabView): string {
  const { lab } = site.texts;
  return page(site, [
    html`<p>${lab.signedIn}</p>`,
    html`<p>${lab.judged(view.judgements, view.queries)}</p>`,
    html`
      <form method="post" action="/lab/sign-out">
        <input type="hidden" name="token" value=${view.token} />
        <button>${lab.signOut}</button>
      </form>
    `,
    view.latest
      ? lastRun(site, view.latest, view.comparison)
      : html`<p class="quiet">${lab.noRun} <code>npx lectern relevance</code></p>`,
  ]);
}

function page(site: Site, content: Content): string {
  const { title } = site.texts.lab;
  const main = html`<section class="column lab"><h1>${title}</h1>${content}</section>`;
  return layout(site, { title, styles: ["lab.css"], request: START, main });
}

function lastRun({ texts }: Site, run: Run, comparison: Comparison | null): Content {
  const { lab } = texts;
  const fixed = (value: number): string => value.toFixed(3);
  const rows = (["hybrid", "keyword", "semantic"] as const).map((mode) => {
    const { ndcg10, recall100, mrr } = run.means[mode];
    return html`
      <tr>
        <th scope="row">${texts.search.modes[mode]}</th>
        <td>${fixed(ndcg10)}</td><td>${fixed(recall100)}</td><td>${fixed(mrr)}</td>
      </tr>
    `;
  });
  const list = (title: string, changes: readonly Change[]): Html | null =>
    changes.length === 0
      ? null
      : html`
          <h3>${title}</h3>
          <ul>
            ${changes.slice(0, SHOWN).map(
              ({ query, before, after }) => html`
                <li><a href=${addressOf({ ...START, q: query })}>${query}</a>: ${fixed(before)} \u2192 ${fixed(after)}</li>
              `,
            )}
          </ul>
        `;
  const { ranking, version } = run.lectern;
  return html`
    <h2>${lab.lastRun}</h2>
    <p class="quiet">${lab.runOf(run.at, run.queries.length, version, ranking)}</p>
    <table>
      <thead><tr><td></td><th scope="col">nDCG@10</th><th scope="col">recall@100</th><th scope="col">MRR</th></tr></thead>
      <tbody>${rows}</tbody>
    </table>
    ${
      comparison
        ? [
            html`<p>${lab.compared(fixed(comparison.before.ndcg10), fixed(comparison.after.ndcg10), comparison.queries)}</p>`,
            list(lab.worse(comparison.worse.length), comparison.worse),
            list(lab.better(comparison.better.length), comparison.better),
          ]
        : null
    }
  `;
}
