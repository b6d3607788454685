/** What the field suggests while one types. */
export const suggestionTexts = {
  label: "Suggestions",
  query: "Searched before",
  mesh: "MeSH headings",
  author: "Authors",
  journal: "Journals",
  title: "Titles",
};

/** What the page says by which one puts the search on a page of one's own. */
export const embedTexts = {
  link: "Put this search on your own page",
  title: "The search on your own page",
  lead: "A few lines of HTML put a search field and the latest publications on any page of yours. They set no cookie and ask no other server than this one. Choose how it looks, and copy the lines.",
  domain: "Domain",
  everything: "All domains",
  language: "Language",
  accent: "Accent",
  filled: "Background of its own",
  background: "Background",
  scheme: "Light or dark",
  schemes: { page: "As the page", light: "Light", dark: "Dark" },
  limit: "Results",
  width: "Width in pixels",
  widthHow: "Empty: as wide as its column.",
  pin: "Keep this version, checked by its fingerprint",
  show: "Show",
  wrong: (what: string, least: number, most: number): string =>
    `${what}: a whole number from ${least} to ${most} is needed. The lines are those from before.`,
  away: "The server cannot be reached. The lines are those from before.",
  preview: "How it looks",
  lines: "The lines to copy",
  copy: "Copy",
  copied: "Copied",
  pinned:
    "The page loads this version only, and the browser checks that it is unchanged. After an update here, come back for new lines if you want the new version.",
  following: "The page always has the version that this server has.",
  needs: "What your page needs",
  everySite: "Pages of any site may show this search.",
  theseSites: "Pages of these sites may show this search:",
  otherSites: "For further ones, ask who runs this server; the setting is",
  noSite:
    "So far only pages of this server may show this search. Whoever runs it can let other sites in; the setting is",
  policy: "Where a page has a Content-Security-Policy, it needs these two sources:",
};
