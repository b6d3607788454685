import type { Grade } from "../src/lab/judgements.ts";
import type { SearchRequest } from "../src/search/search.ts";
import { addressOf } from "./address.ts";
import { type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";

/** What a reader who has signed in judges by. */
export interface Judging {
  /** Tells the server that the form is of a page of its own. */
  token: string;
  query: string;
  /** By record. */
  grades: ReadonlyMap<string, Grade>;
}

/** What the two buttons send: grades of 0 to 3, which the command line gives in full. */
const UP: Grade = 2;
const DOWN: Grade = 0;

/** Whether a record answers the query that it was found by, as its reader sees it. */
export function judgeForm({ texts }: Site, request: SearchRequest, judging: Judging, record: string): Html {
  const { lab } = texts;
  const grade = judging.grades.get(record);
  const field = (name: string, value: string): Html => html`<input type="hidden" name=${name} value=${value} />`;
  const button = (value: string, label: string, pressed: boolean | null): Html => html`
    <button name="grade" value=${value} aria-pressed=${pressed === null ? null : String(pressed)}>${label}</button>
  `;
  return html`
    <form class="judge" method="post" action="/lab/judgements">
      ${field("token", judging.token)} ${field("query", judging.query)} ${field("record", record)}
      ${field("back", addressOf(request))}
      <span class="quiet">${grade === undefined ? lab.ask : lab.grades[grade]}</span>
      ${button(String(UP), lab.up, grade !== undefined && grade > 0)}
      ${button(String(DOWN), lab.down, grade === DOWN)}
      ${grade === undefined ? null : button("", lab.takeBack, null)}
    </form>
  `;
}
