import type { Page } from "playwright-core";

/** A page in a state that people see: a line in {@link STATES} puts it under axe's eyes and among the screenshots. */
export interface PageState {
  /** Also of its screenshot's file. */
  name: string;
  path?: string;
  /** The page of the first record that this search finds, instead of a path. */
  recordOf?: string;
  /** What the reader's browser prefers; default English. */
  language?: string;
  /** Of the answer; default 200. */
  status?: number;
  /** True where the reader has signed in to judge. */
  signedIn?: boolean;
  /** True for a server whose index cannot be reached. */
  broken?: boolean;
  /** What is there in this state and in no other: a selector. */
  has?: string;
  /** What the reader has done on the page. */
  after?: (page: Page) => Promise<void>;
}

const unfold = async (page: Page): Promise<void> => {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
};

const chooseTwo = async (page: Page): Promise<void> => {
  for (const i of [0, 2]) await page.locator(".pick input").nth(i).check();
};

const embedded = async (page: Page): Promise<void> => {
  await page.locator("lectern-search").getByRole("listitem").first().waitFor();
};

const suggested = async (page: Page): Promise<void> => {
  await page.getByRole("combobox").pressSequentially("heart");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
};

export const STATES: readonly PageState[] = [
  { name: "start", path: "/" },
  { name: "domains", path: "/domains" },
  { name: "domain", has: "svg.histogram", path: "/domains/cardiovascular-diseases" },
  { name: "domain-empty", has: "main > ul.onward", path: "/domains/nursing" },
  { name: "library", path: "/search" },
  { name: "results", path: "/search?q=heart+failure" },
  {
    name: "results-filtered",
    has: ".chip",
    path: "/search?q=heart&domain=cardiovascular-diseases&kind=publication&yearFrom=2015",
  },
  { name: "results-second-page", has: ".pages [rel=prev]", path: "/search?q=patients&page=2" },
  { name: "results-unfolded", path: "/search?q=heart", after: unfold },
  { name: "results-read-otherwise", has: ".remarks li", path: "/search?q=glaucomma+mri+year:2015..2024" },
  { name: "results-switched", has: ".remarks li", path: "/search?q=heart&strict=true&sort=newest" },
  { name: "results-retracted", has: ".hit.retracted", path: "/search?q=made+up+pocket+ultrasound" },
  { name: "results-facet-found", has: ".find + ul", path: "/search?facet=mesh&prefix=he#facet-mesh" },
  { name: "results-facet-none", has: ".find + p", path: "/search?facet=author&prefix=zzz" },
  { name: "results-chosen", has: ".pick :checked", path: "/search?q=made+up+pocket+ultrasound", after: chooseTwo },
  { name: "results-years-unreadable", has: ".remarks li", path: "/search?q=heart&yearFrom=soon" },
  {
    name: "references",
    has: ".remarks li",
    path: "/selection?id=doi-10_2e5555_2flectern_2ewhole&id=doi-10_2e5555_2flectern_2egone&id=nobody&as=apa",
  },
  { name: "references-none", path: "/selection", status: 400 },
  { name: "nothing-found", has: ".nothing", path: "/search?q=zzyzx+qwrtp&mode=keyword" },
  { name: "nothing-under-filters", has: ".nothing", path: "/search?q=heart&yearFrom=1500&yearTo=1501" },
  { name: "page-beyond", path: "/search?q=heart&page=900" },
  { name: "record", has: "[aria-labelledby=news]", recordOf: "q=doi:10.5555/lectern.whole" },
  { name: "record-unfolded", recordOf: "q=doi:10.5555/lectern.whole", after: unfold },
  { name: "record-consortium", has: ".affiliations", recordOf: "q=pmid:999999902", after: unfold },
  { name: "record-retracted", has: ".warning.retracted", recordOf: "retracted=true" },
  { name: "record-news", has: ".badge.news", recordOf: "kind=news" },
  { name: "record-illustration", has: ".warning.illustration", recordOf: "q=wearable&kind=publication" },
  { name: "embed", path: "/embed?domain=oncology&language=nl&limit=3&width=320", after: embedded },
  { name: "embed-pinned", path: "/embed?pinned=on&accent=%23ffe600&language=fr", after: embedded },
  {
    name: "embed-filled",
    has: "[name=filled]:checked",
    path: "/embed?filled=on&background=%23102a43&scheme=dark&limit=2&width=280",
    after: embedded,
  },
  { name: "suggestions", path: "/search", after: suggested },
  { name: "start-in-german", path: "/", language: "de" },
  { name: "results-in-french", path: "/search?q=heart+failure", language: "fr" },
  { name: "record-in-dutch", recordOf: "q=doi:10.5555/lectern.whole", language: "nl" },
  { name: "lab-sign-in", has: "[type=password]", path: "/lab" },
  { name: "lab", path: "/lab", signedIn: true },
  { name: "results-judging", has: ".judge", path: "/search?q=heart", signedIn: true },
  { name: "error-400", status: 400, path: "/search?q=heart&page=x" },
  { name: "error-export", status: 400, path: "/v1/search/export?q=heart&format=doc" },
  { name: "error-404", status: 404, path: "/records/nobody" },
  { name: "error-503", status: 503, path: "/search?q=heart", broken: true },
];

/** Signs in to judge. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.goto("/lab");
  await page.locator("#key").fill(key);
  await page.locator(".lab form button").click();
}

/** Opens a state; its server, who has signed in and what language the browser prefers are its caller's. @throws Error where it is not what it says */
export async function openState(page: Page, state: PageState): Promise<void> {
  const { path, recordOf, language = "en", status = 200, has, after } = state;
  const response = await page.goto(path ?? (await recordPath(page, recordOf!)));
  const got = { status: response?.status(), language: response?.headers()["content-language"] };
  if (got.status !== status || got.language !== language)
    throw new Error(`Expected ${status} in ${language}, got ${got.status} in ${got.language}`);
  await after?.(page);
  if (has && (await page.locator(has).count()) === 0) throw new Error(`Expected ${has} on the page, got none`);
}

async function recordPath(page: Page, search: string): Promise<string> {
  const response = await page.request.get(`/v1/search?perPage=1&${search}`);
  const { hits } = (await response.json()) as { hits?: { id: string }[] };
  if (!hits?.[0]) throw new Error(`Expected a record for ${search}, got none`);
  return `/records/${encodeURIComponent(hits[0].id)}`;
}
